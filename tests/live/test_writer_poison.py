"""Commands that break their transaction: they fail alone, and the writer lives on."""

import asyncio

import pytest
from peewee import IntegrityError

from models.errors import Unavailable
from models.message import Message
from models.student import Student
from tests.live.test_writer import Gate, announce, outcomes, stored
from tests.rooms import a_room


def breaks_a_rule_of_the_database(room):
    Student.create(room=room.id, nickname="Анна", nickname_key="анна")
    Student.create(room=room.id, nickname="Анна", nickname_key="анна")


def is_wrong(room):
    Message.announce(room, room.trainer_id, "half done")
    raise ValueError("a mistake")


def records_what_cannot_be_stored(room):
    room.record("user_list", {"changed": {1, 2}})


def records_somebody_who_is_not_there(room):
    room.record("user_list", student_id=2**31 - 1)


POISON = [
    breaks_a_rule_of_the_database,
    is_wrong,
    records_what_cannot_be_stored,
    records_somebody_who_is_not_there,
]


@pytest.mark.parametrize("poison", POISON)
async def test_a_poison_command_fails_alone_and_its_batch_mates_are_committed(writer, heard, poison):
    rooms = [a_room() for _ in range(3)]
    gate = Gate(writer)
    commands = [writer.submit(room.id, announce(f"{n}")) for n in range(5) for room in rooms]
    bad = writer.submit(rooms[1].id, poison)
    commands += [writer.submit(room.id, announce(f"{n}")) for n in range(5, 8) for room in rooms]
    gate.go.set()
    with pytest.raises(Unavailable):
        await bad
    await asyncio.gather(*commands)
    for room in rooms:
        assert stored(room) == [f"{n}" for n in range(8)]
        assert [event.seq for event in heard if event.room_id == room.id] == list(range(1, 9))
    assert Student.select().count() == 0


async def test_a_command_that_breaks_at_commit_fails_alone(writer, at_commit):
    at_commit("IF NEW.data->'message'->>'text' = 'poison' THEN RAISE EXCEPTION 'no'; END IF;")
    room = a_room()
    gate = Gate(writer)
    commands = [writer.submit(room.id, announce(text)) for text in ("1", "poison", "2")]
    gate.go.set()
    first, bad, second = await outcomes(commands)
    assert isinstance(bad, Unavailable)
    assert stored(room) == ["1", "2"]
    assert first[1] and second[1]


@pytest.mark.parametrize(
    "raised",
    [
        SystemExit(3),
        KeyboardInterrupt(),
        GeneratorExit(),
        asyncio.CancelledError(),
        MemoryError(),
        IntegrityError(),
    ],
)
async def test_the_thread_survives_whatever_a_verb_raises(writer, raised):
    def verb(room):
        Message.announce(room, room.trainer_id, "half done")
        raise raised

    room = a_room()
    with pytest.raises(Unavailable):
        await writer.submit(room.id, verb)
    assert writer.is_alive
    await writer.submit(room.id, announce("still here"))
    assert stored(room) == ["still here"]

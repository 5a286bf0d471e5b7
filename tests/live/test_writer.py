"""The writer: commands share transactions, and each keeps its own outcome."""

import asyncio
import threading

import pytest

from models import training
from models.errors import NotFound, Refused, WrongMoment
from models.event import Event
from models.message import Message
from models.room import Room
from tests.rooms import a_room, a_trainer, join, open_round


class Gate:
    """A command that holds the writer until what comes after it has queued up: one batch."""

    def __init__(self, writer):
        self.here, self.go = threading.Event(), threading.Event()
        # In a room that does not matter, so that it locks none of the test's.
        self.done = writer.submit(a_room().id, self.wait)
        self.here.wait(10)

    def wait(self, room):
        self.here.set()
        self.go.wait(1.5)


async def outcomes(commands):
    """What each came to, refusals too."""
    return await asyncio.gather(*commands, return_exceptions=True)


def announce(text, ref=None):
    return lambda room: Message.announce(room, room.trainer_id, text, ref)


def stored(room):
    return [message.text for message in Message.select().where(Message.room == room.id).order_by(Message.id)]


async def test_a_command_resolves_with_what_its_verb_returned_after_commit(writer, heard):
    room = a_room()
    message, is_new = await writer.submit(room.id, announce("Внимание"))
    assert is_new
    assert stored(room) == ["Внимание"]  # read by another connection
    assert [(event.room_id, event.seq, event.action) for event in heard] == [(room.id, 1, "message_send")]
    assert message.id == heard[0].data["message"]["message_id"]


async def test_a_refusal_reaches_its_caller_alone(writer, heard):
    room = a_room()
    gate = Gate(writer)
    commands = [writer.submit(room.id, verb) for verb in (announce("1"), training.close, announce("2"))]
    gate.go.set()
    first, refused, second = await outcomes(commands)
    assert isinstance(refused, WrongMoment)
    assert refused.code == "training_not_started"
    assert (first[0].text, second[0].text) == ("1", "2")
    assert [event.seq for event in heard] == [1, 2]


async def test_many_rooms_share_one_transaction_and_each_counts_for_itself(writer, heard):
    trainer = a_trainer()
    rooms = [a_room(trainer) for _ in range(40)]
    gate = Gate(writer)
    commands = [writer.submit(room.id, announce(f"{n}")) for n in range(3) for room in reversed(rooms)]
    gate.go.set()
    await asyncio.gather(*commands)
    assert Event.select(Event.batch).distinct().count() == 1
    for room in rooms:
        assert stored(room) == ["0", "1", "2"]
        assert [event.seq for event in heard if event.room_id == room.id] == [1, 2, 3]


async def test_the_room_hears_of_a_change_before_its_caller_does(writer, heard):
    room, told = a_room(), []
    commands = [writer.submit(room.id, announce(f"{n}")) for n in range(50)]
    for command in commands:
        command.add_done_callback(lambda done: told.append((done.result()[0].id, len(heard))))
    await asyncio.gather(*commands)
    await asyncio.sleep(0)
    assert [event.seq for event in heard] == list(range(1, 51))
    ids = [event.data["message"]["message_id"] for event in heard]
    assert all(ids.index(id) < already for id, already in told)
    assert len(told) == 50


async def test_commands_of_one_room_run_in_the_order_they_came(writer):
    room = a_room()
    open_round(room)
    (anna,) = join(room, "Анна")
    commands = [
        writer.submit(room.id, lambda room: Message.answer(room, anna.id, "in time")),
        writer.submit(room.id, training.close),
        writer.submit(room.id, lambda room: Message.answer(room, anna.id, "late")),
    ]
    answered, closed, late = await outcomes(commands)
    assert (answered[1], closed) == (True, None)
    assert isinstance(late, Refused)


async def test_a_room_that_is_gone_is_refused(writer, heard):
    room, other = a_room(), a_room()
    gate = Gate(writer)
    commands = [writer.submit(room.id, verb) for verb in (Room.delete_for_good, announce("late"))]
    commands += [writer.submit(other.id, announce("here"))]
    gate.go.set()
    deleted, late, here = await outcomes(commands)
    assert deleted is None
    assert isinstance(late, NotFound)
    assert here[1]
    assert sorted(event.action for event in heard) == ["message_send", "room_delete"]
    with pytest.raises(NotFound):
        await writer.submit(room.id, announce("later"))


async def test_who_stops_waiting_does_not_stop_the_command(writer):
    room = a_room()
    gate = Gate(writer)
    gone = writer.submit(room.id, announce("1"))
    gone.cancel()
    stays = writer.submit(room.id, announce("2"))
    gate.go.set()
    await stays
    assert stored(room) == ["1", "2"]

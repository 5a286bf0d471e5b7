"""The writer when PostgreSQL dies under it: whatever the moment, a command is done once and its caller knows."""

import asyncio
import os
import socket

import psycopg
import pytest

from models import training
from models.base import database as db
from models.event import Event
from models.message import Message
from models.room import Room
from tests.live.test_writer import announce, stored
from tests.rooms import a_room, events, until

KILL_ONCE = "IF nextval('times') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;"
GATE = 7
# Only the first COMMIT waits at the gate: the one after it is the retry, if there is one.
WAIT_ONCE = f"IF nextval('times') = 1 THEN PERFORM pg_advisory_xact_lock({GATE}); END IF;"
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


@pytest.fixture
def gate(database_url, at_commit):
    """Holds the next COMMIT until `execute("SELECT pg_advisory_unlock(7)")`."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [GATE])
        at_commit(WAIT_ONCE)
        yield connection


def pid():
    return db.execute_sql("SELECT pg_backend_pid()").fetchone()[0]


def dying(how, verb):
    """`verb`, whose connection dies after it the first time; and the backends it ran on."""
    runs: list = []

    def run(room):
        runs.append(pid())
        outcome = verb(room)
        if len(runs) == 1:
            how(runs[0])
        return outcome

    return run, runs


def by_itself(own):
    db.execute_sql("SELECT pg_terminate_backend(%s)", (own,))


def while_nobody_looks(own):
    """The backend is gone, and the client does not know yet."""
    with psycopg.connect(db.obj.database, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [own])


def asleep_in_the_transaction(own):
    """What a process that was stopped meets: PostgreSQL has ended its transaction."""
    db.execute_sql("SET LOCAL idle_in_transaction_session_timeout = 1")
    with psycopg.connect(db.obj.database, autocommit=True) as other:
        alive = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s"
        until(lambda: other.execute(alive, [own]).fetchone() == (0,))


def cut(own):
    """The network is gone."""
    with socket.socket(fileno=os.dup(db.connection().fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("how", [by_itself, while_nobody_looks, asleep_in_the_transaction, cut])
async def test_a_connection_that_dies_in_a_verb_costs_nothing(writer, heard, how):
    room = a_room()
    verb, runs = dying(how, announce("once"))
    before = writer.submit(room.id, announce("before"))
    during = writer.submit(room.id, verb)
    after = writer.submit(room.id, announce("after"))
    await asyncio.gather(before, during, after)
    assert len(runs) >= 2
    assert stored(room) == ["before", "once", "after"]
    assert [event.seq for event in heard] == [event.seq for event in events(room)] == [1, 2, 3]
    assert (await during)[0].id == heard[1].data["message"]["message_id"]


async def test_a_backend_killed_during_commit_is_tried_again_and_stored_once(writer, heard, at_commit):
    at_commit(KILL_ONCE)
    room = a_room()
    message, is_new = await writer.submit(room.id, announce("once"))
    assert is_new
    assert stored(room) == ["once"]
    assert [event.data["message"]["message_id"] for event in heard] == [message.id]
    assert Room.by_id(room.id).seq == 1


@pytest.mark.parametrize(
    "verb",
    [announce("once"), announce("once", "ref"), training.start, Room.delete_for_good],
    ids=["no ref", "ref", "start", "delete"],
)
async def test_a_commit_whose_answer_got_lost_is_not_done_twice(writer, heard, gate, verb):
    """The line is cut after COMMIT was sent, and PostgreSQL ends that COMMIT only later."""
    room = a_room()
    lines = []

    def verb_on_a_known_line(locked):
        lines.append(os.dup(db.connection().fileno()))
        if (
            verb is Room.delete_for_good
        ):  # leaves no event behind: another room's holds its COMMIT at the gate
            Event.insert(
                room=other.id,
                seq=1,
                action="x",
                audience="room",
                data={},
                created_at=locked.now,
                batch=other.uuid,
            ).execute()
        return verb(locked)

    other = a_room()
    done = writer.submit(room.id, verb_on_a_known_line)
    until(lambda: gate.execute(WAITING).fetchone() == (1,))  # COMMIT is at work
    with socket.socket(fileno=lines[0]) as line:
        line.shutdown(socket.SHUT_RDWR)
    # Whoever asks whether it landed must wait: the answer of this moment would be "no".
    until(lambda: gate.execute(WAITING).fetchone() == (2,))
    gate.execute("SELECT pg_advisory_unlock(%s)", [GATE])
    outcome = await done
    assert len(lines) == 1
    assert len(heard) == 1
    if verb is Room.delete_for_good:
        assert not Room.select().where(Room.id == room.id).exists()
    else:
        assert [event.seq for event in events(room)] == [1]
    if heard[0].action == "message_send":
        assert outcome[1]
        assert stored(room) == ["once"]


async def test_a_commit_whose_answer_got_lost_and_that_failed_is_done_again(writer, heard, gate):
    room = a_room()
    lines = []

    def verb(locked):
        lines.append((os.dup(db.connection().fileno()), pid()))
        return Message.announce(locked, locked.trainer_id, "once")

    done = writer.submit(room.id, verb)
    until(lambda: gate.execute(WAITING).fetchone() == (1,))
    with socket.socket(fileno=lines[0][0]) as line:
        line.shutdown(socket.SHUT_RDWR)
    gate.execute("SELECT pg_terminate_backend(%s)", [lines[0][1]])
    _, is_new = await done
    os.close(lines[1][0])
    assert is_new
    assert len(lines) == 2
    assert stored(room) == ["once"]
    assert len(heard) == 1

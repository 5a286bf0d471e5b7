"""The writer's end, and the trouble of those who listen to it."""

import asyncio

import pytest

from handlers.live.writer import Writer
from models.errors import Unavailable
from models.message import Message
from tests.live.test_writer import Gate, announce, stored
from tests.rooms import a_room, events


async def test_close_commits_what_waits_and_tells_everybody_first(io_loop, database):
    heard: list = []
    writer = Writer(lambda room_id, its: heard.extend(its))
    room = a_room()
    gate = Gate(writer)
    commands = [writer.submit(room.id, announce(f"{n}")) for n in range(600)]  # more than one batch
    closing = asyncio.ensure_future(writer.close())
    await asyncio.sleep(0)
    late = writer.submit(room.id, announce("late"))
    gate.go.set()
    await closing
    assert all(command.done() for command in commands)
    assert len(stored(room)) == len(heard) == 600
    assert not writer.is_alive
    with pytest.raises(Unavailable):
        await late
    with pytest.raises(Unavailable):
        await writer.submit(room.id, announce("later"))


async def test_one_rooms_trouble_with_an_event_is_not_anothers(io_loop, database, caplog):
    heard: list = []

    def deliver(room_id, its):
        if room_id == troubled.id:
            raise ValueError("no view of this")
        heard.extend(its)

    writer = Writer(deliver)
    troubled, other = a_room(), a_room()
    gate = Gate(writer)
    commands = [writer.submit(room.id, announce("1")) for room in (troubled, other)]
    gate.go.set()
    await asyncio.gather(*commands)  # both are stored, so both callers hear it
    assert [event.room_id for event in heard] == [other.id]
    assert len(events(troubled)) == 1 == Message.select().where(Message.room == troubled.id).count()
    assert f"events of room {troubled.id}" in caplog.text
    await writer.close()


async def test_a_server_that_stops_commits_what_waits(app):
    room = a_room()
    commands = [app.writer.submit(room.id, announce(f"{n}")) for n in range(20)]
    await app.stop()
    assert all(command.done() for command in commands)
    assert stored(room) == [f"{n}" for n in range(20)]

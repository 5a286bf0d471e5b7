"""The bell: the server ends a round when its time is up, once, also after a restart or a fault."""

import asyncio

import pytest

from handlers.live import bell as module
from handlers.live.bell import Bell
from handlers.live.writer import Writer
from models import training
from models.room import Room
from models.round import Round
from tests.rooms import a_room, change, events, let_time_run_out, open_round


@pytest.fixture
def bell(io_loop, writer):
    bell = Bell(writer)
    yield bell
    bell.close()


async def rung(bell):
    """Wait until the bell has done what it set out to do."""
    while bell.tasks:
        await asyncio.sleep(0.001)


async def until_closed(room):
    while not events(room, "round_close"):
        await asyncio.sleep(0.001)


async def test_a_round_whose_time_is_up_is_closed_once(bell, heard):
    room = a_room()
    opened = open_round(room)
    let_time_run_out(room)
    for _ in range(3):
        bell.ring_in(0, room.id, opened.id)
        bell.ring_in(0, room.id, opened.id)  # one timer a room
        assert len(bell.timers) == 1
        await asyncio.sleep(0.001)
        await rung(bell)
    assert [event.action for event in heard] == ["round_close"]
    assert bell.timers == {}


async def test_a_bell_that_is_early_by_the_databases_clock_sets_itself_again(bell, heard):
    room = a_room()
    opened = open_round(room)
    bell.ring_in(0, room.id, opened.id)
    while room.id in bell.timers:
        await asyncio.sleep(0)
    await rung(bell)
    assert 50 < bell.timers[room.id].when() - bell.writer.loop.time() <= 60
    assert heard == []


async def test_the_bell_hears_of_rounds_that_open_and_end(io_loop, database):
    async def submit(room, verb):
        return await writer.submit(room.id, verb)

    writer = Writer(lambda room_id, its: bell.hear(room_id, its))
    bell = Bell(writer)
    room, other = a_room(), a_room()
    for one in (room, other):
        await submit(one, training.start)
        await submit(one, Round.open)
    first = bell.timers[room.id]
    assert 59 < first.when() - writer.loop.time() <= 60
    await submit(room, lambda room: Round.open(room, max_time=5))
    assert first.cancelled()
    assert 4 < bell.timers[room.id].when() - writer.loop.time() <= 5
    await submit(room, training.close)
    assert set(bell.timers) == {other.id}
    await submit(other, Room.delete_for_good)
    assert bell.timers == {}
    await writer.close()


async def test_a_round_that_ended_while_the_server_was_down_is_closed_at_the_start(app):
    over, running = a_room(), a_room()
    for room in (over, running):
        open_round(room)
    let_time_run_out(over)
    await app.start()
    await until_closed(over)
    while running.id not in app.bell.timers or app.bell.tasks:
        await asyncio.sleep(0.001)
    assert [opened.room_id for opened in Round.all_open()] == [running.id]


async def test_a_bell_that_could_not_close_its_round_tries_again(bell, heard, at_commit, monkeypatch):
    monkeypatch.setattr(module, "AGAIN", 0.01)
    room = a_room()
    opened = open_round(room)
    let_time_run_out(room)
    at_commit("IF nextval('times') = 1 THEN RAISE EXCEPTION 'no'; END IF;")
    bell.ring_in(0, room.id, opened.id)
    await until_closed(room)
    while not heard:  # what was committed is told a moment later
        await asyncio.sleep(0)
    assert [event.action for event in heard] == ["round_close"]


async def test_a_bell_of_a_room_that_is_gone_is_silent(bell, heard):
    room = a_room()
    opened = open_round(room)
    change(room, Room.delete_for_good)
    bell.ring_in(0, room.id, opened.id)
    while room.id in bell.timers:
        await asyncio.sleep(0)
    await rung(bell)
    assert (heard, bell.timers) == ([], {})


async def test_a_closed_bell_rings_no_more(bell):
    room = a_room()
    opened = open_round(room)
    bell.ring_in(60, room.id, opened.id)
    timer = bell.timers[room.id]
    bell.close()
    assert timer.cancelled()

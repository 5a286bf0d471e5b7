"""The bell: the server ends a round when its time is up, once, also after a restart or a fault."""

import asyncio
from datetime import timedelta

import pytest

from handlers.live import bell as module
from handlers.live.bell import Bell
from handlers.live.writer import Writer
from models import clock, training
from models.extra_time import ExtraTime
from models.room import Room
from models.round import Round
from tests.rooms import a_room, change, events, join, let_time_run_out, open_round


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
    open_round(room)
    let_time_run_out(room)
    for _ in range(3):
        bell.ring_in(0, room.id)
        bell.ring_in(0, room.id)  # one timer a room
        assert len(bell.timers) == 1
        await asyncio.sleep(0.001)
        await rung(bell)
    assert [event.action for event in heard] == ["round_close"]
    assert bell.timers == {}


async def test_a_bell_that_is_early_by_the_databases_clock_sets_itself_again(bell, heard):
    room = a_room()
    open_round(room)
    bell.ring_in(0, room.id)
    while room.id in bell.timers:
        await asyncio.sleep(0)
    await rung(bell)
    assert 50 < bell.timers[room.id].when() - bell.writer.loop.time() <= 60
    assert heard == []


async def until_set(bell, room, least, most):
    """Wait until the bell has asked when to ring in this room, and was told a time between these seconds."""
    while not (
        room.id in bell.timers and least < bell.timers[room.id].when() - bell.writer.loop.time() <= most
    ):
        await asyncio.sleep(0.001)


class HearingBell(Bell):
    """A bell that hears what its writer stores."""

    def __init__(self):
        super().__init__(Writer(self.hear))

    def submit(self, room, verb, *args):
        return self.writer.submit(room.id, lambda room: verb(room, *args))


@pytest.fixture
def hearing(io_loop, database):
    async def make():
        return HearingBell()

    hearing = io_loop.run_sync(make)
    yield hearing
    hearing.close()
    io_loop.run_sync(hearing.writer.close)


async def test_the_bell_hears_of_rounds_that_open_and_end(hearing):
    bell, room, other = hearing, a_room(), a_room()
    for one in (room, other):
        await bell.submit(one, training.start)
        await bell.submit(one, Round.open)
        await until_set(bell, one, 59, 60)
    await bell.submit(room, Round.open, "", 5)
    await until_set(bell, room, 4, 5)
    await bell.submit(room, training.close)
    assert set(bell.timers) == {other.id}
    await bell.submit(other, Room.delete_for_good)
    assert bell.timers == {}


async def test_the_bell_hears_of_more_time_of_a_pause_and_of_its_end(hearing):
    bell, room = hearing, a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    await bell.submit(room, clock.extend, 60)
    await until_set(bell, room, 118, 120)
    await bell.submit(room, clock.pause)
    assert bell.timers == {}
    await bell.submit(room, clock.extend, 60)
    await rung(bell)
    await bell.submit(room, clock.resume)
    await until_set(bell, room, 178, 180)
    await bell.submit(room, clock.end)
    await bell.submit(room, clock.extend_for, anna.id, 30)
    await until_set(bell, room, 29, 30)


async def test_the_bell_rings_for_the_round_and_then_for_each_students_own_time(hearing):
    """Real seconds: what is due next after one end is known only after it."""
    bell, room = hearing, a_room(max_round_time=5)
    anna, boris = join(room, "Анна", "Борис")
    open_round(room)
    await bell.submit(room, clock.extend_for, anna.id, 2)
    await bell.submit(room, clock.extend_for, boris.id, 1)
    put_forward(room, 4.5)
    bell.ring_in(0, room.id)
    while len(events(room, "round_close")) < 3:
        await asyncio.sleep(0.01)
    told = events(room, "round_close")
    assert [event.student_id for event in told] == [None, boris.id, anna.id]
    due = [
        Round.get().deadline,
        *(extra.deadline for extra in ExtraTime.select().order_by(ExtraTime.deadline)),
    ]
    late = [(event.created_at - moment).total_seconds() for event, moment in zip(told, due, strict=True)]
    assert all(0 <= seconds < 1 for seconds in late), late


def put_forward(room, seconds):
    """So much of all that is left is over already."""
    gone = timedelta(seconds=seconds)
    Round.update(deadline=Round.deadline - gone).where(Round.room == room.id).execute()
    ExtraTime.update(deadline=ExtraTime.deadline - gone).execute()


async def test_of_two_times_to_ring_the_sooner_one_counts(bell):
    room = a_room()
    bell.ring_in(60, room.id)
    first = bell.timers[room.id]
    bell.ring_in(90, room.id)  # asked before, answered later
    assert bell.timers[room.id] is first
    bell.ring_in(5, room.id)
    assert first.cancelled()
    assert len(bell.timers) == 1


async def test_a_round_that_ended_while_the_server_was_down_is_closed_at_the_start(app):
    over, running, paused = a_room(), a_room(), a_room()
    for room in (over, running, paused):
        open_round(room)
    change(paused, clock.pause)
    for room in (over, paused):
        let_time_run_out(room)
    await app.start()
    await until_closed(over)
    while running.id not in app.bell.timers or app.bell.tasks:
        await asyncio.sleep(0.001)
    assert events(paused, "round_close") == []
    assert clock.ticking() == [running.id]


async def test_a_bell_that_could_not_close_its_round_tries_again(bell, heard, at_commit, monkeypatch):
    monkeypatch.setattr(module, "AGAIN", 0.01)
    room = a_room()
    open_round(room)
    let_time_run_out(room)
    at_commit("IF nextval('times') = 1 THEN RAISE EXCEPTION 'no'; END IF;")
    bell.ring_in(0, room.id)
    await until_closed(room)
    while not heard:  # what was committed is told a moment later
        await asyncio.sleep(0)
    assert [event.action for event in heard] == ["round_close"]


async def test_a_bell_of_a_room_that_is_gone_is_silent(bell, heard):
    room = a_room()
    open_round(room)
    change(room, Room.delete_for_good)
    bell.ring_in(0, room.id)
    while room.id in bell.timers:
        await asyncio.sleep(0)
    await rung(bell)
    assert (heard, bell.timers) == ([], {})


async def test_a_closed_bell_rings_no_more(bell):
    room = a_room()
    open_round(room)
    bell.ring_in(60, room.id)
    timer = bell.timers[room.id]
    bell.close()
    assert timer.cancelled()

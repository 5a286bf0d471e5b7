"""How many have answered: told to screens alone, merged, without a number, and right whatever comes in between."""

import asyncio

import pytest

from handlers.live import tally as module
from handlers.live.channel import Channel
from tests.live.peers import Peer, come, event, said, users

ROUND = {"round_id": 2, "number": 2, "question": "", "opened_at": "", "deadline": "", "is_open": True}


@pytest.fixture
def channel(io_loop):
    channel = Channel()
    yield channel
    channel.rest()


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 0.01)


@pytest.fixture
def room(channel):
    """The trainer, a student and a screen, in a round with these answers."""

    async def room(*answers, round_id=1):
        channel.trainer = come(channel, Peer(), students=[1, 2, 3])
        channel.student = come(channel, Peer("student", 1))
        channel.tally.load(round_id, answers)
        channel.screen = come(channel, Peer("screen", screen_id=1))
        return channel

    return room


def counts(peer):
    return [(frame["round_id"], frame["count"]) for frame in peer.of("answered")]


async def told(peer, *expected):
    """Wait until the screen has been told this last."""
    while counts(peer)[-1:] != [expected]:
        await asyncio.sleep(0.001)


async def test_a_screen_that_comes_is_told_and_nobody_else(room):
    channel = await room((11, 1), (12, 1), (13, 2))
    assert counts(channel.screen) == [(1, 2)]
    late = [come(channel, Peer()), come(channel, Peer("student", 2))]
    assert all(counts(peer) == [] for peer in (channel.trainer, channel.student, *late))
    assert "seq" not in channel.screen.of("answered")[0]


async def test_before_the_first_round_there_is_nothing_to_tell(room):
    channel = await room(round_id=None)
    assert counts(channel.screen) == []


async def test_answers_that_come_and_go_and_students_who_do_change_the_count(quick, room):
    channel = await room()
    channel.deliver([said(1, student_id=1), said(2, student_id=1), said(3, student_id=2)])
    await told(channel.screen, 1, 2)
    channel.deliver([event(4, "message_remove", message_id=1)])
    channel.deliver([event(5, "message_remove", message_id=3)])
    await told(channel.screen, 1, 1)
    channel.deliver([event(6, "message_remove", message_id=2), said(7, student_id=3)])
    channel.deliver([said(8, student_id=2)])
    await told(channel.screen, 1, 2)
    channel.deliver([users(9, removed=[2])])
    await told(channel.screen, 1, 1)
    channel.deliver([users(10, 2)])
    await told(channel.screen, 1, 2)
    assert counts(channel.trainer) == counts(channel.student) == []


async def test_hidden_answers_count_and_the_trainers_texts_do_not(quick, room):
    channel = await room()
    channel.deliver([said(1), said(2, student_id=2, audience="author")])
    await told(channel.screen, 1, 1)
    assert [frame["message"]["message_id"] for frame in channel.screen.of("message_send")] == [1]


async def test_a_new_round_begins_at_none_and_answers_to_the_last_one_do_not_count(quick, room):
    channel = await room((11, 1))
    channel.deliver([event(1, "round_new", round=ROUND, messages=[])])
    await told(channel.screen, 2, 0)
    put_back = said(2, student_id=2)
    assert put_back.data["message"]["round_id"] == 1
    late = said(3, student_id=3)
    late.data["message"]["round_id"] = 2
    channel.deliver([put_back, late])
    await told(channel.screen, 2, 1)


async def test_many_answers_at_once_are_a_few_counts(room):
    channel = await room()
    for seq in range(1, 101):
        channel.deliver([said(seq, student_id=1 + seq % 3)])
    await told(channel.screen, 1, 3)
    assert len(counts(channel.screen)) == 2, "on coming in, and all of them together"


async def test_what_happens_while_the_answers_are_read_is_counted_once(quick, channel):
    come(channel, Peer(), students=[1, 2, 3])
    held = asyncio.get_running_loop().create_future()
    screens = [asyncio.ensure_future(channel.tally.ready(lambda: held)) for _ in range(2)]
    await asyncio.sleep(0)
    channel.deliver([said(1, student_id=1), said(2, student_id=2), event(3, "message_remove", message_id=1)])
    held.set_result((1, [(1, 1), (2, 2)]))  # read between the second and the third
    await asyncio.gather(*screens)
    screen = come(channel, Peer("screen", screen_id=1))
    assert counts(screen) == [(1, 1)]


async def test_a_round_that_opens_while_the_answers_are_read_is_the_present_one(quick, channel):
    come(channel, Peer(), students=[1, 2, 3])
    held = asyncio.get_running_loop().create_future()
    screen = asyncio.ensure_future(channel.tally.ready(lambda: held))
    await asyncio.sleep(0)
    answer = said(3, student_id=2)
    answer.data["message"]["round_id"] = 2
    channel.deliver([said(1, student_id=1), event(2, "round_new", round=ROUND, messages=[]), answer])
    held.set_result((1, [(1, 1)]))  # read before the second
    await screen
    assert counts(come(channel, Peer("screen", screen_id=1))) == [(2, 1)]


async def test_a_reading_that_failed_is_tried_again_by_the_next_screen(channel):
    come(channel, Peer(), students=[1, 2, 3])

    async def broken():
        raise OSError

    async def whole():
        return 1, [(1, 1)]

    with pytest.raises(OSError):
        await channel.tally.ready(broken)
    await channel.tally.ready(whole)
    assert counts(come(channel, Peer("screen", screen_id=1))) == [(1, 1)]


async def test_a_room_without_screens_keeps_nothing(channel):
    come(channel, Peer(), students=[1, 2, 3])
    channel.deliver([said(1, student_id=1)])
    assert (channel.tally.early, channel.tally.authors, channel.tally.timer) == (None, None, None)

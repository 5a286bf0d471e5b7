"""Who is writing just now: told to trainers alone, merged, and forgotten soon."""

import asyncio

import pytest

from handlers.live import writing as module
from handlers.live.channel import Channel
from tests.live.peers import Peer, come, event, said


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
    """The trainer, two students and a screen; `told`: what the trainer was told last, and how often."""

    async def room():
        channel.trainer = come(channel, Peer())
        channel.students = [come(channel, Peer("student", id), students=[1, 2]) for id in (1, 2)]
        channel.screen = come(channel, Peer("screen"))
        return channel

    return room


def lists(peer):
    return [frame["message"] for frame in peer.of("students_writing")]


async def told(channel, *student_ids):
    """Wait until the trainer has been told of just these."""
    while not (lists(channel.trainer) and lists(channel.trainer)[-1] == list(student_ids)):
        await asyncio.sleep(0.001)


async def test_only_trainers_are_told(quick, room):
    channel = await room()
    channel.hear_writing(1, True)
    await told(channel, 1)
    channel.hear_writing(1, False)
    await told(channel)
    assert [lists(peer) for peer in (*channel.students, channel.screen)] == [[], [], []]
    assert all("seq" not in frame for frame in channel.trainer.of("students_writing"))


async def test_many_who_write_at_once_are_a_few_lists(room, monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 0.2)
    channel = await room()
    channel.hear_writing(2, True)
    await told(channel, 2)
    for student_id in (1, 2, 1, 2):
        channel.hear_writing(student_id, True)
        await asyncio.sleep(0)
    assert lists(channel.trainer) == [[2]]
    await told(channel, 1, 2)
    assert lists(channel.trainer) == [[2], [1, 2]]


async def test_who_says_it_again_and_again_is_no_news(quick, room):
    channel = await room()
    for _ in range(3):
        channel.hear_writing(1, True)
        await told(channel, 1)
        await asyncio.sleep(0.02)
    assert lists(channel.trainer) == [[1]]


async def test_who_does_not_say_so_again_is_forgotten(quick, room, monkeypatch):
    monkeypatch.setattr(module, "BELIEVED", 0.03)
    channel = await room()
    channel.hear_writing(1, True)
    await told(channel, 1)
    channel.hear_writing(2, True)
    await told(channel)


async def test_who_sends_an_answer_does_not_write(quick, room):
    channel = await room()
    for student_id in (1, 2):
        channel.hear_writing(student_id, True)
    await told(channel, 1, 2)
    channel.deliver([said(1, student_id=1)])
    await told(channel, 2)


async def test_who_has_gone_does_not_write(quick, room):
    channel = await room()
    for student_id in (1, 2):
        channel.hear_writing(student_id, True)
    await told(channel, 1, 2)
    channel.leave(channel.students[1])
    await told(channel, 1)


async def test_who_has_another_page_open_still_writes(quick, room):
    channel = await room()
    come(channel, Peer("student", 1))
    channel.hear_writing(1, True)
    await told(channel, 1)
    channel.leave(channel.students[0])
    channel.hear_writing(2, True)
    await told(channel, 1, 2)


@pytest.mark.parametrize("action", ["round_close", "round_new", "training_close"])
async def test_nobody_writes_after_the_round(quick, channel, action):
    channel.trainer = come(channel, Peer())
    writing = channel.writing
    for id in (1, 2):
        writing.say(id, True)
    await told(channel, 1, 2)
    data = {"round_close": {"extras": [{"student_id": 2, "deadline": "later"}]}}.get(action, {})
    writing.hear([event(1, action, **data)])
    await told(channel, *([2] if action == "round_close" else []))
    if action == "round_close":
        writing.hear([event(2, "round_close", "author", student_id=2, extras=[])])
        await told(channel)


async def test_a_trainer_who_comes_is_told_who_writes(quick, room):
    channel = await room()
    assert lists(come(channel, Peer())) == []
    channel.hear_writing(1, True)
    await told(channel, 1)
    assert lists(come(channel, Peer())) == [[1]]
    assert lists(come(channel, Peer("student", 2))) == lists(come(channel, Peer("screen"))) == []


async def test_a_channel_at_rest_tells_nothing(room):
    channel = await room()
    channel.hear_writing(1, True)
    channel.rest()
    assert channel.writing.timer.cancelled()

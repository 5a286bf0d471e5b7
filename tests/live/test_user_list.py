"""The list of students: merged, latest wins, and who is online takes no number."""

import asyncio

import pytest

from handlers.live.channel import Channel
from handlers.live.roster import Roster
from tests.live.peers import Peer, admit, come, event, said, student, users


@pytest.fixture
def channel(io_loop):
    channel = Channel()
    yield channel
    channel.rest()


async def lists(peer, count):
    """Its lists, once it has so many."""
    while len(peer.of("user_list")) < count:
        await asyncio.sleep(0)
    return peer.of("user_list")


def ids(frame):
    return [user["id"] for user in frame["message"]]


async def test_thirty_who_join_at_once_are_told_in_a_few_lists(channel):
    peer = come(channel, Peer())
    await lists(peer, 2)  # the greeting's, and the first that says who is online
    for id in range(1, 31):
        channel.deliver([users(id, id)])
        await asyncio.sleep(0)  # each in a transaction of its own
    last = (await lists(peer, 3))[-1]
    assert ids(last) == list(range(1, 31))
    assert (last["prev"], last["seq"]) == (0, 30)
    assert len(peer.of("user_list")) == 3


async def test_the_list_goes_before_what_came_after_it(channel):
    peer = come(channel, Peer())
    await lists(peer, 2)
    channel.deliver([users(1, 1), users(2, 2), event(3), users(4, 4), said(5)])
    assert [(f["action"], f["seq"]) for f in peer.writes[-1]] == [
        ("user_list", 2),
        ("training_start", 3),
        ("user_list", 4),
        ("message_send", 5),
    ]
    # The latest state wins: both tell of the student who came in the same transaction.
    assert [ids(f) for f in peer.writes[-1] if f["action"] == "user_list"] == [[1, 2, 4], [1, 2, 4]]
    assert peer.seqs == [(0, 2), (2, 3), (3, 4), (4, 5)]


async def test_who_is_put_out_and_let_in_again_at_once_is_in_the_list_of_changes(channel):
    peer = come(channel, Peer(changes=True), 0, [1, 2])
    channel.deliver([users(1, removed=[1]), users(2, 1), users(3, removed=[2])])
    (told,) = peer.of("user_list_change")
    assert ([user["id"] for user in told["changed"]], told["removed"]) == ([1], [2])


async def test_who_comes_and_goes_online_is_told_without_a_number(channel):
    teacher, anna = come(channel, Peer(), 3, [1, 2]), come(channel, Peer("student", 1), 3)
    told = (await lists(teacher, 2))[-1]
    assert "seq" not in told
    assert [user["is_online"] for user in told["message"]] == [True, False]
    channel.leave(anna)
    told = (await lists(teacher, 3))[-1]
    assert [user["is_online"] for user in told["message"]] == [False, False]
    assert teacher.seq == 3


async def test_a_student_with_two_pages_is_online_until_the_last_is_closed(channel):
    teacher = come(channel, Peer(), 0, [1])
    pages = [come(channel, Peer("student", 1)) for _ in range(2)]
    channel.leave(pages[0])
    assert [user["is_online"] for user in (await lists(teacher, 2))[-1]["message"]] == [True]
    channel.leave(pages[1])
    assert [user["is_online"] for user in (await lists(teacher, 3))[-1]["message"]] == [False]


async def test_a_newcomer_between_two_lists_keeps_an_unbroken_chain(channel):
    """The list at 1 went out before the newcomer, whose snapshot is older, came in."""
    teacher, newcomer = come(channel, Peer()), Peer("student", 9)
    channel.enter(newcomer)
    channel.deliver([users(1, 1)])
    await lists(teacher, 2)
    channel.deliver([said(2)])
    admit(channel, newcomer, 0)
    assert ids(newcomer.of("user_list")[-1]) == [1]
    await lists(newcomer, 2)
    channel.deliver([said(3)])
    assert [f["seq"] for f in newcomer.of("message_send")] == [2, 3]
    chain = newcomer.seqs
    assert [prev for prev, _ in chain] == [0, *(seq for _, seq in chain[:-1])]
    assert ids(newcomer.of("user_list")[-1]) == [1]


def test_a_roster_takes_up_what_it_heard_before_its_snapshot():
    roster = Roster()
    assert roster.users() == []
    for heard in (users(4, 1), users(6, 3), users(7, removed=[2])):
        roster.hear(heard)
    roster.load([student(1, is_ready=True), student(2)], 5)
    # 4 is in the snapshot already, where the student has said ready since.
    assert [(user.id, user.is_ready) for user in roster.users()] == [(1, True), (3, False)]
    roster.load([], 9)  # only the first snapshot counts
    assert len(roster.users()) == 2


def test_a_roster_hears_each_change_once():
    roster = Roster()
    roster.load([], 0)
    roster.hear(users(2, 1))
    roster.hear(users(1, removed=[1]))
    assert [user.id for user in roster.users()] == [1]

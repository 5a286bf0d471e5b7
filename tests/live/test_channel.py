"""A room's channel: who gets what, once, in order, in one write."""

import json
import struct

import pytest

from handlers.live import frames as module
from handlers.live.channel import Channel
from handlers.live.frames import frame, stamp
from handlers.live.messages import encode
from tests.live.peers import Peer, admit, come, event, parse, said, users


@pytest.fixture
def channel(io_loop):
    channel = Channel()
    yield channel
    channel.rest()


@pytest.mark.parametrize(
    ("size", "header"),
    [
        (0, b"\x81\x00"),
        (1, b"\x81\x01"),
        (125, b"\x81\x7d"),
        (126, b"\x81\x7e\x00\x7e"),
        (65535, b"\x81\x7e\xff\xff"),
        (65536, b"\x81\x7f" + struct.pack("!Q", 65536)),
    ],
)
def test_a_frame_says_its_size_as_the_standard_wants(size, header):
    assert frame(b"x" * size) == header + b"x" * size


def test_a_stamp_adds_the_number_and_the_one_before():
    assert json.loads(stamp(b'{"action":"student_kick"}', event(7), 5)) == {
        "action": "student_kick",
        "seq": 7,
        "prev": 5,
        "epoch": "e",
    }


async def test_what_one_transaction_changed_is_one_write(channel):
    peers = [come(channel, Peer()), come(channel, Peer("student", 1))]
    channel.deliver([event(1), said(2), said(3)])
    for peer in peers:
        assert [frame["seq"] for frame in peer.writes[1]] == [1, 2, 3]
        assert peer.seqs == [(0, 1), (1, 2), (2, 3)]
        assert len(peer.writes) == 2  # the greeting, and this


async def test_a_hidden_answer_goes_to_its_author_and_the_trainer(channel):
    teacher, author, other = (
        come(channel, peer) for peer in (Peer(), Peer("student", 1), Peer("student", 2))
    )
    channel.deliver([said(1, student_id=1, audience="author"), event(2)])
    assert teacher.seqs == author.seqs == [(0, 1), (1, 2)]
    assert other.seqs == [(0, 2)]
    channel.deliver([said(3, student_id=2, audience="author")])
    assert other.seqs == [(0, 2), (2, 3)]
    assert author.seqs == [(0, 1), (1, 2)]


async def test_only_the_sender_gets_the_ref_on_every_one_of_their_connections(channel):
    teacher, phone, tablet, other = (
        come(channel, peer) for peer in (Peer(), Peer("student", 1), Peer("student", 1), Peer("student", 2))
    )
    channel.deliver([said(1, student_id=1, ref="mine"), said(2, ref="trainer's")])
    assert [f.get("ref") for f in phone.of("message_send")] == ["mine", None]
    assert tablet.frames == phone.frames
    assert [f.get("ref") for f in teacher.of("message_send")] == [None, "trainer's"]
    assert [f.get("ref") for f in other.of("message_send")] == [None, None]


async def test_a_hidden_answers_mark_is_told_to_its_author_and_the_trainer(channel):
    teacher, anna, boris = (come(channel, peer) for peer in (Peer(), Peer("student", 1), Peer("student", 2)))
    channel.deliver([event(1, "message_select", message_ids=[10, 20], is_correct=True, hidden={"10": 1})])
    assert [peer.of("message_select")[0]["message_ids"] for peer in (teacher, anna, boris)] == [
        [10, 20],
        [10, 20],
        [20],
    ]


@pytest.mark.parametrize(("snapshot", "heard"), [(4, [5, 6]), (5, [6]), (6, [])])
async def test_what_is_committed_while_a_snapshot_is_read_reaches_a_newcomer_once(channel, snapshot, heard):
    there, newcomer = come(channel, Peer(), seq=4), Peer("student", 1)
    channel.enter(newcomer)
    channel.deliver([said(5)])
    channel.deliver([said(6)])
    assert newcomer.frames == []  # nothing before its greeting
    admit(channel, newcomer, snapshot)
    assert [f["seq"] for f in newcomer.of("message_send")] == heard
    channel.deliver([said(7)])
    assert [f["seq"] for f in newcomer.of("message_send")] == [*heard, 7]
    assert newcomer.seqs[0][0] == snapshot
    assert [f["seq"] for f in there.of("message_send")] == [5, 6, 7]


async def test_what_was_committed_before_but_delivered_after_is_not_heard_again(channel):
    newcomer = come(channel, Peer(), seq=6)
    channel.deliver([said(5), said(6), said(7)])
    assert newcomer.seqs == [(6, 7)]


async def test_who_leaves_while_joining_is_never_written_to(channel):
    gone = Peer("student", 1)
    channel.enter(gone)
    channel.deliver([said(1)])
    channel.leave(gone)
    assert channel.is_empty
    admit(channel, gone, 0)
    channel.deliver([said(2)])
    assert gone.frames == []
    assert channel.is_empty
    channel.leave(gone)  # a second time does nothing
    assert channel.roster.online[1] == 0


async def test_a_kicked_student_is_told_and_every_connection_of_theirs_closed(channel):
    teacher, phone, other = (come(channel, peer) for peer in (Peer(), Peer("student", 1), Peer("student", 2)))
    tablet = Peer("student", 1)
    channel.enter(tablet)  # still joining
    channel.deliver([event(1, "student_kick", "student", 1), users(2, removed=[1])])
    assert (phone.closed, tablet.closed, teacher.closed, other.closed) == (4403, 4403, None, None)
    assert len(phone.of("student_kick")) == 1
    assert teacher.of("student_kick") == other.of("student_kick") == []
    assert channel.live == {teacher, other}
    admit(channel, tablet, 2)
    assert [f["action"] for f in tablet.frames] == ["student_kick"]


async def test_a_deleted_room_closes_everybody(channel):
    peers = [come(channel, Peer()), come(channel, Peer("student", 1))]
    joining = Peer("student", 2)
    channel.enter(joining)
    channel.deliver([event(1, "room_delete")])
    assert [peer.closed for peer in (*peers, joining)] == [4410] * 3
    assert channel.is_empty


async def test_an_event_is_encoded_once_for_all_who_may_see_the_same(channel, monkeypatch):
    calls = []

    def counted(pushed):
        calls.append(pushed)
        return encode(pushed)

    monkeypatch.setattr(module, "encode", counted)
    for id in range(1, 31):
        come(channel, Peer("student", id))
    come(channel, Peer())
    calls.clear()
    channel.deliver([said(1, student_id=7)])
    assert len(calls) == 3  # the trainer, the author, everybody else


async def test_many_answers_at_one_bell_are_encoded_for_their_authors_and_once_for_the_others(
    channel, monkeypatch
):
    calls = []

    def counted(pushed):
        calls.append(pushed)
        return encode(pushed)

    peers = [come(channel, Peer("student", id)) for id in range(1, 31)]
    monkeypatch.setattr(module, "encode", counted)
    channel.deliver([said(id, student_id=id) for id in range(1, 31)])
    assert len(calls) == 2 * 30
    for id, peer in enumerate(peers, 1):
        assert [frame["seq"] for frame in peer.of("message_send") if "ref" in frame] == [id]
        assert peer.seqs == [(seq - 1, seq) for seq in range(1, 31)]


def test_the_parser_of_these_tests_sees_a_cut_frame():
    with pytest.raises(AssertionError):
        parse(frame(b"{}" * 100)[:-1])


async def test_what_screens_see_is_encoded_once_for_all_of_them(channel, monkeypatch):
    screens = [come(channel, Peer("screen", screen_id=id)) for id in (1, 2, 3)]
    encoded = []

    def counted(pushed):
        encoded.append(type(pushed).__name__)
        return encode(pushed)

    monkeypatch.setattr(module, "encode", counted)
    channel.deliver([said(1, student_id=7)])
    assert encoded == ["MessageSent"]
    assert len({screen.audience.member for screen in screens}) == 3, "each may send as much as any member"
    assert [len(screen.of("message_send")) for screen in screens] == [1, 1, 1]

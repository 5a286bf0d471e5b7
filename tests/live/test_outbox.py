"""The outbox: bytes stay whole and in order, a peer that takes nothing is closed, one that takes little is kept."""

import asyncio
import random
import socket

import pytest
from tornado.iostream import IOStream

from handlers.live import outbox as module
from handlers.live.outbox import MOST_WAITING, PIECE, Outbox


class Line:
    """An outbox on a real socket with small buffers, and the peer's end of it."""

    def __init__(self):
        ours, self.peer = socket.socketpair()
        for end in (ours, self.peer):
            end.setblocking(False)
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
            end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.stream = IOStream(ours)
        self.closed: list = []
        self.outbox = Outbox(self.stream, lambda code, reason: self.closed.append(code))

    def take(self, most=1 << 20):
        """What the peer can read now."""
        try:
            return self.peer.recv(most)
        except BlockingIOError:
            return b""

    async def all(self, size):
        """The next `size` bytes, however long it takes."""
        taken = b""
        while len(taken) < size:
            taken += self.take()
            await asyncio.sleep(0)
        return taken


@pytest.fixture
def line(io_loop):
    line = io_loop.run_sync(make_line)
    yield line
    line.stream.close()
    line.peer.close()


async def make_line():
    return Line()


@pytest.fixture
def clock(io_loop):
    """The loop's own clock, moved by hand: timers wait for the test."""
    loop = io_loop.asyncio_loop
    start, moved = loop.time(), [0.0]
    loop.time = lambda: start + moved[0]

    async def move(seconds):
        moved[0] += seconds
        for _ in range(3):
            await asyncio.sleep(0)

    return move


async def test_what_an_idle_socket_takes_is_gone_at_once(line):
    line.outbox.write(b"frame")
    assert line.take() == b"frame"
    assert (line.outbox.waiting, line.outbox.stall) == (0, None)


async def test_partial_writes_keep_every_frame_whole_and_in_order(line):
    sizes, sent, taken = random.Random(7), b"", b""
    for number in range(200):
        frame = b"<%d:" % number + b"x" * sizes.choice((1, 100, 5000, 40_000)) + b">"
        sent += frame
        line.outbox.write(frame)
        while line.outbox.waiting > MOST_WAITING // 2:
            taken += line.take()
            await asyncio.sleep(0)
        taken += line.take(sizes.choice((0, 1, 3000, 1 << 20)) or 1)
    taken += await line.all(len(sent) - len(taken))
    assert taken == sent
    assert line.closed == []
    assert line.outbox.waiting == 0


async def test_what_tornado_writes_itself_falls_between_frames(line):
    """A ping or a close frame takes the stream's own way."""
    sent = b""
    for number in range(30):
        for write, data in ((line.outbox.write, b"F%d" % number + b"f" * 9000), (line.stream.write, b"ping")):
            sent += data
            write(data)
        if number % 10 == 9:
            while line.stream.writing():
                sent = sent.removeprefix(line.take())
                await asyncio.sleep(0)
    assert await line.all(len(sent)) == sent


async def test_a_peer_that_takes_nothing_is_closed_when_too_much_waits(line):
    frame = b"x" * 16_384
    while not line.closed:
        assert line.outbox.waiting <= MOST_WAITING + 2 * len(frame)
        line.outbox.write(frame)
    assert line.closed == [4408]
    assert line.outbox.waiting > MOST_WAITING


async def test_a_peer_that_takes_nothing_for_long_is_closed(line, clock, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_STALL", 1.0)
    line.outbox.write(b"x" * 100_000)
    await clock(0.9)
    line.outbox.write(b"more")  # does not start the time anew
    await clock(0.05)
    assert line.closed == []
    await clock(0.1)
    assert line.closed == []  # it may have been us who stood still
    await clock(module.LAST_CHANCE)
    assert line.closed == [4408]


async def test_a_peer_that_takes_a_piece_now_and_then_is_kept(line, clock, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_STALL", 1.0)
    size, taken = 6 * PIECE, 0
    line.outbox.write(b"x" * size)
    while line.outbox.waiting:
        before = line.outbox.waiting
        await clock(0.9)
        while line.outbox.waiting == before:  # until one more piece has gone
            taken += len(line.take(4096))
            await asyncio.sleep(0)
    taken += len(await line.all(size - taken))
    assert taken == size
    assert line.closed == []
    await clock(5)
    assert line.closed == []
    assert line.outbox.stall is None


@pytest.mark.parametrize("gone", ["closed by us", "closed by the peer", "closed while bytes wait"])
async def test_writing_to_a_peer_that_has_gone_harms_nobody(line, gone):
    if gone == "closed while bytes wait":
        line.outbox.write(b"x" * 200_000)
    if gone == "closed by us":
        line.stream.close()
    else:
        line.peer.close()
    for _ in range(5):
        line.outbox.write(b"x" * 50_000)
        await asyncio.sleep(0)
    line.stream.close()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert line.closed == []
    assert line.outbox.stall is None

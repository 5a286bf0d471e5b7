"""What one connection still has to send: written at once where the socket takes it, bounded where it does not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from tornado.iostream import IOStream, StreamClosedError

from .closing import CloseCode

MOST_WAITING = 256 * 1024  # bytes that may wait before more is added
LONGEST_STALL = 10.0  # seconds in which a peer that has bytes waiting takes none
LAST_CHANCE = 1.0  # seconds more, should it have been this process that stood still
PIECE = 32 * 1024  # bytes


class Outbox:
    """Writes to a stream without waiting for it. `close(code, reason)` is called when the peer does not keep up.

    Writing straight to an idle socket costs a third of IOStream.write(), and a sixth of write_message().
    """

    def __init__(self, stream: IOStream, close: Callable[[int, str], None]) -> None:
        self.stream = stream
        self.close = close
        self.waiting = 0
        # What was added last while little waited. It may be of any size, since whoever comes back late is given much at
        # once: what waits is counted beyond it.
        self.batch = 0
        self.stall: asyncio.TimerHandle | None = None

    def write(self, data: bytes) -> None:
        """Send `data` (whole frames), after what waits already. Never raises for a peer that is gone."""
        if self.stream.closed():
            return
        if self.waiting <= MOST_WAITING:
            self.batch = len(data)
        elif self.waiting > MOST_WAITING + self.batch:
            self.close(CloseCode.SLOW_CONSUMER, "too slow")
            return
        written = 0
        if not self.stream.writing():
            try:
                written = self.stream.write_to_fd(memoryview(data))
            except BlockingIOError:
                pass
            except OSError:  # the peer has gone: the reader hears of it and closes
                return
        if written < len(data):
            self._queue(data[written:])

    def _queue(self, rest: bytes) -> None:
        # In pieces, so that a slow peer that takes one now and then is told from one that takes nothing.
        for start in range(0, len(rest), PIECE):
            piece = rest[start : start + PIECE]
            try:
                written = self.stream.write(piece)
            except StreamClosedError:
                return
            self.waiting += len(piece)
            written.add_done_callback(partial(self._drained, len(piece)))
        self._watch()

    def _drained(self, size: int, _: Any) -> None:
        self.waiting -= size
        if self.stall:
            self.stall.cancel()
            self.stall = None
        if self.waiting:
            self._watch()

    def _watch(self) -> None:
        if self.stall is None and not self.stream.closed():
            self.stall = asyncio.get_running_loop().call_later(LONGEST_STALL, self._stalled)

    def _stalled(self) -> None:
        self.stall = asyncio.get_running_loop().call_later(LAST_CHANCE, self._give_up)

    def _give_up(self) -> None:
        self.stall = None
        if not self.stream.closed():
            self.close(CloseCode.SLOW_CONSUMER, "too slow")

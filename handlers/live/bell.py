"""Rings when time is up, a round's or a student's own: the server, not a browser, ends it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from models import clock
from models.errors import Unavailable

from .audience import Logged
from .writer import Writer

log = logging.getLogger("rounds.bell")

AGAIN = 1.0  # seconds until it is tried again when the database did not answer
# After these the clock has to be asked anew; after those there is nothing to ring for.
TURNS = ("round_new", "round_time", "training_resume")
STOPS = ("training_pause", "training_close", "room_delete")


class Bell:
    """One timer for each room in which a clock runs."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.timers: dict[int, asyncio.TimerHandle] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    def hear(self, room_id: int, events: Iterable[Logged]) -> None:
        """Ask when to ring next, after whatever changed that."""
        for event in events:
            if event.action in TURNS:
                self.ring_in(0, room_id)
            elif event.action in STOPS:
                self._cancel(room_id)

    def ring_in(self, seconds: float, room_id: int) -> None:
        """Ring in this room in so many seconds. Of two times the sooner one counts: to ring in vain costs little."""
        due, timer = self.writer.loop.time() + seconds, self.timers.get(room_id)
        if timer is None or due < timer.when():
            self._cancel(room_id)
            self.timers[room_id] = self.writer.loop.call_at(due, self._start, room_id)

    def close(self) -> None:
        for timer in self.timers.values():
            timer.cancel()
        for task in self.tasks:
            task.cancel()

    def _cancel(self, room_id: int) -> None:
        timer = self.timers.pop(room_id, None)
        if timer:
            timer.cancel()

    def _start(self, room_id: int) -> None:
        self.timers.pop(room_id, None)
        task = self.writer.loop.create_task(self._ring(room_id))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _ring(self, room_id: int) -> None:
        try:
            left = await self.writer.submit(room_id, clock.ring)
        except Unavailable:
            if self.writer.is_alive:
                log.warning("the clock of room %d could not be asked, trying again", room_id)
                self.ring_in(AGAIN, room_id)
        except Exception as refused:  # the room is gone
            log.info("room %d has no bell any more: %s", room_id, refused)
        else:
            if left:  # the database's clock decides, and it says: not yet
                self.ring_in(left, room_id)

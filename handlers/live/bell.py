"""Rings when a round's time is up: the server, not a browser, ends it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime

from models.errors import Unavailable
from models.round import Round

from .audience import Logged
from .writer import Writer

log = logging.getLogger("rounds.bell")

AGAIN = 1.0  # seconds until it is tried again when the database did not answer


class Bell:
    """One timer per open round."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.timers: dict[int, asyncio.TimerHandle] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    def hear(self, room_id: int, events: Iterable[Logged]) -> None:
        """Set the timer of each round that these events opened; what ended early needs none."""
        for event in events:
            if event.action in ("training_close", "room_delete"):
                self._cancel(room_id)
            elif event.action == "round_new":
                opened = event.data["round"]
                seconds = datetime.fromisoformat(opened["deadline"]) - datetime.fromisoformat(
                    opened["opened_at"]
                )
                self.ring_in(seconds.total_seconds(), room_id, opened["round_id"])

    def ring_in(self, seconds: float, room_id: int, round_id: int) -> None:
        """Ring for this round in so many seconds; a room has one open round, so one timer."""
        self._cancel(room_id)
        self.timers[room_id] = self.writer.loop.call_later(seconds, self._start, room_id, round_id)

    def close(self) -> None:
        for timer in self.timers.values():
            timer.cancel()
        for task in self.tasks:
            task.cancel()

    def _cancel(self, room_id: int) -> None:
        timer = self.timers.pop(room_id, None)
        if timer:
            timer.cancel()

    def _start(self, room_id: int, round_id: int) -> None:
        self.timers.pop(room_id, None)
        task = self.writer.loop.create_task(self._ring(room_id, round_id))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _ring(self, room_id: int, round_id: int) -> None:
        try:
            left = await self.writer.submit(room_id, lambda room: Round.ring(room, round_id))
        except Unavailable:
            if self.writer.is_alive:
                log.warning("round %d could not be closed, trying again", round_id)
                self.ring_in(AGAIN, room_id, round_id)
        except Exception as refused:  # the room is gone, and its round with it
            log.info("round %d has no bell any more: %s", round_id, refused)
        else:
            if left:  # the database's clock decides, and it says: not yet
                self.ring_in(left, room_id, round_id)

"""Who is in a room, and who of them is online: a projection of the log, and plain counting."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from .audience import Logged
from .messages import Presence
from .state import User


class Roster:
    """The students of one room. Loaded once from a snapshot, then kept by the `user_list` events."""

    def __init__(self) -> None:
        self.students: dict[int, dict[str, Any]] | None = None
        self.online: Counter[int] = Counter()
        # Those who came or went since presence() was asked.
        self.moved: set[int] = set()
        self.seq = 0
        self.early: list[Logged] = []
        self.reading: asyncio.Future[tuple[Iterable[dict[str, Any]], int]] | None = None

    async def ready(self, read: Callable[[], Awaitable[tuple[Iterable[dict[str, Any]], int]]]) -> None:
        """Wait until the students are known. Of many who come in at once the first one's `read` serves all."""
        if self.students is not None:
            return
        if self.reading is None or self.reading.done():
            self.reading = asyncio.ensure_future(read())
        self.load(*await asyncio.shield(self.reading))

    def load(self, students: Iterable[dict[str, Any]], seq: int) -> None:
        """Take the students as they were at `seq`; what happened after it has been heard already."""
        if self.students is not None:
            return
        self.students, self.seq = {student["id"]: student for student in students}, seq
        for event in self.early:
            self.hear(event)
        self.early.clear()

    def hear(self, event: Logged) -> None:
        """Follow one `user_list` event."""
        if self.students is None:
            self.early.append(event)
        elif event.seq > self.seq:
            self.seq = event.seq
            for student in event.data["changed"]:
                self.students[student["id"]] = student
            for student_id in event.data["removed"]:
                self.students.pop(student_id, None)

    def count(self, student_id: int, by: int) -> None:
        """A connection of this student's came (+1) or went (-1)."""
        was_online = self.online[student_id] > 0
        self.online[student_id] += by
        if was_online != (self.online[student_id] > 0):
            # Also who came and went again: a list or a change sent in between may have told of the coming.
            self.moved.add(student_id)

    def presence(self) -> Presence:
        """Who came online and who went offline since this was asked the last time."""
        moved = sorted(self.moved & set(self.students or ()))
        self.moved.difference_update(moved)
        online = [one for one in moved if self.online[one] > 0]
        return Presence(online, [one for one in moved if one not in online])

    def users(self) -> list[User]:
        return self.seen((self.students or {}).values())

    def seen(self, students: Iterable[dict[str, Any]]) -> list[User]:
        """Students as the room sees them now."""
        return [User(**student, is_online=self.online[student["id"]] > 0) for student in students]

"""Who is in a room, and who of them is online: a projection of the log, and plain counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from .audience import Logged
from .messages import User


class Roster:
    """The students of one room. Loaded once from a snapshot, then kept by the `user_list` events."""

    def __init__(self) -> None:
        self.students: dict[int, dict[str, Any]] | None = None
        self.online: Counter[int] = Counter()
        self.seq = 0
        self.early: list[Logged] = []

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

    def users(self) -> list[User]:
        return [
            User(**student, is_online=self.online[id] > 0) for id, student in (self.students or {}).items()
        ]

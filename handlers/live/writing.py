"""Who is writing an answer just now: told to trainers from time to time, and stored nowhere."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from .audience import Logged
from .messages import StudentsWriting

# So long somebody is writing who does not say so again.
BELIEVED = 5.0
# The list goes out at most every so many seconds.
PAUSE = 0.5
# These end everybody's writing, and those one student's.
ENDS = ("round_new", "training_close")
OWN_ENDS = ("message_send", "round_close", "student_kick")


class Writing:
    """Of one room. `tell` gives the list to the trainers."""

    def __init__(self, tell: Callable[[StudentsWriting], None]) -> None:
        self.tell = tell
        # Until when each is believed, by the loop's clock.
        self.until: dict[int, float] = {}
        self.told: list[int] = []
        self.timer: asyncio.TimerHandle | None = None
        self.due = 0.0

    def say(self, student_id: int, is_writing: bool) -> None:
        """The student says so."""
        if is_writing:
            self.until[student_id] = asyncio.get_running_loop().time() + BELIEVED
        else:
            self.until.pop(student_id, None)
        self._wake_at(self.due)

    def forget(self, student_id: int) -> None:
        """The student has gone."""
        if self.until.pop(student_id, None):
            self._wake_at(self.due)

    def hear(self, events: Iterable[Logged]) -> None:
        """Whoever has sent an answer, or cannot any more, does not write."""
        before = len(self.until)
        for event in events:
            if event.student_id is not None and event.action in OWN_ENDS:
                self.until.pop(event.student_id, None)
            elif event.action == "round_close":
                go_on = {extra["student_id"] for extra in event.data.get("extras", ())}
                self.until = {one: until for one, until in self.until.items() if one in go_on}
            elif event.action in ENDS:
                self.until.clear()
        if len(self.until) != before:
            self._wake_at(self.due)

    def rest(self) -> None:
        """Nobody is connected any more."""
        if self.timer:
            self.timer.cancel()

    def present(self) -> StudentsWriting:
        return StudentsWriting(self.told)

    def _wake_at(self, when: float) -> None:
        if self.timer and self.timer.when() <= when:
            return
        self.rest()
        self.timer = asyncio.get_running_loop().call_at(when, self._tell)

    def _tell(self) -> None:
        self.timer = None
        now = asyncio.get_running_loop().time()
        self.until = {one: until for one, until in self.until.items() if until > now}
        if self.told != sorted(self.until):
            self.told = sorted(self.until)
            self.due = now + PAUSE
            self.tell(self.present())
        if self.until:
            self._wake_at(max(self.due, min(self.until.values())))

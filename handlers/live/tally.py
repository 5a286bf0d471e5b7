"""How many students have answered the present round, which screens are told: a projection of the log."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence

from .audience import Logged
from .messages import Answered
from .roster import Roster

# The count goes out at most every so many seconds.
PAUSE = 0.2
# (the present round, the answers to it as (message, student))
Answers = tuple[int | None, Iterable[tuple[int, int]]]


class Tally:
    """Of one room, as soon as a screen is there. `tell` gives the count to all screens."""

    def __init__(self, roster: Roster, tell: Callable[[Answered], None]) -> None:
        self.roster = roster
        self.tell = tell
        self.round_id: int | None = None
        # Who wrote each message that was not taken away. None: nobody has asked for them yet.
        self.authors: dict[int, int | None] | None = None
        # What has happened since the first screen asked.
        self.early: list[Logged] | None = None
        self.reading: asyncio.Future[Answers] | None = None
        self.told: Answered | None = None
        self.timer: asyncio.TimerHandle | None = None
        self.due = 0.0

    async def ready(self, read: Callable[[], Awaitable[Answers]]) -> None:
        """Wait until the answers are known. Of many screens that come at once the first one's `read` serves all."""
        if self.authors is not None:
            return
        if self.reading is None or self.reading.done():
            self.early = []
            self.reading = asyncio.ensure_future(read())
        self.load(*await asyncio.shield(self.reading))

    def load(self, round_id: int | None, answers: Iterable[tuple[int, int]]) -> None:
        """Take the answers as they were at some moment since ready() was asked."""
        if self.authors is None:
            self.round_id, self.authors = round_id, dict(answers)
            # What was in them already comes to the same once more.
            early, self.early = self.early or [], None
            self.hear(early)

    def hear(self, events: Sequence[Logged]) -> None:
        """Follow what happens in the room. The roster has heard it before: who has no seat does not count."""
        if self.early is not None:
            self.early.extend(events)
        if self.authors is None or not events:
            return
        for event in events:
            self._follow(event, self.authors)
        if self.timer is None:
            loop = asyncio.get_running_loop()
            self.timer = loop.call_at(max(self.due, loop.time()), self._tell)

    def present(self) -> Answered | None:
        """The count as it is now; None: there was no round yet."""
        if self.round_id is None or self.authors is None:
            return None
        seated = self.roster.students or {}
        return Answered(self.round_id, len({one for one in self.authors.values() if one in seated}))

    def rest(self) -> None:
        """Nobody is connected any more."""
        if self.timer:
            self.timer.cancel()

    def _follow(self, event: Logged, authors: dict[int, int | None]) -> None:
        if event.action == "round_new":
            self.round_id = event.data["round"]["round_id"]
            authors.clear()
        elif event.action == "message_remove":
            authors.pop(event.data["message_id"], None)
        elif event.action == "message_send":
            sent = event.data["message"]
            if sent["round_id"] == self.round_id:
                authors[sent["message_id"]] = sent["student_id"]

    def _tell(self) -> None:
        self.timer = None
        count = self.present()
        if count and count != self.told:
            self.told = count
            self.due = asyncio.get_running_loop().time() + PAUSE
            self.tell(count)

"""Which of this process's classroom screens wait for a room or watch one, and who of them is to look again.

What a screen shows is decided by the models alone (Screen.shown); nothing is remembered here. A change is only a nudge:
one query for all screens finds those that show another room, or look otherwise, than they did.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Protocol

from models.base import job
from models.errors import Unavailable
from models.screen import Screen

from .audience import Logged

log = logging.getLogger("rounds.screens")

# What happens at one moment is looked at once, after so many seconds; again after so many when there was no answer.
PAUSE, PAUSE_WITHOUT_DATABASE = 0.05, 1.0
# After these a screen may have another room to show.
MATTER = {"training_start", "training_close", "room_delete"}

# The id of the room that is shown, and the screen's revision.
Showing = tuple[int | None, int]


class Follower(Protocol):
    """A screen's socket, or its question that waits for a room. `showing` None: it has not been told anything yet."""

    @property
    def screen_id(self) -> int: ...
    @property
    def showing(self) -> Showing | None: ...
    def look_again(self) -> None: ...


class Wait:
    """A screen's question that is held until there is something new."""

    def __init__(self, screen_id: int) -> None:
        self.screen_id = screen_id
        self.showing: Showing | None = None
        self.is_over = False
        self.woken = asyncio.Event()

    def look_again(self) -> None:
        self.woken.set()

    def end(self) -> None:
        """Whoever asked has gone, or the server goes down."""
        self.is_over = True
        self.woken.set()

    async def until(self, deadline: float) -> bool:
        """Wait for a nudge; False: none came before this moment of the loop's clock, or the wait is over."""
        try:
            async with asyncio.timeout_at(deadline):
                await self.woken.wait()
        except TimeoutError:
            return False
        self.woken.clear()
        return not self.is_over


class Screens:
    """Lives on the event loop alone."""

    def __init__(self, threads: Executor) -> None:
        self.threads = threads
        self.followers: set[Follower] = set()
        # Those that something has happened to since they were looked at last, or who have just come.
        self.unsure: set[Follower] = set()
        self.timer: asyncio.TimerHandle | None = None
        self.task: asyncio.Task[None] | None = None
        self.is_closing = False

    def hear(self, room_id: int, events: Sequence[Logged]) -> None:
        """What one transaction changed in a room."""
        if any(event.action in MATTER for event in events):
            self.look_again()
        if any(event.action == "student_erase" for event in events):
            # While names are hidden they do not know whose texts these were: they get the state that is left.
            for follower in list(self.followers):
                if follower.showing and follower.showing[0] == room_id:
                    follower.look_again()

    def look_again(self) -> None:
        """Something has changed of which screens may be told: each that shows something else now looks again."""
        self.unsure |= self.followers
        self._soon(PAUSE)

    def enter(self, follower: Follower) -> None:
        """Let a screen hear of changes. What changed since it was told what to show is found at once."""
        self.followers.add(follower)
        self.unsure.add(follower)
        self._soon(PAUSE)

    def leave(self, follower: Follower) -> None:
        self.followers.discard(follower)
        self.unsure.discard(follower)

    @contextmanager
    def waiting(self, screen_id: int) -> Iterator[Wait]:
        """A screen asks, and waits in here. Enter before the question is answered: then no change is missed."""
        wait = Wait(screen_id)
        if self.is_closing:
            wait.end()
        self.followers.add(wait)
        try:
            yield wait
        finally:
            self.leave(wait)

    def close(self) -> None:
        """The server goes down: nobody waits any more."""
        self.is_closing = True
        if self.timer:
            self.timer.cancel()
        if self.task:
            self.task.cancel()
        for follower in list(self.followers):
            if isinstance(follower, Wait):  # sockets are the hub's
                follower.end()

    def _soon(self, pause: float) -> None:
        is_busy = self.timer is not None or self.task is not None
        if self.unsure and not is_busy and not self.is_closing:
            self.timer = asyncio.get_running_loop().call_later(pause, self._start)

    def _start(self) -> None:
        self.timer = None
        self.task = asyncio.create_task(self._look())

    async def _look(self) -> None:
        """Nudge those that show something else than they should, and whoever is about to be told."""
        pause, asked, self.unsure = PAUSE, self.unsure, set()
        ids = {follower.screen_id for follower in asked}
        loop = asyncio.get_running_loop()
        try:
            shown = await loop.run_in_executor(self.threads, job, Screen.shown_rooms, ids)
            for follower in asked & self.followers:
                if follower.showing is None or follower.showing != shown.get(follower.screen_id):
                    follower.look_again()
        except Unavailable:
            self.unsure |= asked & self.followers
            pause = PAUSE_WITHOUT_DATABASE
        except Exception:  # they find out by themselves within a minute
            log.exception("what screens show could not be looked up")
        self.task = None
        self._soon(pause)

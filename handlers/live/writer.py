"""Waiting commands become one transaction become events: the only way by which a room changes.

While one transaction commits, the next commands queue up and share the next one (group commit), so that load makes
bigger batches and an idle server adds no delay. Nobody hears of anything before COMMIT.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from peewee import InterfaceError, OperationalError

from models.base import database
from models.errors import NotFound, Refused, Unavailable
from models.event import Event
from models.room import Room

log = logging.getLogger("rounds.writer")

LARGEST_BATCH = 250
# A PostgreSQL that was killed is back within 3 s; who waits longer than this should hear that something is wrong.
PATIENCE = 15.0

Verb = Callable[[Room], Any]
Deliver = Callable[[int, list[Event]], None]


@dataclass(slots=True)
class Command:
    room_id: int
    verb: Verb
    answer: asyncio.Future[Any]
    received: float
    outcome: Any = None


class Writer:
    """Runs verbs of the models in a thread of its own. `deliver` is called on the loop, in commit order."""

    def __init__(self, deliver: Deliver) -> None:
        self.deliver = deliver
        self.loop = asyncio.get_running_loop()
        self.waiting: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        self.closing = False
        self.thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self.thread.start()

    def submit(self, room_id: int, verb: Verb, received: float | None = None) -> asyncio.Future[Any]:
        """Have `verb(room)` run under the room's lock. Resolves after COMMIT with what it returned.

        `received`: when the command reached the server (of time.monotonic()), if that was not now.

        Fails with the verb's Refused (then nothing changed) or with Unavailable. The verb checks before it
        writes, and may run more than once: only its last run counts.
        """
        answer: asyncio.Future[Any] = self.loop.create_future()
        if self.closing or not self.thread.is_alive():
            answer.set_exception(Unavailable())
        else:
            self.waiting.put(
                Command(room_id, verb, answer, time.monotonic() if received is None else received)
            )
        return answer

    @property
    def is_alive(self) -> bool:
        return self.thread.is_alive() and not self.closing

    async def close(self) -> None:
        """Commit what waits, tell everybody, and end the thread."""
        self.closing = True
        self.waiting.put(None)
        await self.loop.run_in_executor(None, self.thread.join, PATIENCE)
        # What the thread left for the loop with call_soon_threadsafe runs before this goes on.
        await asyncio.sleep(0)

    def _run(self) -> None:
        last = False
        while not last:
            batch = [self.waiting.get()]
            while len(batch) < LARGEST_BATCH and not self.waiting.empty():
                batch.append(self.waiting.get())
            last = None in batch
            commands = [command for command in batch if command is not None]
            try:
                if commands:
                    self._write(commands)
            except BaseException:  # whatever it is, the thread must live: without it every room hangs
                log.exception("the writer met something it does not know")
                self._finish(commands, [], Unavailable())
        if not database.is_closed():
            database.close()

    def _write(self, batch: list[Command]) -> None:
        """Commit the batch; a command that breaks the transaction is found by halving and fails alone."""
        deadline = time.monotonic() + PATIENCE
        pause = 0.05
        while True:
            try:
                events = self._commit(batch)
                self._finish(batch, events)
                return
            except (OperationalError, InterfaceError) as error:
                log.warning("the database did not take a batch of %d: %s", len(batch), str(error).strip())
                if time.monotonic() > deadline:
                    self._finish(batch, [], Unavailable())
                    return
                time.sleep(pause)
                pause = min(pause * 2, 1.0)
            except Exception:
                if len(batch) > 1:
                    middle = len(batch) // 2
                    self._write(batch[:middle])
                    self._write(batch[middle:])
                else:
                    log.exception("a command broke its transaction")
                    self._finish(batch, [], Unavailable())
                return

    def _commit(self, batch: list[Command]) -> list[Event]:
        """One transaction: lock the rooms, run the verbs, store the events. Each command keeps its own outcome."""
        events: list[Event] = []
        stored = False
        try:
            database.connect(reuse_if_open=True)
            with database.atomic():
                rooms = Room.lock(command.room_id for command in batch)
                locked_at = time.monotonic()
                for command in batch:
                    room = rooms.get(command.room_id)
                    command.outcome = self._try(command, room, locked_at)
                events = Event.store(list(rooms.values()), uuid4())
                stored = True
        except (OperationalError, InterfaceError):
            self._drop_connection()
            # The answer to COMMIT may have got lost on its way: then all is there, and must not be done twice.
            if not (stored and events and self._landed(events[-1])):
                raise
        return events

    @staticmethod
    def _try(command: Command, room: Room | None, locked_at: float) -> Any:
        if room is None or room.is_deleted:
            return NotFound("no_such_room")
        room.waited(locked_at - command.received)
        try:
            return command.verb(room)
        except Refused as refused:
            return refused

    def _landed(self, event: Event) -> bool:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                database.connect(reuse_if_open=True)
                return event.landed()
            except (OperationalError, InterfaceError):
                self._drop_connection()
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    @staticmethod
    def _drop_connection() -> None:
        if not database.is_closed():
            database.manual_close()

    def _finish(self, batch: list[Command], events: list[Event], failure: Exception | None = None) -> None:
        self.loop.call_soon_threadsafe(self._tell, batch, events, failure)

    def _tell(self, batch: list[Command], events: list[Event], failure: Exception | None) -> None:
        by_room: dict[int, list[Event]] = {}
        for event in events:
            by_room.setdefault(event.room_id, []).append(event)
        for room_id, its in by_room.items():
            try:
                self.deliver(room_id, its)
            except Exception:  # one room's trouble is not another's
                log.exception("events of room %d could not be delivered", room_id)
        for command in batch:
            outcome = failure or command.outcome
            if command.answer.done():  # whoever asked has gone
                continue
            if isinstance(outcome, Exception):
                command.answer.set_exception(outcome)
            else:
                command.answer.set_result(outcome)

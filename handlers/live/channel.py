"""One room's connections: each batch of events goes out to each of them in one write, encoded once per audience."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from .audience import Audience, Logged, concerned, view
from .flood import Bucket
from .messages import Pushed, UserList, encode
from .roster import Roster

KICKED, ROOM_DELETED = 4403, 4410
# The list of students is merged: it goes out at most every so many seconds, plus so much for each student in it.
LIST_PAUSE, LIST_PAUSE_EACH = 0.2, 0.002


class Connection(Protocol):
    """What a channel needs of a socket. `seq` is the last event that it was given."""

    audience: Audience
    seq: int

    def push(self, data: bytes) -> None: ...
    def close(self, code: int | None = None, reason: str | None = None) -> None: ...


class Step(NamedTuple):
    """What goes out under one `seq`: an event, or without one the list of students, encoded."""

    seq: int
    event: Logged | None
    students: bytes = b""


class Channel:
    """Lives on the event loop alone."""

    def __init__(self) -> None:
        self.live: set[Connection] = set()
        # Those whose snapshot is being read, with what has happened since: it follows the snapshot.
        self.joining: dict[Connection, list[Logged]] = {}
        self.roster = Roster()
        self.buckets: dict[Audience, Bucket] = {}
        # The `user_list` event that the room has not been told of yet; when the list may go out again.
        self.untold: int | None = None
        self.list_timer: asyncio.TimerHandle | None = None
        self.list_due = 0.0

    def enter(self, connection: Connection) -> None:
        """Keep what happens from now on for a connection that reads its snapshot."""
        self.joining[connection] = []
        self._count(connection, +1)

    def admit(self, connection: Connection, seq: int, greeting: Iterable[Pushed]) -> None:
        """Give a connection its snapshot, which stands at `seq`, and what has happened since then."""
        waiting = self.joining.pop(connection, None)
        if waiting is None:  # it left, or was put out, while its snapshot was read
            return
        connection.push(b"".join(frame(encode(pushed)) for pushed in greeting))
        connection.seq = seq
        self.live.add(connection)
        self._send([connection], [Step(event.seq, event) for event in waiting if event.action != "user_list"])
        self._list_soon()

    def leave(self, connection: Connection) -> None:
        if connection in self.live or connection in self.joining:
            self.live.discard(connection)
            self.joining.pop(connection, None)
            self._count(connection, -1)
            self._list_soon()

    def deliver(self, events: Sequence[Logged]) -> None:
        """Send what one transaction changed, and close the connections of those whom it put out."""
        for waiting in self.joining.values():
            waiting.extend(events)
        steps: list[Step] = []
        for event in events:
            if event.action == "user_list":
                self.roster.hear(event)
                self.untold = event.seq
            else:
                steps += (
                    self._list_step()
                )  # the order of `seq` is kept: the list goes before what came after it
                steps.append(Step(event.seq, event))
        self._send(self.live, steps)
        self._dismiss(events)
        if self.untold is not None:
            self._list_soon()

    def bucket(self, audience: Audience) -> Bucket:
        """What this member may still send, over all their connections."""
        return self.buckets.setdefault(audience, Bucket())

    def rest(self) -> None:
        """Nobody is connected any more."""
        if self.list_timer:
            self.list_timer.cancel()

    @property
    def is_empty(self) -> bool:
        return not self.live and not self.joining

    def _send(self, connections: Iterable[Connection], steps: Sequence[Step]) -> None:
        """Write to each connection, in one go, those steps that it has not had and may see."""
        special = concerned([step.event for step in steps if step.event])
        bodies: dict[tuple[int, str, int | None], bytes | None] = {}
        writes: dict[tuple[str, int | None, int], tuple[bytes, int]] = {}
        for connection in list(connections):
            role, student_id = connection.audience.role, connection.audience.student_id
            student_id = student_id if student_id in special else None
            key = (role, student_id, connection.seq)
            if key not in writes:
                frames, prev = [], connection.seq
                for step in steps:
                    which = (step.seq, role, student_id)
                    if which not in bodies:
                        bodies[which] = step.students or see(step, Audience(role, student_id))
                    body = bodies[which]
                    if body and step.seq > prev:
                        frames.append(frame(stamp(body, step.seq, prev)))
                        prev = step.seq
                writes[key] = b"".join(frames), prev
            data, connection.seq = writes[key]
            if data:
                connection.push(data)

    def _dismiss(self, events: Iterable[Logged]) -> None:
        for event in events:
            for connection in [*self.live, *self.joining]:
                is_kicked = (
                    event.action == "student_kick" and connection.audience.student_id == event.student_id
                )
                if not is_kicked and event.action != "room_delete":
                    continue
                # Nothing was sent to it yet, and it should know why it has to go.
                if connection in self.joining:
                    self._send([connection], [Step(event.seq, event)])
                if is_kicked:
                    connection.close(KICKED, "removed by the trainer")
                else:
                    connection.close(ROOM_DELETED, "the room was deleted")
                self.leave(connection)

    def _list_soon(self) -> None:
        """Tell the room who is in it: at once if it has not been told lately, else with the next merged list."""
        if self.list_timer is None and not self.is_empty:
            loop = asyncio.get_running_loop()
            self.list_timer = loop.call_at(max(self.list_due, loop.time()), self._tell_list)

    def _tell_list(self) -> None:
        self.list_timer = None
        pause = LIST_PAUSE + LIST_PAUSE_EACH * len(self.roster.students or ())
        self.list_due = asyncio.get_running_loop().time() + pause
        steps = self._list_step()
        behind = {connection for connection in self.live if steps and connection.seq < steps[0].seq}
        self._send(behind, steps)
        # Who is online takes no number: it only informs.
        plain = frame(steps[0].students if steps else encode(UserList(self.roster.users())))
        for connection in self.live - behind:
            connection.push(plain)

    def _list_step(self) -> list[Step]:
        if self.untold is None:
            return []
        seq, self.untold = self.untold, None
        return [Step(seq, None, encode(UserList(self.roster.users())))]

    def _count(self, connection: Connection, by: int) -> None:
        if connection.audience.student_id is not None:
            self.roster.online[connection.audience.student_id] += by


def see(step: Step, audience: Audience) -> bytes | None:
    """What `audience` gets of the step's event, encoded."""
    pushed = view(step.event, audience) if step.event else None
    return encode(pushed) if pushed else None


def stamp(body: bytes, seq: int, prev: int) -> bytes:
    """Number an encoded object: `prev` is what the same client was given before."""
    return b'%b,"seq":%d,"prev":%d}' % (body[:-1], seq, prev)


def frame(payload: bytes) -> bytes:
    """`payload` as one unmasked, final text frame of RFC 6455 (5.2)."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", 0x81, size) + payload
    if size < 1 << 16:
        return struct.pack("!BBH", 0x81, 126, size) + payload
    return struct.pack("!BBQ", 0x81, 127, size) + payload

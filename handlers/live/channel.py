"""One room's connections: each batch of events goes out to each of them in one write, encoded once per audience."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import Protocol

from .audience import Audience, Logged, concerned
from .closing import PUTS_OUT, CloseCode
from .flood import Bucket
from .frames import Step, frame, see, stamp
from .messages import Pushed, UserList, UserListChange, encode
from .roster import Roster
from .state import User
from .tally import Tally
from .writing import Writing

# So many connections one member has to a room; a further one takes the place of the oldest, which may be dead.
MOST_CONNECTIONS = 16
# The list of students is merged: it goes out at most every so many seconds, plus so much for each student in it.
LIST_PAUSE, LIST_PAUSE_EACH = 0.2, 0.002


class Connection(Protocol):
    """What a channel needs of a socket. `seq` is the last event that it was given."""

    audience: Audience
    seq: int

    def push(self, data: bytes) -> None: ...
    def close(self, code: int | None = None, reason: str | None = None) -> None: ...


class Channel:
    """Lives on the event loop alone."""

    def __init__(self) -> None:
        self.live: set[Connection] = set()
        # Those whose snapshot is being read, with what has happened since: it follows the snapshot.
        self.joining: dict[Connection, list[Logged]] = {}
        self.roster = Roster()
        self.writing = Writing(partial(self._tell, "teacher"))
        self.tally = Tally(self.roster, partial(self._tell, "screen"))
        # By member: what they may still send, and their connections, the oldest first.
        self.buckets: dict[Audience, Bucket] = {}
        self.members: dict[Audience, list[Connection]] = {}
        # The last `user_list` event that those who take whole lists have not been told; when the list may go out again.
        self.untold: Logged | None = None
        self.list_timer: asyncio.TimerHandle | None = None
        self.list_due = 0.0

    def enter(self, connection: Connection) -> None:
        """Keep what happens from now on for a connection that reads its snapshot."""
        self.joining[connection] = []
        its = self.members.setdefault(connection.audience.member, [])
        its.append(connection)
        self._count(connection, +1)
        if len(its) > MOST_CONNECTIONS:
            its[0].close(CloseCode.REPLACED, "too many connections")
            self.leave(its[0])

    def admit(
        self, connection: Connection, greeting: Iterable[Pushed], seq: int, missed: Sequence[Logged] = ()
    ) -> None:
        """Greet a connection that has all up to `seq`, and give it what it missed and what has happened since."""
        waiting = self.joining.pop(connection, None)
        if waiting is None:  # it left, or was put out, while its snapshot was read
            return
        connection.push(b"".join(frame(encode(pushed)) for pushed in greeting))
        connection.seq = seq
        self.live.add(connection)
        since = [*missed, *(event for event in waiting if not missed or event.seq > missed[-1].seq)]
        if connection.audience.changes:
            self._send([connection], self._changes(since))
        else:  # the greeting had the whole list
            self._send([connection], [Step(event) for event in since if event.action != "user_list"])
        if connection.audience.role == "teacher" and self.writing.told:
            connection.push(frame(encode(self.writing.present())))
        if connection.audience.role == "screen" and (count := self.tally.present()):
            connection.push(frame(encode(count)))
        self._list_soon()

    def leave(self, connection: Connection) -> None:
        if connection in self.live or connection in self.joining:
            self.live.discard(connection)
            self.joining.pop(connection, None)
            self.members[connection.audience.member].remove(connection)
            self._count(connection, -1)
            self._list_soon()

    def deliver(self, events: Sequence[Logged]) -> None:
        """Send what one transaction changed, and close the connections of those whom it put out."""
        for waiting in self.joining.values():
            waiting.extend(events)
        for event in events:
            if event.action == "user_list":
                self.roster.hear(event)
        self.writing.hear(events)
        self.tally.hear(events)
        takes_changes = {connection for connection in self.live if connection.audience.changes}
        self._send(takes_changes, self._changes(events))
        self._send(self.live - takes_changes, self._merged(events))
        self._dismiss(events)
        if self.untold is not None:
            self._list_soon()

    def dismiss(self, trainer_id: int) -> None:
        """Close this trainer's connections: they may not be here any more, or come back by a new token."""
        for connection in [*self.live, *self.joining]:
            if connection.audience.trainer_id == trainer_id:
                connection.close(CloseCode.BAD_TOKEN, "signed out")
                self.leave(connection)

    def hear_writing(self, student_id: int, is_writing: bool) -> None:
        """A student of this room says whether they are writing just now."""
        self.writing.say(student_id, is_writing)

    def bucket(self, audience: Audience) -> Bucket:
        """What this member may still send, over all their connections."""
        return self.buckets.setdefault(audience.member, Bucket())

    def rest(self) -> None:
        """Nobody is connected any more."""
        if self.list_timer:
            self.list_timer.cancel()
        self.writing.rest()
        self.tally.rest()

    @property
    def is_empty(self) -> bool:
        return not self.live and not self.joining

    def _changes(self, events: Iterable[Logged]) -> list[Step]:
        """For those who take changes: neighbouring changes of the list become one."""
        steps: list[Step] = []
        changed: dict[int, User] = {}
        removed: set[int] = set()
        for event in events:
            if event.action != "user_list":
                steps.append(Step(event))
                changed, removed = {}, set()
                continue
            for user in self.roster.seen(event.data["changed"]):
                changed[user.id] = user
                removed.discard(user.id)  # put out, and let in again
            for student_id in event.data["removed"]:
                changed.pop(student_id, None)
                removed.add(student_id)
            if steps and steps[-1].event.action == "user_list":
                steps.pop()
            steps.append(Step(event, encode(UserListChange(list(changed.values()), sorted(removed)))))
        return steps

    def _merged(self, events: Iterable[Logged]) -> list[Step]:
        """For those who take whole lists: the list waits for its time, but keeps its place in the order of `seq`."""
        steps: list[Step] = []
        for event in events:
            if event.action == "user_list":
                self.untold = event
            else:
                steps += [*self._list_step(), Step(event)]
        return steps

    def _list_step(self) -> list[Step]:
        event, self.untold = self.untold, None
        return [Step(event, encode(UserList(self.roster.users())))] if event else []

    def _send(self, connections: Collection[Connection], steps: Sequence[Step]) -> None:
        """Write to each connection, in one go, those steps that it has not had and may see."""
        # Of each event alone: when the bell sends a thousand drafts, each of a thousand students has a part in one.
        parts = [concerned([step.event]) for step in steps]
        special = set().union(*parts)
        bodies: dict[tuple[int, int | None, str, int | None], bytes | None] = {}
        frames: dict[tuple[bytes, int, int], bytes] = {}
        writes: dict[tuple[str, int | None, int | None, int], tuple[bytes, int]] = {}
        for connection in list(connections):
            audience = connection.audience
            role, trainer_id = audience.role, audience.trainer_id
            student_id = audience.student_id if audience.student_id in special else None
            key = (role, student_id, trainer_id, connection.seq)
            if key not in writes:
                given, prev = [], connection.seq
                for step, part in zip(steps, parts, strict=True):
                    seq, own = step.event.seq, student_id if student_id in part else None
                    which = (seq, own, role, trainer_id)
                    if which not in bodies:
                        seen_as = Audience(role, own, trainer_id=trainer_id)
                        bodies[which] = step.students or see(step.event, seen_as)
                    body = bodies[which]
                    if body and seq > prev:
                        if (body, seq, prev) not in frames:
                            frames[body, seq, prev] = frame(stamp(body, step.event, prev))
                        given.append(frames[body, seq, prev])
                        prev = seq
                writes[key] = b"".join(given), prev
            data, connection.seq = writes[key]
            if data:
                connection.push(data)

    def _dismiss(self, events: Iterable[Logged]) -> None:
        for event in events:
            if event.action not in PUTS_OUT:
                continue
            for connection in [*self.live, *self.joining]:
                if event.student_id in (None, connection.audience.student_id):
                    if connection in self.joining and (why := see(event, connection.audience)):
                        connection.push(frame(why))  # without a number: it stands nowhere yet
                    connection.close(*PUTS_OUT[event.action])
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
        steps, presence = self._list_step(), self.roster.presence()
        takes_changes = {connection for connection in self.live if connection.audience.changes}
        behind = {one for one in self.live - takes_changes if steps and one.seq < steps[0].event.seq}
        self._send(behind, steps)
        # Who is online takes no number: it only informs.
        if others := self.live - takes_changes - behind:
            whole = frame(steps[0].students if steps else encode(UserList(self.roster.users())))
            for connection in others:
                connection.push(whole)
        if takes_changes and (presence.online or presence.offline):
            who = frame(encode(presence))
            for connection in takes_changes:
                connection.push(who)

    def _tell(self, role: str, pushed: Pushed) -> None:
        """To those of this role something that takes no number."""
        told = frame(encode(pushed))
        for connection in list(self.live):
            if connection.audience.role == role:
                connection.push(told)

    def _count(self, connection: Connection, by: int) -> None:
        if connection.audience.student_id is not None:
            self.roster.count(connection.audience.student_id, by)
            if not self.roster.online[connection.audience.student_id]:
                self.writing.forget(connection.audience.student_id)

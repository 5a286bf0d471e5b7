"""Who may see what of an event: all audiences in one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec
from msgspec import UNSET, Struct

from .messages import (
    ClosedRound,
    Message,
    MessageSelected,
    MessageSent,
    Pushed,
    RoomDeleted,
    RoundClosed,
    RoundNewIs,
    RoundOpened,
    StudentKicked,
    TrainingClosed,
    TrainingStarted,
    now,
)


class Logged(Protocol):
    """An event of a room's log, as the hub gets it."""

    seq: int
    action: str
    audience: str
    student_id: int | None
    data: dict[str, Any]

    @property
    def epoch(self) -> str: ...


class Audience(Struct, frozen=True):
    """Whom a connection belongs to."""

    role: str
    student_id: int | None = None
    # Takes changes of the list of students, instead of the whole list again and again.
    changes: bool = False

    @property
    def member(self) -> Audience:
        """The same for all connections of one member."""
        return Audience(self.role, self.student_id)


def view(event: Logged, audience: Audience) -> Pushed | None:
    """What `audience` gets of `event`; None: nothing. The list of students is the hub's, which merges it."""
    mine = event.student_id is not None and event.student_id == audience.student_id
    if event.audience == "student" and not mine:
        return None
    if event.audience == "author" and not (mine or audience.role == "teacher"):
        return None
    data = event.data
    match event.action:
        case "training_start":
            return TrainingStarted("started")
        case "round_new":
            opened = {**data["round"], "messages": data["messages"]}
            return RoundNewIs("round_open", now(), msgspec.convert(opened, RoundOpened))
        case "round_close":
            return RoundClosed("round_over", msgspec.convert(data, ClosedRound))
        case "message_send":
            own = mine or (audience.role == "teacher" and event.student_id is None)
            return MessageSent(msgspec.convert(data["message"], Message), (own and data["ref"]) or UNSET)
        case "message_select":
            hidden = {} if audience.role == "teacher" else data["hidden"]
            ids = [
                id
                for id in data["message_ids"]
                if hidden.get(str(id), audience.student_id) == audience.student_id
            ]
            return MessageSelected(ids, data["is_correct"])
        case "training_close":
            closed = {"phase": "closed", "result": data["result"], "message": {"messages": data["messages"]}}
            return msgspec.convert(closed | {"action": "training_close"}, TrainingClosed)
        case "student_kick":
            return StudentKicked()
        case "room_delete":
            return RoomDeleted()
    raise ValueError(f"no view of {event.action}")


def concerned(events: Sequence[Logged]) -> set[int]:
    """The students who get something else of these events than the other students do."""
    students = {
        event.student_id for event in events if event.student_id is not None and event.action != "user_list"
    }
    for event in events:
        students.update(event.data.get("hidden", {}).values())
    return students

"""Who may see what of an event: all audiences in one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec
from msgspec import UNSET, Struct, UnsetType

from .fields import now
from .messages import (
    ClosedRound,
    LastMessages,
    MessageGrouped,
    MessageRemoved,
    MessageSelected,
    MessageSent,
    Pushed,
    QuestionsAre,
    RoomChanged,
    RoomDeleted,
    RoundClosed,
    RoundNewIs,
    RoundQuestionIs,
    RoundTimeIs,
    StudentErased,
    StudentKicked,
    StudentKickedIs,
    StudentMoved,
    TrainingClosed,
    TrainingPaused,
    TrainingResumed,
    TrainingStarted,
)
from .state import Extra, Kicked, Message, Question, RoundOpened, Score, Settings


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
    trainer_id: int | None = None
    # Of all screens, what one sees is what any other sees.
    screen_id: int | None = None

    @property
    def member(self) -> Audience:
        """The same for all connections of one member."""
        return Audience(self.role, self.student_id, trainer_id=self.trainer_id, screen_id=self.screen_id)


def view(event: Logged, audience: Audience) -> Pushed | None:
    """What `audience` gets of `event`; None: nothing. The list of students is the hub's, which merges it."""
    mine = event.student_id is not None and event.student_id == audience.student_id
    is_trainer = audience.role == "teacher"
    if event.audience == "student" and not mine:
        return None
    if event.audience == "author" and not (mine or is_trainer):
        return None
    if event.audience == "trainer" and not is_trainer:
        return None
    data = event.data
    match event.action:
        case "training_start":
            return TrainingStarted("started")
        case "training_pause":
            return TrainingPaused(now(), data["paused_at"])
        case "training_resume":
            return TrainingResumed(now(), own_deadline(data, audience), extras(data, is_trainer))
        case "room_change":
            return RoomChanged(msgspec.convert(data, Settings), revealed(data, audience))
        case "round_new":
            opened = shown(data["round"], is_trainer) | {
                "messages": readable(data["messages"], data, audience)
            }
            return RoundNewIs("round_open", now(), msgspec.convert(opened, RoundOpened))
        case "round_close":
            if event.audience == "room" and own_time(data, audience):
                return None  # their own end comes
            closed = msgspec.convert(data, ClosedRound)
            its_extras = extras(data, is_trainer)
            return RoundClosed("round_over", closed, event.student_id, its_extras, correct(data, audience))
        case "round_time":
            phase = "round_open" if mine or data["is_open"] else "round_over"
            deadline = own_deadline(data, audience)
            its = (data["round_id"], deadline, event.student_id, extras(data, is_trainer))
            return RoundTimeIs(phase, now(), *its)
        case "round_question":
            return msgspec.convert(shown(data, is_trainer) | {"action": event.action}, RoundQuestionIs)
        case "message_send":
            if not (given := readable([data["message"]], data, audience)):  # removed since it was sent
                return MessageRemoved(data["message"]["message_id"])
            by_trainer = event.student_id is None or given[0].get("by_trainer")
            is_its_trainer = is_trainer and data.get("trainer_id") in (None, audience.trainer_id)
            own = is_its_trainer if by_trainer else mine
            return MessageSent(msgspec.convert(given[0], Message), (own and data["ref"]) or UNSET)
        case "message_remove":
            return MessageRemoved(data["message_id"])
        case "message_group":
            return MessageGrouped(data["message_ids"], data["card"])
        case "questions":
            return QuestionsAre(msgspec.convert(data["questions"], list[Question]))
        case "message_select":
            if is_kept_blind(data, audience):
                return None  # it comes with the names
            hidden = {} if is_trainer else data["hidden"]
            unrevealed = data.get("unrevealed", ()) if audience.role == "screen" else ()
            if unrevealed and unrevealed == data["message_ids"]:
                return None  # they come when the round closes
            ids = [
                id
                for id in data["message_ids"]
                if hidden.get(str(id), audience.student_id) == audience.student_id and id not in unrevealed
            ]
            return MessageSelected(ids, data["is_correct"])
        case "training_close":
            last = LastMessages(msgspec.convert(readable(data["messages"], data, audience), list[Message]))
            return TrainingClosed("closed", msgspec.convert(data["result"], list[Score]), last)
        case "student_kick":
            return StudentKicked(data.get("reason", ""))
        case "student_moved":
            return StudentMoved()
        case "student_kicked":
            return StudentKickedIs(msgspec.convert(data, Kicked))
        case "student_erase":
            return StudentErased(data["id"])
        case "room_delete":
            return RoomDeleted()
    raise ValueError(f"no view of {event.action}")


def own_time(data: dict[str, Any], audience: Audience) -> dict[str, Any] | None:
    """The extra time of this student among those that an event tells of."""
    its = (one for one in data.get("extras", ()) if one["student_id"] == audience.student_id)
    return next(its, None)


def own_deadline(data: dict[str, Any], audience: Audience) -> Any:
    return (own_time(data, audience) or data)["deadline"]


def extras(data: dict[str, Any], is_trainer: bool) -> list[Extra] | UnsetType:
    return msgspec.convert(data.get("extras", []), list[Extra]) if is_trainer else UNSET


def shown(round: dict[str, Any], is_trainer: bool) -> dict[str, Any]:
    """A round, or its question, without the accepted answers where they are not for this audience."""
    if is_trainer:
        return round
    return {name: its for name, its in round.items() if name not in ("accepted", "accepted_cards")}


def readable(
    messages: list[dict[str, Any]], data: dict[str, Any], audience: Audience
) -> list[dict[str, Any]]:
    """Messages as this audience may read them: cards, and what was removed, are for trainers alone."""
    if audience.role == "teacher":
        return messages
    kept = [one for one in messages if not one.get("is_removed")]
    return named([{name: its for name, its in one.items() if name != "card"} for one in kept], data, audience)


def named(messages: list[dict[str, Any]], data: dict[str, Any], audience: Audience) -> list[dict[str, Any]]:
    """Messages with their authors and marks, but for a screen while it must not tell whose answer is right."""
    if not is_kept_blind(data, audience):
        return messages
    unknown = {"nickname": "", "student_id": None, "is_correct": False}
    return [one | unknown if one["student_id"] else one for one in messages]


def is_kept_blind(data: dict[str, Any], audience: Audience) -> bool:
    """Everybody in the classroom sees a screen: while the trainer marks blind, so does it."""
    return audience.role == "screen" and data.get("is_blind", False)


def revealed(data: dict[str, Any], audience: Audience) -> list[Message] | UnsetType:
    """The messages of which a screen did not know the authors and the marks."""
    if audience.role != "screen" or "messages" not in data:
        return UNSET
    return msgspec.convert(readable(data["messages"], data, audience), list[Message])


def correct(data: dict[str, Any], audience: Audience) -> list[int] | UnsetType:
    """The marks of the round that is over, which a screen was not told while it was open."""
    if audience.role != "screen" or is_kept_blind(data, audience):
        return UNSET
    return data.get("correct_ids", [])  # type: ignore[no-any-return]


def concerned(events: Sequence[Logged]) -> set[int]:
    """The students who get something else of these events than the other students do."""
    students = {
        event.student_id for event in events if event.student_id is not None and event.action != "user_list"
    }
    for event in events:
        students.update(event.data.get("hidden", {}).values())
        students.update(extra["student_id"] for extra in event.data.get("extras", ()))
    return students

"""A room's training as a whole: its start, its close, and what each person may see of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import JOIN, fn

from . import answered, class_code, clock, mark
from .base import one_moment
from .draft import Draft
from .errors import NotAllowed, WrongMoment
from .event import Event
from .extra_time import ExtraTime
from .message import Message
from .question import Question
from .removal import forget_removed
from .room import Room
from .round import Round
from .screen import Screen
from .student import Student
from .trainer import Trainer

# Of one round a student's record has so many right answers, at most.
MOST_RIGHT = 10


def start(room: Room, trainer_id: int | None = None) -> None:
    """Start the training: every student is asked whether they are ready. Raises WrongMoment.

    `trainer_id`: who starts it; a co-trainer does not take the owner's class code away from a training that runs.
    """
    room.must_not_be_finished()
    if room.started_at:
        raise WrongMoment("training_started")
    room.started_at = room.now
    Room.update(started_at=room.now).where(Room.id == room.id).execute()
    if trainer_id in (None, room.trainer_id) or class_code.is_free(room):
        class_code.lead(room)
    room.record("training_start")


def close(room: Room) -> None:
    """Close the training, and with it the open round: the room gets the results. Raises WrongMoment."""
    room.must_run()
    last = Round.last(room)
    if last:
        last.end(room)
    room.finished_at, room.paused_at = room.now, None
    Room.update(finished_at=room.now, paused_at=None).where(Room.id == room.id).execute()
    messages = [message.as_public() for message in Message.of_round(last)] if last else []
    room.record("training_close", {"result": result(room), "messages": messages, "is_blind": room.is_blind})


def run_otherwise(room: Room, **settings: bool | None) -> None:
    """Change how the room is run (Room.SETTINGS); what is None stays as it is. The room is told in any case."""
    was_blind = room.is_blind
    for name, wanted in settings.items():
        if wanted is not None:
            setattr(room, name, wanted)
    Room.update(room.settings()).where(Room.id == room.id).execute()
    data: dict[str, Any] = room.settings()
    if was_blind and not room.is_blind:  # a screen knows no name and no mark
        seen = [m for m in recent_messages(room) if sees(m, room, "screen")]
        data["messages"] = [m.as_seen_by("screen", room) for m in seen]
    room.record("room_change", data)


def result(room: Room) -> list[dict[str, Any]]:
    """Who got how many right: everybody with a seat, best first, equals by name."""
    correct, counts = fn.count(Message.id), Message.is_correct & Message.removed_at.is_null()
    query = (
        Student.seated(room)
        .select(Student.id, Student.nickname, correct.alias("correct"))
        .join(Message, JOIN.LEFT_OUTER, on=(Message.student == Student.id) & counts)
        .group_by(Student.id)
    )
    rows = [{"student_id": s.id, "nickname": s.nickname, "correct_answers_count": s.correct} for s in query]
    return sorted(
        rows, key=lambda row: (-row["correct_answers_count"], row["nickname"].casefold(), row["student_id"])
    )


def phase(room: Room, student_id: int | None = None) -> str:
    """Where the training stands, for this student: waiting, started, round_open, round_over or closed."""
    if room.finished_at:
        return "closed"
    if not room.started_at:
        return "waiting"
    last = Round.last(room)
    if last is None:
        return "started"
    extra = ExtraTime.of_round(room, last).get(student_id) if student_id else None
    return "round_open" if last.is_open or (extra and extra.is_running) else "round_over"


def room_of(trainer: Trainer, uuid: Any) -> Room:
    """One room that this trainer runs, with its `phase`. Raises NotFound."""
    room = Room.of(trainer, uuid)
    room.phase = phase(room)
    return room


@dataclass
class Sight:
    """A room as one member sees it on coming in, at one moment: either what they missed, or the present state."""

    room: Room
    missed: list[Event] | None
    state: dict[str, Any] | None
    epoch: str


def sight(
    room_id: int, role: str, member_id: int, session: int, since: int | None = None, epoch: str | None = None
) -> Sight:
    """What a member needs who comes in, or who comes back and had all up to the event `since` of this `epoch`.

    `session`: the trainer's, see Trainer.session; of a screen its revision. Raises NotFound `no_such_room`,
    `no_such_student`, NotAllowed `kicked`, `bad_token`.
    """
    with one_moment():
        room = Room.by_id(room_id)
        me = member(room, role, member_id, session)
        missed = Event.missed(room, since, epoch) if since is not None else None
        if role == "screen" and room.is_blind:
            missed = None  # those events name who wrote what, and what was right
        if role == "student" and missed and any(event.puts_out(member_id) for event in missed):
            missed = None  # they are in again: only the present state does not say that they are out
        if missed and role != "teacher":
            forget_removed(missed)
        present = state(room, role, member_id) | {"me": me} if missed is None else None
        return Sight(room, missed, present, Event.epoch_of(room))


def seats(room_id: int) -> tuple[list[dict[str, Any]], int]:
    """The students of a room, and the number of the event at which that is so. Raises NotFound `no_such_room`."""
    with one_moment():
        room = Room.by_id(room_id)
        return [student.as_user() for student in Student.seated(room)], room.seq


def member(room: Room, role: str, member_id: int, session: int) -> dict[str, Any]:
    """Who that is in this room. Raises what sight() raises."""
    if role == "student":
        student = Student.present(room, member_id)
        if student.session != session:
            raise NotAllowed("bad_token")
        draft = Draft.of(room, student)
        return {
            "role": role,
            **student.as_user(),
            "return_code": student.return_code,
            "draft": draft.as_public() if draft else None,
        }
    if role == "screen":
        Screen.with_ticket(room, member_id, session)
        return {"role": role}
    trainer = Trainer.signed_in(member_id, session)
    if trainer is None or not room.is_run_by(trainer.id):
        raise NotAllowed("bad_token")
    return {"role": role, "name": trainer.name}


def state(room: Room, role: str, member_id: int) -> dict[str, Any]:
    """The present state of the room, as that member may see it."""
    last = Round.last(room)
    present: dict[str, Any] = {
        "title": room.title,
        "answers": room.answers,
        "phase": phase(room, member_id if role == "student" else None),
        "max_rounds_count": room.max_rounds_count,
        "max_round_time": room.max_round_time,
        "settings": room.settings(),
        "paused_at": room.paused_at.isoformat() if room.paused_at else None,
        "round": last.as_public() if last else None,
        "messages": [
            m.as_seen_by(role, room) for m in recent_messages(room) if sees(m, room, role, member_id)
        ],
        "result": result(room) if room.finished_at else None,
    }
    if role == "teacher":
        present["questions"] = [question.as_public() for question in Question.of_room(room)]
        present["kicked"] = [student.as_kicked() for student in Student.just_kicked(room)]
        present["extras"] = clock.extras(room, last)
    elif last:
        present["round"] = clock.round_of(room, last, member_id if role == "student" else None)
    if role == "screen":
        present["answered"] = answered.count(room)
    return present


def recent_messages(room: Room) -> list[Message]:
    """The messages of the present round and of the one before it, oldest first."""
    return Message.with_authors(Message.recent(room))


def sees(message: Message, room: Room, role: str, member_id: int | None = None) -> bool:
    """May this member see that message now?"""
    if role == "teacher" or message.removed_at:
        return role == "teacher"
    return message.is_public(room) or (role == "student" and message.student_id == member_id)


def record_of_student(room_id: int, student_id: int) -> list[dict[str, Any]]:
    """Round by round what this student answered, and what was right as far as they may see it.

    Raises NotFound, NotAllowed `kicked`.
    """
    with one_moment():
        room = Room.by_id(room_id)
        student = Student.present(room, student_id)
        own: dict[int | None, list[dict[str, Any]]] = {}
        mine = (Message.student == student.id) & Message.removed_at.is_null()
        for message in Message.with_authors(mine):
            own.setdefault(message.round_id, []).append(message.as_seen_by("student"))
        right = mark.right_texts(room, student.id)
        rounds = Round.select().where(Round.room == room.id).order_by(Round.number)
        return [
            {
                **r.named(),
                "question": r.question,
                "messages": own.get(r.id, []),
                "right": right.get(r.id, [])[:MOST_RIGHT],
            }
            for r in rounds
        ]


def record_of(room: Room) -> dict[str, Any]:
    """Everything that was asked, answered and marked in a room, round by round, and the result."""
    with one_moment():
        rounds = Round.select().where(Round.room == room.id).order_by(Round.number)
        answers: dict[int | None, list[dict[str, Any]]] = {}
        for message in Message.with_authors((Message.room == room.id) & Message.student.is_null(False)):
            answers.setdefault(message.round_id, []).append(message.as_public())
        return {
            "rounds": [
                {
                    "round_id": r.id,
                    "number": r.number,
                    "question": r.question,
                    "messages": answers.get(r.id, []),
                }
                for r in rounds
            ],
            "result": result(room),
        }

"""A room's training as a whole: its start, its close, and what each person may see of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import JOIN, fn

from .base import one_moment
from .errors import NotAllowed, WrongMoment
from .event import Event
from .message import Message
from .room import Room
from .round import Round
from .student import Student
from .trainer import Trainer


def start(room: Room) -> None:
    """Start the training: every student is asked whether they are ready. Raises WrongMoment."""
    room.must_not_be_finished()
    if room.started_at:
        raise WrongMoment("training_started")
    room.started_at = room.now
    Room.update(started_at=room.now).where(Room.id == room.id).execute()
    room.record("training_start")


def close(room: Room) -> None:
    """Close the training, and with it the open round: the room gets the results. Raises WrongMoment."""
    room.must_run()
    last = Round.last(room)
    if last and last.is_open:
        last.close(room)
    room.finished_at = room.now
    Room.update(finished_at=room.now).where(Room.id == room.id).execute()
    messages = [message.as_public() for message in Message.of_round(last)] if last else []
    room.record("training_close", {"result": result(room), "messages": messages})


def result(room: Room) -> list[dict[str, Any]]:
    """Who got how many right: everybody with a seat, best first, equals by name."""
    correct = fn.count(Message.id)
    query = (
        Student.seated(room)
        .select(Student.id, Student.nickname, correct.alias("correct"))
        .join(Message, JOIN.LEFT_OUTER, on=(Message.student == Student.id) & Message.is_correct)
        .group_by(Student.id)
    )
    rows = [{"student_id": s.id, "nickname": s.nickname, "correct_answers_count": s.correct} for s in query]
    return sorted(
        rows, key=lambda row: (-row["correct_answers_count"], row["nickname"].casefold(), row["student_id"])
    )


def phase(room: Room) -> str:
    """Where the training stands: waiting, started, round_open, round_over or closed."""
    if room.finished_at:
        return "closed"
    if not room.started_at:
        return "waiting"
    last = Round.last(room)
    if last is None:
        return "started"
    return "round_open" if last.is_open else "round_over"


def room_of(trainer: Trainer, uuid: Any) -> Room:
    """One room of this trainer, with its `phase`. Raises NotFound."""
    room = Room.of(trainer, uuid)
    room.phase = phase(room)
    return room


def overview(trainer: Trainer) -> list[Room]:
    """This trainer's rooms, the newest first, each with `phase`, `students_count` and `rounds_count`."""
    rooms = list(Room.select().where(Room.trainer == trainer.id).order_by(Room.id.desc()))
    seats: dict[int, int] = dict(
        Student.select(Student.room, fn.count(Student.id))
        .where(Student.room.in_(rooms) & Student.kicked_at.is_null())
        .group_by(Student.room)
        .tuples()
        .execute()
    )
    last_rounds = {
        round.room_id: round
        for round in Round.select()
        .where(Round.room.in_(rooms))
        .distinct(Round.room)
        .order_by(Round.room, Round.number.desc())
    }
    for room in rooms:
        last = room.seen[Round] = last_rounds.get(room.id)
        room.phase = phase(room)
        room.students_count = seats.get(room.id, 0)
        room.rounds_count = last.number if last else 0
    return rooms


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

    `session`: the trainer's, see Trainer.session. Raises NotFound `no_such_room`, `no_such_student`,
    NotAllowed `kicked`, `bad_token`.
    """
    with one_moment():
        room = Room.by_id(room_id)
        me = member(room, role, member_id, session)
        missed = Event.missed(room, since, epoch) if since is not None else None
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
        return {"role": role, **Student.present(room, member_id).as_user()}
    trainer = Trainer.signed_in(member_id, session)
    if trainer is None or room.trainer_id != trainer.id:
        raise NotAllowed("bad_token")
    return {"role": role, "name": trainer.name} if role == "teacher" else {"role": role}


def state(room: Room, role: str, member_id: int) -> dict[str, Any]:
    """The present state of the room, as that member may see it."""
    last = Round.last(room)
    return {
        "title": room.title,
        "answers": room.answers,
        "phase": phase(room),
        "max_rounds_count": room.max_rounds_count,
        "max_round_time": room.max_round_time,
        "round": last.as_public() if last else None,
        "messages": [m.as_public() for m in recent_messages(room, last) if sees(m, room, role, member_id)],
        "result": result(room) if room.finished_at else None,
    }


def recent_messages(room: Room, last: Round | None) -> list[Message]:
    """The messages of the present round and of the one before it, oldest first."""
    where = Message.room == room.id
    if last and last.number > 1:
        before = Round.get((Round.room == room.id) & (Round.number == last.number - 1))
        where &= Message.round.in_([before.id, last.id])
    return Message.with_authors(where)


def sees(message: Message, room: Room, role: str, member_id: int) -> bool:
    """May this member see that message now?"""
    return (
        role == "teacher"
        or message.is_public(room)
        or (role == "student" and message.student_id == member_id)
    )


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

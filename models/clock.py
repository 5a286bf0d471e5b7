"""The clock of a training: it stands still and goes on, rings, and gives more time to all or to one student."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from .errors import N_, BadField, WrongMoment
from .extra_time import ExtraTime
from .room import Room
from .round import Round
from .student import Student

FURTHEST = timedelta(days=1)


def pause(room: Room) -> None:
    """Stop the clock for everybody. Raises WrongMoment."""
    room.must_run()
    room.must_not_be_paused()
    close_due(room, room.asked_at)  # what is over must not come back with the pause
    # An answer that came after this command, and is looked at in the same transaction, is too late.
    stop(room, at=room.asked_at)
    room.record("training_pause", {"paused_at": room.asked_at.isoformat()})


def resume(room: Room) -> None:
    """Let the clock go on: what was left of each deadline is left again. Raises WrongMoment."""
    room.must_run()
    if room.paused_at is None:
        raise WrongMoment("training_not_paused")
    last, paused_for = Round.last(room), room.now - room.paused_at
    move(room, last, paused_for)
    stop(room, at=None)
    deadline = last.deadline.isoformat() if last and last.is_open else None
    room.record("training_resume", {"deadline": deadline, "extras": extras(room, last)})


def end(room: Room, round_id: int | None = None) -> None:
    """End the last round for everybody; `round_id`: only if it is that one. Raises WrongMoment."""
    room.must_run()
    last = Round.last(room)
    if last is None or round_id not in (None, last.id):
        raise WrongMoment("no_open_round")
    was_open, left = last.is_open, ExtraTime.running(room, last)
    if not was_open and not left:
        raise WrongMoment("no_open_round")
    last.end(room)
    if was_open:
        record_close(room, last)
    else:  # the others have heard it already
        for extra in left:
            tell_end(room, last, extra)


def extend(room: Room, seconds: int) -> None:
    """Give the open round so many seconds more, also to those with extra time. Raises WrongMoment, BadField."""
    room.must_run()
    last = Round.last(room)
    if last is None or not last.is_open:
        raise WrongMoment("no_open_round")
    longer = timedelta(seconds=seconds)
    deadlines = [last.deadline, *(one.deadline for one in ExtraTime.running(room, last))]
    must_be_near(room, max(deadlines) + longer)
    move(room, last, longer)
    record_time(room, last, last.deadline)


def extend_for(room: Room, student_id: int, seconds: int) -> None:
    """Give one student so many seconds more for the last round. Raises WrongMoment, NotFound, BadField."""
    room.must_run()
    last = Round.last(room)
    if last is None:
        raise WrongMoment("no_open_round")
    student = Student.with_seat(room, student_id)
    has = ExtraTime.of_round(room, last).get(student.id)
    if has and has.is_running:
        start = has.deadline
    else:
        start = last.deadline if last.is_open else room.paused_at or room.now
    deadline = start + timedelta(seconds=seconds)
    must_be_near(room, deadline)
    ExtraTime.give(room, last, student.id, deadline)
    record_time(room, last, deadline, student.id)


def ring(room: Room) -> float:
    """Close whatever is due, else change nothing: the bell may ring twice. Gives the seconds until the next, or 0."""
    if room.paused_at or room.finished_at:
        return 0.0
    close_due(room, room.now)
    last = Round.last(room)
    if last and last.is_open:
        return seconds_to(last.deadline, room)
    left = ExtraTime.running(room, last)
    return seconds_to(left[0].deadline, room) if left else 0.0


def close_due(room: Room, moment: datetime) -> None:
    """The round first: nobody's own time ends before it."""
    last = Round.last(room)
    if last is None:
        return
    if last.is_open and last.deadline <= moment:
        last.close(room)
        record_close(room, last)
    for one in () if last.is_open else ExtraTime.running(room, last):
        if one.deadline <= moment:
            one.close(room)
            tell_end(room, last, one)


def ticking() -> list[int]:
    """Every room in which a clock runs: what the bell has to ring for after a start of the server."""
    runs = Room.paused_at.is_null() & Room.finished_at.is_null()
    opened = Room.select(Room.id).join(Round).where(runs & Round.closed_at.is_null())
    given = Room.select(Room.id).join(Round).join(ExtraTime).where(runs & ExtraTime.closed_at.is_null())
    return [row[0] for row in (opened | given).tuples()]


def round_for(room: Room, student_id: int, round_id: int | None = None) -> Round:
    """The round for which an answer counts that reached the server at `room.asked_at`. Raises WrongMoment.

    `round_id`: the round that it answers.
    """
    last = Round.last(room)
    if last is None or round_id not in (None, last.id):
        raise WrongMoment("no_open_round")
    # Commands are obeyed in the order in which they came: whoever meets a pause came after it.
    moment = room.paused_at or room.asked_at
    if not (last.is_open and moment < last.deadline):
        own = ExtraTime.of_round(room, last).get(student_id)
        if own is None or not own.is_running or own.deadline <= moment:
            raise WrongMoment("no_open_round")
    room.must_not_be_paused()
    return last


def round_of(room: Room, last: Round, student_id: int | None) -> dict[str, Any]:
    """The round with this student's own clock, without what only trainers are told."""
    extra = ExtraTime.of_round(room, last).get(student_id) if student_id else None
    its = last.as_public()
    del its["accepted"], its["accepted_cards"]
    if extra:
        its |= {"deadline": extra.deadline.isoformat(), "is_open": extra.is_running}
    return its


def extras(room: Room, last: Round | None) -> list[dict[str, Any]]:
    """Whose own time runs, as trainers are told."""
    return [one.as_public() for one in ExtraTime.running(room, last)]


def stop(room: Room, at: datetime | None) -> None:
    room.paused_at = at
    Room.update(paused_at=at).where(Room.id == room.id).execute()


def move(room: Room, last: Round | None, by: timedelta) -> None:
    """Put off everything that is not over."""
    if last and last.is_open:
        last.move(last.deadline + by)
    for one in ExtraTime.running(room, last):
        one.move(one.deadline + by)


def seconds_to(deadline: datetime, room: Room) -> float:
    return (deadline - room.now).total_seconds()


def must_be_near(room: Room, deadline: datetime) -> None:
    if deadline - (room.paused_at or room.now) > FURTHEST:
        raise BadField("seconds", N_("A round ends within a day"))


def record_time(room: Room, last: Round, deadline: datetime, student_id: int | None = None) -> None:
    data = {
        "round_id": last.id,
        "deadline": deadline.isoformat(),
        "is_open": last.is_open,
        "extras": extras(room, last),
    }
    room.record("round_time", data, audience="author" if student_id else "room", student_id=student_id)


def record_close(room: Room, last: Round) -> None:
    """The round is over for the room."""
    from .mark import revealed  # a message has its round by this clock: the other way round only here

    data = {
        **last.named(),
        "extras": extras(room, last),
        "correct_ids": revealed(room, last),
        "is_blind": room.is_blind,
    }
    room.record("round_close", data)


def tell_end(room: Room, last: Round, own: ExtraTime) -> None:
    """One student's own time is over: they are told, and trainers."""
    data = {**last.named(), "extras": extras(room, last)}
    room.record("round_close", data, audience="author", student_id=own.student_id)

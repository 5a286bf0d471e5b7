"""Turns at a shared device: a student says who they are, answers, and gives it to the next one."""

from __future__ import annotations

from typing import Any

from . import answered, return_code
from .errors import NotAllowed, WrongMoment
from .message import Message
from .nickname import nickname_key
from .ready_names import alphabetical
from .room import Room
from .student import Student


def names(room: Room) -> list[dict[str, Any]]:
    """Who may be chosen: students with a seat and without a device, then the free ready names, each by name."""
    done = answered.by(room)
    without = [student for student in Student.seated(room) if not student.has_device]
    seated = [
        {"student_id": one.id, "nickname": one.nickname, "has_answered": one.id in done}
        for one in sorted(without, key=lambda one: (alphabetical(one.nickname), one.id))
    ]
    free = [{"student_id": None, "nickname": name, "has_answered": False} for name in free_names(room)]
    return seated + free


def by_code(room: Room, typed: str) -> Student:
    """Whose return code somebody typed. Their own device, if they have one, stays theirs.

    Raises NotFound `no_such_code`, also for a code of another room, NotAllowed `kicked`.
    """
    return return_code.owner_of(typed, room)


def by_name(room: Room, student_id: int) -> Student:
    """Who was chosen from the list. Raises NotFound `no_such_student`, NotAllowed `has_own_device`."""
    student = Student.with_seat(room, student_id)
    if student.has_device:
        raise NotAllowed("has_own_device")
    return student


def sit(room: Room, nickname: str) -> Student:
    """Give a newcomer at the device a seat in the locked room. Raises what Student.join() raises.

    Also NotAllowed `kicked` for the name of somebody who was put out: that would be the way back in.
    """
    room.must_take_newcomers()
    name = Student.new_name(room, nickname)
    if nickname_key(name) in kicked_keys(room):
        raise NotAllowed("kicked", reason="")
    return Student.sit(room, name, has_device=False)


def answer(
    room: Room,
    student_id: int,
    session: int,
    text: str,
    ref: str | None = None,
    round_id: int | None = None,
    once: bool = False,
) -> tuple[Message, bool]:
    """Store what a student has written at the device; gives what Message.answer() gives.

    `session`: the student's when the turn began, see Student.session. `once`: they were chosen from the list, where
    anybody may choose anybody: then only their first answer to a round counts.

    Raises what Message.answer() raises, NotAllowed `turn_over`, WrongMoment `answered_already`.
    """
    student = Student.present(room, student_id)
    if student.session != session:
        raise NotAllowed("turn_over")
    if once and has_answered(room, student.id) and not Message.sent_by(student, room, ref):
        raise WrongMoment("answered_already")
    return Message.answer(room, student.id, text, ref, round_id)


def has_answered(room: Room, student_id: int) -> bool:
    """Has this student an answer in the present round?"""
    return student_id in answered.by(room, Message.student == student_id)


def free_names(room: Room) -> list[str]:
    """The ready names that a newcomer could take at the device."""
    is_full = Student.seated(room).count() >= room.max_students_count
    if room.finished_at or room.is_locked or is_full:
        return []
    out = kicked_keys(room)
    return [name for name in Student.names_to_choose(room) if nickname_key(name) not in out]


def kicked_keys(room: Room) -> set[str]:
    """The names of those who were put out, see nickname.py."""
    out = (Student.room == room.id) & Student.kicked_at.is_null(False)
    return {row[0] for row in Student.select(Student.nickname_key).where(out).tuples().execute()}

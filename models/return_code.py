"""Return codes: with one, another device becomes the same student, and the old one is out of the room."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from .base import clock
from .code import CODE_ALPHABET, clean_code
from .errors import NotAllowed, NotFound
from .room import Room
from .student import RETURN_CODE_LENGTH, Student

# So long after the close of the training somebody may still come back, to read the results.
AFTERWARDS = timedelta(days=1)


def is_one(typed: str) -> bool:
    """Is that written like a return code? Of rooms and of trainers they are shorter."""
    code = clean_code(typed)
    return len(code) == RETURN_CODE_LENGTH and set(code) <= set(CODE_ALPHABET)


def owner_of(typed: str, room: Room | None = None) -> Student:
    """Whose return code somebody typed. Raises NotFound `no_such_code`, NotAllowed `kicked`.

    `room`: the one in which it was typed: of another one nothing is told, least of all why somebody was put out.
    """
    its = Student.return_code == clean_code(typed)
    student = Student.select(Student, Room).join(Room).where(its).first() if is_one(typed) else None
    closed = student and student.room.finished_at
    is_elsewhere = student and room and student.room_id != room.id
    if student is None or is_elsewhere or (closed and clock() > closed + AFTERWARDS):
        raise NotFound("no_such_code")
    student.must_be_welcome()
    return student  # type: ignore[no-any-return]


def come_back(room: Room, typed: str, browser: Any = None) -> Student:
    """The device that knows the code is the student from now on, and every older one is out of the locked room.

    `browser`: None is a client of the API. The browser that has the student already keeps everything as it is.
    Raises what owner_of() raises, also NotFound for a code of another room, and NotAllowed `kicked` to a browser that
    was put out of this one.
    """
    student = owner_of(typed, room)
    before = Student.of_browser(room, browser)
    if before is not None:
        before.must_be_welcome()
        if before.id == student.id:
            return student
        # Their pages are open in this browser: they must not go on under a cookie that now names somebody else.
        move(room, before, None)
    move(room, student, browser)
    student.has_device = True
    Student.update(has_device=True).where(Student.id == student.id).execute()
    return student


def move(room: Room, student: Student, browser: Any) -> None:
    """The student is in that browser from now on: tokens and connections of before are good for nothing."""
    student.browser, student.session = browser, student.session + 1
    changed = {"browser": browser, "session": student.session}
    Student.update(changed).where(Student.id == student.id).execute()
    room.seen.pop(student.id, None)
    room.record("student_moved", audience="student", student_id=student.id)


def former(room: Room, student_id: int | None) -> str | None:
    """The return code of the student whom a browser was before they moved on; None where nobody has that seat."""
    student = Student.seated(room).where(Student.id == student_id).first() if student_id else None
    return student.return_code if student else None


def student_here(room: Room, browser: Any, student_id: int | None = None) -> Student | None:
    """Whom this browser is in the room; None: nobody. `student_id`: whose page it has open, if it has one open.

    Raises NotAllowed `kicked`; `moved` where the page is of somebody who is elsewhere now.
    """
    student = Student.of_browser(room, browser)
    if student_id is not None and (student is None or student.id != student_id):
        if Student.select().where((Student.room == room.id) & (Student.id == student_id)).exists():
            raise NotAllowed("moved")
        return None
    if student is not None:
        student.must_be_welcome()
    return student

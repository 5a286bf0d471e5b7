"""Erasing one student for good: the seat, the name, and every word, in the record and in the room's log."""

from __future__ import annotations

from typing import Any

from .card import new_card
from .errors import NotFound
from .event import Event
from .message import Message
from .room import Room
from .student import Student


def erasable(room: Room, student_id: int) -> tuple[Student, int]:
    """A student, kicked or not, and how many answers would go. Raises NotFound `no_such_student`."""
    student = Student.get_or_none((Student.room == room.id) & (Student.id == student_id))
    if student is None:
        raise NotFound("no_such_student")
    return student, Message.select().where(Message.student == student.id).count()


def erase(room: Room, student_id: int) -> None:
    """Erase a student of the locked room, kicked or not, in any phase. Raises NotFound `no_such_student`.

    The log goes with it, since names and texts are all over it: whoever comes back gets the present state.
    """
    student, _ = erasable(room, student_id)
    words = Message.select(Message.round, Message.fold).where(Message.student == student.id).distinct()
    named_after = list(words.tuples().execute())
    if not student.kicked_at:
        room.record("student_kick", {"reason": ""}, audience="student", student_id=student.id)
    student.delete_instance()  # and by its foreign keys all that is the student's
    room.seen.clear()
    Event.forget(room)
    room.record("student_erase", {"id": student.id})
    room.record("user_list", {"changed": [], "removed": [student.id]})
    for round_id, fold in named_after:
        rename_card(room, round_id, fold)


def rename_card(room: Room, round_id: int | None, card: str) -> None:
    """A card is called by its first answer: when nobody left wrote that, its name would still say it."""
    on_card: Any = (Message.round == round_id) & (Message.card == card)
    query = Message.select(Message.id).where(on_card).order_by(Message.id)
    left = [row[0] for row in query.tuples().execute()]
    if not left or Message.select().where(on_card & (Message.fold == card)).exists():
        return
    name = new_card(left, (Message.round == round_id) & (Message.card != card))
    Message.update(card=name).where(on_card).execute()
    room.record("message_group", {"message_ids": left, "card": name}, audience="trainer")

"""Who has answered the present round: what a shared device shows by name, and a screen as a number."""

from __future__ import annotations

from typing import Any

from .base import one_moment
from .message import Message
from .room import Room
from .round import Round
from .student import Student


def by(room: Room, where: Any = True) -> set[int]:
    """The students, with a seat or without, who have an answer in the present round."""
    last = Round.last(room)
    query = Message.select(Message.student).where(standing(last) & where).distinct() if last else None
    return {row[0] for row in query.tuples().execute()} if query else set()


def count(room: Room) -> int:
    """How many of those with a seat have one."""
    seats = Student.seated(room).select(Student.id)
    return len(by(room, Message.student.in_(seats)))


def of_room(room_id: int) -> tuple[int | None, list[tuple[int, int]]]:
    """The present round and the answers to it, as (message, student). Raises NotFound `no_such_room`."""
    with one_moment():
        room = Room.by_id(room_id)
        last = Round.last(room)
        if last is None:
            return None, []
        answers = Message.select(Message.id, Message.student).where(standing(last))
        return last.id, list(answers.tuples().execute())


def standing(round: Round) -> Any:
    """The condition that a message is an answer to this round that was not taken away."""
    return (Message.round == round.id) & Message.student.is_null(False) & Message.removed_at.is_null()

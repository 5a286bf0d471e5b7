"""Deleting one student's data for good: first a page that says what goes."""

from __future__ import annotations

from models import erasure
from models.errors import NotFound
from models.room import Room

from .base import Signed
from .rooms import whole_number


class StudentErasure(Signed):
    """For the room's owner alone."""

    async def get(self, uuid: str, student_id: str) -> None:
        room = await self.db(Room.owned, self.trainer, uuid)
        student, answers = await self.db(erasure.erasable, room, number_of(student_id))
        self.page("students/erasure.html", room=room, student=student, answers=answers)

    async def post(self, uuid: str, student_id: str) -> None:
        room, number = await self.db(Room.owned, self.trainer, uuid), number_of(student_id)
        await self.change(room.id, lambda room: erasure.erase(room, number))
        self.redirect(f"/rooms/{room.uuid}/results", status=303)


def number_of(student_id: str) -> int:
    """The number in an address. Raises NotFound."""
    number = whole_number(student_id)
    if number is None:
        raise NotFound("no_such_student")
    return number

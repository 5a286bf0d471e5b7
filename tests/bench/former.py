"""What the dashboard asked before it had pages: all rooms at once. Kept to compare with."""

from __future__ import annotations

from peewee import fn

from models import training
from models.room import Room
from models.round import Round
from models.student import Student
from models.trainer import Trainer


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
        room.phase = training.phase(room)
        room.students_count = seats.get(room.id, 0)
        room.rounds_count = last.number if last else 0
    return rooms

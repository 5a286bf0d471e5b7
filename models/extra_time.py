"""Extra time: one student's own deadline in one round."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from peewee import CompositeKey, ForeignKeyField
from playhouse.postgres_ext import DateTimeTZField

from .base import BaseModel
from .room import Room
from .round import Round
from .student import Student


class ExtraTime(BaseModel):
    round = ForeignKeyField(Round, on_delete="CASCADE", index=False)
    student = ForeignKeyField(Student, on_delete="CASCADE")
    deadline = DateTimeTZField()
    # The student has been told that it is over.
    closed_at = DateTimeTZField(null=True)

    round_id: int
    student_id: int

    class Meta:
        primary_key = CompositeKey("round", "student")

    @classmethod
    def of_round(cls, room: Room, round: Round) -> dict[int, ExtraTime]:
        """By student, all that there were in this round; looked up once per transaction."""
        key = (cls, round.id)
        if key not in room.seen:
            query = cls.select().where(cls.round == round.id).order_by(cls.deadline, cls.student)
            room.seen[key] = {extra.student_id: extra for extra in query}
        return room.seen[key]  # type: ignore[no-any-return]

    @classmethod
    def running(cls, room: Room, round: Round | None) -> list[ExtraTime]:
        """Those that are not over, the first to end first."""
        extras = cls.of_round(room, round).values() if round else ()
        left = (one for one in extras if one.is_running)
        return sorted(left, key=lambda one: (one.deadline, one.student_id))

    @classmethod
    def give(cls, room: Room, round: Round, student_id: int, deadline: datetime) -> ExtraTime:
        """From now on this student has until `deadline`."""
        extra = cls(round=round.id, student=student_id, deadline=deadline)
        anew = {cls.deadline: deadline, cls.closed_at: None}
        row = cls.insert(extra.__data__)
        row.on_conflict(conflict_target=[cls.round, cls.student], update=anew).execute()
        cls.of_round(room, round)[student_id] = extra
        return extra

    @property
    def is_running(self) -> bool:
        return self.closed_at is None

    @property
    def own(self) -> Any:
        """The condition by which this row is found."""
        return (ExtraTime.round == self.round_id) & (ExtraTime.student == self.student_id)

    def move(self, deadline: datetime) -> None:
        self.deadline = deadline
        ExtraTime.update(deadline=deadline).where(self.own).execute()

    def close(self, room: Room) -> None:
        from .draft import Draft  # a draft is for as long as a student has time

        self.closed_at = room.now
        ExtraTime.update(closed_at=room.now).where(self.own).execute()
        Draft.hand_in(room, self.round_id, Draft.student == self.student_id)

    def as_public(self) -> dict[str, Any]:
        return {"student_id": self.student_id, "deadline": self.deadline.isoformat()}

"""Rounds: one question each, and the clock that the server keeps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from peewee import SQL, AutoField, CharField, ForeignKeyField, IntegerField
from playhouse.postgres_ext import DateTimeTZField

from .base import BaseModel
from .errors import N_, BadField, WrongMoment
from .room import LIMITS, Room
from .text import clean_text

LONGEST_QUESTION = 2000


class Round(BaseModel):
    id = AutoField()
    room_id: int
    room = ForeignKeyField(Room, backref="rounds", on_delete="CASCADE", index=False)
    number = IntegerField()
    question = CharField(LONGEST_QUESTION)
    opened_at = DateTimeTZField()
    deadline = DateTimeTZField()
    closed_at = DateTimeTZField(null=True)

    class Meta:
        indexes = ((("room", "number"), True),)

    @classmethod
    def open(
        cls, room: Room, question: str = "", max_time: int | None = None, wanted: int | None = None
    ) -> Round:
        """Open the next round of the locked room, closing the one that is open; its answers become visible to all.

        `max_time`: seconds, at most the room's. `wanted`: the number it should have: then asking twice opens one.
        Raises WrongMoment `training_not_started`, `training_finished`, `no_rounds_left`, `not_the_next_round`,
        BadField, BadValue `too_long`.
        """
        from .message import Message  # a message belongs to a round: the other way round only here

        room.must_run()
        before = cls.last(room)
        number = before.number + 1 if before else 1
        if wanted not in (None, number):
            raise WrongMoment("not_the_next_round", number=number)
        if number > room.max_rounds_count:
            raise WrongMoment("no_rounds_left")
        seconds = room.max_round_time if max_time is None else max_time
        smallest = LIMITS["max_round_time"][0]
        if not smallest <= seconds <= room.max_round_time:
            largest = room.max_round_time
            raise BadField(
                "max_time",
                N_("A whole number from {smallest} to {largest}"),
                smallest=smallest,
                largest=largest,
            )
        question = clean_text(question, LONGEST_QUESTION)
        if before and before.is_open:
            before.close(room)
        opened = cls.create(
            room=room.id,
            number=number,
            question=question,
            opened_at=room.now,
            deadline=room.now + timedelta(seconds=seconds),
        )
        messages = [message.as_public() for message in Message.of_round(before)] if before else []
        room.seen[cls] = opened
        room.record("round_new", {"round": opened.as_public(), "messages": messages})
        return opened

    @classmethod
    def ring(cls, room: Room, round_id: int) -> float:
        """Close that round if it is open and its time is up, else change nothing: the bell may ring twice.

        Gives the seconds that the round still has: 0 when it is over.
        """
        last = cls.last(room)
        if last is None or last.id != round_id or not last.is_open:
            return 0.0
        left: float = (last.deadline - room.now).total_seconds()
        if left <= 0:
            last.close(room)
            room.record("round_close", {"round_id": last.id, "number": last.number})
        return max(left, 0.0)

    @classmethod
    def last(cls, room: Room) -> Round | None:
        """The round that the room is in or was in last; looked up once per transaction."""
        if cls not in room.seen:
            room.seen[cls] = cls.select().where(cls.room == room.id).order_by(cls.number.desc()).first()
        return room.seen[cls]  # type: ignore[no-any-return]

    @classmethod
    def all_open(cls) -> list[Round]:
        """Every open round of every room: what the bell has to ring for after a start of the server."""
        return list(cls.select().where(cls.closed_at.is_null()))

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def takes_answers_at(self, room: Room) -> bool:
        """Does an answer that reached the server at `room.asked_at` count?"""
        return self.is_open and room.asked_at < self.deadline

    def close(self, room: Room) -> None:
        self.closed_at = room.now
        Round.update(closed_at=room.now).where(Round.id == self.id).execute()

    def as_public(self) -> dict[str, Any]:
        return {
            "round_id": self.id,
            "number": self.number,
            "question": self.question,
            "opened_at": self.opened_at.isoformat(),
            "deadline": self.deadline.isoformat(),
            "is_open": self.is_open,
        }


Round.add_index(Round.room, name="round_open", unique=True, where=SQL("closed_at IS NULL"))

"""Questions prepared for a room's rounds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peewee import AutoField, CharField, ForeignKeyField, IntegerField, JSONField

from .base import BaseModel
from .errors import BadValue, NotFound, WrongMoment
from .room import Room
from .round import LONGEST_QUESTION, Round, clean_accepted, fit_seconds
from .text import clean_text

MOST_QUESTIONS = 200
# Characters in all of a room's questions and their answers.
MOST_PREPARED = 200_000


class Question(BaseModel):
    id = AutoField()
    room = ForeignKeyField(Room, backref="questions", on_delete="CASCADE")
    # 1, 2, 3 … in the room, without a hole.
    position = IntegerField()
    text = CharField(LONGEST_QUESTION)
    # Answers that will do, as the trainer wrote them.
    accepted = JSONField()
    # Seconds; None: the room's.
    max_time = IntegerField(null=True)
    # The round that used it.
    round = ForeignKeyField(Round, null=True, on_delete="SET NULL")

    room_id: int
    round_id: int | None

    @classmethod
    def add(cls, room: Room, wanted: Iterable[tuple[str, list[str], int | None]]) -> None:
        """Prepare questions (text, accepted answers, seconds), behind those that there are.

        Raises WrongMoment `training_finished`, `too_many_questions`, BadValue `empty_text`, `too_long`, BadField.
        """
        room.must_not_be_finished()
        its = [cls.fit(room, *one) for one in wanted]
        there = cls.of_room(room)
        if len(there) + len(its) > MOST_QUESTIONS:
            raise WrongMoment("too_many_questions", most=MOST_QUESTIONS)
        must_be_bearable([*(one.as_public() for one in there), *its])
        places = range(len(there) + 1, len(there) + len(its) + 1)
        rows = [{**one, "room": room.id, "position": place} for place, one in zip(places, its, strict=True)]
        cls.insert_many(rows).execute()
        cls.tell(room)

    @classmethod
    def change(cls, room: Room, id: int, text: str, accepted: list[str], max_time: int | None) -> None:
        """Change a question that no round has used. Raises what add() raises, NotFound, WrongMoment `question_used`."""
        room.must_not_be_finished()
        question = cls.to_ask(room, id)
        changed = cls.fit(room, text, accepted, max_time)
        others = [one.as_public() for one in cls.of_room(room) if one.id != question.id]
        must_be_bearable([*others, changed])
        cls.update(**changed).where(cls.id == question.id).execute()
        cls.tell(room)

    @classmethod
    def move(cls, room: Room, id: int, position: int) -> None:
        """Put a question in this place, beyond the end: in the last one. Raises NotFound, WrongMoment."""
        room.must_not_be_finished()
        question = cls.one(room, id)
        last = cls.select().where(cls.room == room.id).count()
        old, new = question.position, min(position, last)
        between = cls.position.between(min(old, new), max(old, new))
        step = 1 if new < old else -1
        cls.update(position=cls.position + step).where((cls.room == room.id) & between).execute()
        cls.update(position=new).where(cls.id == question.id).execute()
        cls.tell(room)

    @classmethod
    def remove(cls, room: Room, id: int) -> None:
        """Take a question away; the round that used it keeps its text. Raises NotFound, WrongMoment."""
        room.must_not_be_finished()
        question = cls.one(room, id)
        cls.delete().where(cls.id == question.id).execute()
        behind = (cls.room == room.id) & (cls.position > question.position)
        cls.update(position=cls.position - 1).where(behind).execute()
        cls.tell(room)

    @classmethod
    def to_ask(cls, room: Room, id: int) -> Question:
        """One question that no round has used. Raises NotFound `no_such_question`, WrongMoment `question_used`."""
        question = cls.one(room, id)
        if question.round_id is not None:
            raise WrongMoment("question_used")
        return question

    def asked_in(self, room: Room, round: Round) -> None:
        """This round has used it."""
        Question.update(round=round.id).where(Question.id == self.id).execute()
        self.tell(room)

    @classmethod
    def one(cls, room: Room, id: int) -> Question:
        """Raises NotFound."""
        question = cls.get_or_none((cls.room == room.id) & (cls.id == id))
        if question is None:
            raise NotFound("no_such_question")
        return question

    @classmethod
    def of_room(cls, room: Room) -> list[Question]:
        """All of them, in their order."""
        return list(cls.select().where(cls.room == room.id).order_by(cls.position, cls.id))

    @classmethod
    def tell(cls, room: Room) -> None:
        """Trainers hear of all questions as they are now."""
        questions = [question.as_public() for question in cls.of_room(room)]
        room.record("questions", {"questions": questions}, audience="trainer")

    @staticmethod
    def fit(room: Room, text: str, accepted: list[str], max_time: int | None) -> dict[str, Any]:
        """The fields of a question as they are kept. Raises BadValue, BadField."""
        cleaned = clean_text(text, LONGEST_QUESTION)
        if not cleaned:
            raise BadValue("empty_text")
        if max_time is not None:
            fit_seconds(room, max_time)
        return {"text": cleaned, "accepted": clean_accepted(accepted), "max_time": max_time}

    def as_public(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "text": self.text,
            "accepted": self.accepted,
            "max_time": self.max_time,
            "round_id": self.round_id,
        }


def must_be_bearable(questions: list[dict[str, Any]]) -> None:
    """A change of one goes to every console with all of them. Raises WrongMoment."""
    written = sum(len(one["text"]) + sum(map(len, one["accepted"])) for one in questions)
    if written > MOST_PREPARED:
        raise WrongMoment("too_many_questions", most=MOST_QUESTIONS)

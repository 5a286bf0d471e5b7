"""Rounds: one question each, and the clock that the server keeps."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from peewee import SQL, AutoField, CharField, ForeignKeyField, IntegerField, JSONField
from playhouse.postgres_ext import DateTimeTZField

from .base import BaseModel
from .errors import N_, BadField, WrongMoment
from .fold import fold
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
    # Answers that will do, as the trainer wrote them.
    accepted = JSONField(default=list)

    class Meta:
        indexes = ((("room", "number"), True),)

    @classmethod
    def open(
        cls,
        room: Room,
        question: str | None = None,
        max_time: int | None = None,
        wanted: int | None = None,
        accepted: list[str] | None = None,
        question_id: int | None = None,
    ) -> Round:
        """Open the next round of the locked room, closing the one that is open; its answers become visible to all.

        `max_time`: seconds, at most the room's. `wanted`: the number it should have: then asking twice opens one.
        `question_id`: a prepared question, which gives what is not said otherwise.
        Raises WrongMoment `training_not_started`, `training_finished`, `training_paused`, `no_rounds_left`,
        `not_the_next_round`, BadField, BadValue `too_long`, and what Question.to_ask() raises.
        """
        # A message and a question belong to a round: the other way round only here.
        from .message import Message
        from .question import Question

        room.must_run()
        before = cls.last(room)
        number = before.number + 1 if before else 1
        if wanted not in (None, number):
            raise WrongMoment("not_the_next_round", number=number)
        if number > room.max_rounds_count:
            raise WrongMoment("no_rounds_left")
        room.must_not_be_paused()
        prepared = Question.to_ask(room, question_id) if question_id is not None else None
        if prepared:
            question = prepared.text if question is None else question
            accepted = prepared.accepted if accepted is None else accepted
            max_time = prepared.max_time if max_time is None else max_time
        seconds = fit_seconds(room, max_time)
        question, accepted = clean_text(question or "", LONGEST_QUESTION), clean_accepted(accepted or [])
        if before:
            before.end(room)
        opened = cls.create(
            room=room.id,
            number=number,
            question=question,
            accepted=accepted,
            opened_at=room.now,
            deadline=room.now + timedelta(seconds=seconds),
        )
        messages = [message.as_public() for message in Message.of_round(before)] if before else []
        room.seen[cls] = opened
        data = {"round": opened.as_public(), "messages": messages, "is_blind": room.is_blind}
        room.record("round_new", data)
        if prepared:
            prepared.asked_in(room, opened)
        return opened

    @classmethod
    def ask(cls, room: Room, question: str | None, accepted: list[str] | None) -> None:
        """Give the last round its question and its accepted answers, or others. Raises WrongMoment, BadValue."""
        room.must_run()
        last = cls.last(room)
        if last is None:
            raise WrongMoment("no_open_round")
        question = last.question if question is None else clean_text(question, LONGEST_QUESTION)
        accepted = last.accepted if accepted is None else clean_accepted(accepted)
        last.question, last.accepted = question, accepted
        cls.update(question=question, accepted=accepted).where(cls.id == last.id).execute()
        room.record("round_question", {"round_id": last.id, **last.asked()})

    @classmethod
    def last(cls, room: Room) -> Round | None:
        """The round that the room is in or was in last; looked up once per transaction."""
        if cls not in room.seen:
            room.seen[cls] = cls.select().where(cls.room == room.id).order_by(cls.number.desc()).first()
        return room.seen[cls]  # type: ignore[no-any-return]

    @classmethod
    def runs(cls, room: Room, round_id: int | None) -> bool:
        """Is that the round which is open for everybody? Screens are told none of its marks yet."""
        last = cls.last(room)
        return last is not None and last.is_open and last.id == round_id

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def close(self, room: Room) -> None:
        """No more answers, but from students with extra time."""
        from .draft import Draft  # both belong to a round
        from .extra_time import ExtraTime

        self.closed_at = room.now
        Round.update(closed_at=room.now).where(Round.id == self.id).execute()
        go_on = [extra.student_id for extra in ExtraTime.running(room, self)]
        Draft.hand_in(room, self.id, Draft.student.not_in(go_on))

    def end(self, room: Room) -> None:
        """No more answers from anybody."""
        from .extra_time import ExtraTime

        if self.is_open:
            self.close(room)
        for extra in ExtraTime.running(room, self):
            extra.close(room)

    def move(self, deadline: datetime) -> None:
        self.deadline = deadline
        Round.update(deadline=deadline).where(Round.id == self.id).execute()

    def named(self) -> dict[str, int]:
        return {"round_id": self.id, "number": self.number}

    def asked(self) -> dict[str, Any]:
        """The question, with what only trainers are told."""
        cards = list(dict.fromkeys(fold(text) for text in self.accepted))
        return {"question": self.question, "accepted": self.accepted, "accepted_cards": cards}

    def as_public(self) -> dict[str, Any]:
        return {
            **self.named(),
            **self.asked(),
            "opened_at": self.opened_at.isoformat(),
            "deadline": self.deadline.isoformat(),
            "is_open": self.is_open,
        }


Round.add_index(Round.room, name="round_open", unique=True, where=SQL("closed_at IS NULL"))


def fit_seconds(room: Room, max_time: int | None) -> int:
    """How long a round of this room takes; None: as long as the room says. Raises BadField."""
    seconds = room.max_round_time if max_time is None else max_time
    smallest, largest = LIMITS["max_round_time"][0], room.max_round_time
    if not smallest <= seconds <= largest:
        reason = N_("A whole number from {smallest} to {largest}")
        raise BadField("max_time", reason, smallest=smallest, largest=largest)
    return seconds


def clean_accepted(typed: list[str]) -> list[str]:
    """Accepted answers as they are kept: cleaned, none empty, none twice. Raises BadValue `too_long`."""
    texts = (clean_text(text, LONGEST_QUESTION) for text in typed)
    return list(dict.fromkeys(text for text in texts if text))

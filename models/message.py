"""Messages: what people wrote in a room. A student's message in a round is an answer."""

from __future__ import annotations

from typing import Any

from peewee import SQL, AutoField, BooleanField, CharField, ForeignKeyField, TextField
from playhouse.postgres_ext import DateTimeTZField

from . import clock
from .base import BaseModel
from .errors import BadValue, WrongMoment
from .fold import fold
from .room import Room
from .round import Round
from .student import Student
from .text import clean_text
from .trainer import Trainer

LONGEST_TEXT = 2000
# Of one student in one round.
MOST_MESSAGES = 100


class Message(BaseModel):
    id = AutoField()
    room = ForeignKeyField(Room, backref="messages", on_delete="CASCADE")
    round = ForeignKeyField(Round, null=True, backref="messages", on_delete="CASCADE")
    # Whose answer it is; the trainer who wrote it. Both: the trainer answered in the student's place.
    student = ForeignKeyField(Student, null=True, backref="messages", on_delete="CASCADE", index=False)
    trainer = ForeignKeyField(Trainer, null=True, on_delete="SET NULL")
    text = TextField()
    is_correct = BooleanField(default=False)
    # The sender's own id of the message: the same one again is the same message.
    ref = CharField(64, null=True)
    created_at = DateTimeTZField()
    # What equal answers have in common, see fold.py; and the card that they are shown on, which is the fold of its
    # first answer unless the trainer moved them.
    fold = TextField(default="")
    card = TextField(default="")
    removed_at = DateTimeTZField(null=True)

    class Meta:
        indexes = ((("student", "round"), False), (("round", "fold"), False))

    round_id: int | None
    student_id: int | None
    trainer_id: int | None

    @classmethod
    def answer(
        cls, room: Room, student_id: int, text: str, ref: str | None = None, round_id: int | None = None
    ) -> tuple[Message, bool]:
        """Store a student's answer to the open round; gives it, and whether it is new (else `ref` was sent before).

        `round_id`: the round that it answers, so that a late one is not taken for an answer to the next question.

        Raises WrongMoment `no_open_round`, `training_paused`, `too_much_written`, BadValue `empty_text`, `too_long`,
        NotAllowed `kicked`.
        """
        student = Student.present(room, student_id)
        # Before the clock is asked: what was stored in time is acknowledged again however late the question comes.
        before = cls.sent_by(student, room, ref)
        if before:
            return before, False
        from .draft import Draft  # what becomes a message: the other way round only here

        message = cls.give(room, student, clock.round_for(room, student.id, round_id), text, ref)
        Draft.forget(student.id, ref)
        return message, True

    @classmethod
    def answer_for(
        cls,
        room: Room,
        trainer_id: int,
        student_id: int,
        text: str,
        ref: str | None = None,
        round_id: int | None = None,
    ) -> tuple[Message, bool]:
        """Store what a trainer writes down in a student's place, while the last round is open or after it.

        Raises NotFound `no_such_student`, WrongMoment `training_finished`, `no_open_round`, and what answer() raises.
        """
        before = cls.sent_before(room, ref, cls.trainer == trainer_id)
        if before:
            return before, False
        student = Student.with_seat(room, student_id)
        room.must_not_be_finished()
        last = Round.last(room)
        if last is None or round_id not in (None, last.id):
            raise WrongMoment("no_open_round")
        return cls.give(room, student, last, text, ref, trainer=Trainer.get_by_id(trainer_id)), True

    @classmethod
    def announce(cls, room: Room, trainer_id: int, text: str, ref: str | None = None) -> tuple[Message, bool]:
        """Store a trainer's message, which the room always sees and which is never an answer. As answer() otherwise."""
        if before := cls.sent_before(room, ref, cls.trainer == trainer_id):
            return before, False
        message = cls.post(room, text, ref, round=Round.last(room), trainer=Trainer.get_by_id(trainer_id))
        message.tell(room, ref)
        return message, True

    @classmethod
    def of_round(cls, round: Round) -> list[Message]:
        """All messages of a round with their authors, oldest first."""
        return cls.with_authors(cls.round == round.id)

    @classmethod
    def recent(cls, room: Room) -> Any:
        """The condition that a message is of the present round or of the one before it: what a newcomer is told."""
        last, where = Round.last(room), cls.room == room.id
        if last is None or last.number == 1:
            return where
        these = Round.select(Round.id).where((Round.room == room.id) & (Round.number >= last.number - 1))
        return where & cls.round.in_(these)

    @classmethod
    def with_authors(cls, where: Any) -> list[Message]:
        query = (
            cls.select(cls, Student, Trainer).left_outer_join(Student).switch(cls).left_outer_join(Trainer)
        )
        return list(query.where(where).order_by(cls.id))

    def is_public(self, room: Room) -> bool:
        """May every student of the room see it? A hidden room shows answers with the next round, or at the close."""
        if room.answers == "open" or self.student_id is None or room.finished_at:
            return True
        last = Round.last(room)
        return last is None or self.round_id != last.id

    def as_public(self) -> dict[str, Any]:
        return {
            "message_id": self.id,
            "round_id": self.round_id,
            "student_id": self.student_id,
            "nickname": self.author_name,
            "text": self.text,
            "is_correct": self.is_correct,
            "by_trainer": self.student_id is not None and self.trainer_id is not None,
            "is_removed": self.removed_at is not None,
            **({} if self.student_id is None else {"card": self.card}),
        }

    def as_seen_by(self, role: str, room: Room | None = None) -> dict[str, Any]:
        """The same without what only trainers are told. (Who may see it at all: training.sees.)"""
        given = self.as_public()
        if role != "teacher":
            given.pop("card", None)
        if role == "screen" and room and self.student_id:
            given |= {"student_id": None, "nickname": ""} if room.is_blind else {}
            given["is_correct"] &= not (room.is_blind or Round.runs(room, self.round_id))
        return given

    @property
    def author_name(self) -> str:
        if self.student is not None:
            return str(self.student.nickname)
        return str(self.trainer.name) if self.trainer is not None else ""

    def tell(self, room: Room, ref: str | None = None, audience: str | None = None) -> None:
        """Whoever may see the message is given it; `audience`: or these alone."""
        data = {
            "message": self.as_public(),
            "ref": ref,
            "trainer_id": self.trainer_id,
            "is_blind": room.is_blind,
        }
        audience = audience or ("room" if self.is_public(room) else "author")
        room.record("message_send", data, audience=audience, student_id=self.student_id)

    @classmethod
    def give(
        cls,
        room: Room,
        student: Student,
        round: Round,
        text: str,
        ref: str | None,
        trainer: Trainer | None = None,
    ) -> Message:
        """A new answer of this student's."""
        cls.must_be_bearable(room, round.id, student)
        message = cls.post(room, text, ref, round=round, student=student, trainer=trainer)
        message.tell(room, ref)
        return message

    @classmethod
    def must_be_bearable(cls, room: Room, round_id: int, student: Student) -> None:
        """One student's answers to one round are bounded: every phone in the room has to carry them."""
        key = ("written", round_id, student.id)
        if key not in room.seen:
            mine = (cls.student == student.id) & (cls.round == round_id)
            room.seen[key] = cls.select().where(mine).count()
        if room.seen[key] == MOST_MESSAGES:
            raise WrongMoment("too_much_written")
        room.seen[key] += 1

    @classmethod
    def sent_by(cls, student: Student, room: Room, ref: str | None) -> Message | None:
        """What the student sent under this `ref` before, with the author."""
        return cls.sent_before(room, ref, (cls.student == student.id) & cls.trainer.is_null())

    @classmethod
    def sent_before(cls, room: Room, ref: str | None, author: Any) -> Message | None:
        """The message that its author sent under this `ref` before, with the author."""
        its = cls.select(cls.id).where((cls.room == room.id) & author & (cls.ref == ref))
        id = its.scalar() if ref else None  # mostly there is none: ask for no more
        return cls.with_authors(cls.id == id)[0] if id else None

    @classmethod
    def post(cls, room: Room, text: str, ref: str | None, **fields: Any) -> Message:
        text = clean_text(text, LONGEST_TEXT)
        if not text:
            raise BadValue("empty_text")
        message = cls.unsaved(room, text, ref, created_at=room.now, **fields)
        message.save(force_insert=True)
        return message

    @classmethod
    def unsaved(cls, room: Room, text: str, ref: str | None, **fields: Any) -> Message:
        """A message of this room as it will be stored, an answer with its card."""
        message = cls(room=room.id, text=text, ref=ref, **fields)
        if message.student_id is not None:
            from .card import of_answer  # a card is made of messages: the other way round only here

            message.fold = fold(text)
            message.card = of_answer(room, message.round_id or 0, message.fold)
        return message


# What a trainer wrote in a student's place has the trainer's `ref`.
Message.add_index(
    Message.student,
    Message.ref,
    name="message_student_ref",
    unique=True,
    where=SQL("ref IS NOT NULL AND trainer_id IS NULL"),
)
# Few, and looked for with every batch of answers: those that a trainer moved.
Message.add_index(Message.round, name="message_moved", where=SQL("fold <> card"))
Message.add_index(
    Message.room,
    Message.trainer,
    Message.ref,
    name="message_trainer_ref",
    unique=True,
    where=SQL("ref IS NOT NULL AND trainer_id IS NOT NULL"),
)

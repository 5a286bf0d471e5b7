"""Messages: what people wrote in a room. A student's message in a round is an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peewee import SQL, AutoField, BooleanField, CharField, ForeignKeyField, TextField, fn
from playhouse.postgres_ext import DateTimeTZField

from .base import BaseModel
from .errors import BadValue, NotFound, WrongMoment
from .room import Room
from .round import Round
from .student import Student
from .text import clean_text
from .trainer import Trainer

LONGEST_TEXT = 2000
# Characters of one student in one round.
MOST_WRITTEN = 100 * LONGEST_TEXT


class Message(BaseModel):
    id = AutoField()
    room = ForeignKeyField(Room, backref="messages", on_delete="CASCADE")
    round = ForeignKeyField(Round, null=True, backref="messages", on_delete="CASCADE")
    # Exactly one of the two wrote it.
    student = ForeignKeyField(Student, null=True, backref="messages", on_delete="CASCADE", index=False)
    trainer = ForeignKeyField(Trainer, null=True, on_delete="SET NULL")
    text = TextField()
    is_correct = BooleanField(default=False)
    # The sender's own id of the message: the same one again is the same message.
    ref = CharField(64, null=True)
    created_at = DateTimeTZField()

    class Meta:
        indexes = ((("student", "round"), False),)

    round_id: int | None
    student_id: int | None
    trainer_id: int | None

    @classmethod
    def answer(
        cls, room: Room, student_id: int, text: str, ref: str | None = None, round_id: int | None = None
    ) -> tuple[Message, bool]:
        """Store a student's answer to the open round; gives it, and whether it is new (else `ref` was sent before).

        `round_id`: the round that it answers, so that a late one is not taken for an answer to the next question.

        Raises WrongMoment `no_open_round`, `too_much_written`, BadValue `empty_text`, `too_long`,
        NotAllowed `kicked`.
        """
        student = Student.present(room, student_id)
        # Before the clock is asked: what was stored in time is acknowledged again however late the question comes.
        before = cls.sent_before(room, ref, cls.student == student.id)
        if before:
            return before, False
        current = Round.last(room)
        if current is None or not current.takes_answers_at(room) or round_id not in (None, current.id):
            raise WrongMoment("no_open_round")
        cls.must_be_bearable(room, current, student, text)
        message = cls.post(room, text, ref, round=current, student=student)
        hidden = room.answers == "hidden"
        data = {"message": message.as_public(), "ref": ref}
        room.record("message_send", data, audience="author" if hidden else "room", student_id=student.id)
        return message, True

    @classmethod
    def announce(cls, room: Room, trainer_id: int, text: str, ref: str | None = None) -> tuple[Message, bool]:
        """Store a trainer's message, which the room always sees and which is never an answer. As answer() otherwise."""
        before = cls.sent_before(room, ref, cls.trainer == trainer_id)
        if before:
            return before, False
        message = cls.post(room, text, ref, round=Round.last(room), trainer=Trainer.get_by_id(trainer_id))
        room.record("message_send", {"message": message.as_public(), "ref": ref})
        return message, True

    @classmethod
    def select_correct(cls, room: Room, ids: Iterable[int] | None, is_correct: bool = True) -> None:
        """Mark answers as correct, or as not; without `ids` nothing changes and the room is told the present selection.

        Raises NotFound `no_such_message` (then nothing has changed), WrongMoment.
        """
        if ids is not None:
            room.must_run()
        answers = cls.select().where((cls.room == room.id) & cls.student.is_null(False))
        if ids is None:
            chosen = list(answers.where(cls.is_correct))
        else:
            wanted = set(ids)
            chosen = list(answers.where(cls.id.in_(wanted)))
            if len(chosen) != len(wanted):
                raise NotFound("no_such_message")
            cls.update(is_correct=is_correct).where(cls.id.in_(wanted)).execute()
        # An answer that only its author can see: the others are not told its mark either.
        hidden = {str(m.id): m.student_id for m in chosen if not m.is_public(room)}
        data = {
            "message_ids": sorted(m.id for m in chosen),
            "is_correct": is_correct or ids is None,
            "hidden": hidden,
        }
        room.record("message_select", data)

    @classmethod
    def of_round(cls, round: Round) -> list[Message]:
        """All messages of a round with their authors, oldest first."""
        return cls.with_authors(cls.round == round.id)

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
        }

    @property
    def author_name(self) -> str:
        if self.student is not None:
            return str(self.student.nickname)
        return str(self.trainer.name) if self.trainer is not None else ""

    @classmethod
    def must_be_bearable(cls, room: Room, current: Round, student: Student, text: str) -> None:
        """One student's answers to one round are bounded: every phone in the room has to carry them."""
        key = ("written", current.id, student.id)
        if key not in room.seen:
            mine = (cls.student == student.id) & (cls.round == current.id)
            room.seen[key] = cls.select(fn.COALESCE(fn.SUM(fn.LENGTH(cls.text)), 0)).where(mine).scalar()
        if room.seen[key] + len(text) > MOST_WRITTEN:
            raise WrongMoment("too_much_written")
        room.seen[key] += len(text)

    @classmethod
    def sent_before(cls, room: Room, ref: str | None, author: Any) -> Message | None:
        """The message that its author sent under this `ref` before, with the author."""
        found = cls.with_authors((cls.room == room.id) & author & (cls.ref == ref)) if ref else []
        return found[0] if found else None

    @classmethod
    def post(cls, room: Room, text: str, ref: str | None, **fields: Any) -> Message:
        text = clean_text(text, LONGEST_TEXT)
        if not text:
            raise BadValue("empty_text")
        return cls.create(room=room.id, text=text, ref=ref, created_at=room.now, **fields)


Message.add_index(
    Message.student, Message.ref, name="message_student_ref", unique=True, where=SQL("ref IS NOT NULL")
)
Message.add_index(
    Message.room,
    Message.trainer,
    Message.ref,
    name="message_trainer_ref",
    unique=True,
    where=SQL("ref IS NOT NULL AND trainer_id IS NOT NULL"),
)

"""Drafts: what a student has written in a round and not sent; it can count as their answer when time is up."""

from __future__ import annotations

from typing import Any

from peewee import BigIntegerField, CharField, ForeignKeyField, TextField, chunked, fn
from playhouse.postgres_ext import DateTimeTZField

from . import clock
from .base import BaseModel, database
from .errors import WrongMoment
from .extra_time import ExtraTime
from .message import LONGEST_TEXT, MOST_MESSAGES, Message
from .room import Room
from .round import Round
from .student import Student
from .text import clean_text

# Each phone sends one every second: no other command comes as often, and this way it is one query.
PUT = """
    INSERT INTO draft (student_id, round_id, text, ref, number, saved_at)
    SELECT id, %(round)s, %(text)s, %(ref)s::varchar, %(number)s::bigint, %(saved_at)s::timestamptz FROM student
    WHERE id = %(student)s AND room_id = %(room)s AND kicked_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM message WHERE student_id = %(student)s AND ref = %(ref)s::varchar AND trainer_id IS NULL
    )
    ON CONFLICT (student_id) DO UPDATE SET (round_id, text, ref, number, saved_at) = (
        EXCLUDED.round_id, EXCLUDED.text, EXCLUDED.ref, EXCLUDED.number, EXCLUDED.saved_at
    ) WHERE coalesce(draft.number <= EXCLUDED.number, true)
"""
SENT = "DELETE FROM draft WHERE student_id = %s AND ref IS NOT DISTINCT FROM %s::varchar"


class Draft(BaseModel):
    student = ForeignKeyField(Student, primary_key=True, on_delete="CASCADE")
    round = ForeignKeyField(Round, on_delete="CASCADE")
    # Empty: it was taken back, and what comes late must not bring it again.
    text = TextField()
    # Under which it will be sent.
    ref = CharField(64, null=True)
    # Rising with what the student writes.
    number = BigIntegerField(null=True)
    saved_at = DateTimeTZField()

    round_id: int
    student_id: int

    @classmethod
    def keep(
        cls,
        room: Room,
        student_id: int,
        text: str,
        ref: str | None = None,
        round_id: int | None = None,
        number: int | None = None,
    ) -> int:
        """Keep this as the student's draft, in place of an older one; gives the round it is kept for.

        What was sent under its `ref` is no draft any more, and what has a smaller `number` than what is kept comes
        late: then nothing changes.

        Raises WrongMoment `no_open_round`, `training_paused`, BadValue `too_long`, NotAllowed `kicked`.
        """
        text = clean_text(text, LONGEST_TEXT)
        try:
            round = clock.round_for(room, student_id, round_id)
        except WrongMoment:
            sent = Message.sent_by(Student.present(room, student_id), room, ref)
            if sent and sent.text == text and sent.round_id:  # that counts, however late this comes
                return sent.round_id
            raise
        if cls.put(room, student_id, round, text, ref, number):
            return round.id
        sent = Message.sent_by(Student.present(room, student_id), room, ref)
        return sent.round_id if sent and sent.round_id else round.id

    @classmethod
    def put(
        cls, room: Room, student_id: int, round: Round, text: str, ref: str | None, number: int | None
    ) -> bool:
        """Store it; False: the student has no seat, has sent it, or has written on since."""
        its = {"student": student_id, "room": room.id, "round": round.id, "text": text, "ref": ref}
        its |= {"number": number, "saved_at": room.asked_at}
        return bool(database.execute_sql(PUT, its).rowcount)

    @classmethod
    def forget(cls, student_id: int, ref: str | None) -> None:
        """It was sent, under this `ref`."""
        database.execute_sql(SENT, (student_id, ref))

    @classmethod
    def hand_in(cls, room: Room, round_id: int, whose: Any = True) -> None:
        """The round is over for these students: what they have written is their answer, if the room takes it."""
        gone = cls.delete().where((cls.round == round_id) & whose).returning(cls)
        written = (draft for draft in gone.execute() if draft.text)
        drafts = sorted(written, key=lambda draft: (draft.saved_at, draft.student_id))
        if not (drafts and room.takes_drafts):
            return
        given = Message.select(Message.student).where(Message.round == round_id).group_by(Message.student)
        full = given.having(fn.COUNT(Message.id) >= MOST_MESSAGES)
        welcome = Student.seated(room).where(Student.id.in_([one.student_id for one in drafts]))
        students = {student.id: student for student in welcome.where(Student.id.not_in(full))}
        # In pieces: to look at texts takes a while, in which a transaction must not stand still.
        for some in chunked((one for one in drafts if one.student_id in students), 100):
            for answer in stored([one.as_answer(room, students[one.student_id]) for one in some]):
                answer.tell(room, answer.ref)

    @classmethod
    def of(cls, room: Room, student: Student) -> Draft | None:
        """The student's draft for the round that is open for them, if they have one."""
        last = Round.last(room)
        its = (cls.student == student.id) & (cls.text != "")
        draft = cls.get_or_none(its & (cls.round == last.id)) if last else None
        if last is None or draft is None or last.is_open:
            return draft
        own = ExtraTime.of_round(room, last).get(student.id)
        return draft if own and own.is_running else None

    def as_answer(self, room: Room, student: Student) -> Message:
        """Not stored yet."""
        when = self.saved_at  # also where the server was away when time ran out
        return Message.unsaved(
            room, self.text, self.ref, round=self.round_id, student=student, created_at=when
        )

    def as_public(self) -> dict[str, Any]:
        return {"round_id": self.round_id, "text": self.text, "ref": self.ref, "number": self.number}


def stored(answers: list[Message]) -> list[Message]:
    """Store answers of different students; gives those that are new.

    A `ref` that is taken must not stop the bell: it would ring for ever.
    """
    rows = Message.insert_many([answer.__data__ for answer in answers]).on_conflict_ignore()
    ids = dict(rows.returning(Message.student, Message.id).tuples().execute())
    for answer in answers:
        if answer.student_id in ids:
            answer.id = ids[answer.student_id]
    return [answer for answer in answers if answer.student_id in ids]

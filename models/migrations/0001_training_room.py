"""Trainers, rooms, students, rounds, messages and the log of events."""

from peewee import (
    SQL,
    BigIntegerField,
    BooleanField,
    CharField,
    Check,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    TextField,
    UUIDField,
)
from playhouse.postgres_ext import DateTimeTZField


class Base(Model):
    class Meta:
        legacy_table_names = False


class Trainer(Base):
    email = CharField(254, unique=True)
    name = CharField(80)
    password_hash = TextField()
    session = IntegerField()
    created_at = DateTimeTZField()


class Room(Base):
    uuid = UUIDField(unique=True)
    code = CharField(6, unique=True)
    trainer = ForeignKeyField(Trainer, on_delete="CASCADE")
    title = CharField(120)
    max_students_count = IntegerField()
    max_rounds_count = IntegerField()
    max_round_time = IntegerField()
    answers = CharField(8, constraints=[Check("answers IN ('open', 'hidden')")])
    created_at = DateTimeTZField()
    started_at = DateTimeTZField(null=True)
    finished_at = DateTimeTZField(null=True)
    seq = BigIntegerField()


class Student(Base):
    room = ForeignKeyField(Room, on_delete="CASCADE")
    nickname = CharField(24)
    nickname_key = CharField(96)
    browser = UUIDField(null=True)
    is_ready = BooleanField()
    joined_at = DateTimeTZField()
    kicked_at = DateTimeTZField(null=True)

    class Meta:
        indexes = ((("room", "browser"), True),)


class Round(Base):
    room = ForeignKeyField(Room, on_delete="CASCADE", index=False)
    number = IntegerField()
    question = CharField(2000)
    opened_at = DateTimeTZField()
    deadline = DateTimeTZField()
    closed_at = DateTimeTZField(null=True)

    class Meta:
        indexes = ((("room", "number"), True),)


class Message(Base):
    room = ForeignKeyField(Room, on_delete="CASCADE")
    round = ForeignKeyField(Round, null=True, on_delete="CASCADE")
    student = ForeignKeyField(Student, null=True, on_delete="CASCADE", index=False)
    trainer = ForeignKeyField(Trainer, null=True, on_delete="SET NULL")
    text = TextField()
    is_correct = BooleanField()
    ref = CharField(64, null=True)
    created_at = DateTimeTZField()

    class Meta:
        indexes = ((("student", "round"), False),)


class Event(Base):
    room = ForeignKeyField(Room, on_delete="CASCADE", index=False)
    seq = BigIntegerField()
    action = CharField(32)
    audience = CharField(8)
    student = ForeignKeyField(Student, null=True, on_delete="CASCADE")
    data = JSONField()
    created_at = DateTimeTZField()
    batch = UUIDField()

    class Meta:
        primary_key = CompositeKey("room", "seq")


Student.add_index(
    Student.room, Student.nickname_key, name="student_nickname", unique=True, where=SQL("kicked_at IS NULL")
)
Round.add_index(Round.room, name="round_open", unique=True, where=SQL("closed_at IS NULL"))
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

MODELS = [Trainer, Room, Student, Round, Message, Event]


def up(migrator, db):
    with db.bind_ctx(MODELS, bind_refs=False, bind_backrefs=False):
        db.create_tables(MODELS, safe=False)


def down(migrator, db):
    with db.bind_ctx(MODELS, bind_refs=False, bind_backrefs=False):
        db.drop_tables(MODELS)

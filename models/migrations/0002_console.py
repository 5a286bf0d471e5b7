"""What the console needs: cards, the clock, prepared questions, locks; invitations, co-trainers and class codes."""

from peewee import (
    CharField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    UUIDField,
)
from playhouse.postgres_ext import DateTimeTZField


class Base(Model):
    class Meta:
        legacy_table_names = False


class Trainer(Base):
    pass


class Room(Base):
    pass


class Round(Base):
    pass


class Student(Base):
    pass


class ExtraTime(Base):
    round = ForeignKeyField(Round, on_delete="CASCADE", index=False)
    student = ForeignKeyField(Student, on_delete="CASCADE")
    deadline = DateTimeTZField()
    closed_at = DateTimeTZField(null=True)

    class Meta:
        primary_key = CompositeKey("round", "student")


class Question(Base):
    room = ForeignKeyField(Room, on_delete="CASCADE")
    position = IntegerField()
    text = CharField(2000)
    accepted = JSONField()
    max_time = IntegerField(null=True)
    round = ForeignKeyField(Round, null=True, on_delete="SET NULL")


class Invitation(Base):
    uuid = UUIDField(unique=True)
    trainer = ForeignKeyField(Trainer, on_delete="CASCADE")
    room = ForeignKeyField(Room, null=True, on_delete="CASCADE")
    created_at = DateTimeTZField()
    used_by = ForeignKeyField(Trainer, null=True, on_delete="SET NULL")
    used_at = DateTimeTZField(null=True)
    revoked_at = DateTimeTZField(null=True)


class CoTrainer(Base):
    room = ForeignKeyField(Room, on_delete="CASCADE", index=False)
    trainer = ForeignKeyField(Trainer, on_delete="CASCADE")
    since = DateTimeTZField()

    class Meta:
        primary_key = CompositeKey("room", "trainer")


MODELS = [ExtraTime, Question, Invitation, CoTrainer]

# table, column, type, and what the rows get that are there already; None: nothing.
COLUMNS = [
    ("trainer", "code", "varchar(5)", None),
    ("room", "title_key", "text NOT NULL", "''"),
    ("room", "is_locked", "boolean NOT NULL", "false"),
    ("room", "is_blind", "boolean NOT NULL", "false"),
    ("room", "paused_at", "timestamptz", None),
    ("room", "led_at", "timestamptz", None),
    ("student", "kick_reason", "varchar(200) NOT NULL", "''"),
    ("round", "accepted", "jsonb NOT NULL", "'[]'"),
    ("message", "fold", "text NOT NULL", "''"),
    ("message", "card", "text NOT NULL", "''"),
    ("message", "removed_at", "timestamptz", None),
]
INDEXES = [
    'CREATE UNIQUE INDEX "trainer_code" ON "trainer" ("code")',
    'CREATE INDEX "room_led" ON "room" ("trainer_id", "led_at") WHERE finished_at IS NULL',
    'CREATE INDEX "message_round_id_fold" ON "message" ("round_id", "fold")',
    'CREATE INDEX "message_moved" ON "message" ("round_id") WHERE fold <> card',
    # What a trainer writes in a student's place has the trainer's `ref`.
    'DROP INDEX "message_student_ref"',
    'CREATE UNIQUE INDEX "message_student_ref" ON "message" ("student_id", "ref") '
    "WHERE ref IS NOT NULL AND trainer_id IS NULL",
]
# Answers given before there were cards: near enough to what new ones get. (An index takes no long text.)
FOLDS = """
    UPDATE message SET fold = folded, card = folded FROM (
        SELECT id, regexp_replace(lower(left(text, 150)), '^#', '.#')
            || CASE WHEN length(text) > 150 THEN ' x' || md5(text) ELSE '' END AS folded
        FROM message WHERE student_id IS NOT NULL
    ) AS answer WHERE message.id = answer.id
"""
BACK = [
    'DROP INDEX "message_student_ref"',
    'CREATE UNIQUE INDEX "message_student_ref" ON "message" ("student_id", "ref") WHERE ref IS NOT NULL',
]


def up(migrator, db):
    for table, column, kind, default in COLUMNS:
        db.execute_sql(
            f'ALTER TABLE "{table}" ADD COLUMN "{column}" {kind}' + (f" DEFAULT {default}" if default else "")
        )
        if default:
            db.execute_sql(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" DROP DEFAULT')
    db.execute_sql(FOLDS)
    db.execute_sql("UPDATE room SET title_key = replace(lower(title), 'ё', 'е')")
    for index in INDEXES:
        db.execute_sql(index)
    with db.bind_ctx(MODELS, bind_refs=False, bind_backrefs=False):
        db.create_tables(MODELS, safe=False)


def down(migrator, db):
    with db.bind_ctx(MODELS, bind_refs=False, bind_backrefs=False):
        db.drop_tables(MODELS)
    for statement in BACK:
        db.execute_sql(statement)
    for table, column, _, _ in COLUMNS:
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')

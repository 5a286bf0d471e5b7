"""What the student's phone needs: drafts, return codes, and how a room takes names and answers."""

from peewee import BigIntegerField, CharField, ForeignKeyField, Model, TextField
from playhouse.postgres_ext import DateTimeTZField


class Base(Model):
    class Meta:
        legacy_table_names = False


class Round(Base):
    pass


class Student(Base):
    pass


class Draft(Base):
    student = ForeignKeyField(Student, primary_key=True, on_delete="CASCADE")
    round = ForeignKeyField(Round, on_delete="CASCADE")
    text = TextField()
    ref = CharField(64, null=True)
    number = BigIntegerField(null=True)
    saved_at = DateTimeTZField()


# table, column, type, and what the rows get that are there already.
COLUMNS = [
    ("room", "is_polite", "boolean NOT NULL", "false"),
    ("room", "takes_drafts", "boolean NOT NULL", "false"),
    ("room", "ready_names", "jsonb NOT NULL", "'[]'"),
    ("student", "session", "integer NOT NULL", "0"),
    ("student", "return_code", "varchar(7) NOT NULL", "''"),
]
# Seven digits of base 20, of numbers that are scattered (a prime that does not divide 20 ** 7) and never equal.
CODES = """
    UPDATE student SET return_code = (
        SELECT string_agg(substr('BCDFGHJKLMNPQRSTVWXZ', 1 + ((scattered / power(20, place)::bigint) %% 20)::int, 1), '')
        FROM generate_series(0, 6) AS place
    )
    FROM (SELECT id, (id::bigint * 715225739 + start) %% 1280000000 AS scattered
          FROM student, (SELECT floor(random() * 1280000000)::bigint AS start) AS drawn) AS numbered
    WHERE numbered.id = student.id
"""


def up(migrator, db):
    for table, column, kind, default in COLUMNS:
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{column}" {kind} DEFAULT {default}')
        db.execute_sql(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" DROP DEFAULT')
    db.execute_sql(CODES)
    db.execute_sql('CREATE UNIQUE INDEX "student_return_code" ON "student" ("return_code")')
    with db.bind_ctx([Draft], bind_refs=False, bind_backrefs=False):
        db.create_tables([Draft], safe=False)


def down(migrator, db):
    with db.bind_ctx([Draft], bind_refs=False, bind_backrefs=False):
        db.drop_tables([Draft])
    for table, column, _, _ in COLUMNS:
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')

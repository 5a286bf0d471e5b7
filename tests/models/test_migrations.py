"""Migrations: they give the schema that the models describe, and run once however many start at a time."""

import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from peewee import PostgresqlDatabase

from models.base import MIGRATION_LOCK, MIGRATIONS
from models.co_trainer import CoTrainer
from models.draft import Draft
from models.event import Event
from models.extra_time import ExtraTime
from models.invitation import Invitation
from models.message import Message
from models.pairing import Pairing
from models.question import Question
from models.room import Room
from models.round import Round
from models.screen import Screen
from models.student import Student
from models.trainer import Trainer
from tests.rooms import until

ROOT = Path(__file__).resolve().parents[2]
MODELS = [
    Trainer,
    Room,
    Student,
    Round,
    Message,
    Event,
    ExtraTime,
    Question,
    Invitation,
    CoTrainer,
    Draft,
    Screen,
    Pairing,
]
MIGRATE = """
import json, sys
from models import base
base.connect(sys.argv[1])
print(json.dumps(base.migrate()))
base.disconnect()
"""
# What the catalog knows of our tables: one text for each thing, so that two schemas compare as sets.
CATALOG = {
    "column": """
        SELECT format('%s.%s %s null=%s default=%s identity=%s', c.relname, a.attname,
            format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = 'public'::regnamespace
    """,
    "constraint": """
        SELECT format('%s %s %s deferrable=%s valid=%s', conrelid::regclass, conname, pg_get_constraintdef(oid),
            condeferrable, convalidated)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
    """,
    "index": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "sequence": """
        SELECT format('%s %s %s', sequencename, data_type, cycle) FROM pg_sequences WHERE schemaname = 'public'
    """,
    "trigger": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
}


def catalog(url):
    with psycopg.connect(url) as connection:
        return {
            f"{kind} {text}"
            for kind, query in CATALOG.items()
            for (text,) in connection.execute(query)
            if "schema_migration" not in text
        }


def migrating(url, count=1):
    pipe = subprocess.PIPE
    return [
        subprocess.Popen([sys.executable, "-c", MIGRATE, url], cwd=ROOT, text=True, stdout=pipe, stderr=pipe)
        for _ in range(count)
    ]


@pytest.fixture
def by_models(new_database):
    """The schema as the models alone would make it."""
    url = new_database()
    database = PostgresqlDatabase(url, prefer_psycopg3=True)
    with database.bind_ctx(MODELS, bind_refs=False, bind_backrefs=False), database.connection_context():
        database.create_tables(MODELS, safe=False)
    return url


def test_migrations_and_models_agree(schema, database_url, by_models):
    migrated, described = catalog(database_url), catalog(by_models)
    assert len(described) > 60
    assert sorted(migrated ^ described) == []


def test_the_comparison_sees_what_peewee_would_not(by_models):
    """A different length, NULL, CHECK, default, type or delete rule each make a difference."""
    before = catalog(by_models)
    for change in (
        "ALTER TABLE student ALTER nickname TYPE varchar(25)",
        "ALTER TABLE student ALTER nickname DROP NOT NULL",
        "ALTER TABLE room DROP CONSTRAINT room_answers_check",
        "ALTER TABLE room ALTER seq SET DEFAULT 0",
        "ALTER TABLE room ALTER seq TYPE integer",
        "DROP INDEX round_open",
        "ALTER TABLE event DROP CONSTRAINT event_room_id_fkey, ADD FOREIGN KEY (room_id) REFERENCES room",
    ):
        with psycopg.connect(by_models, autocommit=True) as connection:
            try:
                connection.execute(change)
            except psycopg.errors.UndefinedObject as missing:
                raise AssertionError(f"{change}: {sorted(before)}") from missing
        after = catalog(by_models)
        assert after != before, change
        before = after


def test_of_four_processes_that_start_at_once_one_migrates(new_database):
    url = new_database()
    waiting = (
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()"
    )
    with psycopg.connect(url, autocommit=True) as gate:
        gate.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        processes = migrating(url, 4)
        until(lambda: gate.execute(waiting).fetchone() == (4,))
        gate.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])
    said = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, said
    names = sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))
    assert sorted(json.loads(out) for out, _ in said) == [[], [], [], names]


def test_a_migration_that_fails_leaves_nothing_and_is_done_the_next_time(new_database):
    url = new_database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE event (id int)")  # in the way of the last table
        (failed,) = migrating(url)
        assert "already exists" in failed.communicate()[1]
        assert failed.returncode != 0
        tables = "SELECT count(*) FROM pg_tables WHERE tablename IN ('trainer', 'room')"
        assert connection.execute(tables).fetchone() == (0,)
        connection.execute("DROP TABLE event")
    (again,) = migrating(url)
    assert json.loads(again.communicate()[0]) != []

"""What tests stand on: a real PostgreSQL for the session, an application with its own loop for each test, clients.

`database`    the private PostgreSQL with the schema; every test that uses it starts with empty tables
`app`         the application; `http_server`, `http_client` and `base_url` are pytest-tornado's
`screen_seat` a place for a classroom screen in a room
`lesson`      a trainer, their room and as many students as a test asks for, over real sockets

What the code takes its time for only once a start, or to be safe, is quick here: see `haste`.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from peewee import OperationalError
from tornado.ioloop import IOLoop

from handlers.languages import Languages
from handlers.options import read_options
from handlers.pages import Pages
from handlers.static import Static
from models import base
from models.embedded import Embedded
from models.event import Event
from models.message import Message
from models.pairing import Pairing
from models.room import Room
from models.round import Round
from models.screen import Screen
from models.student import Student
from models.tokens import Purpose
from models.trainer import Trainer
from server import Rounds
from tests.lesson import Lesson

TABLES = [Pairing, Event, Message, Round, Student, Room, Trainer]  # children first


def pytest_addoption(parser):
    parser.addoption("--pictures", metavar="FOLDER", help="run what takes pictures, and keep them there")


def pytest_collection_modifyitems(items):
    """Async tests run on the test's loop. Browser tests go last: a browser's own loop spoils the others'."""
    for item in items:
        if asyncio.iscoroutinefunction(getattr(item, "function", None)):
            item.add_marker(pytest.mark.gen_test(timeout=30))
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session", autouse=True)
def haste():
    """A third of a second less for each of the thousand tests with an application and a trainer.

    The catalogues, the static files and the compiled templates are read once for all applications, which never
    change them; passwords are hashed in no time (tests/models/test_trainer.py has the real hasher).
    """
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        for part in (Languages, Static, Pages):
            patch.setattr(f"server.{part.__name__}", cache(part))
        patch.setattr("models.trainer.HASHER", quick)
        patch.setattr("models.trainer.NOBODY", quick.hash("nobody"))
        yield


@pytest.fixture(scope="session")
def data():
    """A folder that an unprivileged PostgreSQL can reach; pytest's own tmp_path is closed to it under root."""
    folder = Path(tempfile.mkdtemp(prefix="rounds-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def database_url(data):
    private = Embedded(data / "postgresql", fsync=False)
    yield private.start()
    private.stop()


@pytest.fixture(scope="session")
def schema(database_url):
    base.connect(database_url)
    base.migrate()
    yield base.database
    base.disconnect()


@pytest.fixture
def database(schema):
    """Empty tables, and a connection for the test's own queries."""
    statements = "; ".join(f'DELETE FROM "{table._meta.table_name}"' for table in TABLES)
    with schema.connection_context():
        try:
            schema.execute_sql(statements)
        except (
            OperationalError
        ):  # a deadlock with the journeys' server, which still hears of a phone that has just left
            schema.execute_sql(statements)
        yield schema


@pytest.fixture
def io_loop():
    """A loop of the test's own. What fails in the background fails the test."""
    lost = []
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda _, context: lost.append(context))
    asyncio.set_event_loop(loop)
    yield IOLoop.current()
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_default_executor())
    asyncio.set_event_loop(None)
    loop.close()
    assert not lost, lost


@pytest.fixture
def options():
    """The options of the application: a test may change them before it asks for `app`."""
    return read_options([])


@pytest.fixture
def app(io_loop, database, options, caplog):
    async def make():
        app = Rounds(options, ["a key of the tests"])
        await app.start()
        return app

    app = io_loop.run_sync(make)
    yield app
    io_loop.run_sync(app.stop)
    app.close()
    errors = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert not errors, errors


@pytest.fixture
def screen_seat(app):
    def screen_seat(room):
        """A seat of a new classroom screen of its owner's, who has put this room on it."""
        screen = Screen.create(trainer=room["trainer_id"], name="Кабинет 12", room=room["id"])
        claims = [room["id"], room["uuid"], "screen", screen.id, screen.revision]
        token = app.tokens.make(Purpose.SOCKET, claims)
        return room | {
            "screen_id": screen.id,
            "token": token,
            "ws_url": room["ws_url"].partition("=")[0] + "=" + token,
        }

    return screen_seat


@pytest.fixture
def lesson(io_loop, http_client, base_url):
    lesson = Lesson(http_client, base_url)
    yield lesson
    io_loop.run_sync(lesson.close, timeout=10)

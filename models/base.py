"""The database that every model is bound to, and what all models share."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from peewee import DatabaseProxy, InterfaceError, Model, OperationalError, fn
from playhouse.migrations import Runner
from playhouse.pool import MaxConnectionsExceeded, PooledPostgresqlDatabase

from .errors import Unavailable

T = TypeVar("T")

log = logging.getLogger("rounds.database")

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do as long as every process of Rounds uses the same one.
MIGRATION_LOCK = 0x526F756E6473
# No query of ours is slow and no lock is held for long: what takes longer is a fault, and must not hang a room.
LIMITS = (
    "-c timezone=UTC -c lock_timeout=3s -c statement_timeout=5s -c idle_in_transaction_session_timeout=2s"
)

database = DatabaseProxy()


class BaseModel(Model):
    class Meta:
        database = database
        legacy_table_names = False


def connect(url: str, *, max_connections: int = 20) -> None:
    """Bind the models to the PostgreSQL at `url` (`postgresql://…`). Opens no connection yet."""
    database.initialize(
        PooledPostgresqlDatabase(
            url,
            prefer_psycopg3=True,
            max_connections=max_connections,
            timeout=10,
            options=LIMITS,
            connect_timeout=5,
            # A database whose machine has vanished is noticed after so many milliseconds, not after hours.
            tcp_user_timeout=10_000,
            keepalives_idle=10,
        )
    )


def job(work: Callable[..., T], *args: Any) -> T:
    """Run `work(*args)` with a connection of its own: what a thread does with every query. Raises Unavailable."""
    try:
        with database.connection_context():
            return work(*args)
    except (OperationalError, InterfaceError, MaxConnectionsExceeded) as error:
        log.warning("the database did not answer: %s", str(error).strip())
        raise Unavailable from error


def migrate() -> list[str]:
    """Bring the schema up to date; returns the names of the migrations that ran.

    Of several processes that start at once one migrates, the others wait for it and find nothing to do.
    """
    with database.connection_context():
        database.execute_sql(
            "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0"
        )
        database.execute_sql("SELECT pg_advisory_lock(%s)", (MIGRATION_LOCK,))
        try:
            return list(Runner(database.obj, str(MIGRATIONS)).up())
        finally:
            database.execute_sql("SELECT pg_advisory_unlock(%s)", (MIGRATION_LOCK,))
            database.execute_sql("RESET ALL")


@contextmanager
def one_moment() -> Iterator[None]:
    """Several queries that see the database as it was at one moment."""
    with database.atomic("REPEATABLE READ"):
        # It holds no lock, and what is read of a large room takes Python a while to put together.
        database.execute_sql("SET LOCAL idle_in_transaction_session_timeout = '30s'")
        yield


def clock() -> datetime:
    """The database's clock: the only one that decides when a round is over."""
    return next(iter(database.execute_sql("SELECT clock_timestamp()")))[0]  # type: ignore[no-any-return]


CLOCK = fn.clock_timestamp()


def disconnect() -> None:
    """Close every connection of this process."""
    if database.obj is not None:
        database.close_all()

"""`writer`     the writer alone, with its thread; `heard`: what it delivered, in order
`at_commit`  runs a piece of PL/pgSQL inside PostgreSQL's COMMIT of every transaction that stored an event
"""

import psycopg
import pytest

from handlers.live.writer import Writer


@pytest.fixture
def heard():
    return []


@pytest.fixture
def writer(io_loop, database, heard):
    async def make():
        return Writer(lambda room_id, events: heard.extend(events))

    writer = io_loop.run_sync(make)
    yield writer
    io_loop.run_sync(writer.close)


@pytest.fixture
def at_commit(database_url, database):
    """Deferred constraint triggers run while COMMIT is at work: its answer is not out, and the rows are not in."""
    with psycopg.connect(database_url, autocommit=True) as connection:

        def install(body):
            connection.execute("CREATE SEQUENCE times")  # not undone by a rollback: counts the attempts
            connection.execute(
                f"CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"
            )
            connection.execute(
                "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED "
                "FOR EACH ROW EXECUTE FUNCTION at_commit()"
            )

        yield install
        # A commit that failed may have left its backend at work for a moment more.
        connection.execute("DROP TRIGGER IF EXISTS at_commit ON event")
        connection.execute("DROP FUNCTION IF EXISTS at_commit")
        connection.execute("DROP SEQUENCE IF EXISTS times")

"""`new_database`: empty databases of a test's own on the session's PostgreSQL."""

import itertools

import psycopg
import pytest

numbers = itertools.count(1)


@pytest.fixture
def new_database(database_url):
    """Makes an empty database and gives its address; all are dropped at the end."""
    made = []

    def make():
        name = f"rounds_test_{next(numbers)}"
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return database_url.replace("/rounds?", f"/{name}?")

    yield make
    with psycopg.connect(database_url, autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

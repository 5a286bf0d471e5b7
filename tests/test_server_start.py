"""A server that cannot start, or is stopped before it serves: one clear line, the right status, nothing left behind."""

import signal
import socket

import pytest

from models.trainer import Trainer
from tests.burst import TRAINER
from tests.processes import attempt, begin, folder_fixture, postmaster  # noqa: F401
from tests.rooms import until


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://rounds@127.0.0.1:1/rounds", "refused"),
        ("postgresql://rounds@127.0.0.1:notaport/rounds", "notaport"),
        ("postgresql:///rounds?host=/no/such/folder", "/no/such/folder"),
        ("postgresql:///rounds?nosuch=option", "nosuch"),
        ("postgresql://[bad/", "[bad/"),
    ],
    ids=lambda value: value[:48],
)
def test_a_database_that_cannot_be_reached_is_a_clear_line(folder, url, said):
    status, out, error = attempt(folder, database_url=url)
    assert (status, out) == (1, "")
    assert said in error
    assert "Traceback" not in error
    assert error.startswith("server.py: ")


def test_a_database_that_is_not_there_is_a_clear_line(folder, database_url):
    status, out, error = attempt(folder, database_url=database_url.replace("/rounds?", "/nobody_made_it?"))
    assert (status, out) == (1, "")
    assert "nobody_made_it" in error
    assert "Traceback" not in error


def test_a_port_in_use_is_a_clear_line(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        status, out, error = attempt(folder, port=taken.getsockname()[1], address="127.0.0.1")
    assert (status, out) == (1, "")
    assert error.count("\n") == 1
    assert "in use" in error
    assert postmaster(folder / "var") is None


def test_a_data_folder_that_cannot_be_is_a_clear_line(folder):
    (folder / "file").touch()
    status, out, error = attempt(folder, data=folder / "file" / "var")
    assert (status, out) == (1, "")
    assert error.count("\n") == 1
    assert str(folder / "file") in error


@pytest.mark.parametrize(
    "bad", [{"trainer_email": "nobody"}, {"trainer_password": "short"}], ids=["email", "password"]
)
def test_a_first_trainer_who_cannot_be_is_a_clear_line_and_status_2(folder, database, database_url, bad):
    status, out, error = attempt(folder, database_url=database_url, **(TRAINER | bad))
    assert (status, out) == (2, "")
    assert error.splitlines()[-1].startswith(f"server.py: {next(iter(bad))}: ")
    assert "Traceback" not in error
    assert not Trainer.anybody()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_a_server_that_is_stopped_while_postgresql_starts_takes_it_along(folder, number):
    process = begin(folder)
    server = until(lambda: postmaster(folder / "var"))
    process.send_signal(number)
    out, error = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in error
    assert postmaster(folder / "var") is None
    assert not is_postgres(server)


def is_postgres(pid):
    try:
        return b"postgres" in open(f"/proc/{pid}/cmdline", "rb").read()
    except FileNotFoundError:
        return False

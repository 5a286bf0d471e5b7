"""The server as a process: how it starts, what it says, how it stops."""

import json
import re
import signal
import urllib.error
import urllib.request

from models.trainer import Trainer
from tests.burst import TRAINER, Burst
from tests.processes import folder_fixture, postmaster, serve_fixture  # noqa: F401
from tests.rooms import a_trainer


def get(url, body=None):
    """(status, text) of one request."""
    try:
        with urllib.request.urlopen(url, body and json.dumps(body).encode(), timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_it_makes_everything_it_needs_serves_and_stops(serve, folder):
    process = serve()
    assert re.fullmatch(r"http://127\.0\.0\.1:[1-9]\d*", process.url)
    assert get(process.url + "/healthz")[0] == get(process.url + "/readyz")[0] == 200
    assert get(process.url + "/")[0] == 200
    assert get(process.first_run)[0] == 200
    assert get(process.url + "/first-run/guessed")[0] == 404
    assert postmaster(folder / "var")
    process.process.send_signal(signal.SIGINT)
    assert process.stop() == 0
    assert postmaster(folder / "var") is None
    assert "Traceback" not in "\n".join(process.log)
    token = process.first_run.rpartition("/")[2]
    assert not any(token in line for line in process.log)

    again = serve(**TRAINER)  # an unattended install, on what is there
    assert (
        get(
            again.url + "/api/tokens",
            {"email": TRAINER["trainer_email"], "password": TRAINER["trainer_password"]},
        )[0]
        == 201
    )
    assert get(again.url + "/first-run/" + token)[0] != 500
    assert again.stop() == 0
    assert not any("/first-run/" in line for line in again.out)


def test_with_a_trainer_no_first_run_link_is_printed_and_none_is_made(serve, database, database_url):
    a_trainer("somebody@school.org")
    process = serve(database_url=database_url, **TRAINER)
    assert process.stop() == 0
    assert process.out[-1:] != []
    assert not any("/first-run/" in line for line in process.out)
    assert [trainer.email for trainer in Trainer.select()] == ["somebody@school.org"]


def test_a_database_of_somebody_elses_is_used_and_left_running(serve, folder, database, database_url):
    process = serve(database_url=database_url, **TRAINER)
    assert Trainer.get().email == TRAINER["trainer_email"]
    assert get(process.url + "/readyz") == (200, '{"status":"ready","reasons":[]}')
    assert process.stop() == 0
    assert [path.name for path in (folder / "var").iterdir()] == ["signing-keys"]
    assert Trainer.anybody()


def test_a_second_server_on_the_same_data_shares_postgresql(serve, folder):
    first = serve(**TRAINER)
    server = postmaster(folder / "var")
    second = serve(**TRAINER)
    assert first.stop() == 0
    assert postmaster(folder / "var") == server
    assert get(second.url + "/readyz")[0] == 200
    assert second.stop() == 0
    assert postmaster(folder / "var") is None


async def test_a_stop_tells_every_connection_to_come_back(io_loop, serve, database, database_url):
    process = serve(database_url=database_url, **TRAINER)
    burst = Burst(process, students=3)
    await burst.open()
    await burst.connect()
    process.process.send_signal(signal.SIGTERM)
    await burst.over()
    assert [client.close_code for client in burst.clients] == [1012] * 3
    (trainer,) = burst.lesson.clients
    assert await trainer.closed() == 1012
    assert process.ended() == 0
    assert not [line for line in process.log if "ERROR" in line or "Traceback" in line]

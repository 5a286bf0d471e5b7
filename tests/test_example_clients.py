"""docs/clients/student.py, run as it stands against a server as it is installed."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.outsider import EMAIL, PASSWORD, Outsider
from tests.process import Process

CLIENT = Path(__file__).resolve().parent.parent / "docs" / "clients" / "student.py"


@pytest.fixture
def server(database, database_url, data):
    with socket.socket() as free:  # the same port after a restart
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = Process(
        data, port=port, database_url=database_url, trainer_email=EMAIL, trainer_password=PASSWORD
    )
    yield process
    assert process.stop() == 0, process.log


@pytest.fixture
def trainer(server):
    return Outsider(server.url)


@pytest.fixture
def student(server, trainer):
    """Starts the client in the trainer's room."""
    started = []

    def start(nickname, text):
        arguments = [server.url, trainer.room["uuid"], nickname, text]
        command = [sys.executable, "-W", "error", str(CLIENT), *arguments]
        client = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(client)
        return client

    yield start
    for client in started:
        client.kill()
        client.communicate()


def is_ready(frame):
    return [user["is_ready"] for user in frame["message"]] == [True]


def test_the_student_says_ready_answers_each_round_and_shows_the_results(trainer, student):
    client = student("Аня", "Канберра")
    with trainer.connected() as wire:
        wire.until("user_list", is_ready)
        wire.send("training_start")
        for number in (1, 2):
            wire.send("round_new", question="Столица Австралии?")
            message = wire.until("message_send")["message"]
            assert (message["nickname"], message["text"]) == ("Аня", "Канберра")
            wire.send("message_select", id=message["message_id"])
            assert wire.until("message_select")["message_ids"] == [message["message_id"]], number
        wire.send("training_close")
        wire.until("training_close")
    out, err = client.communicate(timeout=30)
    assert (client.returncode, out.splitlines(), err) == (0, ["Канберра", "Канберра", "Аня 2"], "")
    assert trainer.answers() == [[("Аня", "Канберра")]] * 2


def test_a_server_that_dies_costs_the_student_no_answer_and_doubles_none(server, trainer, student):
    client = student("Аня", "Канберра")
    with trainer.connected() as wire:
        wire.until("user_list", is_ready)
        wire.send("training_start")
        wire.send("round_new")
        wire.until("message_send")
        wire.send("round_new")
        wire.until("round_new")
        server.kill()  # the answer may be on its way, stored, or told
    server.start()
    with trainer.connected() as wire:
        state = wire.until("room_state")["message"]
        if not any(message["round_id"] == state["round"]["round_id"] for message in state["messages"]):
            wire.until("message_send")
        wire.send("round_new")
        wire.until("message_send")
        server.stop()
    server.start()
    with trainer.connected() as wire:
        wire.send("training_close")
        wire.until("training_close")
    out, err = client.communicate(timeout=60)
    assert (client.returncode, out.splitlines()) == (0, ["Канберра"] * 3 + ["Аня 0"]), err
    assert "Traceback" not in err
    assert trainer.answers() == [[("Аня", "Канберра")]] * 3


def test_a_student_who_was_put_out_does_not_come_back(trainer, student):
    client = student("Аня", "Канберра")
    with trainer.connected() as wire:
        users = wire.until("user_list", is_ready)["message"]
        wire.send("student_kick", id=users[0]["id"])
        wire.until("user_list", lambda frame: frame["message"] == [])
    out, err = client.communicate(timeout=30)
    assert (client.returncode, out) == (1, "")
    assert "4403" in err

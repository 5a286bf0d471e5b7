"""A real server process and a real browser, with people in front of it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from models.trainer import Trainer
from tests.browser import ensure
from tests.journeys.desk import EMAIL, PASSWORD, Desk
from tests.journeys.people import People
from tests.journeys.wire import Wire
from tests.process import Process

# What `make test` tries: the loop itself, what dies and comes back, the student's page. `make journeys` tries all.
SHORT = (
    "test_training",
    "test_recovery",
    "test_board",
    "test_student_page",
    "test_phone_faults",
    "test_phone_return",
    "test_phone_plain_http",
    "test_screen",
)


@pytest.hookimpl(tryfirst=True)  # before the marks are asked for
def pytest_collection_modifyitems(config, items):
    if config.getoption("--pictures"):
        items[:] = [item for item in items if "keep" in item.fixturenames]
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if item.path.stem not in SHORT:
                item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=ensure(),
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--host-resolver-rules=MAP class.test 127.0.0.1",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def standing(database_url):
    """The server that serves one test after the other, once there is one."""
    processes: list[Process] = []
    yield processes
    for process in processes:
        assert process.stop() == 0, process.log


@pytest.fixture
def server(standing, database, data, database_url):
    """A server on the tests' PostgreSQL, without a trainer yet. A test may kill it, and start it again."""
    if not standing:  # where there is a trainer it gives no link for the first one
        with socket.socket() as free:  # the same one after a restart
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        standing.append(Process(data, port=port, database_url=database_url, allowed_hosts="class.test"))
        standing[0].wait_for("/first-run/")
    (process,) = standing
    if process.process.poll() is not None:  # a test that failed has left it dead
        process.start()
    process.log.clear()
    yield process
    assert not [line for line in process.log if "ERROR" in line or "Traceback" in line], process.log


@pytest.fixture
def desk(server, request):
    """The trainer of a room, who needs no page; parameters: the room's settings."""
    Trainer.register(EMAIL, "Olga", PASSWORD)
    desk = Desk(server, **getattr(request, "param", {}))
    yield desk
    desk.close()


@pytest.fixture
def people(browser, server):
    people = People(browser, server)
    yield people
    people.leave()
    assert people.complaints == []


@pytest.fixture
def keep(request):
    """Keeps the picture of a page for somebody to look at, where a folder for pictures was named."""
    folder = request.config.getoption("--pictures")

    def keep(page, name):
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png")

    return keep


@pytest.fixture
def phones(people, desk):
    """A round is open, and two phones are in the room, Anna's and Boris's."""
    anna, boris = (people.student(desk.room["code"], name) for name in ("Anna", "Boris"))
    desk.do("training_start")
    desk.do("round_new")
    for phone in (anna, boris):
        expect(phone.locator("#answer")).to_be_visible()
    return anna, boris


@pytest.fixture
def wire():
    """What goes between Anna's phone and the server, to be held up or lost."""
    return Wire()


@pytest.fixture
def anna(people, desk, wire):
    """Anna's phone, in an open round."""
    phone = people.student(desk.room["code"], "Anna", before=wire.take)
    desk.do("training_start")
    desk.do("round_new")
    expect(phone.locator("#answer")).to_be_editable()
    return phone

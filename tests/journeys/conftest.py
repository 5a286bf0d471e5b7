"""A real server process and a real browser, with people in front of it."""

from __future__ import annotations

import socket

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import ensure
from tests.journeys.people import People
from tests.process import Process


def pytest_collection_modifyitems(items):
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker(pytest.mark.browser)


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


@pytest.fixture
def server(database, database_url, data):
    """A server of its own on the tests' PostgreSQL, without a trainer yet."""
    with socket.socket() as free:  # the same one after a restart
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = Process(data, port=port, database_url=database_url, allowed_hosts="class.test")
    yield process
    assert process.stop() == 0, process.log
    assert not [line for line in process.log if "ERROR" in line or "Traceback" in line], process.log


@pytest.fixture
def people(browser, server):
    people = People(browser, server)
    yield people
    people.leave()
    assert people.complaints == []

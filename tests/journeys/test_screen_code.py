"""A screen that is nobody's yet shows a code, for weeks if it must, and goes on by itself when a trainer takes it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from models.pairing import Pairing
from models.trainer import Trainer
from tests.journeys.desk import EMAIL, PASSWORD
from tests.journeys.tablet import shows
from tests.journeys.walls import SCREEN


@pytest.fixture
def wall(people, server):
    """A screen's browser that was switched on just now."""
    Trainer.register(EMAIL, "Olga", PASSWORD)
    page = people.person(SCREEN, before=lambda page: page.clock.install())
    page.goto(f"{server.url}/kiosk")
    shows(page, "code")
    return page


def test_it_goes_on_by_itself_once_a_trainer_has_approved_its_code(wall):
    code = code_on(wall)
    assert len(code) == 8
    Pairing.approve(code, Trainer.get(), "Room 12", "projector")
    wall.clock.run_for(4_000)
    shows(wall, "waiting")


def test_when_its_code_is_over_there_is_a_new_one(wall):
    code = code_on(wall)
    over()
    wall.clock.run_for(4_000)
    expect(wall.locator(".pairing__letters")).not_to_have_attribute("aria-label", " ".join(code))
    assert Pairing.by_code(code_on(wall))


def test_a_code_that_nobody_could_approve_is_not_shown(wall, server):
    wall.context.set_offline(True)
    wall.clock.run_for(8_000)
    expect(wall.locator("connection-banner")).to_be_visible()
    shows(wall, "code")
    wall.clock.fast_forward("10:01")
    shows(wall, "gone")
    over()
    wall.context.set_offline(False)
    while wall.locator("phase-views").get_attribute("data-now") != "code":
        wall.clock.run_for(1_000)
        wall.wait_for_timeout(20)
    assert Pairing.by_code(code_on(wall))


def test_the_server_restarts_and_the_code_is_still_good(wall, server):
    code = code_on(wall)
    server.kill()
    wall.clock.run_for(8_000)
    expect(wall.locator("connection-banner")).to_be_visible()
    server.start()
    while wall.locator("connection-banner").is_visible():
        wall.clock.run_for(1_000)
        wall.wait_for_timeout(20)
    assert code_on(wall) == code
    Pairing.approve(code, Trainer.get(), "Room 12", "projector")
    wall.clock.run_for(4_000)
    shows(wall, "waiting")


def test_months_without_a_trainer_leave_nothing_behind(wall):
    for _ in range(5):
        before = code_on(wall)
        over()
        wall.clock.fast_forward("00:16")  # a page that has just been loaded rests
        expect(wall.locator(".pairing__letters")).not_to_have_attribute("aria-label", " ".join(before))
        shows(wall, "code")
    assert wall.evaluate("history.length") < 5


def test_without_scripts_it_goes_on_too(people, server):
    Trainer.register(EMAIL, "Olga", PASSWORD)
    wall = people.person(SCREEN, java_script_enabled=False)
    wall.goto(f"{server.url}/kiosk")
    with wall.expect_navigation():
        Pairing.approve(code_on(wall), Trainer.get(), "Room 12", "projector")
    expect(wall.locator("phase-views.screen")).to_be_attached()


def code_on(page):
    return page.locator(".pairing__letters").get_attribute("aria-label").replace(" ", "")


def over():
    """Eleven minutes have passed."""
    Pairing.update(created_at=Pairing.created_at - timedelta(minutes=11)).execute()

"""A server that came back with another version: the phone loads its page anew, but only between rounds."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect


@pytest.fixture
def anna(people, desk, wire):
    def before(page):
        page.clock.install()
        wire.take(page)
        page.loads = 0
        page.on("load", lambda: setattr(page, "loads", page.loads + 1))

    phone = people.student(desk.room["code"], "Anna", before=before)
    expect(phone.locator("[data-phase=waiting]")).to_be_visible()
    wire.replaced = {phone.locator("phase-views").get_attribute("data-version"): "another"}
    phone.loads = 0
    return phone


def test_the_page_is_loaded_anew_while_waiting_and_only_once(anna, wire):
    back(anna, wire)
    with anna.expect_event("load"):
        anna.clock.fast_forward("00:11")
    expect(anna.locator("[data-phase=waiting]")).to_be_visible()
    back(anna, wire)
    anna.clock.fast_forward("00:30")
    expect(anna.locator("[data-phase=waiting]")).to_be_visible()
    assert anna.loads == 1


def test_nobody_is_interrupted_in_a_round_nor_before_their_text_is_sent(anna, desk, wire):
    desk.do("room_change", takes_drafts=False)
    desk.do("training_start")
    desk.do("round_new")
    back(anna, wire)
    anna.locator("#answer").fill("Par")
    anna.clock.fast_forward("00:11")
    desk.do("round_end", "round_close")
    expect(anna.get_by_role("heading", name="Round 1 is over")).to_be_visible()
    anna.clock.fast_forward("00:11")
    expect(anna.locator("#answer")).to_have_value("Par")
    assert anna.loads == 0
    anna.get_by_role("button", name="Clear").click()
    desk.do("message_send", message="Next comes round 2", ref="1")
    expect(anna.locator("#told")).to_contain_text("round 2")
    with anna.expect_event("load"):
        anna.clock.fast_forward("00:11")
    expect(anna.get_by_role("heading", name="Round 1 is over")).to_be_visible()
    assert anna.loads == 1


def test_a_heartbeat_tells_of_it_too(anna, wire):
    anna.clock.fast_forward("00:11")
    while not wire.of("heartbeat"):
        anna.wait_for_timeout(20)
    with anna.expect_event("load"):
        anna.clock.run_for(11_000)


def test_the_same_version_changes_nothing(anna, wire):
    wire.replaced = {}
    back(anna, wire)
    anna.clock.fast_forward("00:30")
    expect(anna.locator("[data-phase=waiting]")).to_be_visible()
    assert anna.loads == 0


def back(page, wire):
    """The server has restarted, and the page is connected again."""
    known = wire.connections
    wire.cut(1012)
    while wire.connections == known:
        page.clock.run_for(500)
    expect(page.locator("connection-banner")).to_be_hidden()

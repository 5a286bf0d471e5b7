"""The phone's own signs of life: a frozen network leaves a socket open, and only silence tells."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.phone import SENT, texts


@pytest.fixture
def asked():
    """Tickets that the phone has fetched."""
    return []


@pytest.fixture
def anna(people, desk, wire, asked):
    def before(page):
        page.clock.install()
        page.add_init_script("Math.random = () => 0.99")  # whatever else would end the wait comes later
        wire.take(page)
        page.on("request", lambda request: "/ticket" in request.url and asked.append(request.url))

    return people.student(desk.room["code"], "Anna", before=before)


def test_after_ten_quiet_seconds_the_phone_asks_and_is_answered(anna, wire):
    expect(anna.locator("[data-phase=waiting]")).to_be_visible()
    anna.clock.pause_at(anna.evaluate("Date.now()") + 500)
    for count in (1, 2, 3):
        while len(wire.of("heartbeat")) < count:
            anna.clock.run_for(500)
        while wire.heard.count("heartbeat") < count:
            anna.wait_for_timeout(20)
    expect(anna.locator("connection-banner")).to_be_hidden()
    assert wire.connections == 1
    assert wire.of("room_info") == []


def test_a_frozen_network_is_noticed_and_the_answer_goes_out_on_a_new_connection(anna, desk, wire):
    desk.do("training_start")
    desk.do("round_new", max_time=60)
    expect(anna.locator("#answer")).to_be_visible()
    desk.do("message_send", message="Think", ref="1")
    expect(anna.locator("#told")).to_contain_text("Think")  # the last that it hears
    anna.clock.pause_at(anna.evaluate("Date.now()") + 500)  # from here on time goes as the test says
    wire.frozen = 1
    anna.locator("#answer").fill("Paris")
    anna.locator(".answer-box__send").click()
    anna.clock.run_for(5_000)
    expect(anna.locator("#mine .message")).to_contain_text("Sending…")
    anna.clock.run_for(10_500)
    expect(anna.locator("#mine .message")).to_contain_text("Goes out when the network is back")
    anna.clock.resume()
    expect(anna.locator("#mine .message")).to_contain_text(SENT)
    assert (texts(), wire.connections) == (["Think", "Paris"], 2)


def test_the_first_connection_needs_no_request_of_its_own_and_the_next_one_does(anna, wire, asked):
    expect(anna.locator("[data-phase=waiting]")).to_be_visible()
    assert (wire.connections, asked) == (1, [])
    wire.cut()
    while wire.connections == 1:
        anna.clock.run_for(500)
    expect(anna.locator("connection-banner")).to_be_hidden()
    assert len(asked) == 1

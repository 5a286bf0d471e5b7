"""A Wi-Fi that freezes for most of a minute leaves every socket open: phone and server notice by themselves."""

from __future__ import annotations

import re
import time

from playwright.sync_api import expect

from tests.journeys.phone import SENT, send, texts

FROZEN = 40  # seconds


def test_forty_frozen_seconds_in_the_middle_of_an_answer_cost_nothing(people, desk):
    anna, boris = (people.student(desk.room["code"], name) for name in ("Anna", "Boris"))
    desk.do("training_start")
    desk.do("round_new", max_time=60)
    field = anna.locator("#answer")
    expect(field).to_be_editable()
    field.press_sequentially("Pa")
    expect(anna.locator("[data-saved]")).to_have_text(re.compile("^Saved"))

    anna.context.set_offline(True)
    began = time.monotonic()
    field.press_sequentially("ris")
    send_now(anna)
    expect(anna.locator("#mine .message")).to_have_text(re.compile("Paris.*(Sending|Goes out)", re.S))
    send(boris, "Lyon")
    expect(anna.locator("connection-banner")).to_be_visible()
    field.press_sequentially("and Orl")
    expect(anna.locator("[data-saved]")).to_have_text("Kept on this phone")
    expect(anna.locator("#mine .message")).to_have_text(re.compile("Paris.*Goes out when", re.S))
    while (
        time.monotonic() - began < FROZEN
    ):  # what is proven: so many seconds, whoever notices what meanwhile
        anna.wait_for_timeout(1000)
        desk.students()
    anna.context.set_offline(False)

    expect(anna.locator("#mine .message")).to_have_text(re.compile("Paris.*Received", re.S))
    expect(anna.locator("connection-banner")).to_be_hidden()
    expect(anna.locator("#others .message__text")).to_have_text(["Lyon"])
    expect(field).to_have_value("and Orl")
    field.press_sequentially("ly")
    expect(anna.locator("[data-saved]")).to_have_text(re.compile("^Saved"))
    desk.do("round_end", "round_close")
    expect(anna.locator("#mine .message__text")).to_have_text(["Paris", "and Orlly"])
    expect(anna.locator("#mine .message").last).to_contain_text(SENT)
    assert texts() == ["Lyon", "Paris", "and Orlly"]


def send_now(phone):
    phone.locator(".answer-box__send").click()

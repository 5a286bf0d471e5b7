"""The phone's whole journey on plain http by another name than localhost, as in a school: no secure context."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.phone import SENT, answer, send, texts

SAVED = re.compile("^Saved")


def test_a_phone_on_plain_http_joins_answers_survives_the_network_and_sees_its_place(people, server, desk):
    address = re.sub(r"//[^:]+", "//class.test", server.url)
    anna = people.joins(desk.room["code"].lower(), "Anna", url=address)
    assert not anna.evaluate("window.isSecureContext || 'wakeLock' in navigator || 'randomUUID' in crypto")
    boris = people.student(desk.room["code"], "Boris")

    desk.do("training_start")
    anna.locator(".ready__button").click()
    expect(anna.locator("[data-ready]")).to_be_visible()
    desk.do("round_new", question="The capital of France?")
    expect(anna.locator("#question")).to_have_text("The capital of France?")
    answer(anna, "Paris")
    anna.reload()
    expect(anna.locator("#mine .message__text")).to_have_text(["Paris"])

    anna.context.set_offline(True)
    expect(anna.locator("connection-banner")).to_be_visible(
        timeout=30_000
    )  # after the last frame that was on its way
    send(anna, "out of the tunnel")
    expect(anna.locator("#mine .message").last).to_contain_text("Goes out when the network is back")
    anna.context.set_offline(False)
    expect(anna.locator("#mine .message").last).to_contain_text(SENT)

    anna.locator("#answer").fill("a draft")
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    desk.do("round_end", "round_close")
    expect(anna.locator("#mine .message__text")).to_have_text(["Paris", "out of the tunnel", "a draft"])
    assert texts() == ["Paris", "out of the tunnel", "a draft"]

    desk.do("message_select", message_ids=[first_message(desk)])
    expect(anna.locator("#mine .message").first).to_contain_text("Right")
    desk.do("training_close")
    for phone, place in ((anna, "1"), (boris, "2")):
        expect(phone.locator("[data-text=my-place]")).to_have_text(place)
        expect(phone.locator(".result")).to_have_count(2)
    expect(anna.locator("#record")).to_contain_text("out of the tunnel")


def first_message(desk):
    return next(
        frame["message"]["message_id"] for frame in desk.received if frame["action"] == "message_send"
    )

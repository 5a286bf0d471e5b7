"""A phone that was away ends in exactly the state of one that never left."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

RECEIVED = re.compile("Received")


@pytest.fixture
def room(people):
    """A round is open: the trainer's console, and two phones in the room."""
    trainer = people.trainer()
    code = people.room(trainer, rounds=3)
    anna, boris = people.student(code, "Anna"), people.student(code, "Boris")
    trainer.get_by_role("button", name="Start training").click()
    trainer.get_by_role("button", name="Open round 1").click()
    for phone in (anna, boris):
        expect(phone.locator("#answer")).to_be_visible()
    return trainer, anna, boris


def test_an_answer_sent_while_the_server_is_dead_arrives_once_when_it_is_back(server, room):
    trainer, anna, boris = room
    send(boris, "before")
    server.kill()
    send(anna, "while it was dead")
    expect(anna.locator("#mine")).to_contain_text("Goes out when the network is back")
    server.start()
    for phone, text in ((anna, "while it was dead"), (boris, "before")):
        expect(phone.locator("#mine .message").filter(has_text=text)).to_contain_text(RECEIVED)
        expect(phone.locator("#others .message")).to_have_count(1)
    expect(trainer.locator("#cards answer-card")).to_have_count(2)
    anna.reload()
    expect(anna.locator("#mine .message")).to_have_count(1)


def test_a_phone_without_a_network_catches_up_with_what_it_missed(room):
    trainer, anna, boris = room
    send(anna, "first")
    expect(boris.locator("#others .message")).to_have_count(1)
    boris.context.set_offline(True)
    expect(boris.locator("connection-banner")).to_be_visible()
    send(boris, "from the tunnel")
    trainer.locator("#cards .answer-card__mark").first.click()
    send(anna, "second")
    expect(trainer.locator("#cards answer-card")).to_have_count(2)
    boris.context.set_offline(False)
    expect(boris.locator("#mine .message")).to_contain_text(RECEIVED)
    expect(boris.locator("#others .message")).to_have_count(2)
    expect(boris.locator("#others .message").first).to_contain_text("Right")
    expect(boris.locator("connection-banner")).to_be_hidden()
    expect(trainer.locator("#cards answer-card")).to_have_count(3)


def test_a_late_answer_is_given_back_and_is_no_answer_to_the_next_question(room):
    trainer, anna, boris = room
    boris.context.set_offline(True)
    expect(boris.locator("connection-banner")).to_be_visible()
    send(boris, "too late")
    trainer.locator("#next").get_by_role("button", name="Next round").click()
    trainer.get_by_role("button", name="Open round 2").click()
    trainer.get_by_role("button", name="End it and go on").click()
    expect(anna.get_by_role("heading", name="Round 2 of 3")).to_be_visible()
    boris.context.set_offline(False)
    expect(boris.get_by_role("heading", name="Round 2 of 3")).to_be_visible()
    expect(boris.locator("#answer")).to_have_value("too late")
    expect(boris.locator("#mine .message")).to_have_count(0)
    send(anna, "in time")
    expect(trainer.locator("#cards answer-card")).to_have_count(1)


def send(page, text):
    page.locator("#answer").fill(text)
    page.locator(".answer-box__send").click()
    expect(page.locator("#mine .message").filter(has_text=text)).to_be_visible()

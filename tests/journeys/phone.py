"""What a test does with a student's phone, and reads from it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from models.message import Message

SENT = re.compile("Received")


def send(phone, text):
    phone.locator("#answer").fill(text)
    phone.locator(".answer-box__send").click()
    expect(phone.locator("#mine .message").filter(has_text=text)).to_be_visible()


def answer(phone, text):
    """Send it, and wait until the server has it."""
    send(phone, text)
    expect(phone.locator("#mine .message").filter(has_text=text)).to_contain_text(SENT)


def seconds(phone):
    """What the phone's clock shows."""
    minutes, left = phone.locator("round-clock [data-text=left]").text_content().split(":")
    return 60 * int(minutes) + int(left)


def texts():
    """All answers in PostgreSQL."""
    return [message.text for message in Message.select().order_by(Message.id)]

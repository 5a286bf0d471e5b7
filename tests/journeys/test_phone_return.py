"""Another phone with the return code is the same student; the first one is told, and can come back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import PHONE
from tests.journeys.phone import SENT, answer, send, texts

MOVED = "You’re on another phone now"
SAVED = re.compile("^Saved")


@pytest.fixture
def anna(people, desk):
    """Anna's phone, in an open round, with an answer given and the next one begun."""
    phone = people.student(desk.room["code"], "Anna")
    desk.do("training_start")
    desk.do("round_new")
    answer(phone, "Paris")
    phone.locator("#answer").fill("and Ly")
    expect(phone.locator("[data-saved]")).to_have_text(SAVED)
    return phone


def test_another_phone_with_the_code_goes_on_with_answers_and_draft_and_the_first_one_is_told(
    people, desk, anna
):
    other = come_back(people, code_of(anna))
    expect(anna.get_by_role("heading", name=MOVED)).to_be_visible()
    expect(other.locator("#mine .message__text")).to_have_text(["Paris"])
    expect(other.locator("#answer")).to_have_value("and Ly")
    other.locator("#answer").fill("and Lyon")
    other.locator(".answer-box__send").click()
    expect(other.locator("#mine .message")).to_contain_text([SENT, SENT])
    assert desk.students().keys() == {"Anna"}
    assert texts() == ["Paris", "and Lyon"]
    anna.reload()  # whatever the first one does, it is in the room no more
    expect(anna.locator("#answer")).to_have_count(0)


def test_the_first_phone_comes_back_with_one_tap_and_then_the_other_is_told(people, anna):
    other = come_back(people, code_of(anna))
    expect(anna.get_by_role("heading", name=MOVED)).to_be_visible()
    anna.get_by_role("button", name="Come back to this one").click()
    expect(anna.locator("#mine .message__text")).to_have_text(["Paris"])
    expect(other.get_by_role("heading", name=MOVED)).to_be_visible()
    expect(anna.locator("connection-banner")).to_be_hidden()


def test_an_answer_that_waits_on_the_first_phone_is_not_sent_behind_the_back_of_the_other(people, anna):
    code = code_of(anna)
    anna.context.set_offline(True)
    expect(anna.locator("connection-banner")).to_be_visible()
    send(anna, "from the old one")
    other = come_back(people, code)
    answer(other, "from the new one")
    anna.context.set_offline(False)
    expect(anna.get_by_role("heading", name=MOVED)).to_be_visible()
    assert texts() == ["Paris", "from the new one"]
    anna.get_by_role("button", name="Come back to this one").click()
    # both were written over the same draft, and the other phone's has counted for it
    expect(anna.locator("#answer")).to_have_value("from the old one")
    expect(anna.locator("#box [data-note]:visible")).to_contain_text("sent from another phone")
    anna.locator(".answer-box__send").click()
    expect(anna.locator("#mine .message").last).to_contain_text(
        re.compile("from the old one.*Received", re.S)
    )
    assert texts() == ["Paris", "from the new one", "from the old one"]


def test_a_student_who_was_put_out_reads_why_on_the_other_phone_too(people, desk, anna):
    code = code_of(anna)
    desk.do("student_kick", "student_kicked", id=desk.students()["Anna"], reason="Enough for today.")
    other = people.person(PHONE)
    other.goto(f"{people.server.url}/join/{code}")
    others = other.get_by_role("button", name=re.compile("^Go on as"))
    if others.count():
        others.click()
    expect(other.get_by_text("Enough for today.")).to_be_visible()
    expect(other.locator("#answer")).to_have_count(0)
    people.complaints[:] = [one for one in people.complaints if "status of 403" not in one]


def test_a_code_that_nobody_has_is_said_at_the_field(people, desk):
    phone = people.person(PHONE)
    phone.goto(f"{people.server.url}/join")
    phone.locator("[name=code]").fill("bcd fghj")
    phone.locator("main button[type=submit]").click()
    expect(phone.locator("#code-error")).to_be_visible()
    expect(phone.locator("[name=code]")).to_have_value(re.compile("bcd ?fghj", re.I))
    people.complaints.clear()  # the browser's, of the page's 404


def code_of(phone):
    """The return code, as it stands at the foot of the page."""
    shown = phone.locator(".phone-foot__code").inner_text()
    return re.search(r"\b([B-Z0-9]{3})\s*([B-Z0-9]{4})\b", shown).group()


def come_back(people, code):
    """On another phone: type the code, and go on as who one is."""
    phone = people.person(PHONE)
    phone.goto(f"{people.server.url}/join")
    phone.locator("[name=code]").fill(f" {code.lower()} ")
    phone.locator("main button[type=submit]").click()
    phone.get_by_role("button", name="Go on as Anna").click()
    expect(phone).to_have_url(re.compile("/student$"))
    return phone

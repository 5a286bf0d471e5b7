"""The student's page where there is little room: on its side with the keyboard open, narrow, with large letters."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.phone import answer

LONG = "Which city was the capital of Brazil until 1960, and why was the capital moved inland?"
SIDE = {"width": 640, "height": 200}  # what the keyboard leaves of a phone on its side
NARROW = [{"width": 320, "height": 568}, {"width": 180, "height": 370}]  # the smallest; 360 px at 200 %


@pytest.mark.parametrize("question", ["Of France?", LONG])
def test_on_its_side_with_the_keyboard_open_text_and_send_are_both_in_sight(desk, phones, question):
    anna, _ = phones
    anna.set_viewport_size(SIDE)
    desk.do("round_new", question=question)
    expect(anna.locator("#question")).to_have_text(question)
    field, button = anna.locator("#answer"), anna.locator(".answer-box__send")
    field.click()
    anna.keyboard.type("Paris")
    for thing in (field, button):
        expect(thing).to_be_in_viewport(ratio=1)
    left, right = field.bounding_box(), button.bounding_box()
    assert left["x"] + left["width"] <= right["x"]
    assert is_on_top(anna, "#answer") and is_on_top(anna, ".answer-box__send")
    button.click()
    expect(anna.locator("#mine .message")).to_contain_text("Paris")


@pytest.mark.parametrize("size", NARROW)
def test_on_the_narrowest_phone_nothing_is_cut_off_in_any_moment(desk, phones, size):
    anna, boris = phones
    anna.set_viewport_size(size)
    fits(anna)
    answer(anna, "Lyon " * 30)
    answer(boris, "Paris")
    told = [desk.until("message_send")["message"]["message_id"] for _ in range(2)]
    desk.do("message_send", message="Page " + "12" * 40, ref="1")
    expect(anna.locator("#told")).to_contain_text("Page")
    fits(anna)
    desk.do("message_select", message_ids=told[1:])
    desk.do("round_end", "round_close")
    expect(anna.locator("#right .message")).to_have_count(1)
    fits(anna)
    desk.do("round_new", question=LONG)
    expect(anna.locator("#before-mine .answered__round")).to_have_count(1)
    fits(anna)
    desk.do("training_close")
    expect(anna.locator("#record .answered__round")).to_have_count(2)
    fits(anna)


def test_with_letters_twice_as_large_nothing_is_cut_off(desk, phones):
    anna, _ = phones
    anna.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    fits(anna)
    answer(anna, "Paris")
    desk.do("message_select", message_ids=[desk.until("message_send")["message"]["message_id"]])
    desk.do("round_new", question=LONG)
    expect(anna.locator("#before-mine .answered__round")).to_have_count(1)
    fits(anna)
    anna.locator("#answer").click()
    expect(anna.locator("#answer")).to_be_in_viewport(ratio=1)
    desk.do("training_close")
    expect(anna.locator("#record .answered__round")).to_have_count(2)
    fits(anna)


def test_the_keyboard_may_cover_a_part_of_the_page_and_send_comes_into_sight(desk, phones):
    anna, _ = phones
    desk.do("round_new", question=LONG)
    expect(anna.locator("#question")).to_have_text(LONG)
    anna.locator("#answer").click()
    anna.set_viewport_size({"width": 360, "height": 290})
    expect(anna.locator(".answer-box__send")).to_be_in_viewport(ratio=1)
    expect(anna.locator("#answer")).to_be_in_viewport(ratio=1)
    assert is_on_top(anna, ".answer-box__send")


def test_the_foot_tells_the_return_code_and_the_language_keeps_what_is_written(desk, phones):
    anna, _ = phones
    expect(anna.locator(".phone-foot .code")).to_have_text(re.compile(r"^[A-Z]{3}\s[A-Z]{4}$"))
    anna.locator("#answer").fill("Par")
    anna.locator(".phone-foot").get_by_role("button", name="Русский").click()
    expect(anna.locator("html")).to_have_attribute("lang", "ru")
    expect(anna.locator("#answer")).to_have_value("Par")
    anna.locator(".phone-foot").get_by_role("button", name="English").click()
    expect(anna.locator("html")).to_have_attribute("lang", "en")
    expect(anna.locator("#answer")).to_have_value("Par")


def fits(page):
    """No sideways scroll, and no text that sticks out of what it stands in."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.evaluate(STICKING_OUT) == []


STICKING_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  const texts = ".phone-head, main p, main h1, main h2, main h3, main button, main dd, main tbody th";
  return Array.from(document.querySelectorAll(texts))
    .filter((one) => one.getClientRects().length && !one.closest(".visually-hidden"))
    .filter((one) => one.getBoundingClientRect().right > wide + 1 || one.getBoundingClientRect().left < -1)
    .map((one) => one.outerHTML.slice(0, 120));
}"""


def is_on_top(page, selector):
    """Does a finger in the middle of it touch it?"""
    return page.locator(selector).evaluate(
        """(one) => {
          const { left, top, width, height } = one.getBoundingClientRect();
          return one.contains(document.elementFromPoint(left + width / 2, top + height / 2));
        }"""
    )

"""One phone with two tabs of one room: one text, one answer, and nothing lost when one of them is closed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.phone import SENT, send, texts


@pytest.fixture
def tabs(people, desk):
    """Anna's two tabs, in an open round."""
    first = people.student(desk.room["code"], "Anna")
    second = first.context.new_page()
    second.goto(first.url)
    desk.do("training_start")
    desk.do("round_new")
    for tab in (first, second):
        expect(tab.locator("#answer")).to_be_visible()
    return first, second


def test_what_is_written_in_one_tab_stands_in_the_other_and_is_sent_from_there_once(tabs, desk):
    first, second = tabs
    first.locator("#answer").fill("Par")
    expect(second.locator("#answer")).to_have_value("Par")
    second.locator("#answer").fill("Paris")
    expect(first.locator("#answer")).to_have_value("Paris")
    second.locator(".answer-box__send").click()
    for tab in tabs:
        expect(tab.locator("#mine .message__text")).to_have_text(["Paris"])
        expect(tab.locator("#mine .message")).to_contain_text(SENT)
        expect(tab.locator("#answer")).to_have_value("")
    desk.do("round_end", "round_close")
    assert texts() == ["Paris"]


def test_both_tabs_send_the_same_text_and_it_is_one_answer(tabs, desk):
    """As when one of them slept, and has not heard of the other."""
    first, second = tabs
    first.locator("#answer").fill("Paris")
    expect(second.locator("#answer")).to_have_value("Paris")
    for tab in tabs:
        tab.context.set_offline(True)
        expect(tab.locator("connection-banner")).to_be_visible()
    second.evaluate("window.addEventListener('storage', (event) => event.stopImmediatePropagation(), true)")
    ref = first.evaluate(
        "JSON.parse(localStorage[Object.keys(localStorage).find((k) => /^draft/.test(k))]).ref"
    )
    first.locator(".answer-box__send").click()
    second.evaluate(
        """(ref) => {
      const box = document.querySelector("answer-box");
      box.fill({ text: "Paris", ref, round_id: box.round });
      box.querySelector("form").requestSubmit();
    }""",
        ref,
    )
    first.context.set_offline(False)
    for tab in tabs:
        expect(tab.locator("#mine .message__text")).to_have_text(["Paris"])
        expect(tab.locator("#mine .message")).to_contain_text(SENT)
    assert texts() == ["Paris"]


def test_answers_that_wait_in_two_tabs_all_go_out_though_one_is_closed(tabs):
    first, second = tabs
    first.context.set_offline(True)
    for tab in tabs:
        expect(tab.locator("connection-banner")).to_be_visible()
    send(first, "Paris")
    expect(second.locator("#mine .message")).to_contain_text("Paris")
    send(second, "Rome")
    expect(first.locator("#mine .message")).to_have_count(2)
    first.close()
    second.context.set_offline(False)
    expect(second.locator("#mine .message").first).to_contain_text(SENT)
    expect(second.locator("#mine .message").last).to_contain_text(SENT)
    assert sorted(texts()) == ["Paris", "Rome"]


def test_an_answer_that_is_refused_comes_back_to_both_tabs_once(tabs, desk):
    first, _ = tabs
    first.context.set_offline(True)
    for tab in tabs:
        expect(tab.locator("connection-banner")).to_be_visible()
    send(first, "Paris")
    desk.do("round_end", "round_close")
    first.context.set_offline(False)
    for tab in tabs:
        expect(tab.locator("#answer")).to_have_value("Paris")
        expect(tab.locator("#box")).to_contain_text(re.compile("is kept|is still here"))
        expect(tab.locator("#mine .message")).to_have_count(0)
    assert texts() == []

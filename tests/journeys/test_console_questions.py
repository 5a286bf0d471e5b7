"""Questions on the trainer's console: prepared before, given when the round opens, or afterwards."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from models.question import Question
from models.round import Round
from tests.journeys.console import button, console, primary

LINES = """The capital of France? | Paris; Lutetia
The capital of Italy? | Rome

The capital of Spain?"""


@pytest.fixture
def page(people, desk):
    """The console, in the lobby."""
    return console(people, desk)


def texts(page):
    return page.locator(".prepared__text")


def paste(page, lines):
    button(page, "Paste many").click()
    page.get_by_label("Questions, one a line").fill(lines)
    page.locator("question-paste [data-ask]").click()


def asked():
    """What the rounds asked, and what will do as an answer."""
    return [(one.question, one.accepted) for one in Round.select().order_by(Round.number)]


def test_pasted_questions_are_put_in_order_and_carry_three_rounds(people, desk, page):
    other = console(people, desk)
    paste(page, LINES)
    expect(texts(other)).to_have_text(
        ["The capital of France?", "The capital of Italy?", "The capital of Spain?"]
    )
    button(page, "Change question 3").click()
    page.keyboard.press("h")
    expect(texts(other)).to_have_text(
        ["The capital of France?", "The capital of Spain?", "The capital of Italy?"]
    )
    page.locator("question-menu").get_by_role("button", name="Edit").click()
    page.locator("#edit-accepted").fill("Madrid")
    page.reload()
    button(page, "Change question 2").click()
    expect(page.locator("#edit-accepted")).to_have_value("Madrid")
    page.locator("#edit-time").fill("30")
    page.locator("question-menu").get_by_role("button", name="Save").click()
    expect(other.locator(".prepared").nth(1)).to_contain_text("Madrid30 seconds")

    button(page, "Start training").click()
    expect(page.locator("[name=question]")).to_have_value("The capital of France?")
    button(page, "Open round 1").click()
    expect(page.locator("#question")).to_have_text("The capital of France?")
    page.keyboard.press("e")
    expect(page.locator(".next__line")).to_have_text("The capital of Spain? · 30 seconds")
    button(page, "Change").click()
    page.get_by_label("From your list").select_option(label="The capital of Italy?")
    button(page, "Open round 2").click()
    expect(page.locator("#question")).to_have_text("The capital of Italy?")
    expect(other.locator("#question")).to_have_text("The capital of Italy?")
    expect(page.locator(".questions")).to_contain_text("1 left")
    other.keyboard.press("e")
    expect(primary(other)).to_have_text(re.compile("Open round 3"))
    other.keyboard.press("n")
    expect(page.locator("#question")).to_have_text("The capital of Spain?")
    assert asked() == [
        ("The capital of France?", ["Paris", "Lutetia"]),
        ("The capital of Italy?", ["Rome"]),
        ("The capital of Spain?", ["Madrid"]),
    ]


def test_a_pasted_list_loses_its_numbers_and_a_question_keeps_its_bar(page):
    paste(page, "1. The capital of France? | Paris\n\n2) 3. or 4?\n • What is 1|2 in binary? | 3; 11")
    expect(texts(page)).to_have_text(["The capital of France?", "3. or 4?", "What is 1|2 in binary?"])
    paste(page, "1. Rome?|yes\nAthens?")
    expect(texts(page)).to_have_count(5)
    expect(texts(page).nth(3)).to_have_text("1. Rome?")
    stored = [one.accepted for one in Question.select().order_by(Question.position)]
    assert stored == [["Paris"], [], ["3", "11"], ["yes"], []]


def test_a_round_gets_its_question_and_accepted_answers_afterwards(people, desk, page):
    desk.do("training_start")
    desk.do("round_new")
    page.get_by_role("button", name="Give it a question").click()
    page.locator("#asked-text").fill("The capital of France?")
    page.reload()
    expect(page.locator("#asked-text")).to_have_value("The capital of France?")
    page.locator("#asked-accepted").fill("Paris; Lutetia")
    page.locator("#asked-form").get_by_role("button", name="Save").click()
    expect(page.locator("#question")).to_have_text("The capital of France?")
    expect(page.get_by_text("Accepted: Paris; Lutetia")).to_be_visible()
    expect(page.locator("#asked-form")).to_be_hidden()
    desk.do("round_end", "round_close")
    page.keyboard.press("g")
    expect(page.locator("#asked-text")).to_have_value("The capital of France?")
    assert asked() == [("The capital of France?", ["Paris", "Lutetia"])]


def test_a_long_paste_arrives_whole_though_a_frame_is_small(page):
    lines = [f"{n}: {'вопрос ' * 60}" for n in range(100)]
    paste(page, "\n".join(lines))
    expect(texts(page)).to_have_count(100)
    expect(page.locator("question-paste")).to_be_hidden()
    stored = [one.text for one in Question.select().order_by(Question.position)]
    assert stored == [line.strip() for line in lines]


def test_more_questions_than_a_list_holds_are_refused_in_words_and_kept(page):
    paste(page, "\n".join(f"Question {n}" for n in range(201)))
    expect(page.locator("question-paste [data-error]")).to_have_text(
        "There is no room for so many questions. Remove some first."
    )
    expect(page.get_by_label("Questions, one a line")).to_have_value("Question 200")
    expect(texts(page)).to_have_count(200)


def test_a_draft_of_the_next_question_is_kept_and_not_replaced(desk, page):
    desk.do("training_start")
    page.locator("[name=question]").fill("My own?")
    desk.do("question_add", "questions", questions=[{"text": "Prepared?"}])
    expect(page.get_by_label("From your list")).to_be_visible()
    page.reload()
    expect(page.locator("[name=question]")).to_have_value("My own?")
    button(page, "Open round 1").click()
    expect(page.locator("#question")).to_have_text("My own?")
    page.keyboard.press("e")
    expect(page.locator(".next__line")).to_have_text(re.compile("^Prepared"))
    assert Question.get().round is None

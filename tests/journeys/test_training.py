"""A whole training in a real browser: from the first run to the results, on one laptop and five phones."""

from __future__ import annotations

import re

from playwright.sync_api import expect

ANSWERS = {"Anna": "Paris", "Boris": "Lyon", "Chen": "Paris!", "Dara": "paris", "Аня": "Париж"}


def test_a_trainer_and_five_students_go_from_the_first_run_to_the_results(people):
    trainer = people.trainer()
    code = people.room(trainer, rounds=2)
    students = {
        name: people.joins(code, name, locale="ru-RU" if name == "Аня" else "en-GB") for name in ANSWERS
    }
    expect(trainer.locator(".person")).to_have_count(5)
    anya = students["Аня"]
    expect(anya.get_by_text("Подождите")).to_be_visible()

    trainer.get_by_role("button", name="Start training").click()
    for page in students.values():
        page.locator(".ready__button").click()
        expect(page.locator("[data-ready]")).to_be_visible()
    expect(trainer.get_by_text("5 of 5 ready").first).to_be_visible()

    trainer.locator("[name=question]").fill("The capital of France?")
    trainer.get_by_role("button", name="Open round 1").click()
    for name, page in students.items():
        expect(page.locator("#question")).to_have_text("The capital of France?")
        answer(page, ANSWERS[name])
    expect(trainer.locator("#cards .answer-card__title")).to_have_text(["Paris", "Lyon", "Париж"])
    expect(trainer.get_by_text("5 of 5 answered").first).to_be_visible()

    mark(trainer, "Paris")
    mark(trainer, "Париж")
    expect(students["Anna"].locator("#mine")).to_contain_text("Right")
    expect(anya.locator("#mine")).to_contain_text("Верно")

    # In the middle of it everybody reloads: the same state comes back.
    trainer.reload()
    expect(trainer.locator(".answers__right")).to_have_text("4 of 5 right")
    expect(trainer.locator("#cards [aria-pressed=true]")).to_have_count(2)
    for name, page in students.items():
        page.reload()
        expect(page.locator("#mine")).to_contain_text(ANSWERS[name])
        expect(page.locator("#others .message")).to_have_count(4)

    trainer.locator("#next").get_by_role("button", name="Next round").click()
    trainer.get_by_role("button", name="Open round 2").click()
    trainer.get_by_role("button", name="End it and go on").click()
    for name, page in students.items():
        expect(page.locator("#before .message")).to_have_count(4)
        expect(page.locator("#before-mine .answered__wrote")).to_contain_text(ANSWERS[name])
    answer(students["Boris"], "second try")
    mark(trainer, "second try")

    trainer.get_by_role("button", name="Close training").click()
    trainer.get_by_role("button", name="Close and show results").click()
    for page in (trainer, *students.values()):
        expect(page.locator(".result")).to_have_count(5)
        expect(page.locator(".result__count")).to_have_text(["1"] * 5)
    for page in (trainer, anya):
        page.reload()
        expect(page.locator(".result")).to_have_count(5)


def answer(page, text):
    """Write and send, and wait until the server has it."""
    page.locator("#answer").fill(text)
    page.locator(".answer-box__send").click()
    sent = page.locator("#mine .message").filter(has_text=text)
    expect(sent).to_contain_text(re.compile("Received|Получено"))


def mark(page, title):
    card = page.locator("#cards answer-card").filter(has=page.get_by_text(title, exact=True))
    card.locator(".answer-card__mark").click()
    expect(card.locator(".answer-card__mark")).to_have_attribute("aria-pressed", "true")

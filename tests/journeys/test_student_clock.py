"""More time, own time and the end of a round, as the students' phones live through them."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.phone import SENT, seconds, send, texts


def test_extra_time_is_for_one_of_two_phones(people, desk):
    anna, boris = (people.student(desk.room["code"], name) for name in ("Anna", "Boris"))
    ids = desk.students()
    desk.do("training_start")
    desk.do("round_new", max_time=5)
    desk.do("round_extra", "round_time", student_id=ids["Anna"], seconds=100)
    expect(anna.locator("#extra:visible")).to_contain_text(re.compile(r"You have until \d?\d:\d\d:\d\d"))
    expect(anna.locator("#live-polite")).to_contain_text("The trainer gave you more time.")
    expect(boris.get_by_role("heading", name="Round 1 is over")).to_be_visible()
    expect(boris.locator(".answer-box__send")).to_be_hidden()
    expect(boris.get_by_text("The trainer ended the round.")).to_be_hidden()

    anna.reload()
    expect(anna.get_by_role("heading", name="Round 1 of 5")).to_be_visible()
    expect(anna.locator("#extra:visible")).to_contain_text("You have until")
    assert seconds(anna) > 60
    send(anna, "in my own time")
    expect(anna.locator("#mine .message")).to_contain_text(SENT)
    expect(boris.locator("#others .message")).to_have_count(1)

    desk.do("round_extra", "round_time", student_id=ids["Boris"], seconds=50)
    expect(boris.locator(".answer-box__send")).to_be_visible()
    expect(boris.locator("#live-now")).to_contain_text("You have until")
    send(boris, "me too")
    expect(boris.locator("#mine .message")).to_contain_text(SENT)

    desk.do("round_end", "round_close")
    for phone in (anna, boris):
        expect(phone.get_by_text("The trainer ended the round. Wait for the next one.")).to_be_visible()
        expect(phone.locator("#extra")).to_be_hidden()
    assert texts() == ["in my own time", "me too"]


def test_more_time_for_everybody_lets_the_clock_grow_and_is_said(desk, phones):
    anna, boris = phones
    before = seconds(anna)
    desk.do("round_extend", "round_time", seconds=30)
    for phone in (anna, boris):
        expect(phone.locator("#live-polite")).to_have_text("30 seconds more")
        expect(phone.locator("#extra")).to_be_hidden()
    assert before + 20 <= seconds(anna) <= before + 30


def test_a_question_given_afterwards_is_shown_and_said(desk, phones):
    anna, _ = phones
    send(anna, "Paris")
    desk.do("round_question", question="The capital of France?", accepted=["Paris"])
    expect(anna.locator("#question")).to_have_text("The capital of France?")
    expect(anna.locator("#live-polite")).to_contain_text("The question: The capital of France?")
    anna.reload()
    expect(anna.locator("#question")).to_have_text("The capital of France?")


def test_a_round_that_the_trainer_ends_says_so_and_keeps_the_text(desk, phones):
    anna, boris = phones
    anna.locator("#answer").fill("half a sent")
    desk.do("round_end", "round_close")
    expect(boris.get_by_text("The trainer ended the round. Wait for the next one.")).to_be_visible()
    expect(anna.locator("#box")).to_contain_text("The round ended before you sent this. Your text is kept.")
    expect(anna.locator("#live-now")).to_contain_text("The trainer ended the round.")
    boris.reload()
    expect(boris.get_by_text("The trainer ended the round. Wait for the next one.")).to_be_visible()

"""What a trainer does to one student's answers, or to the student, as the phones show it."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from models import class_code
from models.trainer import Trainer
from tests.journeys.people import PHONE
from tests.journeys.phone import answer

REASON = "Please let the others work, <b>Anna</b>."
OUT = "You’re no longer in this room"


def test_a_removed_message_is_gone_from_both_phones_and_stays_gone(desk, phones):
    anna, boris = phones
    answer(anna, "rude")
    answer(anna, "Paris")
    rude = desk.until("message_send")["message"]["message_id"]
    expect(boris.locator("#others .message")).to_have_count(2)
    desk.do("message_select", message_ids=[rude])
    expect(boris.locator("#others .message").first).to_contain_text("Right")

    desk.do("message_remove", id=rude)
    for _ in range(2):
        expect(anna.locator("#mine .message")).to_have_text([re.compile("Paris")])
        expect(boris.locator("#others .message")).to_have_text([re.compile("Paris")])
        boris.reload()
    expect(anna.locator("#removed:visible")).to_have_text("The trainer removed your answer.")
    expect(anna.locator("#live-polite")).to_contain_text("The trainer removed your answer.")
    expect(boris.locator("#removed")).to_be_hidden()
    anna.reload()
    expect(anna.locator("#mine .message")).to_have_text([re.compile("Paris")])

    desk.do("message_remove", "message_send", id=rude, is_removed=False)
    expect(anna.locator("#mine .message")).to_have_text([re.compile("rude"), re.compile("Paris")])
    expect(boris.locator("#others .message")).to_have_text([re.compile("rude"), re.compile("Paris")])
    expect(boris.get_by_text("Right", exact=True).locator("visible=true")).to_have_count(0)


def test_a_note_about_a_removed_answer_goes_when_it_is_put_back_and_with_the_next_round(desk, phones):
    anna, _ = phones
    answer(anna, "Paris")
    paris = desk.until("message_send")["message"]["message_id"]
    desk.do("message_remove", id=paris)
    expect(anna.locator("#removed")).to_be_visible()
    desk.do("message_remove", "message_send", id=paris, is_removed=False)
    expect(anna.locator("#removed")).to_be_hidden()
    desk.do("message_remove", id=paris)
    expect(anna.locator("#removed")).to_be_visible()
    desk.do("round_new")
    expect(anna.locator("#removed")).to_be_hidden()
    expect(anna.locator("#before-section")).to_be_hidden()


def test_a_text_of_the_trainer_can_be_taken_away_too(desk, phones):
    anna, boris = phones
    told = desk.do("message_send", message="Page 12, sorry, 21", ref="1")["message"]["message_id"]
    for phone in (anna, boris):
        expect(phone.locator("#told")).to_contain_text("Page 12")
    desk.do("message_remove", id=told)
    for phone in (anna, boris):
        expect(phone.locator("#told .told__item")).to_have_count(0)
        expect(phone.locator("#removed")).to_be_hidden()


def test_an_answer_written_by_the_trainer_is_shown_as_such(desk, phones):
    anna, boris = phones
    desk.do("message_send", message="Paris", student_id=desk.students()["Anna"], ref="1")
    for _ in range(2):
        expect(anna.locator("#mine").get_by_text("The trainer wrote this for you")).to_be_visible()
        expect(boris.locator("#others").get_by_text("written by the trainer")).to_be_visible()
        for phone in (anna, boris):
            phone.reload()
    answer(boris, "Lyon")
    expect(boris.get_by_text("The trainer wrote this for you").locator("visible=true")).to_have_count(0)
    expect(anna.locator("#others .message").get_by_text("written by the trainer")).to_be_hidden()


@pytest.mark.parametrize("loads_again", [False, True])
def test_a_kicked_student_reads_why_and_after_an_undo_is_back_without_a_tap(
    people, desk, phones, loads_again
):
    anna, boris = phones
    anna_id = desk.students()["Anna"]
    anna.locator("#answer").fill("a draft")
    desk.do("student_kick", "student_kicked", id=anna_id, reason=REASON)
    expect(anna.get_by_role("heading", name=OUT)).to_be_visible()
    expect(anna.locator("#kick-reason:visible q")).to_have_text(REASON)
    if loads_again:
        try_again(anna)
        expect(anna.locator("main.phone > [data-ticket]")).to_be_visible()
        expect(anna.get_by_role("heading", name=OUT)).to_be_visible()
        expect(anna.locator("#kick-reason:visible q")).to_have_text(REASON)

    desk.do("student_restore", "user_list", id=anna_id)
    expect(anna.locator("#answer")).to_have_value("a draft")
    answer(anna, "Paris")
    expect(boris.locator("#others .message")).to_contain_text("Anna")
    forget_refusals(people)


def test_a_student_who_was_away_when_kicked_reads_why_too(people, desk, phones):
    anna, _ = phones
    anna_id = desk.students()["Anna"]
    anna.context.set_offline(True)
    expect(anna.locator("connection-banner")).to_be_visible()
    desk.do("student_kick", "student_kicked", id=anna_id, reason=REASON)
    anna.context.set_offline(False)
    expect(anna.get_by_role("heading", name=OUT)).to_be_visible()
    expect(anna.locator("#kick-reason:visible q")).to_have_text(REASON)
    forget_refusals(people)


def test_a_kick_without_a_reason_shows_none(people, desk, phones):
    anna, _ = phones
    desk.do("student_kick", "student_kicked", id=desk.students()["Anna"])
    for _ in range(2):
        expect(anna.get_by_role("heading", name=OUT)).to_be_visible()
        expect(anna.locator("#kick-reason")).to_be_hidden()
        anna.reload()
    forget_refusals(people)


def test_a_phone_under_a_class_code_waits_and_goes_along_when_the_training_starts(people, desk):
    code = class_code.code_of(Trainer.get())
    anna = people.person(PHONE, before=lambda page: page.clock.install())
    anna.goto(f"{people.server.url}/join/{code}")
    with anna.expect_response(lambda answer: answer.request.method == "HEAD"):
        anna.clock.fast_forward("00:12")
    expect(anna.get_by_role("heading", name="The room is not open yet")).to_be_visible()
    desk.do("training_start")
    anna.clock.fast_forward("00:12")
    expect(anna).to_have_url(re.compile(f"/join/{desk.room['code']}$"))
    expect(anna.locator("input[name=nickname]")).to_be_visible()


def test_a_locked_room_says_so_at_the_door_and_lets_its_own_back_in(people, desk, phones):
    anna, _ = phones
    desk.do("room_change", is_locked=True)
    chen = people.person({}, "en-GB")
    chen.goto(f"{people.server.url}/join/{desk.room['code']}")
    expect(chen.get_by_text("The room is locked: ask the trainer to let you in.")).to_be_visible()
    expect(chen.locator("input[name=nickname]")).to_have_count(0)
    anna.goto(f"{people.server.url}/join/{desk.room['code']}")
    expect(anna.locator("#answer")).to_be_visible()
    desk.do("room_change", is_locked=False)
    try_again(chen)
    chen.locator("input[name=nickname]").fill("Chen")
    chen.locator("main button[type=submit]").click()
    expect(chen.locator("#answer")).to_be_visible()
    forget_refusals(people)


def test_the_trainer_sees_who_is_writing_and_a_phone_says_so_seldom(people, desk):
    said: list[bool] = []
    anna = people.student(desk.room["code"], "Anna", before=lambda page: overhear(page, said))
    anna_id = desk.students()["Anna"]
    desk.do("training_start")
    desk.do("round_new")
    anna.locator("#answer").click()
    anna.keyboard.type("Par")
    desk.until("students_writing", message=[anna_id])
    assert said == [True]
    anna.clock.fast_forward("00:03")
    anna.keyboard.type("iss")
    anna.locator("#answer").fill("")
    desk.until("students_writing", message=[])
    answer(anna, "Paris")
    desk.until("message_send")
    assert said == [True, True, False, True, False]
    desk.do("training_pause")
    expect(anna.locator(".round__head [data-paused]")).to_be_visible()
    desk.do("training_resume")
    desk.do("round_end", "round_close")
    expect(anna.get_by_role("heading", name="Round 1 is over")).to_be_visible()
    assert len(said) == 5


def overhear(page, said):
    """Note what this page says about writing, and let the test move its clock."""
    page.clock.install()
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: note(frame, said)))


def note(frame, said):
    sent = json.loads(frame)
    if sent["action"] == "student_writing":
        said.append(sent["is_writing"])


def try_again(page):
    page.get_by_role("link", name="Try again").click()


def forget_refusals(people):
    """Browsers complain of a page that says no."""
    people.complaints[:] = [one for one in people.complaints if not re.search("status of 40[39]", one)]

"""The trainer's console in a real browser: the clock in hand, who is missing, and what to do for one of them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from models.message import Message
from tests.journeys.console import button, clock, console, group, menu, primary
from tests.journeys.people import PHONE


@pytest.fixture
def seats(desk):
    """Three students, on the protocol alone; they came in another order than that of their names."""
    chen, boris, anna = (desk.seat(nickname) for nickname in ("Chen", "Boris", "Аня"))
    seats = [anna, boris, chen]
    yield seats
    for seat in seats:
        seat.close()


@pytest.fixture
def page(people, desk, seats):
    """The console, with the first round open."""
    desk.do("training_start")
    desk.do("round_new")
    page = console(people, desk)
    expect(page.get_by_role("heading", name="Round 1 of 5")).to_be_visible()
    return page


def test_the_missing_are_told_by_name_until_the_round_is_ended(page, seats):
    anna, boris, chen = seats
    expect(group(page, "missing")).to_have_text(["Boris", "Chen", "Аня"])
    expect(primary(page)).to_have_count(0)
    boris.send("student_writing", is_writing=True)
    expect(page.locator(".person[data-state=writing]")).to_contain_text("Boris")
    anna.do("message_send", message="Paris")
    expect(group(page, "missing")).to_have_text(["Boris", "Chen"])
    expect(group(page, "done")).to_have_text(["Аня"])
    expect(page.get_by_text("Missing: Boris, Chen")).to_be_visible()
    chen.close()
    expect(page.locator(".person[data-state=away]")).to_contain_text("Chen")
    button(page, "End now, 2 missing").click()
    expect(page.get_by_text("Over", exact=True)).to_be_visible()
    boris.until("round_close")
    expect(primary(page)).to_have_text(re.compile("Open round 2"))


def test_when_everybody_has_answered_ending_is_the_next_step(page, seats):
    for seat in seats:
        seat.do("message_send", message="Paris")
    expect(primary(page)).to_have_text(re.compile("End now, nobody is missing"))
    page.keyboard.press("n")
    expect(page.get_by_text("Over", exact=True)).to_be_visible()
    button(page, "Open round 2").click()
    expect(group(page, "missing")).to_have_text(["Boris", "Chen", "Аня"])
    expect(group(page, "done")).to_have_count(0)


def test_a_pause_outlives_the_server_and_the_page(page, seats, server):
    before = clock(page)
    button(page, "+15 s").click()
    seats[0].until("round_time")
    page.keyboard.press("p")
    expect(page.get_by_text("Paused", exact=True)).to_be_visible()
    expect(primary(page)).to_have_text(re.compile("Resume"))
    stands = clock(page)
    assert before + 5 < stands <= before + 15
    server.kill()
    expect(page.locator("connection-banner")).to_be_visible()
    server.start()
    expect(page.locator("connection-banner")).to_be_hidden()
    page.reload()
    expect(page.get_by_text("Paused", exact=True)).to_be_visible()
    assert clock(page) == stands
    button(page, "Resume").click()
    expect(page.get_by_text("Paused", exact=True)).to_be_hidden()
    expect(page.locator(".desk__head round-clock")).to_have_attribute("data-state", "running")
    assert stands - 3 <= clock(page) <= stands


def test_a_pause_is_seen_and_ended_from_the_header_while_the_desk_is_scrolled_away(page, desk, server):
    head = page.locator(".console-head__paused")
    page.set_viewport_size({"width": 360, "height": 740})
    desk.do("round_end", "round_close")
    desk.do("training_pause")
    expect(page.locator(".desk__paused-word")).to_be_visible()
    expect(head).to_be_hidden()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(head).to_contain_text("Paused")
    server.kill()
    expect(page.locator("connection-banner")).to_be_visible()
    resume = button(head, "Resume")
    resume.press("Enter")
    expect(head.locator("[data-error]")).to_be_visible()
    server.start()
    expect(page.locator("connection-banner")).to_be_hidden()
    expect(head.locator("[data-error]")).to_be_hidden()
    resume.press("Enter")
    expect(head).to_be_hidden()
    expect(page.locator(".desk__paused")).to_be_hidden()


def test_one_student_gets_time_of_their_own_after_the_round(page, seats):
    button(page, re.compile("^End now")).click()
    menu(page, "Boris").get_by_role("button", name="+30 s for them").click()
    boris = page.locator(".person").filter(has_text="Boris")
    expect(boris.locator(".person__clock")).to_have_text(re.compile(r"0:(30|2\d)"))
    expect(page.locator(".person__clock:visible")).to_have_count(1)
    seats[1].until("round_time")
    seats[1].do("message_send", message="Late but in time")
    expect(group(page, "done")).to_have_text([])  # the open menu holds the row where it is
    page.keyboard.press("Escape")
    seats[0].do("training_start", "error")
    expect(page.locator(".person[data-state=answered]")).to_contain_text("Boris")


def test_ending_the_round_says_whose_extra_time_ends_too(page, desk, seats):
    also = page.locator(".controls__also")
    expect(also).to_be_hidden()
    desk.send("round_extra", student_id=seats[1].id, seconds=90)
    expect(also).to_have_text("Also ends the extra time of Boris.")


def test_the_trainer_answers_for_somebody_without_a_phone(page):
    page.keyboard.press("a")
    page.get_by_label("Their name").fill("Dara")
    page.keyboard.press("Enter")
    expect(group(page, "missing")).to_have_text(["Boris", "Chen", "Dara", "Аня"])
    menu(page, "Dara").get_by_role("button", name="Answer for them").click()
    page.get_by_label("The answer of Dara").fill("Rome")
    page.reload()
    menu(page, "Dara")
    expect(page.get_by_label("The answer of Dara")).to_have_value("Rome")
    button(page, re.compile("^Send$")).click()
    expect(group(page, "done")).to_have_text(["Dara"])
    message = Message.get()
    assert (message.text, message.student.nickname, message.trainer.name) == ("Rome", "Dara", "Olga")


def test_a_name_that_is_taken_is_refused_at_the_field(page):
    button(page, "Add someone without a phone").click()
    page.get_by_label("Their name").fill("Boris")
    page.keyboard.press("Enter")
    expect(page.locator("student-add [data-error]")).to_have_text(
        "Somebody here has that name already. Take another one."
    )
    expect(page.get_by_label("Their name")).to_have_value("Boris")


def test_a_removal_has_a_reason_and_can_be_undone_on_another_console_for_a_minute(people, desk, page):
    dara = people.student(desk.room["code"], "Dara")
    menu(page, "Dara").get_by_role("button", name="Remove…").click()
    page.get_by_label("Reason").fill("Wrong room")
    page.keyboard.press("Enter")
    expect(dara.get_by_text("Wrong room")).to_be_visible()
    phone = console(people, desk, PHONE)
    for one in (page, phone):
        one.reload()
        expect(one.get_by_text("Dara was removed.")).to_be_visible()
    button(phone, "Undo").click()
    for one in (page, phone):
        expect(one.locator(".toast")).to_have_count(0)
    expect(group(page, "missing").filter(has_text="Dara")).to_be_visible()


def test_two_consoles_stay_in_step(people, desk, page, seats):
    phone = console(people, desk, PHONE)
    page.keyboard.press("l")
    phone.locator("[value=side]").click()
    expect(phone.get_by_role("switch", name="Lock the room")).to_be_checked()
    expect(page.locator(".console__people .locked-note")).to_be_visible()
    stranger = people.person(PHONE)
    stranger.goto(f"{people.server.url}/join/{desk.room['code']}")
    expect(stranger.get_by_text(re.compile("locked", re.IGNORECASE)).first).to_be_visible()
    phone.get_by_role("switch", name="Hide names").click()
    expect(page.get_by_text("Names are hidden.")).to_be_visible()
    button(page, "Reveal names").click()
    expect(phone.get_by_role("switch", name="Hide names")).not_to_be_checked()
    phone.locator("[value=round]").click()
    button(phone, "Pause everything").click()
    expect(primary(page)).to_have_text(re.compile("Resume"))
    people.complaints.clear()  # the stranger's 409


def test_keys_are_listed_and_can_be_turned_off_for_good(page):
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    for key in page.evaluate(
        "[...document.querySelectorAll('[aria-keyshortcuts][data-key]')].map(one => one.dataset.key)"
    ):
        for letter in key.split():
            expect(keys.locator("kbd", has_text=re.compile(f"^{re.escape(letter)}$")).first).to_be_visible()
    keys.get_by_label("Single keys work").uncheck()
    button(keys, "Close").click()
    page.reload()
    expect(page.get_by_role("heading", name="Round 1 of 5")).to_be_visible()
    page.keyboard.press("l")
    page.keyboard.press("e")
    button(page, "+15 s").click()
    expect(page.get_by_text("Over", exact=True)).to_be_hidden()
    expect(page.get_by_role("switch", name="Lock the room")).not_to_be_checked()


def test_a_key_is_its_letter_also_on_a_russian_keyboard_but_not_in_a_field(page):
    page.locator("#words").focus()
    page.keyboard.type("lpe")
    expect(page.locator("#words")).to_have_value("lpe")
    page.evaluate("document.activeElement.blur()")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'д', code: 'KeyL', bubbles: true}))"
    )
    expect(page.get_by_role("switch", name="Lock the room")).to_be_checked()
    expect(page.get_by_text("Paused", exact=True)).to_be_hidden()

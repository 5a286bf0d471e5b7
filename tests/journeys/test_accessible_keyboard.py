"""The whole way of a student, and the first steps of a trainer, by the keyboard alone; and the phone as a screen reader
lists it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import EMAIL, PASSWORD
from tests.journeys.ears import focused, heard, listen, press_until
from tests.journeys.late import Late
from tests.journeys.people import LAPTOP, PHONE
from tests.journeys.scene import Scene

QUESTION = "The capital of France?"


@pytest.fixture
def scene(people):
    scene = Scene(people)
    yield scene
    scene.close()


def test_a_student_needs_only_the_keyboard_from_the_code_to_the_results(people, scene):
    desk = scene.desk(max_rounds_count=2)
    page = scene.visit("/join")
    keyboard = page.keyboard
    assert focused(page) == "#code"
    keyboard.type(desk.room["code"].lower())
    keyboard.press("Enter")
    expect(page.locator("#nickname")).to_be_focused()
    keyboard.type("Anna")
    keyboard.press("Enter")
    expect(page.get_by_role("heading", name="You’re in, Anna")).to_be_visible()

    desk.do("training_start")
    ready = page.get_by_role("button", name="I’m ready")
    expect(ready).to_be_visible()
    press_until(page, "ready-check [value=yes]")
    keyboard.press("Enter")
    expect(page.get_by_role("button", name="Not ready after all")).to_be_focused()

    listen(page)
    desk.do("round_new", question=QUESTION)
    assert heard(page, QUESTION) == [f"Round 1 is open. {QUESTION}"]
    assert focused(page)
    press_until(page, "#answer")
    keyboard.type("Paris")
    keyboard.press("Tab")
    press_until(page, ".answer-box__send")
    keyboard.press("Enter")
    expect(page.locator("#mine .message")).to_contain_text("Received")
    assert focused(page)

    desk.do("message_select", message_ids=[desk.until("message_send")["message"]["message_id"]])
    heard(page, "Your answer was marked right.")
    desk.do("round_end", "round_close")
    expect(page.get_by_role("heading", name="Round 1 is over")).to_be_visible()
    assert focused(page)
    desk.do("training_close")
    expect(page.get_by_role("heading", name="The training is over")).to_be_visible()
    assert focused(page)
    press_until(page, "[name=language]")
    keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.get_by_role("heading", name="Тренинг завершён")).to_be_visible()


def test_a_taken_name_is_told_and_the_offered_one_is_an_enter_away(people, scene):
    scene.seat("Anna")
    page = scene.visit(f"/join/{scene.desk().room['code']}")
    page.keyboard.type("anna")
    page.keyboard.press("Enter")
    offer = page.get_by_role("button", name=re.compile("^Go in as"))
    expect(offer).to_be_focused()
    expect(offer).to_have_accessible_description(re.compile("."))
    expect(page.get_by_role("alert")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/student$"))
    people.complaints.clear()  # 409


def test_a_form_with_mistakes_is_read_from_its_summary_and_leads_to_each_field(people, scene):
    page = scene.signed_in("/rooms/new")
    page.locator("form.sheet").evaluate("form => { form.noValidate = true }")
    page.locator("[name=max_round_time]").fill("1")
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Please check"))
    press_until(page, ".error-summary a")
    page.keyboard.press("Enter")
    field = page.locator("#title")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("."))
    people.complaints.clear()  # 400


def test_a_trainer_makes_a_room_and_starts_it_without_a_mouse(scene):
    scene.trainer()
    page = scene.visit("/sign-in", LAPTOP)
    keyboard = page.keyboard
    expect(page.locator("#email")).to_be_focused()
    keyboard.type(EMAIL)
    keyboard.press("Tab")
    keyboard.type(PASSWORD)
    keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/rooms$"))
    keyboard.press("Tab")
    assert "skip-link" in focused(page)
    keyboard.press("Enter")
    keyboard.press("Tab")
    press_until(page, "main a[href='/rooms/new']")
    keyboard.press("Enter")
    expect(page.locator("#title")).to_be_focused()
    keyboard.type("Capitals")
    keyboard.press("Enter")
    expect(page.locator(".desk--lobby")).to_be_visible()
    press_until(page, "step-button[action=training_start] [data-ask]")
    keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Who is ready?")).to_be_visible()
    press_until(page, "#next-question")
    keyboard.type(QUESTION)
    press_until(page, "step-button[action=round_new] [data-ask]")
    keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Round 1 of 5")).to_be_visible()
    assert focused(page)


def test_a_crowd_that_answers_is_told_as_a_number_not_one_by_one(scene):
    scene.in_round(question=QUESTION)
    page = scene.phone("round_open", "Anna", before=lambda page: page.clock.install())
    listen(page)
    boris = scene.seat("Boris")
    for number in range(30):
        boris.do("message_send", message=f"{number}", ref=f"{number}")
    expect(page.locator("#others .message")).to_have_count(30)
    page.clock.fast_forward("00:05")
    page.wait_for_function("() => window.heard.length")
    page.clock.fast_forward("00:05")
    counts = [re.fullmatch(r"(\d+) new answers?", words) for words in page.evaluate("window.heard")]
    assert all(counts) and len(counts) <= 3
    assert sum(int(count[1]) for count in counts) == 30


def test_what_happens_in_one_instant_is_all_said(scene):
    desk, late = scene.in_round(), Late()
    page = scene.phone("round_open", "Anna", before=late.take)
    listen(page)
    late.until("round_question")
    page.locator("#answer").fill("Paris")
    page.locator(".answer-box__send").click()
    desk.until("message_send")
    desk.do("round_question", question=QUESTION)
    assert heard(page, QUESTION) == [f"Received The question: {QUESTION}"]


def test_a_screen_reader_finds_the_phones_landmarks_headings_and_names(scene):
    scene.in_round(question=QUESTION)
    page = scene.phone("round_open", "Anna")
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("banner")).to_contain_text("Anna")
    expect(page.get_by_role("heading", level=1)).to_have_text("Round 1 of 5")
    expect(page.get_by_role("timer", name="Time left")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your answer")).to_be_editable()
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_enabled()
    for region in page.locator("[aria-live], [role=status], [role=alert], [role=log]").all():
        assert len(region.text_content()) < 300  # none of them would be read out as a whole


@pytest.mark.parametrize(
    "size", [(640, 200), (320, 480), (320, 256)], ids=["keyboard_across", "keyboard", "at_400_%"]
)
def test_the_answer_can_be_written_and_sent_on_what_is_left_of_a_small_screen(scene, size):
    scene.in_round(question=QUESTION)
    page = scene.phone("round_open", "Anna")
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    page.locator("#answer").tap()
    page.keyboard.type("Paris")
    for part in ("#answer", ".answer-box__send"):
        expect(page.locator(part)).to_be_in_viewport(ratio=0.75)
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    page.locator(".answer-box__send").tap()
    expect(page.locator("#mine .message")).to_contain_text("Received")


def test_letters_twice_as_large_run_off_no_phone(scene):
    """What a browser's own setting does, which no zoom does: the letters alone grow."""
    scene.in_round(question=QUESTION)
    page = scene.phone("round_open", "Anna", device=PHONE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    page.locator("#answer").fill("Paris")
    page.locator(".answer-box__send").tap()
    expect(page.locator("#mine .message")).to_contain_text("Received")

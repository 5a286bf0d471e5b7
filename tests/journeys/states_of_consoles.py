"""The trainer's console: each phase, and each thing that opens in it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.people import PHONE
from tests.journeys.states import state
from tests.journeys.states_of_trainers import LONG, UUID

HEARTBEAT = 30_000  # ms: a network that is gone is noticed by silence
CONSOLE = (f"/rooms/{UUID}", "rooms/console.html")


@state(*CONSOLE, phase="waiting")
def console_waiting(scene):
    scene.seat("Аня")
    page = scene.console("waiting")
    expect(page.locator(".person")).to_have_count(1)
    return page


@state(*CONSOLE, phase="waiting")
def console_empty_and_locked(scene):
    scene.desk(answers="hidden").do("room_change", is_locked=True)
    return scene.console("waiting")


@state(*CONSOLE, phase="waiting")
def console_with_questions(scene):
    questions = [{"text": "2 + 2?", "accepted": ["4", "четыре"]}, {"text": LONG, "max_time": 30}]
    scene.desk().do("question_add", "questions", questions=questions)
    page = scene.console("waiting")
    page.locator("[data-way=add]").click()
    page.locator(".prepared [data-more]").first.click()
    return page


@state(*CONSOLE, phase="waiting")
def console_with_many_questions_to_paste(scene):
    page = scene.console("waiting")
    page.locator("[data-way=paste]").click()
    return page


@state(*CONSOLE, phase="waiting")
def console_that_adds_somebody(scene):
    scene.seat("Борис")
    page = scene.console("waiting")
    page.locator("student-add [data-unfold]").click()
    page.locator("#add-nickname").fill("Борис")
    page.locator("#add-nickname").press("Enter")
    expect(page.locator("student-add [data-error]")).to_be_visible()
    return page


@state(*CONSOLE, phase="started")
def console_started(scene):
    anna = scene.seat("Аня")
    scene.desk().do("training_start")
    anna.do("student_ready", "user_list", is_ready=True)
    page = scene.console("started")
    expect(page.locator(".person[data-state=ready]")).to_have_count(1)
    return page


@state(*CONSOLE, phase="round_open")
def console_round_open(scene):
    return with_answers(scene)


@state(*CONSOLE, phase="round_open")
def console_on_a_phone(scene):
    return with_answers(scene, device=PHONE)


@state(*CONSOLE, phase="round_open")
def console_with_nothing_yet(scene):
    scene.in_round(question=LONG)
    return scene.console("round_open")


@state(*CONSOLE, phase="round_open")
def console_with_a_card_open(scene):
    page = with_answers(scene)
    page.locator(".answer-card__open").first.click()
    page.locator("[data-tool=pick]").first.click()
    return page


@state(*CONSOLE, phase="round_open")
def console_with_names_hidden(scene):
    page = with_answers(scene)
    scene.desk().do("room_change", is_blind=True)
    expect(page.locator(".blind-note")).to_be_visible()
    return page


@state(*CONSOLE, phase="round_open")
def console_paused(scene):
    page = with_answers(scene)
    scene.desk().do("training_pause")
    expect(page.locator("#desk-paused")).to_be_visible()
    return page


@state(*CONSOLE, phase="round_open")
def console_with_the_next_round_asked_for(scene):
    page = with_answers(scene)
    page.locator("[data-unfold][aria-controls=next-fields]").click()
    page.locator("step-button[action=round_new] [data-ask]").click()
    asked(page, "step-button[action=round_new]")
    return page


@state(*CONSOLE, phase="round_open")
def console_with_a_persons_menu(scene):
    page = with_answers(scene)
    page.locator(".person [data-more]").first.click()
    page.locator("person-menu [data-answer]").click()
    expect(page.locator("#answer-for")).to_be_visible()
    return page


@state(*CONSOLE, phase="round_open")
def console_that_mends_its_question(scene):
    page = with_answers(scene)
    page.locator(".asked__edit").click()
    expect(page.locator("#asked-form")).to_be_visible()
    return page


@state(*CONSOLE, phase="round_open")
def console_that_asks_before_a_kick(scene):
    page = with_answers(scene)
    page.locator(".person [data-more]").first.click()
    page.locator("person-menu [data-kick]").click()
    expect(page.locator("kick-dialog dialog")).to_be_visible()
    return page


@state(*CONSOLE, phase="round_open")
def console_after_a_kick(scene):
    page = with_answers(scene)
    desk = scene.desk()
    desk.do("student_kick", "student_kicked", id=desk.students()["Борис"])
    expect(page.locator(".toast")).to_be_visible()
    return page


@state(*CONSOLE, phase="round_open")
def console_with_its_keys(scene):
    page = with_answers(scene)
    page.locator("[data-keys]").click()
    expect(page.locator("key-help dialog")).to_be_visible()
    return page


@state(*CONSOLE, phase="round_open")
def console_without_a_network(scene):
    page = with_answers(scene)
    page.context.set_offline(True)
    expect(page.locator("connection-banner")).to_be_visible(timeout=HEARTBEAT)
    return page


@state(*CONSOLE, phase="round_over")
def console_round_over(scene):
    page = with_answers(scene)
    desk = scene.desk()
    desk.do("round_end", "round_close")
    desk.do("round_extra", "round_time", student_id=desk.students()["Борис"], seconds=60)
    desk.do("message_send", message="Молодцы!", ref="1")
    expect(page.locator(".person__clock:visible")).to_have_count(1)
    return page


@state(*CONSOLE, phase="round_over")
def console_after_the_last_round(scene):
    desk = scene.in_round(max_rounds_count=1)
    desk.do("round_end", "round_close")
    page = scene.console("round_over")
    page.locator("#finish [data-ask]").click()
    asked(page, "#finish")
    return page


@state(*CONSOLE, phase="closed")
def console_closed(scene):
    page = with_answers(scene)
    scene.desk().do("training_close")
    expect(page.locator(".result")).to_have_count(3)
    return page


def asked(page, place):
    """The question stands there, and takes an answer: it does not at once."""
    expect(page.locator(f"{place} [data-sure]")).to_be_visible()
    expect(page.locator(f"{place} [data-yes]")).not_to_have_attribute("aria-disabled", "true")


def with_answers(scene, **settings):
    """The console in a round with three students, and answers of two of them."""
    desk = scene.in_round()
    for name, text in (("Анна", "Канберра"), ("Борис", ""), ("А" * 24, LONG)):
        if text:
            scene.seat(name).do("message_send", message=text, ref=text[:60])
        else:
            scene.seat(name)
    first = desk.until("message_send")["message"]["message_id"]
    desk.do("message_select", message_ids=[first])
    page = scene.console("round_open", **settings)
    expect(page.locator("#cards answer-card")).to_have_count(2)
    expect(page.locator(".person")).to_have_count(3)
    return page

"""A pause, as the students' phones live through it: everything waits, and nothing is lost."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.late import Late
from tests.journeys.phone import SENT, seconds, send, texts

WAITS = re.compile("Waits until it goes on")
PAUSED = "The trainer has paused. Your answer waits."


def test_a_pause_in_the_middle_of_typing_stops_the_clock_and_keeps_the_draft(people, desk):
    anna = people.student(desk.room["code"], "Anna", before=lambda page: page.clock.install())
    desk.do("training_start")
    desk.do("round_new")
    field = anna.locator("#answer")
    field.click()
    anna.keyboard.type("Par")
    desk.do("training_pause")
    expect(anna.locator(".round__head [data-paused]:visible")).to_have_text(PAUSED)
    expect(anna.locator("#live-now")).to_have_text(PAUSED)
    expect(anna.locator(".answer-box__send")).to_be_hidden()
    stands = seconds(anna)
    anna.clock.fast_forward("00:07")
    anna.keyboard.type("not taken")
    anna.keyboard.press("Control+Enter")
    expect(field).to_have_value("Par")
    assert seconds(anna) == stands

    anna.reload()
    expect(anna.locator(".round__head [data-paused]:visible")).to_have_text(PAUSED)
    expect(field).to_have_value("Par")
    assert seconds(anna) == stands

    field.focus()
    desk.do("training_resume")
    expect(anna.locator(".round__head [data-paused]")).to_be_hidden()
    anna.keyboard.press("End")
    anna.keyboard.type("is")
    anna.clock.fast_forward("00:07")
    expect(anna.locator("round-clock")).to_have_attribute("data-state", "running")
    assert seconds(anna) <= stands - 7
    anna.locator(".answer-box__send").click()
    expect(anna.locator("#mine .message")).to_contain_text(SENT)
    assert texts() == ["Paris"]


def test_an_answer_sent_at_the_moment_of_the_pause_goes_out_when_it_ends_exactly_once(people, desk):
    late = Late()
    anna = people.student(desk.room["code"], "Anna", before=late.take)
    desk.do("training_start")
    desk.do("round_new")
    expect(anna.locator("#answer")).to_be_visible()
    late.until("error")  # the phone hears of the pause only with the refusal
    desk.do("training_pause")
    send(anna, "Paris")
    expect(anna.locator("#mine .message")).to_contain_text(WAITS)
    expect(anna.locator(".round__head [data-paused]:visible")).to_have_text(PAUSED)
    anna.clock.fast_forward("00:30")  # a long pause is no reason to distrust the connection
    assert texts() == []
    desk.do("training_resume")
    expect(anna.locator("#mine .message")).to_contain_text(SENT)
    assert (texts(), late.connections) == (["Paris"], 1)


def test_an_answer_that_waits_survives_a_reload(people, desk):
    late = Late()
    anna = people.student(desk.room["code"], "Anna", before=late.take)
    desk.do("training_start")
    desk.do("round_new")
    expect(anna.locator("#answer")).to_be_visible()
    late.until("error")
    desk.do("training_pause")
    send(anna, "Paris")
    expect(anna.locator("#mine .message")).to_contain_text(WAITS)
    anna.reload()
    expect(anna.locator("#mine .message")).to_contain_text(WAITS)
    desk.do("training_resume")
    expect(anna.locator("#mine .message")).to_contain_text(SENT)
    expect(anna.locator("#mine .message")).to_have_count(1)
    anna.reload()
    expect(anna.locator("#mine .message")).to_contain_text(SENT)
    assert texts() == ["Paris"]


def test_a_phone_without_a_network_learns_of_the_pause_and_its_answer_waits(desk, phones):
    anna, _ = phones
    anna.context.set_offline(True)
    expect(anna.locator("connection-banner")).to_be_visible()
    send(anna, "from the tunnel")
    anna.locator("#answer").fill("and a draft")
    desk.do("training_pause")
    anna.context.set_offline(False)
    expect(anna.locator(".round__head [data-paused]:visible")).to_have_text(PAUSED)
    expect(anna.locator("#mine .message")).to_contain_text(WAITS)
    assert texts() == []
    desk.do("training_resume")
    expect(anna.locator("#mine .message")).to_contain_text(SENT)
    expect(anna.locator("#answer")).to_have_value("and a draft")
    assert texts() == ["from the tunnel"]


def test_an_answer_that_waits_is_given_back_when_the_round_ends_in_the_pause(people, desk):
    late = Late()
    anna = people.student(desk.room["code"], "Anna", before=late.take)
    desk.do("training_start")
    desk.do("round_new")
    expect(anna.locator("#answer")).to_be_visible()
    late.until("error")
    desk.do("training_pause")
    send(anna, "too late")
    expect(anna.locator("#mine .message")).to_contain_text(WAITS)
    desk.do("round_end", "round_close")
    expect(anna.locator("#mine .message")).to_have_count(0)
    expect(anna.locator("#answer")).to_have_value("too late")
    expect(anna.locator("#box")).to_contain_text("Your text is still here.")
    assert texts() == []


def test_a_pause_outlives_the_death_of_the_server(server, database, desk, phones):
    anna, boris = phones
    desk.do("round_new", max_time=12)
    extra = desk.do("round_extra", "round_time", student_id=desk.students()["Anna"], seconds=1)["deadline"]
    expect(anna.locator("#extra:visible")).to_contain_text("You have until")
    send(boris, "before")
    anna.locator("#answer").fill("after it")
    desk.do("training_pause")
    for phone in (anna, boris):
        expect(phone.locator(".round__head [data-paused]:visible")).to_have_text(PAUSED)
    stand = [seconds(phone) for phone in (anna, boris)]

    server.kill()
    desk.close()
    expect(anna.locator("connection-banner")).to_be_visible()
    wait_until(database, extra)
    server.start()
    for phone in (anna, boris):
        expect(phone.locator("connection-banner")).to_be_hidden()
        expect(phone.locator(".round__head [data-paused]:visible")).to_have_text(PAUSED)
    assert [seconds(phone) for phone in (anna, boris)] == stand
    boris.reload()
    expect(boris.locator(".round__head [data-paused]:visible")).to_have_text(PAUSED)
    assert seconds(boris) == stand[1]

    desk.connect()
    assert desk.do("training_resume")["extras"][0]["deadline"] > extra
    expect(anna.locator(".round__head [data-paused]")).to_be_hidden()
    anna.locator(".answer-box__send").click()
    expect(anna.locator("#mine .message")).to_contain_text(SENT)
    assert texts() == ["before", "after it"]
    for phone in (anna, boris):
        expect(phone.get_by_role("heading", name="Round 2 is over")).to_be_visible()


def wait_until(database, moment):
    """The server's clock is PostgreSQL's."""
    while not database.execute_sql("SELECT clock_timestamp() > %s::timestamptz", (moment,)).fetchone()[0]:
        pass

"""The tablet that a class shares: one student after another says who they are, answers, and passes it on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from models.message import Message
from models.student import Student
from models.trainer import Trainer
from tests.journeys.desk import EMAIL, PASSWORD
from tests.journeys.tablet import (
    TABLET,
    Classroom,
    answers,
    choose,
    code_of,
    enter,
    next_person,
    pair,
    send,
    shows,
    write,
)

NAMES = ("Anna", "Boris", "Clara")


@pytest.fixture
def tablet(people, desk, request):
    """Three students have a seat and a phone that is silent; a round is open, and the tablet asks who is there."""
    for name in NAMES:
        desk.seat(name).close()
    desk.do("training_start")
    desk.do("round_new", question="Which is the capital of Australia?")
    page = people.person(TABLET, before=lambda page: page.clock.install())
    pair(page, people.server.url, Trainer.get(), **getattr(request, "param", {}))
    shows(page, "who")
    yield page
    people.complaints[:] = [one for one in people.complaints if "status of 4" not in one]  # what was refused


BY_LIST = pytest.mark.parametrize("tablet", [{"who": "list"}], indirect=True)
HIDDEN = pytest.mark.parametrize("desk", [{"answers": "hidden"}], indirect=True)


def given():
    """What is stored: who wrote what, oldest first."""
    query = Message.select(Message, Student).join(Student).order_by(Message.id)
    return [(message.student.nickname, message.text) for message in query]


def sit(page, name):
    enter(page, code_of(name))
    shows(page, "writing")
    expect(page.locator(".turn__name")).to_have_text(name)


def test_three_students_in_turn_are_three_students(tablet):
    for name, text in zip(NAMES, ("Canberra", "Sydney", "Perth"), strict=True):
        sit(tablet, name)
        expect(tablet.locator("#question")).to_be_visible()
        expect(tablet.locator("round-clock")).to_be_visible()
        expect(tablet.locator("#turn-answer")).to_have_value("")
        answers(tablet, text)
        expect(tablet.locator("[data-phase=sent] h1")).to_contain_text(name)
        next_person(tablet)
        expect(tablet.locator("#pad-code")).to_have_value("")
    assert given() == [("Anna", "Canberra"), ("Boris", "Sydney"), ("Clara", "Perth")]


@BY_LIST
def test_from_the_list_each_name_answers_once(tablet, desk):
    """Those with a phone are not on it: who has been given a seat by the trainer is, and who comes up to the tablet."""
    for name in ("Dora", "Emil"):
        desk.do("student_add", "user_list", nickname=name)
    expect(tablet.locator(".name")).to_have_text(["Dora", "Emil"])
    choose(tablet, "Dora")
    answers(tablet, "Canberra")
    next_person(tablet)
    tablet.locator("[data-who=new]").click()
    tablet.locator("#new-name").fill("Fred")
    tablet.locator(".new-name [type=submit]").click()
    answers(tablet, "Sydney")
    next_person(tablet)
    expect(tablet.locator(".name__button[data-answered]")).to_have_count(2)
    tablet.locator(".name__button", has_text="Dora").click(force=True)
    shows(tablet, "who")
    choose(tablet, "Emil")
    answers(tablet, "Perth")
    assert given() == [("Dora", "Canberra"), ("Fred", "Sydney"), ("Emil", "Perth")]


@BY_LIST
def test_at_a_list_too_a_code_is_always_good(tablet):
    tablet.locator("[data-who=code]").click()
    sit(tablet, "Boris")
    answers(tablet, "Canberra")
    assert given() == [("Boris", "Canberra")]


def test_a_wrong_code_is_said_to_be_one_and_the_next_is_typed_at_once(tablet):
    enter(tablet, "ZZZZZZZ")
    expect(tablet.locator("#who-note")).to_contain_text("brings nobody back")
    sit(tablet, "Anna")
    expect(tablet.locator("#who-note")).to_be_hidden()


def test_sent_makes_way_by_itself(tablet):
    sit(tablet, "Anna")
    answers(tablet, "Canberra")
    tablet.clock.run_for(4_000)
    shows(tablet, "who")


@HIDDEN
def test_of_the_one_before_nothing_is_left_in_the_browser(tablet):
    """Neither on the page nor in its storage, its fields' history or its memory."""
    token = None
    with tablet.expect_response("**/kiosk/turn") as begun:
        sit(tablet, "Anna")
    token = begun.value.json()["turn"]
    answers(tablet, "KaNbErRa")
    next_person(tablet)
    write_code = tablet.locator("#pad-code")
    write_code.focus()
    for field, owner in ((write_code, None), (tablet.locator("#turn-answer"), "Boris")):
        if owner:
            sit(tablet, owner)
        field.focus()
        tablet.keyboard.press("Control+z")
        expect(field).to_have_value("")
    secrets = ["KaNbErRa", code_of("Anna"), token]
    seen = tablet.evaluate(EVERYTHING)
    for one in secrets:
        assert one not in seen, one
    left = heap(tablet)
    assert "Which is the capital of Australia?" in left  # it does hold what the page knows
    for one in secrets:
        assert one not in left, one


EVERYTHING = """() => [
  document.documentElement.outerHTML,
  ...Array.from(document.querySelectorAll("input, textarea"), (one) => one.value),
  JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }),
  JSON.stringify(history.state), location.href, document.cookie,
].join()"""


def heap(page):
    """All that scripts can still reach, as the browser writes it down."""
    chunks = []
    tools = page.context.new_cdp_session(page)
    tools.on("HeapProfiler.addHeapSnapshotChunk", lambda part: chunks.append(part["chunk"]))
    tools.send("HeapProfiler.enable")
    tools.send("HeapProfiler.collectGarbage")
    tools.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    return "".join(chunks)


def test_in_an_open_room_too_no_answer_stays_in_the_page(tablet, desk):
    sit(tablet, "Anna")
    answers(tablet, "KaNbErRa")
    next_person(tablet)
    assert "KaNbErRa" not in heap(tablet)


def test_whoever_leaves_is_asked_after_45_seconds_and_is_nobody_after_ten_more(tablet):
    sit(tablet, "Anna")
    write(tablet, "Canb")
    tablet.clock.run_for(44_000)
    shows(tablet, "writing")
    tablet.clock.run_for(1_000)
    shows(tablet, "still")
    expect(tablet.locator("#turn-answer")).to_be_hidden()
    expect(tablet.locator("[data-here]")).to_be_focused()
    expect(tablet.locator("[data-text=seconds]")).to_have_text("10")
    tablet.clock.run_for(3_000)
    expect(tablet.locator("[data-text=seconds]")).to_have_text("7")
    tablet.clock.run_for(7_000)
    shows(tablet, "who")
    assert "Canb" not in tablet.evaluate(EVERYTHING)
    sit(tablet, "Boris")
    expect(tablet.locator("#turn-answer")).to_have_value("")
    assert given() == []


@pytest.mark.parametrize("desk", [{"max_round_time": 300}], indirect=True)
def test_whoever_is_still_there_goes_on_where_they_were(tablet):
    sit(tablet, "Anna")
    write(tablet, "Canb")
    tablet.clock.run_for(50_000)
    tablet.locator("[data-here]").click()
    shows(tablet, "writing")
    expect(tablet.locator("#turn-answer")).to_have_value("Canb")
    expect(tablet.locator("#turn-answer")).to_be_focused()
    tablet.clock.run_for(44_000)
    tablet.keyboard.type("erra")
    tablet.clock.run_for(44_000)  # every letter is a sign of life
    shows(tablet, "writing")
    tablet.locator(".turn-form__send").click()
    shows(tablet, "sent")
    assert given() == [("Anna", "Canberra")]


def test_while_it_asks_a_touch_beside_the_buttons_is_nobody(tablet):
    sit(tablet, "Anna")
    write(tablet, "Canb")
    tablet.clock.run_for(45_000)
    shows(tablet, "still")
    tablet.locator("[data-phase=still] h1").click()
    tablet.keyboard.press("x")
    shows(tablet, "still")
    tablet.locator("[data-gone]").click()
    shows(tablet, "who")
    assert "Canb" not in tablet.evaluate(EVERYTHING)


def test_a_tablet_that_slept_does_not_wake_up_as_somebody(tablet):
    sit(tablet, "Anna")
    write(tablet, "Canb")
    tablet.clock.set_fixed_time(tablet.evaluate("Date.now() + 60_000"))  # no timer has run meanwhile
    tablet.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    shows(tablet, "who")
    assert "Canb" not in tablet.evaluate(EVERYTHING)


def test_letters_of_a_code_that_nobody_goes_on_with_are_gone(tablet):
    tablet.locator(".pad__key[value=B]").click()
    expect(tablet.locator("#pad-code")).to_have_value("B")
    tablet.clock.run_for(45_000)
    expect(tablet.locator("#pad-code")).to_have_value("")


def test_an_answer_whose_receipt_got_lost_is_one_answer(tablet):
    """The network goes while it is sent: it waits in sight, goes out again, and is there once."""
    tries = []

    def lose(route):
        tries.append(route.request.post_data_json)
        if len(tries) == 1:
            route.fetch()  # it does arrive
        if len(tries) < 3:
            return route.abort()
        route.continue_()

    tablet.route("**/kiosk/answer", lose)
    sit(tablet, "Anna")
    send(tablet, "Canberra")
    shows(tablet, "sending")
    tablet.clock.run_for(2_500)
    expect(tablet.locator("#stuck")).to_be_visible()
    expect(tablet.locator("#turn-answer")).to_be_hidden()
    tablet.clock.run_for(60_000)  # no idle person: nobody is sent away while the answer waits
    shows(tablet, "sent")
    assert len({one["ref"] for one in tries}) == 1
    assert given() == [("Anna", "Canberra")]


def test_two_taps_on_send_are_one_answer(tablet):
    sit(tablet, "Anna")
    write(tablet, "Canberra")
    tablet.locator(".turn-form__send").dblclick()
    shows(tablet, "sent")
    assert given() == [("Anna", "Canberra")]


def test_what_is_being_written_when_the_round_ends_is_not_sent_and_not_kept(tablet, desk):
    sit(tablet, "Anna")
    write(tablet, "Canb")
    desk.do("round_end", "round_close")
    shows(tablet, "late")
    expect(tablet.locator("[data-phase=late]")).to_contain_text("was not sent")
    assert "Canb" not in tablet.evaluate(EVERYTHING)
    tablet.locator("[data-phase=late] [data-next]").click()
    shows(tablet, "round_over")
    desk.do("round_new", question="2 + 2?")
    shows(tablet, "who")
    assert given() == []


def test_where_what_is_written_counts_it_is_sent_when_time_is_up(tablet, desk):
    assert desk.do("room_change", takes_drafts=True)["message"]["takes_drafts"]
    sit(tablet, "Anna")
    write(tablet, "Canberra")
    tablet.clock.run_for(40_000)  # of the page's time: on the server's clock the round goes on
    tablet.locator("#turn-answer").press("End")
    tablet.clock.run_for(20_000)
    shows(tablet, "sent")
    assert given() == [("Anna", "Canberra")]


def test_an_answer_that_arrives_too_late_is_said_to_be(tablet, desk):
    sit(tablet, "Anna")
    held = []
    tablet.route("**/kiosk/answer", lambda route: held.append(route))
    send(tablet, "Canberra")
    shows(tablet, "sending")
    desk.do("round_end", "round_close")
    expect(tablet.locator("[data-phase=sending]")).to_be_visible()
    held[0].continue_()
    shows(tablet, "late")
    expect(tablet.locator("[data-phase=late]")).to_contain_text("too late")
    assert given() == []


def test_in_a_pause_the_text_waits_and_nothing_is_sent(tablet, desk):
    sit(tablet, "Anna")
    write(tablet, "Canberra")
    desk.do("training_pause")
    expect(tablet.locator(".turn-form__waits")).to_be_visible()
    expect(tablet.locator(".turn-form__send")).to_be_hidden()
    tablet.locator("#turn-answer").press("Control+Enter")
    shows(tablet, "writing")
    desk.do("training_resume")
    expect(tablet.locator("#turn-answer")).to_have_value("Canberra")
    tablet.locator(".turn-form__send").click()
    shows(tablet, "sent")
    assert given() == [("Anna", "Canberra")]


def test_whoever_is_put_out_while_writing_is_out_and_does_not_come_back(tablet, desk):
    sit(tablet, "Anna")
    write(tablet, "Canb")
    desk.do("student_kick", "student_kicked", id=desk.students()["Anna"])
    shows(tablet, "who")
    assert "Canb" not in tablet.evaluate(EVERYTHING)
    enter(tablet, code_of("Anna"))
    expect(tablet.locator("#who-note")).to_contain_text("removed you")
    shows(tablet, "who")
    assert given() == []


def test_what_a_kicked_student_has_sent_off_is_not_taken(tablet, desk):
    sit(tablet, "Anna")
    held = []
    tablet.route("**/kiosk/answer", lambda route: held.append(route))
    send(tablet, "Canberra")
    shows(tablet, "sending")
    desk.do("student_kick", "student_kicked", id=desk.students()["Anna"])
    held[0].continue_()
    shows(tablet, "who")
    expect(tablet.locator("#who-note")).to_contain_text("removed you")
    assert given() == []


def test_that_is_not_me(tablet):
    sit(tablet, "Anna")
    write(tablet, "Canb")
    tablet.locator("#leave").click()
    shows(tablet, "who")
    assert "Canb" not in tablet.evaluate(EVERYTHING)


def test_the_tablet_itself_can_answer_for_nobody(tablet):
    """What its page holds without a turn opens nothing."""
    letter = {"turn": "", "message": "Canberra", "ref": "x", "round_id": None}
    status = tablet.evaluate(
        """(letter) => fetch("/kiosk/answer", { method: "POST", body: JSON.stringify(letter), headers: {
             "Content-Type": "application/json",
             "X-XSRFToken": document.querySelector("meta[name=xsrf-token]").content } })
           .then((answer) => answer.status)""",
        letter,
    )
    assert status == 403
    assert given() == []


def test_all_of_it_goes_without_a_finger(tablet):
    expect(tablet.locator("#pad-code")).to_be_focused()
    tablet.keyboard.type(code_of("Anna").lower())
    tablet.keyboard.press("Enter")
    expect(tablet.locator("#turn-answer")).to_be_focused()
    tablet.keyboard.type("Canberra")
    tablet.keyboard.press("Tab")
    expect(tablet.locator(".turn-form__send")).to_be_focused()
    tablet.keyboard.press("Enter")
    shows(tablet, "sent")
    expect(tablet.locator("[data-phase=sent] h1")).to_be_focused()
    tablet.keyboard.press("Tab")
    tablet.keyboard.press("Enter")
    expect(tablet.locator("#pad-code")).to_be_focused()
    assert given() == [("Anna", "Canberra")]


@pytest.mark.parametrize(
    "desk",
    [{"max_students_count": 120, "ready_names": [*NAMES, *(f"Pupil {n}" for n in range(100))]}],
    indirect=True,
)
@BY_LIST
def test_a_hundred_names_are_turned_over_and_searched(tablet):
    rows = tablet.locator(".name")
    expect(rows).to_have_count(12)
    first = rows.first.text_content()
    tablet.locator("[data-after]").click()
    expect(tablet.locator("[data-text=page]")).to_have_text("2 of 9")
    assert rows.first.text_content() != first
    tablet.locator("#name-search").fill("pupil 77")
    expect(rows).to_have_text(["Pupil 77"])
    choose(tablet, "Pupil 77")
    answers(tablet, "Canberra")
    next_person(tablet)
    expect(tablet.locator("#name-search")).to_have_value("")
    assert given() == [("Pupil 77", "Canberra")]


@pytest.mark.parametrize(
    "size", [{"width": 1024, "height": 768}, {"width": 820, "height": 1180}, {"width": 320, "height": 700}]
)
def test_what_a_finger_presses_is_large_and_nothing_runs_off(tablet, size):
    tablet.set_viewport_size(size)
    for name in (None, "Anna"):
        if name:
            sit(tablet, name)
        assert tablet.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert [box for box in tablet.evaluate(PRESSED) if box["width"] < 56 or box["height"] < 56] == []
        if size["width"] > 500:  # all that is done is in sight at once
            last = tablet.locator(".turn-form__send" if name else ".pad__go")
            expect(last).to_be_in_viewport(ratio=1)
            expect(tablet.locator("#question")).to_be_in_viewport(ratio=1)


PRESSED = """() => Array.from(document.querySelectorAll("main button, main input, main textarea"))
  .filter((one) => one.getClientRects().length)
  .map((one) => {
    const { width, height } = one.getBoundingClientRect();
    return { width, height, html: one.outerHTML.slice(0, 80) };
  })"""


def test_with_the_keyboard_open_question_clock_field_and_send_are_in_sight(tablet):
    sit(tablet, "Anna")
    for size in ({"width": 1024, "height": 400}, {"width": 820, "height": 640}):
        tablet.set_viewport_size(size)
        for one in ("#question", ".clock__left", "#turn-answer", ".turn-form__send"):
            expect(tablet.locator(one)).to_be_in_viewport(ratio=1)


def test_the_trainer_changes_how_it_looks_and_who_may_sit_down_at_once(tablet, people):
    classroom = Classroom(people, EMAIL, PASSWORD)
    sit(tablet, "Anna")
    write(tablet, "Canberra")
    classroom.change(theme="dark", zoom="l")
    expect(tablet.locator("html")).to_have_attribute("data-theme", "dark")
    expect(tablet.locator("html")).to_have_attribute("data-zoom", "l")
    expect(tablet.locator("#turn-answer")).to_have_value("Canberra")  # nobody is interrupted by it
    tablet.locator(".turn-form__send").click()
    next_person(tablet)
    classroom.change(who="list", hides_code="yes")
    expect(tablet.locator("name-list")).to_be_visible()
    expect(tablet.locator("#head-join")).to_be_hidden()


def test_a_tablet_that_is_disconnected_forgets_who_was_there(tablet, people):
    sit(tablet, "Anna")
    write(tablet, "Canb")
    Classroom(people, EMAIL, PASSWORD).revoke()
    shows(tablet, "revoked")
    assert "Canb" not in tablet.evaluate(EVERYTHING)
    assert given() == []


def test_from_one_lesson_to_the_next(tablet, desk):
    """The training ends, its results are shown; the trainer's next one comes by itself."""
    sit(tablet, "Anna")
    answers(tablet, "Canberra")
    next_person(tablet)
    told = desk.until("message_send")["message"]["message_id"]
    desk.do("message_select", message_ids=[told])
    desk.do("training_close")
    shows(tablet, "results")
    expect(tablet.locator(".podium__step")).to_contain_text("Anna")


def test_a_server_that_restarts_costs_nobody_their_text(tablet, server):
    sit(tablet, "Anna")
    write(tablet, "Canberra")
    server.stop()
    server.start()
    tablet.locator(".turn-form__send").click()
    tablet.clock.run_for(30_000)
    shows(tablet, "sent")
    assert given() == [("Anna", "Canberra")]

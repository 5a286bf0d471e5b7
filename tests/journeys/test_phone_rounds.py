"""What a student sees of a round that is over, and of all rounds at the end."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.phone import answer, send

HIDDEN = {"answers": "hidden"}


def test_after_a_round_a_phone_shows_what_was_written_and_each_right_text_once(desk, phones):
    anna, boris = phones
    answer(anna, "Lyon")
    answer(boris, "Paris")
    chen = desk.seat("Chen")
    chen.do("message_send", message=" paris ", ref="1")
    _, *right = answers(desk, 3)
    desk.do("message_select", message_ids=right)
    expect(anna.locator("#right-section")).to_be_hidden()
    expect(anna.locator("#mine-name")).to_have_text("You sent")

    desk.do("round_end", "round_close")
    for _ in range(2):
        expect(anna.locator("#mine-name")).to_have_text("You wrote")
        expect(anna.locator("#mine .message")).to_have_attribute("data-state", "received")
        expect(anna.locator("#right-name")).to_have_text("Right was")
        expect(anna.locator("#right .message__text")).to_have_text(["Paris"])
        expect(boris.locator("#mine .message")).to_have_attribute("data-state", "right")
        expect(boris.locator("#right-section")).to_be_hidden()
        for phone in (anna, boris):
            phone.reload()
    chen.close()


def test_a_mark_of_my_own_answer_is_said_politely_and_shown_without_a_long_motion(desk, phones):
    anna, boris = phones
    answer(anna, "Lyon")
    (lyon,) = answers(desk, 1)
    expect(anna.locator("#mine")).to_have_attribute("data-settled", "")
    desk.do("message_select", message_ids=[lyon])
    expect(anna.locator("#live-polite")).to_have_text("Your answer was marked right.")
    tick = anna.locator("#mine [data-state=right] .message__state .icon")
    expect(tick).to_have_css("animation-name", "right-in")
    expect(tick).to_have_css("animation-duration", "0.2s")
    anna.emulate_media(reduced_motion="reduce")
    expect(tick).to_have_css("animation-duration", "1e-05s")

    desk.do("round_end", "round_close")
    expect(boris.locator("#right .message")).to_have_count(1)
    desk.do("message_select", message_ids=[lyon], is_correct=False)
    expect(boris.locator("#right-section")).to_be_hidden()
    desk.do("message_select", message_ids=[lyon])
    expect(boris.locator("#live-polite")).to_have_text("Right was: Lyon")


def test_the_last_round_stands_below_the_new_one_and_the_phone_is_at_its_question(desk, phones):
    anna, boris = phones
    for text in [str(n) for n in range(12)]:
        answer(boris, text)
    answer(anna, "Lyon")
    paris = answers(desk, 13)[3]
    desk.do("message_select", message_ids=[paris])
    expect(anna.locator("#others .message")).to_have_count(12)
    anna.locator("#others .message").last.scroll_into_view_if_needed()
    assert anna.evaluate("scrollY") > 0

    desk.do("round_new", question="And of Spain?")
    expect(anna.locator("#question")).to_have_text("And of Spain?")
    expect(anna.locator("#question")).to_be_in_viewport()
    expect(anna.locator("#before-mine .answered__wrote [data-text=text]")).to_have_text("Lyon")
    expect(anna.locator("#before-mine .answered__right-name")).to_have_text("Right was")
    expect(anna.locator("#before-mine .answered__right [data-text=text]")).to_have_text("3")
    expect(anna.locator("#before .message")).to_have_count(12)
    expect(boris.locator("#before-mine [data-tick]:visible")).to_have_count(1)
    expect(boris.locator("#before-mine .answered__right")).to_be_hidden()


@pytest.mark.parametrize("desk", [HIDDEN], indirect=True)
def test_in_a_hidden_room_nobody_sees_what_was_right_before_the_next_round(desk, phones):
    anna, boris = phones
    answer(anna, "Lyon")
    answer(boris, "Paris")
    desk.do("message_select", message_ids=answers(desk, 2)[1:])
    desk.do("round_end", "round_close")
    expect(boris.locator("#mine .message")).to_have_attribute("data-state", "right")
    expect(anna.get_by_text("Everyone’s answers appear with the next round.")).to_be_visible()
    expect(anna.locator("#right-section")).to_be_hidden()

    desk.do("round_new")
    expect(anna.locator("#before-mine .answered__right [data-text=text]")).to_have_text("Paris")
    expect(anna.locator("#before .message")).to_have_count(1)


@pytest.mark.parametrize("desk", [HIDDEN | {"max_rounds_count": 1}], indirect=True)
def test_in_a_hidden_room_the_last_answers_come_with_the_results(desk, phones):
    anna, boris = phones
    answer(boris, "Paris")
    desk.do("message_select", message_ids=answers(desk, 1))
    desk.do("round_end", "round_close")
    expect(anna.get_by_text("Everyone’s answers appear with the results.")).to_be_visible()
    desk.do("training_close")
    expect(anna.locator("#record .answered__right [data-text=text]")).to_have_text("Paris")
    expect(boris.locator("#record .answered__right")).to_be_hidden()


def test_at_the_end_a_phone_shows_my_place_and_my_answers_round_by_round(people, desk):
    asked: list[dict] = []
    anna = people.student(desk.room["code"], "Anna", before=lambda page: overhear(page, asked))
    boris = desk.seat("Boris")
    desk.do("training_start")
    desk.do("round_new", question="Of France?")
    answer(anna, "Lyon")
    answer(anna, "Paris")
    boris.do("message_send", message="PARIS", ref="1")
    desk.do("message_select", message_ids=answers(desk, 3)[1:])
    desk.do("round_new", question="Of Spain?")
    boris.do("message_send", message="Madrid", ref="2")
    desk.do("message_select", message_ids=answers(desk, 1))
    desk.do("training_close")

    for _ in range(2):
        expect(anna.locator("[data-text=my-place]")).to_have_text("2")
        expect(anna.locator("#record .answered__name")).to_have_text(
            [re.compile("Round 1.*Of France\\?"), re.compile("Round 2.*Of Spain\\?")]
        )
        first, second = anna.locator("#record .answered__round").all()
        expect(first.locator(".answered__wrote [data-text=text]")).to_have_text(["Lyon", "Paris"])
        expect(first.locator("[data-tick]:visible")).to_have_count(1)
        expect(first.locator(".answered__right")).to_be_hidden()
        expect(second.locator(".answered__wrote")).to_have_text("no answer")
        expect(second.locator(".answered__right [data-text=text]")).to_have_text("Madrid")
        anna.reload()
    expect(anna.locator("#record .answered__round")).to_have_count(2)
    assert len(asked) == 3  # once at the close, once after each time the page was loaded
    boris.close()


def test_a_record_that_got_lost_with_the_connection_is_asked_for_again(people, desk):
    lost: list[str] = []
    anna = people.student(desk.room["code"], "Anna", before=lambda page: lose_first_record(page, lost))
    desk.do("training_start")
    desk.do("round_new", question="Of France?")
    answer(anna, "Paris")
    desk.do("training_close")
    expect(anna.locator("#record .answered__wrote [data-text=text]")).to_have_text("Paris")
    assert lost


def test_what_was_written_is_never_markup(desk, phones):
    anna, _ = phones
    send(anna, "<b>Paris</b>")
    desk.do("round_new")
    expect(anna.locator("#before-mine [data-text=text]")).to_have_text("<b>Paris</b>")


def answers(desk, count):
    """The numbers of the next answers that the trainer is told of."""
    return [desk.until("message_send")["message"]["message_id"] for _ in range(count)]


def overhear(page, asked):
    """Note each time that this page asks for the record."""
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framesent", lambda frame: asked.append(frame) if is_record(frame) else None
        ),
    )


def is_record(frame):
    return json.loads(frame)["action"] == "student_record"


def lose_first_record(page, lost):
    """The first request for the record goes down with its connection."""

    def route(socket):
        server = socket.connect_to_server()

        def pass_on(frame):
            if is_record(frame) and not lost:
                lost.append(frame)
                socket.close(code=1012)
            else:
                server.send(frame)

        socket.on_message(pass_on)

    page.route_web_socket(re.compile("/ws/room/"), route)

"""A student's page: each phase of the training as the phone shows it, each thing that can be in it, and each ending."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.phone import send
from tests.journeys.states import state
from tests.journeys.states_of_trainers import LONG, UUID

PHONE = (f"/rooms/{UUID}/student", "students/student.html")
HEARTBEAT = 30_000  # ms: a network that is gone is noticed by silence
TICKET = re.compile("/student/ticket")


@state(*PHONE, phase="connecting")
def phone_connecting(scene):
    page = scene.visit(f"/join/{scene.desk().room['code']}")
    page.route(TICKET, lambda route: None)
    page.route_web_socket(re.compile("/ws/room/"), lambda socket: None)
    page.locator("input[name=nickname]").fill("Анна")
    page.locator("main button[type=submit]").last.click()
    expect(page.locator("[data-phase=connecting]")).to_be_visible()
    return page


@state(*PHONE, phase="waiting")
def phone_waiting(scene):
    return scene.phone("waiting")


@state(*PHONE, phase="started")
def phone_asked_whether_ready(scene):
    scene.desk().do("training_start")
    return scene.phone("started")


@state(*PHONE, phase="started")
def phone_ready(scene):
    page = phone_asked_whether_ready(scene)
    page.locator("ready-check [value=yes]").click()
    expect(page.locator("[data-ready]")).to_be_visible()
    return page


@state(*PHONE, phase="round_open")
def phone_round_open(scene):
    scene.in_round()
    return scene.phone("round_open")


@state(*PHONE, phase="round_open")
def phone_with_answers(scene):
    """Own ones and others', right ones and not, one written by the trainer, one removed, a word to the room."""
    desk = scene.in_round(question=LONG)
    page = scene.phone("round_open", "Анна")
    for text in ("Канберра", LONG, "уберут"):
        send(page, text)
    boris = scene.seat("Борис")
    boris.do("message_send", message="канберра", ref="1")
    boris.do("message_send", message=LONG, ref="2")
    told = [desk.until("message_send")["message"]["message_id"] for _ in range(5)]
    desk.do("message_select", message_ids=[told[0], told[3]])
    desk.do("message_remove", id=told[2])
    desk.do("message_send", message="Сидней", student_id=desk.students()["Анна"], ref="3")
    desk.do("message_send", message=LONG, ref="4")
    page.locator("#answer").fill("черновик")
    expect(page.locator("#others .message")).to_have_count(2)
    expect(page.locator("#told")).to_contain_text(LONG[:20])
    return page


@state(*PHONE, phase="round_open")
def phone_with_a_text_that_is_too_long(scene):
    page = phone_round_open(scene)
    page.locator("#answer").fill("длинно " * 290)
    page.locator(".answer-box__send").click()
    expect(page.locator("[data-note]")).to_be_visible()
    return page


@state(*PHONE, phase="round_open")
def phone_paused(scene):
    page = phone_round_open(scene)
    page.locator("#answer").fill("черновик")
    scene.desk().do("training_pause")
    expect(page.locator(".round__head [data-paused]")).to_be_visible()
    return page


@state(*PHONE, phase="round_open")
def phone_with_more_time(scene):
    page = phone_round_open(scene)
    desk = scene.desk()
    desk.do("round_extra", "round_time", student_id=next(iter(desk.students().values())), seconds=60)
    expect(page.locator("#extra")).to_be_visible()
    return page


@state(*PHONE, phase="round_open")
def phone_without_a_network(scene):
    page = phone_round_open(scene)
    page.context.set_offline(True)
    expect(page.locator("connection-banner")).to_be_visible(timeout=HEARTBEAT)
    send(page, "из туннеля")
    return page


@state(*PHONE, phase="round_over")
def phone_round_over(scene):
    page = phone_with_answers(scene)
    scene.desk().do("round_end", "round_close")
    expect(page.locator("phase-views")).to_have_attribute("data-now", "round_over")
    return page


@state(*PHONE, phase="round_over")
def phone_round_over_in_a_hidden_room(scene):
    scene.in_round(answers="hidden")
    page = scene.phone("round_open")
    send(page, "Канберра")
    scene.desk().do("round_end", "round_close")
    expect(page.locator("phase-views")).to_have_attribute("data-now", "round_over")
    return page


@state(*PHONE, phase="round_open")
def phone_in_the_next_round(scene):
    page = phone_with_answers(scene)
    scene.desk().do("round_new", question="2 + 2?")
    expect(page.locator("#question")).to_have_text("2 + 2?")
    return page


@state(*PHONE, phase="closed")
def phone_closed(scene):
    page = phone_with_answers(scene)
    scene.desk().do("training_close")
    expect(page.locator(".result")).to_have_count(2)
    return page


@state(*PHONE, phase="closed")
def phone_closed_without_an_answer(scene):
    page = phone_asked_whether_ready(scene)
    scene.desk().do("training_close")
    expect(page.locator("phase-views")).to_have_attribute("data-now", "closed")
    return page


@state(*PHONE, phase="kicked")
def phone_kicked(scene):
    page = scene.phone("waiting")
    kick(scene)
    expect(page.locator("[data-phase=kicked]")).to_be_visible()
    return page


@state(f"/rooms/{UUID}/student", "students/kicked.html", status=403)
def kicked_and_loaded_again(scene):
    page = phone_kicked(scene)
    page.reload()
    expect(page.locator("#kick-reason")).to_be_visible()
    return page


def kick(scene):
    desk = scene.desk()
    (student,) = desk.students().values()
    desk.do("student_kick", "student_kicked", id=student, reason="<b>Хватит</b>")


@state(*PHONE, phase="deleted")
def phone_deleted(scene):
    page = scene.phone("waiting")
    other = scene.signed_in(f"{scene.address}/delete")
    other.locator("main button[type=submit]").click()
    expect(page.locator("[data-phase=deleted]")).to_be_visible()
    return page


def lost(scene, phase, spoil):
    """A phone whose connection is lost, and that meets `spoil` when it comes back."""
    page = scene.phone("waiting")
    page.context.set_offline(True)
    expect(page.locator("connection-banner")).to_be_visible(timeout=HEARTBEAT)
    spoil(page)
    page.context.set_offline(False)
    expect(page.locator(f"[data-phase={phase}]")).to_be_visible()
    return page


@state(*PHONE, phase="signed_out")
def phone_signed_out(scene):
    return lost(scene, "signed_out", lambda page: refuse(page, 401))


@state(*PHONE, phase="no_room")
def phone_of_no_room(scene):
    return lost(scene, "no_room", lambda page: refuse(page, 404))


@state(*PHONE, phase="full")
def phone_of_a_full_room(scene):
    return lost(scene, "full", lambda page: close_with(page, 4409))


def refuse(page, status):
    page.route(TICKET, lambda route: route.fulfill(status=status, json={"error": {"code": "no_such_room"}}))


def close_with(page, code):
    page.route_web_socket(re.compile("/ws/room/"), lambda socket: socket.close(code=code))

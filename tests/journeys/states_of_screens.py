"""The projector: each of its pictures, what can be in them, what they become; and the page that waits for a trainer."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from models.pairing import Pairing
from models.room import Room
from tests.journeys.desk import EMAIL, PASSWORD
from tests.journeys.states import state
from tests.journeys.states_of_students import HEARTBEAT
from tests.journeys.states_of_trainers import LONG
from tests.journeys.tablet import Classroom, pair, shows

WALL = {"viewport": {"width": 1024, "height": 768}}
SCREEN = ("/kiosk/?", "kiosk/screen.html")
PAIRING = ("/kiosk/?", "kiosk/pairing.html")
QUESTION = "Столица Австралии?"


def wall(scene, phase, before=None, device=WALL, **fields):
    """The screen of the scene's trainer, once it shows this; `fields`: of the screen, from the start."""
    page = scene.people.person(device, locale=scene.locale, before=before)
    pair(page, scene.server.url, scene.trainer(), mode="projector", **fields)
    shows(page, phase)
    return page


def on_the_wall(scene, phase, **fields):
    """The same with the desk's room on it."""
    return wall(scene, phase, room=scene.room, **fields)


def answered(scene, *texts, question=QUESTION, **settings):
    """A round is open, and each of these was sent by somebody else; gives the desk and the answers' numbers."""
    scene.desk(**settings)
    seats = [scene.seat(f"Участник {n + 1}") for n in range(len(texts))]
    desk = scene.in_round(question)
    numbers = []
    for seat, text in zip(seats, texts, strict=True):
        seat.do("message_send", message=text, ref="1")
        numbers.append(desk.until("message_send")["message"]["message_id"])
    return desk, numbers


@state(*SCREEN, phase="connecting")
def screen_connecting(scene):
    scene.desk()
    deaf = re.compile("/ws/room/")
    return on_the_wall(
        scene, "connecting", before=lambda page: page.route_web_socket(deaf, lambda socket: None)
    )


@state(*SCREEN, phase="waiting")
def screen_waiting(scene):
    scene.trainer()
    return wall(scene, "waiting")


@state(*SCREEN, phase="waiting")
def screen_waiting_for_the_next_room(scene):
    desk = scene.desk(title=LONG[:120])
    desk.do("training_start")
    desk.do("training_close")
    long_ago = "2020-01-01T00:00:00Z"
    Room.update(started_at=long_ago, finished_at=long_ago).execute()
    desk.call("/api/rooms", {"title": LONG[:120]})
    page = wall(scene, "waiting", zoom="l", theme="dark", hides_code=True)
    expect(page.locator("h1:visible")).to_have_text(LONG[:120].strip())
    return page


@state(*SCREEN, phase="lobby")
def screen_lobby_with_nobody(scene):
    scene.desk(title=LONG[:120])
    return on_the_wall(scene, "lobby")


@state(*SCREEN, phase="lobby")
def screen_lobby_that_is_getting_ready(scene):
    scene.desk()
    seats = [scene.seat(name) for name in ("Анна", "Борис", "Александра-Константиновна"[:24])]
    scene.desk().do("training_start")
    seats[0].do("student_ready", "user_list", is_ready=True)
    page = on_the_wall(scene, "lobby", zoom="s", theme="dark")
    expect(page.locator(".screen-name[data-state=ready]")).to_have_count(1)
    return page


@state(*SCREEN, phase="round")
def screen_without_a_connection(scene):
    answered(scene, "Канберра", "Сидней")
    page = on_the_wall(scene, "round")
    page.context.set_offline(True)
    expect(page.locator("connection-banner")).to_be_visible(timeout=HEARTBEAT)
    return page


@state(*SCREEN, phase="round")
def screen_round(scene):
    desk, _ = answered(scene, "Канберра", "канберра", "Сидней", LONG, question=LONG)
    desk.do("message_send", message=LONG, ref="told")
    page = on_the_wall(scene, "round")
    expect(page.locator("#told")).to_be_visible()
    return page


@state(*SCREEN, phase="round")
def screen_round_asked_aloud_and_hidden(scene):
    answered(scene, "Канберра", question="", answers="hidden")
    page = on_the_wall(scene, "round", zoom="l", hides_code=True)
    expect(page.locator("#aloud")).to_be_visible()
    return page


@state(*SCREEN, phase="round")
def screen_round_paused(scene):
    desk, _ = answered(scene, "Канберра")
    desk.do("training_pause")
    page = on_the_wall(scene, "round", theme="dark")
    expect(page.locator("[data-paused]")).to_be_visible()
    return page


@state(*SCREEN, phase="round")
def screen_round_with_the_answers_of_the_last(scene):
    desk, numbers = answered(scene, "Канберра", "Сидней", answers="hidden")
    desk.do("round_end", "round_close")
    desk.do("message_select", message_ids=numbers[:1])
    desk.do("round_new", question="А Новой Зеландии?")
    page = on_the_wall(scene, "round")
    expect(page.locator("#answers-name")).to_contain_text("1")
    return page


@state(*SCREEN, phase="marking")
def screen_marking(scene):
    desk, _ = answered(scene, "Канберра", "Сидней")
    desk.do("round_end", "round_close")
    return on_the_wall(scene, "marking")


@state(*SCREEN, phase="marking")
def screen_marking_of_what_is_hidden(scene):
    desk, _ = answered(scene, "Канберра", answers="hidden", question=LONG * 3)
    desk.do("round_end", "round_close")
    return on_the_wall(scene, "marking", theme="dark")


@state(*SCREEN, phase="reveal")
def screen_reveal(scene):
    desk, numbers = answered(scene, "Сидней", "Канберра", "канберра")
    desk.do("round_end", "round_close")
    desk.do("message_select", message_ids=numbers[1:])
    return on_the_wall(scene, "reveal")


@state(*SCREEN, phase="results")
def screen_results(scene):
    desk, numbers = answered(scene, "Канберра", "канберра", "Сидней")
    desk.do("message_select", message_ids=numbers[:2])
    desk.do("training_close")
    return on_the_wall(scene, "results")


@state(*SCREEN, phase="closed")
def screen_closed(scene):
    desk, _ = answered(scene, "Сидней")
    desk.do("training_close")
    return on_the_wall(scene, "closed")


@state(*SCREEN, phase="revoked")
def screen_revoked(scene):
    scene.desk()
    page = on_the_wall(scene, "lobby")
    Classroom(scene.people, EMAIL, PASSWORD).revoke()
    shows(page, "revoked")
    return page


@state(*PAIRING, phase="code")
def screen_that_is_nobodys(scene):
    scene.trainer()
    page = scene.visit("/kiosk", device=WALL)
    shows(page, "code")
    return page


@state(*PAIRING, phase="code")
def screen_that_was_disconnected(scene):
    screen_revoked(scene)
    (old,) = (page for context in scene.people.contexts for page in context.pages if "/kiosk" in page.url)
    old.reload()
    shows(old, "code")
    return old


@state(*PAIRING, phase="gone")
def screen_whose_code_has_run_out(scene):
    scene.trainer()
    page = scene.people.person(WALL, locale=scene.locale, before=lambda page: page.clock.install())
    page.goto(f"{scene.server.url}/kiosk")
    shows(page, "code")
    page.route("**/kiosk/pairing", lambda route: route.abort())
    page.clock.fast_forward(10 * 60_000)
    shows(page, "gone")
    return page


@state(*PAIRING, phase="approved")
def screen_just_approved(scene):
    page = screen_that_is_nobodys(scene)
    page.route("**/kiosk", lambda route: route.fulfill(status=204))  # what comes next does not come
    Pairing.approve(Pairing.get().code, scene.trainer(), "Кабинет 12", "projector")
    shows(page, "approved")
    return page

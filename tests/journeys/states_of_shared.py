"""The tablet that a class shares: each picture between rounds, each step of a turn, and what can go wrong in it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from models.room import Room
from tests.journeys.desk import EMAIL, PASSWORD
from tests.journeys.states import state
from tests.journeys.states_of_trainers import LONG
from tests.journeys.tablet import TABLET, Classroom, choose, code_of, enter, pair, send, shows, write

SHARED = ("/kiosk/?", "kiosk/shared.html")
LONGEST = "Александра-Константиновна"[:24]


def tablet(scene, phase, who="code", before=None, **fields):
    """The tablet of the scene's trainer, once it shows this; `fields`: of the screen, from the start."""
    page = scene.people.person(TABLET, locale=scene.locale, before=before)
    pair(page, scene.server.url, scene.trainer(), who, **fields)
    shows(page, phase)
    return page


def asked(scene, who="code", question="Столица Австралии?", before=None, **settings):
    """A round is open, two students have a code, and the tablet asks who is there."""
    scene.desk(**settings)
    for name in ("Анна", "Борис"):
        scene.seat(name)
    desk = scene.in_round(question)
    desk.do("student_add", "user_list", nickname=LONGEST)
    return tablet(scene, "who", who, before)


def writing(scene, **settings):
    page = asked(scene, **settings)
    enter(page, code_of("Анна"))
    shows(page, "writing")
    return page


@state(*SHARED, phase="connecting")
def tablet_connecting(scene):
    scene.in_round()
    return tablet(scene, "connecting", before=deaf)


def deaf(page):
    page.route_web_socket(re.compile("/ws/room/"), lambda socket: None)


@state(*SHARED, phase="waiting")
def tablet_waiting(scene):
    scene.trainer()
    return tablet(scene, "waiting")


@state(*SHARED, phase="waiting")
def tablet_waiting_for_the_next_room_without_a_code(scene):
    desk = scene.desk(title=LONG[:120])
    desk.do("training_start")
    desk.do("training_close")
    scene.desk().call("/api/rooms", {"title": LONG[:60]})
    long_ago = "2020-01-01T00:00:00Z"
    Room.update(started_at=long_ago, finished_at=long_ago).where(Room.finished_at.is_null(False)).execute()
    return tablet(scene, "waiting", hides_code=True, zoom="l", theme="dark")


@state(*SHARED, phase="lobby")
def tablet_lobby(scene):
    scene.desk()
    page = tablet(scene, "waiting", zoom="l")
    Classroom(scene.people, EMAIL, PASSWORD).change(room=scene.desk().room["uuid"])
    shows(page, "lobby")
    scene.seat("Анна")
    expect(page.locator("[data-text=here]")).to_contain_text("1")
    return page


@state(*SHARED, phase="lobby")
def tablet_before_the_first_round(scene):
    desk = scene.desk()
    desk.do("training_start")
    desk.do("training_pause")
    page = tablet(scene, "lobby")
    expect(page.locator("[data-phase=lobby] [data-paused]")).to_be_visible()
    return page


@state(*SHARED, phase="who")
def tablet_asks_for_a_code(scene):
    return asked(scene, question=LONG)


@state(*SHARED, phase="who")
def tablet_refuses_a_code(scene):
    page = asked(scene)
    enter(page, "ZZZZZZZ")
    expect(page.locator("#who-note")).to_be_visible()
    return page


@state(*SHARED, phase="who")
def tablet_asks_for_a_name(scene):
    """A hundred of them, of whom one has answered, and one is searched for."""
    names = ["Анна", "Борис", LONGEST, *(f"Участник {number}" for number in range(97))]
    page = asked(scene, who="list", max_students_count=150, ready_names=names)
    choose(page, LONGEST)
    shows(page, "writing")
    send(page, "Канберра")
    shows(page, "sent")
    page.locator("[data-phase=sent] [data-next]").click()
    expect(page.locator(".name__button[data-answered]")).to_be_visible()
    return page


@state(*SHARED, phase="who")
def tablet_finds_no_such_name(scene):
    page = tablet_asks_for_a_name(scene)
    page.locator("#name-search").fill("Ёжик")
    expect(page.locator("[data-none]")).to_be_visible()
    return page


@state(*SHARED, phase="who")
def tablet_takes_a_new_name(scene):
    page = asked(scene, who="list")
    page.locator("[data-who=new]").click()
    page.locator("#new-name").fill("Анна")
    page.locator(".new-name [type=submit]").click()
    expect(page.locator("#who-note")).to_be_visible()
    return page


@state(*SHARED, phase="writing")
def tablet_writing(scene):
    return writing(scene, question=LONG)


@state(*SHARED, phase="writing")
def tablet_with_a_text_that_is_too_long(scene):
    page = writing(scene)
    send(page, "длинно " * 290)
    expect(page.locator(".turn-form__note")).to_be_visible()
    return page


@state(*SHARED, phase="writing")
def tablet_of_somebody_who_has_answered(scene):
    page = writing(scene)
    send(page, "Канберра")
    shows(page, "sent")
    page.locator("[data-phase=sent] [data-next]").click()
    enter(page, code_of("Анна"))
    expect(page.locator("#again")).to_be_visible()
    return page


@state(*SHARED, phase="writing")
def tablet_paused(scene):
    page = writing(scene)
    write(page, "Канберра")
    scene.desk().do("training_pause")
    expect(page.locator(".turn-form__waits")).to_be_visible()
    return page


@state(*SHARED, phase="still")
def tablet_asks_whether_somebody_is_there(scene):
    page = writing(scene, before=lambda page: page.clock.install())
    page.clock.fast_forward(45_000)
    shows(page, "still")
    page.clock.set_fixed_time(page.evaluate("Date.now()"))
    return page


@state(*SHARED, phase="sending")
def tablet_sending_without_a_network(scene):
    page = writing(scene)
    page.route("**/kiosk/answer", lambda route: route.abort())
    send(page, "Канберра")
    shows(page, "sending")
    expect(page.locator("#stuck")).to_be_visible()
    return page


@state(*SHARED, phase="sent")
def tablet_sent(scene):
    page = writing(scene, before=hold)
    send(page, "Канберра")
    shows(page, "sent")
    return page


@state(*SHARED, phase="late")
def tablet_too_late(scene):
    page = writing(scene, before=hold)
    write(page, "Канбер")
    scene.desk().do("round_end", "round_close")
    shows(page, "late")
    return page


def hold(page):
    """What is shown for some seconds stays as long as it is looked at."""
    page.add_init_script(
        "const own = setTimeout; window.setTimeout = (work, wait) => own(work, wait > 3999 ? 1e9 : wait);"
    )


@state(*SHARED, phase="round_over")
def tablet_between_rounds(scene):
    page = asked(scene, question=LONG)
    scene.desk().do("round_end", "round_close")
    shows(page, "round_over")
    return page


@state(*SHARED, phase="results")
def tablet_results(scene):
    page = writing(scene)
    send(page, "Канберра")
    shows(page, "sent")
    desk = scene.desk()
    told = desk.until("message_send")["message"]["message_id"]
    desk.do("message_select", message_ids=[told])
    desk.do("training_close")
    page.locator("[data-phase=sent] [data-next]").click()
    expect(page.locator(".podium__step")).to_have_count(1)
    return page


@state(*SHARED, phase="revoked")
def tablet_revoked(scene):
    page = tablet(scene, "waiting")
    Classroom(scene.people, EMAIL, PASSWORD).revoke()
    shows(page, "revoked")
    return page

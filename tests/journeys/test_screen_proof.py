"""What a classroom's screen promises, from outside: its pictures are scanned, its cookie and its ticket stolen."""

from __future__ import annotations

import json
import re
from http.client import HTTPConnection

import pytest
from playwright.sync_api import expect
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect

from handlers.live.decoding import ALL_ACTIONS, ANYBODY
from models.room import Room
from models.screen import Screen
from models.student import Student
from models.trainer import Trainer
from tests.handlers.test_kiosk_doors import addresses
from tests.handlers.test_kiosk_sockets import FIELDS
from tests.journeys.camera import scan
from tests.journeys.desk import EMAIL, PASSWORD
from tests.journeys.people import PHONE
from tests.journeys.tablet import Classroom, pair, shows
from tests.journeys.walls import SCREEN, hung_up, letters

SIZES = [(1920, 1080), (1024, 768), (480, 270)]


@pytest.fixture
def url(server):
    """The server under a name: phones can open what stands in its pictures."""
    return server.url.replace("127.0.0.1", "class.test")


@pytest.fixture
def screen(people, desk, url):
    """On the wall, with the desk's room on it."""
    return hung_up(people, desk, url=url)


@pytest.fixture
def wall(people, desk):
    """On the wall, the desk's trainer's, with nothing put on it and no room led to."""
    page = pair(people.person(SCREEN), people.server.url, Trainer.get(), mode="projector")
    shows(page, "waiting")
    page.evaluate("window.isTheSame = true")
    return page


def test_the_picture_on_it_makes_it_a_trainers(people, desk, url):
    wall = people.person(SCREEN)
    wall.goto(f"{url}/kiosk")
    shows(wall, "code")
    code = letters(wall)
    for width, height in SIZES:
        wall.set_viewport_size({"width": width, "height": height})
        assert scan(wall).lower() == f"{url}/pair/{code}".lower()
    phone = people.person(PHONE)
    phone.goto(scan(wall))
    phone.locator("main [name=email]").fill(EMAIL)
    phone.locator("main [name=password]").fill(PASSWORD)
    phone.locator("main button[type=submit]").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(f"{code[:4]}\xa0{code[4:]}")
    phone.locator("[name=name]").fill("Room 12")
    phone.get_by_role("button", name="Connect it").click()
    shows(wall, "waiting")
    assert Screen.get().name == "Room 12"
    again = people.person(PHONE)  # the same code is good for nothing more
    again.goto(f"{url}/kiosk")
    assert letters(again) != code


def test_the_rooms_picture_leads_a_phone_into_it_from_every_size(people, desk, screen, url):
    link = f"{url}/join/{desk.room['code']}"
    desk.do("training_start")
    for picture, deed in (("lobby", "round_new"), ("round", "round_end"), ("marking", None)):
        shows(screen, picture)
        for width, height in SIZES:
            screen.set_viewport_size({"width": width, "height": height})
            assert scan(screen).lower() == link.lower(), (picture, width)
        if deed:
            desk.do(deed, {"round_end": "round_close"}.get(deed))
    phone = people.person(PHONE)
    phone.goto(scan(screen))
    phone.locator("input[name=nickname]").fill("Anna")
    phone.locator("main button[type=submit]").last.click()
    expect(phone).to_have_url(re.compile("/student$"))


def test_it_goes_where_its_trainer_goes_and_stays_where_it_was_put(people, desk, wall):
    rivers = desk.call("/api/rooms", {"title": "Rivers"})
    desk.do("training_start")  # from a console that is no browser's
    shows_room(wall, "Capitals")
    classroom = Classroom(people, EMAIL, PASSWORD)
    classroom.change(room=rivers["uuid"])
    shows_room(wall, "Rivers")
    desk.do("round_new", question="The capital of Australia?")
    shows(wall, "lobby")  # of the room that was put on it
    classroom.change(room="")
    shows(wall, "round")
    expect(wall.locator("#question")).to_contain_text("The capital of Australia?")
    assert wall.evaluate("window.isTheSame")


def test_whoever_takes_the_classroom_over_has_it_alone(people, desk, wall):
    desk.do("training_start")
    shows_room(wall, "Capitals")
    successor = Trainer.register("ivan@school.org", "Ivan", PASSWORD)
    olga, ivan = (Classroom(people, email, PASSWORD) for email in (EMAIL, "ivan@school.org"))
    olga.revoke()
    shows(wall, "revoked")
    pair(wall, people.server.url, successor, mode="projector")
    shows(wall, "waiting")
    expect(wall.locator("h1:visible")).to_have_text("Ivan")
    assert olga.tries("change", zoom="l") == olga.tries("revoke") == 404
    ivan.change(zoom="s")
    expect(wall.locator("html")).to_have_attribute("data-zoom", "s")
    desk.do("round_new", question="The capital of Australia?")
    shows(wall, "waiting")
    assert "Capitals" not in said(wall)
    people.complaints.clear()  # of the 401, which told that it was disconnected


def test_what_was_stolen_before_it_was_revoked_is_good_for_nothing(people, desk, screen, url):
    thief = people.person(SCREEN)
    thief.context.add_cookies(screen.context.cookies())
    thief.goto(f"{url}/kiosk")
    shows(thief, "lobby")
    ticket = ticket_of(thief)
    Classroom(people, EMAIL, PASSWORD).revoke()
    for page in (screen, thief):
        shows(page, "revoked")
        assert "Capitals" not in said(page)
    thief.goto(f"{url}/kiosk")
    shows(thief, "code")
    frames = []
    with connect(ticket) as socket, pytest.raises(ConnectionClosedError) as refused:
        while True:
            frames.append(json.loads(socket.recv()))
    assert [frame["code"] for frame in frames] == ["bad_token"]
    assert refused.value.rcvd.code == 4401
    people.complaints.clear()  # of the 401, which told them


def test_its_ticket_watches_and_does_nothing(desk, screen):
    desk.seat("Anna").close()
    desk.do("training_start")
    shows(screen, "lobby")
    before = Room.get().seq
    commands = ALL_ACTIONS - {kind.__struct_config__.tag for kind in ANYBODY}
    assert len(commands) > 20
    with connect(ticket_of(screen)) as socket:
        for action in sorted(commands):
            socket.send(json.dumps({**FIELDS, "action": action}))
            while (frame := json.loads(socket.recv()))["action"] != "error":
                pass
            assert (frame["code"], frame["request"]) == ("not_allowed", action)
    assert Room.get().seq == before


def test_its_browser_is_a_strangers_at_every_address_of_people(people, desk, screen):
    desk.seat("Anna").close()
    browsers = people.person(SCREEN).context, screen.context
    server = HTTPConnection(people.server.url.partition("://")[2])
    for path in sorted(set(addresses(Room.get(), Student.get()))):
        answers = []
        for browser in browsers:
            cookies = "; ".join(f"{one['name']}={one['value']}" for one in browser.cookies())
            server.request("GET", path, headers={"Cookie": cookies})
            answer = server.getresponse()
            answer.read()
            answers.append((answer.status, answer.headers["Location"]))
        assert answers[0] == answers[1], path
    server.close()


def ticket_of(page):
    """The address with which the page's own socket would come in now."""
    return page.evaluate(
        """async () => {
          const key = document.querySelector("meta[name=xsrf-token]").content;
          const body = JSON.stringify({ have: "", version: "", wake_lock: "", is_visible: true, wait: false });
          const answer = await fetch("/kiosk/look", { method: "POST", headers: { "X-XSRFToken": key }, body });
          return location.origin.replace("http", "ws") + (await answer.json()).url;
        }"""
    ).replace("class.test", "127.0.0.1")


def said(page):
    """All texts on the page, seen or not; but for what its scripts were told when it was loaded."""
    return page.locator("phase-views").text_content()


def shows_room(page, title):
    expect(page.locator("h1:visible")).to_have_text(title)

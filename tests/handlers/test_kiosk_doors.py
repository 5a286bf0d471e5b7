"""What a screen's cookie, ticket and turns open, and who else gets in where they do: nothing, and nobody."""

import json
import re

import pytest
from tornado.routing import PathMatches

from handlers import routes
from handlers.live.closing import CloseCode
from handlers.static import Static
from models import class_code
from models.message import Message
from models.pairing import Pairing
from models.room import Room
from models.screen import Screen
from models.student import Student
from models.tokens import Purpose
from models.trainer import Trainer
from tests.rooms import change, open_round
from tests.wall import a_screen, come_true, seen_in

KIOSK = ("/kiosk", "/kiosk/pairing", "/kiosk/look", "/kiosk/names", "/kiosk/turn", "/kiosk/answer")
# Besides those of people (see `askers`).
MORE = ("another room's student", "kicked student")


@pytest.fixture
def classroom(askers, lesson, visitor, wall):
    """Everybody there is, each in a browser, and a shared device that shows the room: `device`."""

    async def classroom():
        browsers = await askers()
        room = Room.by_id(lesson.room["id"])
        await browsers["stranger"].get("/sign-in")
        for who, code in (("another room's student", other_room().code), ("kicked student", room.code)):
            browsers[who] = visitor()
            await browsers[who].join(code, "Вера")
        kicked = Student.get((Student.room == room.id) & (Student.nickname == "Вера"))
        change(room, Student.kick, kicked.id)
        open_round(room)
        change(room, Student.add, "Гена")
        device = await wall(a_screen(room.trainer, mode="shared", who="list"))
        assert device.seen["room"]["uuid"] == str(room.uuid)
        return browsers, device, room

    return classroom


def other_room():
    return Room.open(Trainer.get(Trainer.email == "other@school.org"), "Другая")


def addresses(room, student):
    """Every address there is but those of screens themselves, for this room and this student."""
    names = {"join": room.code, "students": str(student.id), "rounds": "1", "pair": "BBBBBBBB"}
    for rule in routes(Static(), lambda request: None):
        pattern = rule[0] if isinstance(rule, tuple) else rule.matcher.regex.pattern
        path = PathMatches(pattern).regex.pattern.rstrip("$").removesuffix("/?").replace("(?i)", "")
        path = re.sub(r"\(\[0-9a-fA-F\]\{8\}[^)]*\)", str(room.uuid), path)
        path = path.replace("([0-9a-f]+)/(.+)", "0123/css/base.css").replace("(?:/.*)?", "/x")
        last = path.split("/")[-2]
        path = path.replace(r"([^/]+)", names.get(last, "x")).replace(r"\.", ".")
        if not path.startswith("/kiosk"):
            yield path


async def test_a_screens_browser_is_a_stranger_everywhere_else(classroom):
    """Whatever it asks: it gets what a browser without any cookie gets."""
    browsers, device, room = await classroom()
    stranger, paths = (
        browsers["stranger"],
        sorted(set(addresses(room, Student.get(Student.nickname == "Гена")))),
    )
    assert len(paths) > 40
    before = rows()
    for path in paths:
        assert not re.search(r"[()\[\]]", path), path
        answers = []
        for browser in (stranger, device):
            cookies = dict(browser.cookies)
            bearer = {"Authorization": f"Bearer {browser.cookies.get('screen', 'x')}"}
            got = await browser.get(path, **bearer)
            posted = await browser.ask(path)
            browser.cookies = cookies
            answers.append([(one.status, one.location) for one in (got, posted)])
        assert answers[0] == answers[1], path
    assert rows() == before


def rows():
    return [model.select().count() for model in (Room, Student, Message, Screen, Trainer)]


async def test_nobody_elses_browser_is_a_screen(classroom):
    browsers, device, _ = await classroom()
    gena = Student.get(Student.nickname == "Гена")
    turn = await device.turn(student_id=gena.id)
    before = rows()
    for who, browser in browsers.items():
        assert seen_in(await browser.get("/kiosk")) is None, who
        assert (await browser.get("/kiosk/pairing")).json == {"state": "waiting"}, who
        calls: dict[str, dict] = {
            "look": {"have": "", "wait": True},
            "turn": {"student_id": gena.id},
            "answer": {"turn": turn, "message": "Париж", "ref": "r"},
        }
        for name, body in calls.items():
            refused = await browser.ask(f"/kiosk/{name}", **body)
            assert (refused.status, refused.json["error"]["code"]) == (401, "no_such_screen"), (who, name)
        assert (await browser.get("/kiosk/names")).status == 401, who
    assert rows() == before
    assert len(browsers) == 7


async def test_of_every_token_there_is_only_a_screens_opens_the_screens_doors(classroom, app, visitor):
    """What is signed for something else is good for nothing here, whatever it says; and the other way round."""
    _, device, room = await classroom()
    trainer, gena = room.trainer, Student.get(Student.nickname == "Гена")
    screen = str(device.screen.uuid)
    cookie = device.cookies["screen"]
    ticket = device.seen["url"].partition("token=")[2]
    turn = await device.turn(student_id=gena.id)
    pairing = app.tokens.make(Purpose.PAIRING, str(Pairing.begin("").uuid))
    claims = {
        Purpose.SESSION: [trainer.id, trainer.session],
        Purpose.API: [trainer.id, trainer.session],
        Purpose.SOCKET: [room.id, str(room.uuid), "teacher", trainer.id, trainer.session],
    }
    others = [purpose for purpose in Purpose if purpose != Purpose.SCREEN]
    made = [app.tokens.make(purpose, claims.get(purpose, screen)) for purpose in others]
    for token in (*made, ticket, turn, pairing):
        browser = visitor()
        browser.cookies["screen"] = token
        await browser.get("/kiosk")
        browser.cookies["screen"] = token
        assert (await browser.ask("/kiosk/look")).status in (400, 401)
        assert (await browser.ask("/kiosk/look", have="")).json["error"]["code"] == "no_such_screen"
    for token in (cookie, ticket, turn, pairing):
        browser = visitor()
        for name in ("trainer", "browser", "seat"):
            browser.cookies[name] = token
        assert (await browser.get("/rooms")).status == 302
        assert (await browser.get(f"/rooms/{room.uuid}/student")).location == f"/join/{room.code}"
        assert (await browser.get("/api/rooms", Authorization=f"Bearer {token}")).status == 401
        assert (await browser.get(f"/invitation/{token}")).status == 404
        assert (await browser.get(f"/first-run/{token}")).status in (302, 303, 404, 409)


@pytest.mark.parametrize("which", ["cookie", "turn", "pairing"])
async def test_none_of_them_opens_the_rooms_socket(classroom, app, lesson, which):
    _, device, room = await classroom()
    turn = await device.turn(student_id=Student.get(Student.nickname == "Гена").id)
    tokens = {
        "cookie": device.cookies["screen"],
        "turn": turn,
        "pairing": app.tokens.make(Purpose.PAIRING, str(Pairing.begin("").uuid)),
    }
    place = f"{lesson.base_url.replace('http', 'ws')}/ws/room/{room.uuid}/"
    for url, headers in (
        (f"{place}?token={tokens[which]}", {}),
        (place, {"Token": tokens[which]}),
        (place, {"Cookie": f"screen={device.cookies['screen']}"}),
    ):
        refused = await lesson.connect(url, headers=headers, settle=False)
        assert await refused.closed() == CloseCode.BAD_TOKEN
    await come_true(lambda: not app.screens.followers)


async def test_what_a_screen_is_told_has_no_secret_of_students_or_trainers(classroom, app):
    _, device, room = await classroom()
    change(room, class_code.lead)
    page = await device.open()
    told = json.dumps([await device.now(), (await device.get("/kiosk/names")).json])
    for secret in [
        *(student.return_code for student in Student.select()),
        *(trainer.email for trainer in Trainer.select()),
        str(device.screen.uuid),
        device.cookies["screen"],
    ]:
        assert secret not in told
        assert secret not in page.body

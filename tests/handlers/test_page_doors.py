"""What holds for all pages: no form without its token, no foreign script or frame, errors that people can read."""

import re
import uuid

import pytest

from models.invitation import Invitation
from models.pairing import Pairing
from models.room import Room
from models.screen import Screen
from models.student import Student
from models.tokens import Purpose
from models.trainer import Trainer
from tests.lesson import EMAIL, PASSWORD
from tests.wall import a_screen


@pytest.fixture
def browser(visitor):
    return visitor()


@pytest.fixture
def invitation(app):
    """Makes an invitation into a room; gives it and its address."""

    def invitation(room):
        made = Invitation.make(Trainer.get(), Room.by_id(room["id"]))
        return made, f"/invitation/{app.tokens.make(Purpose.INVITATION, str(made.uuid))}"

    return invitation


async def test_no_post_is_taken_without_the_token_of_the_page(lesson, browser, visitor, invitation):
    room = await lesson.open_room()
    made, link = invitation(room)
    await browser.sign_in()
    other = visitor()
    await other.get("/sign-in")
    seat = await lesson.join("Борис")
    screen, code = a_screen(), Pairing.begin("").code
    forms = {
        "/sign-in": {"email": EMAIL, "password": PASSWORD},
        "/sign-out": {},
        "/language": {"language": "ru", "next": "/"},
        "/rooms/new": {"title": "Новая"},
        f"/rooms/{room['uuid']}/ticket": {},
        f"/rooms/{room['uuid']}/lead": {},
        f"/rooms/{room['uuid']}/copy": {},
        f"/rooms/{room['uuid']}/delete": {},
        f"/join/{room['code']}": {"nickname": "Анна"},
        f"/join/{seat['return_code']}": {},
        f"/rooms/{room['uuid']}/student/ticket": {},
        f"/rooms/{room['uuid']}/students/1/erase": {},
        "/account/name": {"name": "Чужая"},
        "/account/password": {"password": PASSWORD, "new_password": "another password"},
        "/account/sign-out-everywhere": {},
        "/trainers": {},
        f"/invitations/{made.uuid}/revoke": {},
        link: {"name": "Чужая", "email": "new@school.org", "password": PASSWORD},
        f"/rooms/{room['uuid']}/co-trainers": {"email": EMAIL},
        f"/rooms/{room['uuid']}/co-trainers/remove": {"trainer": "1"},
        f"/rooms/{room['uuid']}/co-trainers/invite": {},
        f"/screens/{screen.uuid}/change": {"zoom": "l"},
        f"/screens/{screen.uuid}/revoke": {},
        f"/pair/{code}": {"name": "Чужой", "mode": "projector"},
    }
    cookies = dict(browser.cookies)
    for path, fields in forms.items():
        for token in ({}, {"_xsrf": ""}, {"_xsrf": "x"}, {"_xsrf": other.xsrf}):
            refused = await browser.post(path, **fields, **token)
            assert refused.status == 403, (path, token)
            assert "url" not in refused.body.split("<", 1)[0]
    assert browser.cookies == cookies
    assert Room.select().count() == 1
    assert [(one.id, one.session) for one in Student.select()] == [(seat["id"], 0)]
    assert [(one.name, one.session) for one in Trainer.select()] == [("Ольга Петровна", 1)]
    assert Invitation.open_by(Trainer.get()) == [made]
    assert [(one.id, one.revision) for one in Screen.select()] == [(screen.id, 1)]


async def test_every_page_forbids_foreign_scripts_and_frames_and_is_kept_by_nobody(
    lesson, browser, visitor, invitation
):
    room = await lesson.open_room()
    _, link = invitation(room)
    stranger = await visitor().get(link)
    assert (stranger.status, stranger.headers["Cache-Control"]) == (200, "no-store")
    await browser.sign_in()
    await browser.join(room["code"], "Анна")
    for path in (
        "/join",
        "/join?again=yes",
        f"/join/{(await lesson.join('Борис'))['return_code']}",
        "/sign-in",
        "/rooms",
        "/rooms/new",
        f"/rooms/{room['uuid']}",
        f"/rooms/{room['uuid']}/delete",
        f"/rooms/{room['uuid']}/student",
        f"/rooms/{room['uuid']}/results",
        f"/rooms/{room['uuid']}/results/students/{Student.get().id}",
        f"/rooms/{room['uuid']}/students/{Student.get().id}/erase",
        f"/rooms/{room['uuid']}/co-trainers",
        "/trainers",
        "/account",
        "/screens",
        "/pair",
        f"/pair/{Pairing.begin('').code}",
        "/nowhere",
    ):
        page = await browser.get(path)
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Cache-Control"] == "no-store"
        assert "Server" not in page.headers
        assert not re.search(r"<[^>]+\s(?:style|on\w+)=", page.body), path
        assert not re.search(r"<script(?![^>]*(?:src=|application/json))", page.body), path
        assert not re.search(r'(?:src|action|<link[^>]* href)="(?:https?:)?//', page.body), path


async def test_every_file_that_a_page_names_is_there(lesson, browser):
    room = await lesson.open_room()
    await browser.sign_in()
    await browser.join(room["code"], "Анна")
    console, code = f"/rooms/{room['uuid']}", Pairing.begin("").code
    named = set()
    pages = ("/join", "/sign-in", "/rooms", "/rooms/new", console, f"{console}/student")
    for path in (
        *pages,
        f"{console}/results",
        f"{console}/co-trainers",
        "/trainers",
        "/account",
        "/screens",
        f"/pair/{code}",
    ):
        page = await browser.get(path)
        named.update(re.findall(r'(?:src|href)="(/static/[^"]+)"', page.body))
    assert named
    assert {path: (await browser.get(path)).status for path in named} == dict.fromkeys(named, 200)


async def test_a_wrong_address_gets_a_page_that_says_so(browser):
    for path in ("/nowhere", f"/rooms/{uuid.uuid4()}/student", "/join/XXXXXX", "/rooms/7", "/ws/room/7/"):
        page = await browser.get(path)
        assert page.status == 404, path
        assert page.headers["Content-Type"].startswith("text/html")
        assert "<h1" in page.body


async def test_what_people_typed_is_text_on_every_page(lesson, browser):
    evil = "<img src=x onerror=alert(1)>"
    room = await lesson.open_room(title=evil)
    await browser.sign_in()
    pages = [
        await browser.get(path) for path in ("/rooms", f"/rooms/{room['uuid']}", f"/join/{room['code']}")
    ]
    pages.append(await browser.submit(f"/join/{room['code']}", nickname=evil))
    pages.append(await browser.get(f"/join?code={'%3Cimg%20src%3Dx%3E'}"))
    for page in pages:
        assert "<img" not in page.body
    assert evil in pages[0].text


async def test_a_script_gets_its_errors_as_json(lesson, browser):
    room = await lesson.open_room()
    await browser.get("/join")
    refused = await browser.ask(f"/rooms/{room['uuid']}/ticket")
    assert (refused.status, refused.json["error"]["code"]) == (401, "unauthorized")
    refused = await browser.ask(f"/rooms/{uuid.uuid4()}/student/ticket")
    assert (refused.status, refused.json["error"]["code"]) == (404, "no_such_room")


async def test_what_the_visitor_did_wrong_is_not_called_our_fault(browser):
    await browser.get("/sign-in")
    for page in (await browser.submit("/rooms/new", title="Новая"), await browser.get("/sign-out")):
        assert page.status in (401, 405)
        assert "broke on our side" not in page.text
        assert "reload the page" in page.text

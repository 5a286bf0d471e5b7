"""A trainer's classroom screens, as a browser without scripts meets them: set, disconnected, taken over."""

import logging
import re
import threading
from datetime import timedelta
from uuid import uuid4

import pytest

from models import class_code
from models.base import clock
from models.co_trainer import CoTrainer
from models.pairing import Pairing
from models.room import Room
from models.screen import Screen
from models.trainer import Trainer
from tests.lesson import EMAIL, PASSWORD
from tests.rooms import a_room, a_trainer, change
from tests.wall import TABLET, a_screen, held, paired

ASKERS = ("owner", "co-trainer", "other", "student", "screen", "stranger")
ACTIONS = {
    # owner, co-trainer, another trainer, a student, the screen itself, a stranger
    ("GET", "/screens"): (200, 200, 200, 302, 302, 302),
    ("GET", "/screens/state"): (200, 200, 200, 302, 302, 302),
    ("POST", "/screens/{screen}/change"): (303, 404, 404, 401, 401, 401),
    ("ASK", "/screens/{screen}/change"): (200, 404, 404, 401, 401, 401),
    ("POST", "/screens/{screen}/revoke"): (303, 404, 404, 401, 401, 401),
    ("GET", "/pair"): (200, 200, 200, 302, 302, 302),
    ("GET", "/pair/{code}"): (200, 200, 200, 302, 302, 302),
}


@pytest.fixture
def browser(io_loop, signed_in, database):
    """Olga's."""
    return io_loop.run_sync(lambda: signed_in(a_trainer(EMAIL)))


@pytest.fixture
def screen(browser):
    return a_screen()


def stored():
    """The only screen, as it is kept."""
    return Screen.get()


def row(page, uuid):
    """The part of the page that is about this screen."""
    return re.search(rf'<li[^>]* id="screen-{uuid}">.*?\n</li>', page.body, re.DOTALL)[0]


def pressed(page, uuid):
    """Name and value of each choice that the page says is so."""
    buttons = r'name="(\w+)" value="([^"]*)" aria-pressed="true"'
    return dict(re.findall(buttons, row(page, uuid)))


class TestWhoMay:
    @pytest.mark.parametrize(("what", "expected"), ACTIONS.items(), ids=[" ".join(what) for what in ACTIONS])
    async def test_do_what(self, lesson, askers, app, visitor, what, expected):
        method, path = what
        browsers = await askers()
        room = Room.by_id(lesson.room["id"])
        screen = a_screen(room.trainer)
        wall = paired(app, visitor(), screen)
        await wall.get("/sign-in")
        path = path.format(screen=screen.uuid, code=Pairing.begin(TABLET).code)
        browsers = [wall if name == "screen" else browsers[name] for name in ASKERS]
        fields = {"zoom": "l"}
        statuses: list[int] = []
        for browser in reversed(browsers):  # the owner last: until then nothing changes
            kept = Screen.get_by_id(screen.id)
            assert (kept.zoom, kept.trainer_id, kept.revision) == ("m", room.trainer_id, 1)
            match method:
                case "GET":
                    answer = await browser.get(path)
                case "ASK":
                    answer = await browser.ask(path, **fields)
                case _:
                    answer = await browser.submit(path, **fields)
            statuses.insert(0, answer.status)
        assert tuple(statuses) == expected

    async def test_connect_a_screen(self, lesson, askers, app, visitor):
        browsers = await askers()
        code = Pairing.begin(TABLET).code
        wall = paired(app, visitor(), a_screen(Room.by_id(lesson.room["id"]).trainer))
        await wall.get("/sign-in")
        for browser in (wall, browsers["student"], browsers["stranger"]):
            assert (await browser.get(f"/pair/{code}")).location == f"/sign-in?next=/pair/{code}"
            refused = await browser.submit(f"/pair/{code}", name="Чужой", mode="projector")
            assert refused.status == 401
        assert Screen.select().count() == 1
        done = await browsers["co-trainer"].submit(f"/pair/{code}", name="Зал", mode="projector")
        assert done.status == 303
        assert Screen.get(Screen.name == "Зал").trainer.email == "boris@school.org"

    async def test_see_whose(self, screen, browser, signed_in):
        ivan = Trainer.register("ivan@school.org", "Иван", PASSWORD)
        other = await signed_in(ivan)
        assert screen.name in (await browser.get("/screens")).text
        assert screen.name not in (await other.get("/screens")).text
        assert (await other.get("/screens/state")).json == {"screens": []}


class TestChanging:
    @pytest.mark.parametrize(
        ("field", "value", "kept"),
        [
            ("zoom", "l", "l"),
            ("theme", "dark", "dark"),
            ("hides_code", "yes", True),
            ("name", "Зал", "Зал"),
            ("mode", "shared", "shared"),
            ("who", "list", "list"),
            ("language", "ru", "ru"),
        ],
    )
    async def test_one_thing_leaves_the_others_as_they_are(self, browser, screen, field, value, kept):
        before = {name: getattr(screen, name) for name in Screen._meta.fields}
        done = await browser.submit(f"/screens/{screen.uuid}/change", **{field: value})
        assert done.location == f"/screens?done=changed#screen-{screen.uuid}"
        after = {name: getattr(stored(), name) for name in Screen._meta.fields}
        assert after == before | {field: kept, "revision": 2}

    async def test_a_script_is_told_how_all_of_them_are_now(self, browser, screen):
        answer = await browser.ask(f"/screens/{screen.uuid}/change", zoom="l", theme="dark")
        (told,) = answer.json["screens"]
        assert (told["uuid"], told["zoom"], told["theme"]) == (str(screen.uuid), "l", "dark")
        assert (await browser.get("/screens/state")).json == answer.json

    async def test_the_page_shows_what_is_chosen(self, browser, screen):
        page = await browser.get("/screens")
        assert pressed(page, screen.uuid) == {"zoom": "m", "theme": "light", "hides_code": "no"}
        await browser.submit(f"/screens/{screen.uuid}/change", zoom="s")
        await browser.submit(f"/screens/{screen.uuid}/change", hides_code="yes")
        page = await browser.get("/screens")
        assert pressed(page, screen.uuid) == {"zoom": "s", "theme": "light", "hides_code": "yes"}

    async def test_a_room_is_put_on_it_and_taken_off_again(self, browser, screen):
        room = a_room()
        page = await browser.submit(f"/screens/{screen.uuid}/change", room=str(room.uuid))
        assert (page.status, stored().room_id) == (303, room.id)
        assert f'<option value="{room.uuid}" selected>' in row(await browser.get("/screens"), screen.uuid)
        await browser.submit(f"/screens/{screen.uuid}/change", room="")
        assert stored().room_id is None

    async def test_a_co_trainers_room_can_be_put_on_it_and_nobody_elses(self, browser, screen):
        ivan = a_trainer("ivan@school.org")
        shared, foreign = Room.open(ivan, "Общая"), Room.open(ivan, "Чужая")
        change(shared, CoTrainer.let_in, screen.trainer)
        page = await browser.get("/screens")
        assert ("Общая" in page.text, "Чужая" in page.text) == (True, False)
        for room, status in ((foreign.uuid, 404), (uuid4(), 404), ("x", 404), (shared.uuid, 303)):
            done = await browser.submit(f"/screens/{screen.uuid}/change", room=str(room))
            assert done.status == status
        assert stored().room_id == shared.id

    @pytest.mark.parametrize("field", ["zoom", "theme", "mode", "who", "language", "name"])
    async def test_what_cannot_be_is_refused(self, browser, screen, field):
        wrong = {field: "Я" * 50}
        page = await browser.submit(f"/screens/{screen.uuid}/change", **wrong)
        answer = await browser.ask(f"/screens/{screen.uuid}/change", **wrong)
        assert (page.status, answer.status, stored().revision) == (400, 400, 1)
        assert answer.json["error"]["code"] == "bad_value"
        if field == "name":
            assert f'id="name-{screen.uuid}-error"' in page.body

    @pytest.mark.parametrize("body", ["", "[]", "1", '{"zoom": 1}', "{", '{"zoom": null}'])
    async def test_what_no_page_of_ours_sends_changes_nothing(self, browser, screen, body):
        headers = {"X-XSRFToken": browser.xsrf, "Content-Type": "application/json"}
        answer = await browser._fetch("POST", f"/screens/{screen.uuid}/change", headers, body)
        assert (answer.status, stored().revision) == (400, 1)

    async def test_a_field_that_is_none_of_its_settings_is_not_looked_at(self, browser, screen):
        answer = await browser.ask(f"/screens/{screen.uuid}/change", trainer="1", revision="7", zoom="l")
        assert (answer.status, stored().revision) == (200, 2)

    async def test_the_screen_hears_of_it_at_once(self, browser, app, wall):
        on_wall = await wall()
        asked = on_wall.wait()
        await held(app)
        await browser.submit(f"/screens/{on_wall.screen.uuid}/change", zoom="l")
        assert (await asked).json["screen"]["zoom"] == "l"


class TestItsEnd:
    async def test_a_screen_that_is_disconnected_is_told_so_at_once(self, browser, app, wall):
        on_wall = await wall()
        asked = on_wall.wait()
        await held(app)
        done = await browser.submit(f"/screens/{on_wall.screen.uuid}/revoke")
        assert done.location == "/screens?done=disconnected"
        assert (await asked).status == 401
        assert Screen.select().count() == 0
        assert (await browser.submit(f"/screens/{on_wall.screen.uuid}/revoke")).status == 404

    async def test_nobody_can_put_it_into_another_trainers_classroom(self, browser, screen):
        boris = a_trainer("boris@school.org")
        deeds = {"hand-over": {"email": boris.email}, "change": {"trainer": str(boris.id), "name": "Зал"}}
        answers = [await browser.submit(f"/screens/{screen.uuid}/{deed}", **it) for deed, it in deeds.items()]
        assert [answer.status for answer in answers] == [404, 303]
        assert stored().trainer == screen.trainer

    async def test_who_takes_the_classroom_over_connects_it_by_its_new_code(self, browser, signed_in, wall):
        ivan = a_trainer("ivan@school.org")
        change(Room.open(ivan, "Реки"), class_code.lead)
        on_wall = await wall()
        await browser.submit(f"/screens/{on_wall.screen.uuid}/revoke")
        await on_wall.get("/kiosk")
        other = await signed_in(ivan)
        done = await other.submit(f"/pair/{Pairing.get().code}", name="Зал", mode="projector")
        assert done.status == 303
        await on_wall.get("/kiosk")
        assert (await on_wall.now())["room"]["title"] == "Реки"


class TestWhatThePageTells:
    async def test_where_there_is_no_screen_how_to_get_one(self, browser, base_url):
        page = await browser.get("/screens")
        assert "/kiosk" in page.text
        assert 'href="/pair"' in page.body

    async def test_when_it_was_there_last(self, browser, screen):
        assert "It has not been here yet." in (await browser.get("/screens")).text
        ago = {"seconds": 5, "hours": 3}
        Screen.update(seen_at=clock() - timedelta(hours=ago["hours"])).execute()
        page = await browser.get("/screens")
        assert "Last seen 3 hours ago." in page.text
        assert "Offline" in page.text
        Screen.update(seen_at=clock() - timedelta(seconds=ago["seconds"])).execute()
        page = await browser.get("/screens")
        assert ("Online" in page.text, "Last seen" in page.text) == (True, False)

    @pytest.mark.parametrize(
        ("told", "words"),
        [
            ({"wake_lock": "granted"}, ""),
            ({"wake_lock": "refused"}, "refused to keep it awake"),
            ({"wake_lock": "unavailable"}, "no way to keep it awake"),
            ({"version": "another"}, "an older version"),
            ({"is_visible": False, "wake_lock": "refused"}, "not in sight"),
        ],
    )
    async def test_what_whoever_is_near_should_look_at(self, browser, screen, told, words):
        Screen.update(seen_at=clock(), **told).execute()
        (row,) = (await browser.get("/screens/state")).json["screens"]
        assert words in row["note"]
        assert bool(words) == bool(row["note"])
        assert row["state"] == ("online" if told.get("is_visible", True) else "asleep")

    async def test_what_it_shows(self, browser, screen):
        Screen.update(seen_at=clock()).execute()
        (row,) = (await browser.get("/screens/state")).json["screens"]
        assert (row["shows"], row["shown_uuid"]) == ("Shows the clock and your class code", "")
        room = a_room()
        change(room, class_code.lead)
        (row,) = (await browser.get("/screens/state")).json["screens"]
        assert (row["shows"], row["shown_title"], row["shown_uuid"]) == ("Shows", "География", str(room.uuid))
        assert f'href="/rooms/{room.uuid}"' in (await browser.get("/screens")).body

    async def test_a_room_that_is_over_and_still_put_on_it_is_named(self, browser, screen):
        room = a_room()
        await browser.submit(f"/screens/{screen.uuid}/change", room=str(room.uuid))
        Room.update(finished_at=clock()).execute()
        assert f'<option value="{room.uuid}" selected>География' in (await browser.get("/screens")).body

    async def test_names_of_people_are_text(self, browser, screen):
        evil = "<img src=x onerror=alert(1)>"
        Screen.update(name=evil, device=evil).execute()
        Room.open(screen.trainer, evil)
        for path in ("/screens", f"/rooms/{a_room().uuid}", f"/pair/{Pairing.begin(evil).code}"):
            page = await browser.get(path)
            assert page.status == 200
            assert "<img" not in page.body

    async def test_the_console_has_them_too_with_this_room_to_be_put_on_each(self, browser, screen):
        room = a_room()
        page = await browser.get(f"/rooms/{room.uuid}")
        assert f'action="/screens/{screen.uuid}/change"' in page.body
        assert f'name="room" value="{room.uuid}" aria-pressed="false"' in page.body
        await browser.submit(f"/screens/{screen.uuid}/change", room=str(room.uuid))
        page = await browser.get(f"/rooms/{room.uuid}")
        assert f'name="room" value="{room.uuid}" aria-pressed="true"' in page.body


async def test_the_event_loop_never_asks_the_database(browser, wall, visitor, caplog):
    on_wall, on_tablet = await wall(), await wall(mode="shared")
    room, codes = a_room(), [Pairing.begin(TABLET).code for _ in range(2)]
    place = f"/screens/{on_wall.screen.uuid}"
    caplog.set_level(logging.DEBUG, "peewee")
    await browser.ask(f"/rooms/{room.uuid}/ticket")
    await browser.submit(f"{place}/change", room=str(room.uuid), language="ru")
    await browser.ask(f"{place}/change", zoom="l")
    await browser.submit(f"{place}/change", name="")
    for path in (
        "/screens",
        "/screens/state",
        f"/rooms/{room.uuid}",
        "/pair",
        f"/pair/{codes[0]}",
        "/pair/x",
    ):
        await browser.get(path)
    await browser.submit(f"/pair/{codes[0]}", name="")
    await browser.submit(f"/pair/{codes[0]}", name="Зал", mode="projector")
    for screen in (on_wall, on_tablet):
        await screen.open()
        await screen.now()
    new = visitor()
    for path in ("/kiosk", "/kiosk", "/kiosk/pairing"):
        await new.get(path)
    await browser.submit(f"{place}/revoke")
    await on_wall.get("/kiosk")
    queries = [record for record in caplog.records if record.name == "peewee"]
    assert queries
    assert not [query.getMessage() for query in queries if query.thread == threading.get_ident()]


async def test_the_ways_to_it(browser):
    for path in ("/rooms", "/account", f"/rooms/{a_room().uuid}"):
        assert 'href="/screens"' in (await browser.get(path)).body

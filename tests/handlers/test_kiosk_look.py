"""What a screen's page is told to show, and how long its question waits for something new."""

import asyncio
import logging

import pytest
from tornado.httpclient import AsyncHTTPClient

from handlers import kiosk
from models import class_code, training
from models.errors import Unavailable
from models.room import Room
from models.screen import Screen
from models.trainer import Trainer
from tests.lesson import EMAIL
from tests.rooms import a_room, a_trainer, change
from tests.wall import Wall, a_screen, come_true, held, paired, seen_in


@pytest.fixture
def olga(database):
    return a_trainer(EMAIL)


@pytest.fixture
def briefly(monkeypatch):
    monkeypatch.setattr(kiosk, "LONGEST_WAIT", 0.1)


class TestWhatItIsTold:
    async def test_the_page_has_all_that_the_question_gives(self, olga, wall):
        room = a_room()
        change(room, class_code.lead)
        screen = await wall()
        told = (await screen.look()).json
        for seen in (screen.seen, told):
            assert seen.pop("url").startswith(f"/ws/room/{room.uuid}/?token=")
        assert screen.seen == told

    async def test_without_a_room_it_is_the_next_one_and_the_way_in_of_the_class(self, olga, wall, base_url):
        a_room()
        seen = (await wall(name="Кабинет 12", zoom="l", theme="dark", hides_code=True)).seen
        assert seen["room"] is None
        assert "url" not in seen
        assert seen["next"] == {"title": "География"}
        code = class_code.code_of(Trainer.get())
        way_in = seen["trainer"]
        assert (way_in["name"], way_in["code"]) == (olga.name, code)
        assert way_in["join_url"].endswith(f"/join/{code}")
        assert way_in["qr"].startswith("<svg")
        assert seen["screen"] == {
            "name": "Кабинет 12",
            "mode": "projector",
            "who": "code",
            "zoom": "l",
            "theme": "dark",
            "language": "",
            "hides_code": True,
        }

    async def test_with_a_room_it_is_the_way_into_it_and_a_ticket(self, lesson, wall):
        room = await lesson.open_room()
        await (await lesson.trainer()).ask("training_start")
        seen = (await wall()).seen
        assert (seen["room"]["uuid"], seen["room"]["title"]) == (room["uuid"], "География")
        assert seen["room"]["code"] == room["code"]
        assert seen["room"]["join_url"].endswith(f"/join/{room['code']}")
        assert seen["next"] is None
        watching = await lesson.connect(lesson.base_url.replace("http", "ws") + seen["url"])
        assert watching.state["me"]["role"] == "screen"

    async def test_on_the_servers_own_machine_phones_are_sent_to_an_address_that_they_reach(
        self, olga, app, wall, monkeypatch
    ):
        monkeypatch.setattr(app.hosts, "reachable", lambda host: ["http://192.168.7.7:8888"])
        seen = (await wall()).seen
        assert seen["trainer"]["join_url"].startswith("http://192.168.7.7:8888/join/")

    async def test_what_it_shows_has_another_name_after_each_change(self, olga, wall):
        screen = await wall()
        names = [screen.seen["have"]]
        changes = (
            lambda: screen.screen.change(zoom="l"),
            lambda: a_room(),
            lambda: change(Room.get(), class_code.lead),
            lambda: Trainer.update(name="Анна Ивановна").execute(),
        )
        for make in changes:
            make()
            names.append((await screen.now())["have"])
            assert (await screen.now())["have"] == names[-1]
        assert len(set(names)) == len(names)

    @pytest.mark.parametrize(("mode", "word"), [("projector", "screen"), ("shared", "shared")])
    async def test_each_mode_has_its_page(self, olga, app, wall, monkeypatch, mode, word):
        shown, real = [], app.pages.render

        def render(language, name, **context):
            shown.append((language, name))
            return real(language, name, **context)

        monkeypatch.setattr(app.pages, "render", render)
        await wall(mode=mode, language="ru")
        assert shown == [("ru", f"kiosk/{word}.html")]

    async def test_it_speaks_the_browsers_language_unless_the_trainer_chose_one(self, olga, wall):
        screen = await wall()
        for language, spoken in (("", "ru"), ("ru", "ru"), ("en", "en"), ("xx", "ru")):
            screen.screen.change(language=language)
            page = await screen.get("/kiosk", **{"Accept-Language": "ru"})
            assert f'<html lang="{spoken}"' in page.body

    async def test_the_text_of_people_is_no_markup_there(self, olga, wall):
        evil = "</script><img src=x>"
        Trainer.update(name=evil).execute()
        screen = await wall(name=evil)
        page = await screen.open()
        assert "<img" not in page.body
        assert seen_in(page)["trainer"]["name"] == evil


class TestHowLongItWaits:
    """Each thing that a screen must show at once ends the wait."""

    CHANGES = {
        "a training starts": lambda _: change(Room.get(), training.start),
        "the class is led": lambda _: change(Room.get(), class_code.lead),
        "a room is put on it": lambda screen: screen.change(room=Room.get()),
        "it is set otherwise": lambda screen: screen.change(zoom="l"),
    }

    @pytest.mark.parametrize("what", CHANGES)
    async def test_until_something_changes(self, olga, app, wall, what):
        a_room()
        screen = await wall()
        asked = screen.wait()
        await held(app)
        self.CHANGES[what](screen.screen)
        app.screens.look_again()
        answer = await asked
        assert answer.status == 200
        assert answer.json["have"] != screen.seen["have"]
        assert not app.screens.followers

    async def test_until_a_trainer_starts_by_their_console(self, lesson, app, wall):
        await lesson.open_room()
        Room.update(led_at=None).execute()
        screen = await wall()
        assert screen.seen["room"] is None
        asked = screen.wait()
        await held(app)
        await (await lesson.trainer()).ask("training_start")
        assert (await asked).json["room"]["uuid"] == lesson.room["uuid"]

    async def test_until_the_console_is_opened(self, olga, app, wall, signed_in):
        room = a_room()
        browser = await signed_in(olga)
        screen = await wall()
        asked = screen.wait()
        await held(app)
        await browser.ask(f"/rooms/{room.uuid}/ticket")
        assert (await asked).json["room"]["title"] == "География"

    async def test_until_the_class_code_is_led(self, olga, app, wall, signed_in):
        room = a_room()
        browser = await signed_in(olga)
        screen = await wall()
        asked = screen.wait()
        await held(app)
        await browser.submit(f"/rooms/{room.uuid}/lead")
        assert (await asked).json["room"]["title"] == "География"

    async def test_until_it_is_disconnected(self, olga, app, wall):
        screen = await wall()
        asked = screen.wait()
        await held(app)
        screen.screen.revoke()
        app.screens.look_again()
        answer = await asked
        assert (answer.status, answer.json["error"]["code"]) == (401, "no_such_screen")

    async def test_until_the_server_stops(self, olga, app, wall):
        screen = await wall()
        asked = screen.wait()
        await held(app)
        app.screens.close()
        answer = await asked
        assert (answer.status, answer.headers["Connection"]) == (200, "close")
        assert not app.screens.followers
        # and it holds nobody any more
        assert (await screen.wait()).json["have"] == screen.seen["have"]

    async def test_until_its_time_is_over(self, olga, wall, briefly):
        screen = await wall()
        assert (await screen.wait()).json == screen.seen

    async def test_not_at_all_when_it_asks_for_the_present_state_has_another_or_has_a_room(self, olga, wall):
        screen = await wall()
        assert (await screen.look(have=screen.seen["have"])).json == screen.seen
        assert (await screen.look(have="before", wait=True)).json == screen.seen
        change(a_room(), class_code.lead)
        seen = await screen.now()
        assert (await screen.look(have=seen["have"], wait=True)).json["have"] == seen["have"]

    async def test_what_changed_while_it_was_looked_up_is_not_missed(self, olga, app, wall, monkeypatch):
        screen = await wall()
        see, seen = kiosk.Look.see, []

        def late(self, its):
            """The screen is set otherwise after it was read, and before anybody knows that it waits."""
            seen.append(see(self, its))
            if len(seen) == 1:
                its.change(zoom="l")
                app.writer.loop.call_soon_threadsafe(app.screens.look_again)
            return seen[-1]

        monkeypatch.setattr(kiosk.Look, "see", late)
        answer = await screen.wait()
        assert answer.json["screen"]["zoom"] == "l"

    async def test_others_trainings_wake_nobody(self, olga, app, wall, monkeypatch):
        screen = await wall()
        asked = screen.wait()
        await held(app)
        other = a_room(a_trainer("other@school.org"))
        looked, real = [], Screen.shown_rooms

        def shown_rooms(ids):
            looked.append(ids)
            return real(ids)

        monkeypatch.setattr(Screen, "shown_rooms", shown_rooms)
        change(other, training.start)
        app.screens.look_again()
        await come_true(lambda: looked and app.screens.task is None)
        assert not asked.done()
        app.screens.close()
        await asked

    async def test_who_goes_away_leaves_nothing_behind(self, olga, app, wall, base_url):
        screen, place = await wall(), base_url.removeprefix("http://")
        for _ in range(3):
            _, writer = await asyncio.open_connection(*place.split(":"))
            body = b'{"have": "%s", "wait": true}' % screen.seen["have"].encode()
            cookies = "; ".join(f"{name}={value}" for name, value in screen.cookies.items())
            writer.write(
                f"POST /kiosk/look HTTP/1.1\r\nHost: {place}\r\nCookie: {cookies}\r\n"
                f"X-XSRFToken: {screen.xsrf}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            await held(app)
            writer.close()
            await writer.wait_closed()
            await come_true(lambda: not app.screens.followers)

    async def test_while_the_database_is_away_nobody_is_told_anything_and_then_they_are(
        self, olga, app, wall, monkeypatch
    ):
        monkeypatch.setattr("handlers.live.screens.PAUSE_WITHOUT_DATABASE", 0.01)
        screen = await wall()
        asked, real, tried = screen.wait(), Screen.shown_rooms, []
        await held(app)

        def away(ids):
            tried.append(ids)
            if len(tried) < 4:
                raise Unavailable
            return real(ids)

        monkeypatch.setattr(Screen, "shown_rooms", away)
        screen.screen.change(zoom="l")
        app.screens.look_again()
        assert (await asked).json["screen"]["zoom"] == "l"
        assert len(tried) == 4


class TestWhatItReports:
    async def test_is_written_down(self, olga, wall):
        screen = await wall()
        assert (await screen.look(version="0123abc", wake_lock="refused", is_visible=False)).status == 200
        told = Screen.get()
        assert (told.version, told.wake_lock, told.is_visible) == ("0123abc", "refused", False)
        assert Screen.by_uuid(told.uuid).state == "asleep"

    @pytest.mark.parametrize(
        "told",
        [
            {"version": 7},
            {"have": None},
            {"is_visible": "yes"},
            {"wait": 1},
            {"wake_lock": []},
            {"version": "\0"},
        ],
    )
    async def test_what_is_none_is_refused_and_breaks_nothing(self, olga, wall, told):
        screen = await wall()
        answer = await screen.look(**told)
        assert answer.status == (200 if told == {"version": "\0"} else 400)

    async def test_no_report_is_taken_without_the_token_of_the_page(self, olga, wall):
        screen = await wall()
        assert (await screen.post("/kiosk/look", have="")).status == 403
        assert Screen.get().seen_at is None


class TestManyScreens:
    @pytest.fixture
    def http_client(self, http_server):
        """One that holds more than ten questions open."""
        client = AsyncHTTPClient(force_instance=True, max_clients=200)
        yield client
        client.close()

    async def test_a_training_that_starts_costs_few_queries_however_many_wait(
        self, olga, app, wall, caplog, monkeypatch
    ):
        monkeypatch.setattr(kiosk, "qr_svg", lambda url: url)  # takes long
        first = await wall()
        walls = [first]
        for number in range(99):
            browser = Wall(first.http_client, first.base_url)
            browser.cookies, browser.page = dict(first.cookies), first.page
            walls.append(paired(app, browser, a_screen(a_trainer(f"trainer{number}@school.org"))))
        await asyncio.gather(*(one.now() for one in walls))
        asked = [one.wait() for one in walls]
        await held(app, 100)
        room = a_room(olga)
        change(room, training.start)
        caplog.set_level(logging.DEBUG, "peewee")
        app.screens.look_again()
        await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        await come_true(lambda: not (app.screens.task or app.screens.timer))
        queries = [record for record in caplog.records if record.name == "peewee"]
        assert 0 < len(queries) < 30
        assert [one.done() for one in asked] == [True] + 99 * [False]
        assert asked[0].result().json["room"]["uuid"] == str(room.uuid)
        app.screens.close()
        assert {one.status for one in await asyncio.gather(*asked)} == {200}

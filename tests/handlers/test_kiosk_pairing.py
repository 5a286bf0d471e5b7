"""How a browser becomes a classroom's screen: a code, once, for ten minutes, and a cookie for this alone."""

from datetime import timedelta

import pytest

from handlers.attempts import LIMITS
from models.errors import Unavailable
from models.pairing import Pairing
from models.screen import Screen
from models.tokens import Purpose
from models.trainer import Trainer
from tests.lesson import EMAIL
from tests.rooms import a_trainer
from tests.wall import Wall, a_screen, seen_in

DAY = 86400


@pytest.fixture
def olga(database):
    return a_trainer(EMAIL)


@pytest.fixture
def new(http_client, base_url, app):
    """A browser that shows a code: `code`."""

    async def new():
        browser = Wall(http_client, base_url)
        page = await browser.get("/kiosk")
        assert page.status == 200
        browser.code = pairing_of(app, browser).code
        return browser

    return new


def pairing_of(app, browser):
    return Pairing.get(Pairing.uuid == app.tokens.read(browser.cookies["pairing"], Purpose.PAIRING))


async def state_of(browser):
    return (await browser.get("/kiosk/pairing")).json["state"]


def flags(page, name):
    """How a cookie was set, without its value."""
    (line,) = (line for line in page.headers.get_list("Set-Cookie") if line.startswith(f"{name}="))
    return {part.strip().lower() for part in line.split(";")[1:]}


def approve(browser, name="Кабинет 12", mode="projector"):
    return Pairing.approve(browser.code, Trainer.get(), name, mode)


class TestTheWayIn:
    async def test_a_new_browser_shows_a_code_and_where_to_type_it(self, olga, new):
        browser = await new()
        page = await browser.get("/kiosk")
        assert browser.code in "".join(page.text.split())
        assert "<svg" in page.body
        assert 'http-equiv="refresh"' in page.body  # where no script runs

    async def test_the_code_stays_while_it_lives(self, olga, new, app):
        browser = await new()
        await browser.get("/kiosk")
        assert pairing_of(app, browser).code == browser.code
        assert await state_of(browser) == "waiting"

    async def test_approved_it_gets_its_cookie_and_shows_its_page(self, olga, new):
        browser = await new()
        approve(browser)
        assert await state_of(browser) == "approved"
        taken = await browser.get("/kiosk")
        assert (taken.status, taken.location) == (303, "/kiosk")
        assert "screen" in browser.cookies and "pairing" not in browser.cookies
        page = await browser.open()
        assert seen_in(page)["screen"]["name"] == "Кабинет 12"
        assert await state_of(browser) == "approved"
        assert (await browser.now())["trainer"]["name"] == olga.name

    async def test_the_trainer_types_it_or_opens_its_link(self, olga, new, signed_in):
        trainer = await signed_in(olga)
        for typed in (lambda code: code, lambda code: f"{code[:4].lower()}-{code[4:].lower()}"):
            browser = await new()
            await trainer.get(f"/pair/{typed(browser.code)}")
            done = await trainer.submit(
                f"/pair/{typed(browser.code)}", name="Кабинет 12", mode="shared", who="list"
            )
            assert done.status == 303, done
            await browser.get("/kiosk")
            page = await browser.open()
            assert seen_in(page)["screen"]["mode"] == "shared"

    async def test_an_answer_that_got_lost_is_asked_again(self, olga, new):
        browser = await new()
        screen, before = approve(browser), dict(browser.cookies)
        for _ in range(2):
            browser.cookies = dict(before)
            assert (await browser.get("/kiosk")).status == 303
            await browser.open()
            assert browser.seen["screen"]["name"] == screen.name
        assert Screen.select().count() == 1

    async def test_the_cookies_are_for_the_server_alone(self, olga, new):
        browser = await new()
        first = await Wall(browser.http_client, browser.base_url).get("/kiosk")
        assert flags(first, "pairing") == {"httponly", "samesite=lax", "path=/", f"max-age={15 * 60}"}
        approve(browser)
        taken = await browser.get("/kiosk")
        assert flags(taken, "screen") == {"httponly", "samesite=lax", "path=/", f"max-age={400 * DAY}"}
        # anew with every page, so that it lasts as long as the screen hangs there
        assert flags(await browser.get("/kiosk"), "screen") == flags(taken, "screen")

    async def test_with_a_screens_cookie_no_pairing_begins(self, olga, wall):
        screen = await wall()
        before = Pairing.select().count()
        await screen.open()
        assert "pairing" not in screen.cookies
        assert Pairing.select().count() == before


class TestBehindHttps:
    @pytest.fixture
    def options(self, options):
        options.public_url = "https://rounds.school.org"
        return options

    async def test_the_cookies_stay_on_it(self, olga, new):
        browser = await new()
        fresh = await Wall(browser.http_client, browser.base_url).get("/kiosk")
        assert "secure" in flags(fresh, "pairing")
        assert "rounds.school.org/pair" in "".join(fresh.text.split())
        approve(browser)
        assert "secure" in flags(await browser.get("/kiosk"), "screen")


class TestWhatIsRefused:
    async def test_a_code_is_good_for_one_screen(self, olga, new, signed_in):
        browser, trainer = await new(), await signed_in(olga)
        approve(browser)
        await trainer.get("/pair")
        done = await trainer.submit(f"/pair/{browser.code}", name="Чужой", mode="projector", who="code")
        assert done.status == 404
        assert "used" in done.text
        assert Screen.select().count() == 1

    async def test_a_code_is_good_for_ten_minutes(self, olga, new, app, signed_in):
        browser, trainer = await new(), await signed_in(olga)
        grow_old(app, browser, minutes=10)
        assert await state_of(browser) == "over"
        await trainer.get("/pair")
        done = await trainer.submit(f"/pair/{browser.code}", name="Чужой", mode="projector", who="code")
        assert (done.status, Screen.select().count()) == (404, 0)
        await browser.get("/kiosk")
        assert pairing_of(app, browser).code != browser.code

    async def test_what_was_approved_at_the_last_moment_is_not_lost(self, olga, new, app):
        browser = await new()
        approve(browser)
        grow_old(app, browser, minutes=11)
        assert await state_of(browser) == "approved"
        assert (await browser.get("/kiosk")).status == 303

    async def test_an_old_pairing_gives_no_cookie(self, olga, new, app):
        browser = await new()
        approve(browser)
        grow_old(app, browser, minutes=15)
        assert await state_of(browser) == "over"
        await browser.get("/kiosk")
        assert "screen" not in browser.cookies

    async def test_another_browser_gets_nothing_by_the_code_or_by_its_own_cookie(self, olga, new):
        browser, other = await new(), await new()
        approve(browser)
        assert await state_of(other) == "waiting"
        assert (await other.get("/kiosk")).status == 200
        assert "screen" not in other.cookies
        other.cookies["pairing"] = browser.code
        assert await state_of(other) == "over"

    async def test_no_other_token_is_good_for_a_screens_cookie_or_a_pairings(self, olga, new, app):
        browser = await new()
        screen = approve(browser)
        uuids = str(screen.uuid), str(Pairing.get(Pairing.screen == screen).uuid)
        for name, own in (("screen", Purpose.SCREEN), ("pairing", Purpose.PAIRING)):
            for purpose in set(Purpose) - {own}:
                for uuid in uuids:
                    stranger = await new()
                    stranger.cookies[name] = app.tokens.make(purpose, uuid)
                    assert await state_of(stranger) != "approved", (name, purpose)
                    assert (await stranger.look()).status == 401
                    assert (await stranger.get("/kiosk")).status == 200

    async def test_codes_cannot_be_found_by_trying(self, olga, new, signed_in, monkeypatch):
        monkeypatch.setitem(LIMITS, "pairing", (3, 1e-9))
        browser, trainer = await new(), await signed_in(olga)
        for _ in range(5):  # right ones cost nothing
            assert (await trainer.get(f"/pair/{browser.code}")).status == 200
        for path in ("/pair/BBBBBBBB", "/pair?code=BBBBBBBB"):
            assert (await trainer.get(path)).status == 404
        wishes = {"name": "Кабинет 12", "mode": "projector", "who": "code"}
        assert (await trainer.submit("/pair/BBBBBBBB", **wishes)).status == 404
        assert (await trainer.get(f"/pair/{browser.code}")).status == 429
        assert (await trainer.submit(f"/pair/{browser.code}", **wishes)).status == 429
        assert Screen.select().count() == 0

    async def test_who_asks_for_code_after_code_has_to_wait_and_the_page_tries_again(
        self, olga, new, monkeypatch
    ):
        monkeypatch.setitem(LIMITS, "new_pairing", (2, 1e-9))
        browsers = [await new(), await new()]
        late = await Wall(browsers[0].http_client, browsers[0].base_url).get("/kiosk")
        assert (late.status, 'http-equiv="refresh"' in late.body) == (429, True)
        assert "Too many tries" in late.text
        for browser in browsers:  # who has one has no need of another
            assert (await browser.get("/kiosk")).status == 200

    async def test_nobody_is_asked_for_a_code_who_is_not_signed_in(self, olga, new, visitor):
        browser, stranger = await new(), visitor()
        page = await stranger.get(f"/pair/{browser.code}")
        assert (page.status, page.location) == (302, f"/sign-in?next=/pair/{browser.code}")
        await stranger.get("/sign-in")
        assert (await stranger.submit(f"/pair/{browser.code}", name="Чужой", mode="projector")).status == 401
        assert Screen.select().count() == 0


class TestTheEnd:
    async def test_a_cookie_that_cannot_be_read_is_kept(self, olga, wall, app):
        """The server's keys or clock may come right again."""
        screen = await wall()
        cookie = screen.cookies["screen"]
        screen.cookies["screen"] = cookie[:-2]
        page = await screen.get("/kiosk")
        assert page.status == 200
        assert screen.cookies["screen"] == cookie[:-2]

    async def test_a_screen_that_was_disconnected_loses_its_cookie_and_shows_a_code(self, olga, wall, app):
        screen = await wall()
        screen.screen.revoke()
        page = await screen.get("/kiosk")
        assert page.status == 200
        assert "screen" not in screen.cookies
        code = pairing_of(app, screen).code
        assert code in "".join(page.text.split())

    async def test_while_the_server_cannot_answer_the_cookie_stays_and_the_page_tries_again(
        self, olga, wall, monkeypatch
    ):
        screen = await wall()
        with monkeypatch.context() as patch:
            patch.setattr(Screen, "by_uuid", lambda uuid: no_database())
            page = await screen.get("/kiosk")
            refused = await screen.look()
        assert (page.status, 'http-equiv="refresh"' in page.body) == (503, True)
        assert (refused.status, refused.json["error"]["code"]) == (503, "unavailable")
        assert (await screen.open()).status == 200
        assert screen.seen["screen"]["name"] == "Кабинет 12"

    async def test_another_signing_key_ends_all_screens(self, olga, http_client, base_url):
        browser = Wall(http_client, base_url)
        browser.cookies["screen"] = "x" + str(a_screen().uuid)
        assert (await browser.get("/kiosk")).status == 200
        assert browser.cookies["screen"].startswith("x")  # it may be known again


def grow_old(app, browser, minutes):
    pairing = pairing_of(app, browser)
    Pairing.update(created_at=pairing.created_at - timedelta(minutes=minutes)).where(
        Pairing.id == pairing.id
    ).execute()


def no_database():
    raise Unavailable

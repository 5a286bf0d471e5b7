"""The pages of accounts, as a browser without scripts sees them: first run, sign in and out, the language."""

import pytest

from models.tokens import Purpose
from models.trainer import Trainer
from tests.lesson import EMAIL, PASSWORD

OFF_SITE = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "evil",
    "/\t/evil.example",
    "/rooms\r\nX: y",
    "",
]


@pytest.fixture
def browser(visitor):
    return visitor()


@pytest.fixture
def first_run(app):
    return f"/first-run/{app.tokens.make(Purpose.FIRST_RUN, 'first trainer')}"


async def test_before_there_is_a_trainer_the_first_page_says_so(browser):
    page = await browser.get("/")
    assert page.status == 200
    assert "/first-run/" in page.text


async def test_the_first_run_link_makes_the_trainer_signs_them_in_and_works_once(browser, visitor, first_run):
    page = await browser.get(first_run)
    assert (page.status, 'name="password"' in page.body) == (200, True)
    done = await browser.submit(first_run, name="Ольга", email=EMAIL, password=PASSWORD)
    assert (done.status, done.location) == (303, "/rooms")
    assert "Ольга" in (await browser.get("/rooms")).text
    assert (await browser.get(first_run)).location == "/rooms"

    other = visitor()
    assert (await other.get(first_run)).location == "/sign-in"
    await other.get("/sign-in")
    late = await other.submit(first_run, name="Пётр", email="other@school.org", password=PASSWORD)
    assert late.location == "/sign-in"
    assert [trainer.email for trainer in Trainer.select()] == [EMAIL]


async def test_a_wrong_first_run_link_makes_nobody(browser, visitor, app, first_run):
    for token in ("x", first_run[len("/first-run/") : -1], app.tokens.make(Purpose.API, "first trainer")):
        assert (await browser.get(f"/first-run/{token}")).status == 404
        refused = await browser.submit(f"/first-run/{token}", name="А", email=EMAIL, password=PASSWORD)
        assert refused.status == 404
    assert Trainer.select().count() == 0


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "nobody"),
        ("email", ""),
        ("name", ""),
        ("name", "я" * 81),
        ("password", "short"),
        ("password", ""),
    ],
)
async def test_a_bad_field_of_the_first_run_is_named_and_the_rest_is_kept(browser, first_run, field, typed):
    await browser.get(first_run)
    given = {"name": "Ольга", "email": EMAIL, "password": PASSWORD} | {field: typed}
    page = await browser.submit(first_run, **given)
    assert page.status == 400
    assert f'id="{field}-error"' in page.body
    assert PASSWORD not in page.body
    assert given["name"][:20] in page.body
    assert Trainer.select().count() == 0


async def test_signing_in_and_out(browser):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    assert (await browser.get("/")).status == 200
    done = await browser.sign_in()
    assert (done.status, done.location) == (303, "/rooms")
    assert (await browser.get("/")).location == "/rooms"
    await browser.get("/rooms")
    out = await browser.submit("/sign-out")
    assert (out.status, out.location) == (303, "/sign-in")
    assert (await browser.get("/rooms")).location == "/sign-in?next=/rooms"


@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, "wrong"), ("nobody@x.org", PASSWORD), ("", ""), ("\0", "\0" * 9)]
)
async def test_wrong_credentials_say_one_sentence_and_sign_nobody_in(browser, email, password):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    page = await browser.sign_in(email=email, password=password)
    assert page.status == 403
    assert "This email and password do not match." in page.text
    assert "trainer" not in browser.cookies
    assert (await browser.get("/rooms")).status == 302


async def test_a_trainer_is_sent_back_to_where_they_wanted_to_go(browser):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    wanted = await browser.get("/rooms/new")
    assert wanted.location == "/sign-in?next=/rooms/new"
    page = await browser.get(wanted.location)
    assert 'name="next" value="/rooms/new"' in page.body
    assert (await browser.sign_in(next="/rooms/new")).location == "/rooms/new"


@pytest.mark.parametrize("address", OFF_SITE)
async def test_nobody_is_sent_off_site(browser, address):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    assert (await browser.sign_in(next=address)).location == "/rooms"
    assert (await browser.submit("/language", language="en", next=address)).location == "/"


async def test_cookies_are_out_of_the_reach_of_scripts_and_of_other_sites(browser):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    page = await browser.get("/sign-in")
    done = await browser.sign_in()
    lines = page.headers.get_list("Set-Cookie") + done.headers.get_list("Set-Cookie")
    assert {line.split("=")[0] for line in lines} == {"_xsrf", "trainer"}
    for line in lines:
        assert "httponly" in line.lower(), line
        assert "samesite=lax" in line.lower(), line
        assert "secure" not in line.lower(), line


class TestBehindHttps:
    @pytest.fixture
    def options(self, options):
        options.public_url = "https://rounds.school.org"
        return options

    async def test_the_cookie_of_a_trainer_never_goes_over_http(self, browser):
        Trainer.register(EMAIL, "Ольга", PASSWORD)
        done = await browser.sign_in()
        (line,) = [one for one in done.headers.get_list("Set-Cookie") if one.startswith("trainer=")]
        assert "secure" in line.lower()


async def test_a_cookie_that_is_forged_or_of_a_trainer_who_is_gone_signs_nobody_in(browser, app):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    await browser.sign_in()
    good = browser.cookies["trainer"]
    trainer = Trainer.get()
    for cookie in (good[:-1], "x", app.tokens.make(Purpose.API, [trainer.id, trainer.session])):
        browser.cookies["trainer"] = cookie
        assert (await browser.get("/rooms")).status == 302
    browser.cookies["trainer"] = good
    Trainer.update(session=Trainer.session + 1).execute()
    assert (await browser.get("/rooms")).status == 302


async def test_the_language_is_the_browsers_until_another_is_chosen(browser):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    for accepted, language in [
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("en-GB,ru;q=0.5", "en"),
        ("de, ru;q=0.1", "ru"),
        ("xx;q=z,,;", "en"),
        ("", "en"),
    ]:
        page = await browser.get("/join", **{"Accept-Language": accepted})
        assert f'<html lang="{language}">' in page.body
    chosen = await browser.submit("/language", language="ru", next="/join")
    assert (chosen.status, chosen.location) == (303, "/join")
    page = await browser.get("/join", **{"Accept-Language": "en"})
    assert '<html lang="ru">' in page.body
    assert "Join" not in page.text
    await browser.submit("/language", language="xx", next="/join")
    assert browser.cookies["language"] == "ru"

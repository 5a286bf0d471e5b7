"""A trainer's own account: the name, the password, and the end of every session, sockets included."""

import asyncio

import pytest

from models.co_trainer import CoTrainer
from models.room import Room
from models.trainer import Trainer
from tests.lesson import EMAIL, PASSWORD
from tests.rooms import change

NEW = "quite another password"


@pytest.fixture
def olga(database):
    return Trainer.register(EMAIL, "Ольга Петровна", PASSWORD)


@pytest.fixture
def browser(visitor):
    return visitor()


async def change_password(browser, old=PASSWORD, new=NEW):
    await browser.get("/account")
    return await browser.submit("/account/password", password=old, new_password=new)


async def sign_out_everywhere(browser):
    await browser.get("/account")
    return await browser.submit("/account/sign-out-everywhere")


async def test_the_page_shows_whose_account_it_is(olga, browser):
    await browser.sign_in()
    page = await browser.get("/account")
    assert EMAIL in page.text
    assert 'value="Ольга Петровна"' in page.body
    assert 'href="/account"' in (await browser.get("/rooms")).body


async def test_a_name_is_changed_everywhere(olga, browser):
    await browser.sign_in()
    await browser.get("/account")
    done = await browser.submit("/account/name", name=" Ольга   Иванова ")
    page = await browser.get(done.location)
    assert "Your name is changed." in page.text
    assert "Ольга Иванова" in (await browser.get("/trainers")).text
    for bad in ("", "я" * 81):
        page = await browser.submit("/account/name", name=bad)
        assert (page.status, 'id="name-error"' in page.body) == (400, True)
    assert Trainer.get().name == "Ольга Иванова"


async def test_a_new_password_is_the_only_one_from_then_on(olga, browser, visitor):
    await browser.sign_in()
    done = await change_password(browser)
    assert (done.status, done.location) == (303, "/account?changed=password")
    assert "Your password is changed." in (await browser.get(done.location)).text
    assert (await visitor().sign_in(password=PASSWORD)).status == 403
    assert (await visitor().sign_in(password=NEW)).status == 303


@pytest.mark.parametrize(
    ("old", "new", "status", "field"),
    [
        ("wrong", NEW, 403, "password"),
        ("", NEW, 403, "password"),
        (PASSWORD, "short", 400, "new_password"),
        (PASSWORD, "", 400, "new_password"),
        (PASSWORD, "x" * 1025, 400, "new_password"),
    ],
)
async def test_what_is_wrong_with_a_password_stands_beside_it(
    olga, browser, visitor, old, new, status, field
):
    other = visitor()
    for one in (browser, other):
        await one.sign_in()
    page = await change_password(browser, old, new)
    assert (page.status, f'id="{field}-error"' in page.body) == (status, True)
    assert PASSWORD not in page.body
    assert (await visitor().sign_in(password=PASSWORD)).status == 303
    for one in (browser, other):
        assert (await one.get("/rooms")).status == 200


async def test_old_passwords_cannot_be_tried_without_end(olga, browser, visitor):
    await browser.sign_in()
    statuses = [(await change_password(browser, "wrong")).status for _ in range(11)]
    assert statuses == [403] * 10 + [429]
    page = await change_password(browser)
    assert (page.status, "Wait a minute" in page.text) == (429, True)
    assert (await visitor().sign_in()).status == 429  # they are the same tries
    assert (await browser.get("/rooms")).status == 200


async def test_what_was_wrong_with_the_new_password_is_no_try_of_the_old_one(olga, browser):
    await browser.sign_in()
    for _ in range(11):
        assert (await change_password(browser, PASSWORD, "short")).status == 400
    assert (await change_password(browser)).status == 303


@pytest.fixture
def everywhere(olga, lesson, visitor):
    """Everything that a trainer has open: two browsers, a program, sockets to their own room and to a shared one."""

    async def everywhere():
        colleague = await lesson.sign_in("boris@school.org", "Борис")
        _, shared = await lesson.call("POST", "/api/rooms", {"title": "Общая"}, colleague)
        change(Room.by_id(shared["id"]), CoTrainer.let_in, olga)
        token = lesson.token = await lesson.sign_in()
        own = await lesson.open_room()
        _, seat = await lesson.call("GET", f"/api/rooms/{shared['uuid']}", token=token)
        here, there = visitor(), visitor()
        for browser in (here, there):
            await browser.sign_in()
        ticket = (await there.ask(f"/rooms/{own['uuid']}/ticket")).json["url"]
        place = own["ws_url"].partition("/ws/")[0]
        urls = (own["ws_url"], seat["ws_url"], place + ticket)
        sockets = [await lesson.connect(url) for url in urls]
        others = [await lesson.connect(shared["ws_url"]), await lesson.student("Анна")]
        return here, there, token, urls, sockets, others

    return everywhere


async def is_over(lesson, token, urls, sockets, others):
    """Sockets closed at once, no token opens anything, and nobody else noticed."""
    assert [await asyncio.wait_for(socket.closed(), 5) for socket in sockets] == [4401] * len(sockets)
    for url in urls:
        assert await (await lesson.connect(url, settle=False)).closed() == 4401
    assert (await lesson.call("GET", "/api/rooms", token=token))[0] == 401
    for client in others:
        await client.caught_up()


async def test_a_new_password_ends_every_session_but_this_browsers(everywhere, lesson, base_url):
    here, there, *rest = await everywhere()
    old_cookie = here.cookies["trainer"]
    await change_password(here)
    await is_over(lesson, *rest)
    assert (await there.get("/rooms")).location == "/sign-in?next=/rooms"
    assert (await here.get("/rooms")).status == 200
    ticket = (await here.ask(f"/rooms/{lesson.room['uuid']}/ticket")).json["url"]
    await lesson.connect(base_url.replace("http", "ws") + ticket)
    here.cookies["trainer"] = old_cookie
    assert (await here.get("/rooms")).status == 302


async def test_signing_out_everywhere_ends_every_session(everywhere, lesson):
    here, there, *rest = await everywhere()
    cookie = here.cookies["trainer"]
    done = await sign_out_everywhere(here)
    assert (done.status, done.location) == (303, "/sign-in")
    assert "trainer" not in here.cookies
    await is_over(lesson, *rest)
    here.cookies["trainer"] = cookie
    for browser in (here, there):
        assert (await browser.get("/rooms")).status == 302
    assert (await there.sign_in()).status == 303


async def test_signing_out_here_ends_nothing_elsewhere(everywhere, lesson):
    here, there, token, _, sockets, _ = await everywhere()
    await here.get("/account")
    await here.submit("/sign-out")
    assert (await here.get("/rooms")).status == 302
    assert (await there.get("/rooms")).status == 200
    assert (await lesson.call("GET", "/api/rooms", token=token))[0] == 200
    for socket in sockets:
        await socket.caught_up()


async def test_who_connects_while_signing_out_everywhere_does_not_stay(olga, lesson, browser):
    await browser.sign_in()
    room = await lesson.open_room()
    await browser.get("/account")
    connecting = [lesson.connect(room["ws_url"], settle=False) for _ in range(8)]
    *clients, done = await asyncio.gather(*connecting, browser.submit("/account/sign-out-everywhere"))
    assert done.status == 303
    assert {await asyncio.wait_for(client.closed(), 5) for client in clients} == {4401}


ACTIONS = {
    "/account/name": {"name": "Чужая"},
    "/account/password": {"password": PASSWORD, "new_password": NEW},
    "/account/sign-out-everywhere": {},
}


@pytest.mark.parametrize("asker", ["student", "stranger"])
async def test_who_is_not_signed_in_has_no_account(askers, asker):
    browser = (await askers())[asker]
    for path, fields in ACTIONS.items():
        assert (await browser.get(path)).location == f"/sign-in?next={path}"
        assert (await browser.submit(path, **fields)).status == 401
    assert (await browser.get("/account")).location == "/sign-in?next=/account"


async def test_an_account_is_its_trainers_alone(askers):
    """A co-trainer's and another trainer's actions change their own account, not the owner's."""
    browsers = await askers()
    for asker in ("co-trainer", "other"):
        for path, fields in ACTIONS.items():
            assert (await browsers[asker].submit(path, **fields)).status == 303
    assert (await browsers["owner"].get("/account")).status == 200
    owner = Trainer.with_email(EMAIL)
    assert (owner.name, owner.session) == ("Ольга Петровна", 1)
    assert Trainer.sign_in(EMAIL, PASSWORD) == owner


async def test_the_addresses_of_the_forms_show_the_page(olga, browser):
    """As when somebody changes the language below an error."""
    await browser.sign_in()
    for path in ACTIONS:
        assert (await browser.get(path)).status == 200

"""The trainer's pages, as a browser without scripts sees them: dashboard, new room, console and its ticket."""

import uuid
from html import unescape

import pytest

from models.ready_names import clean_ready_names
from models.room import Room
from models.rudeness import is_rude
from models.tokens import MINUTE, Purpose
from models.trainer import Trainer
from tests.lesson import EMAIL, PASSWORD

OTHER = "other@school.org"
FORM = {
    "title": "География",
    "answers": "hidden",
    "max_students_count": "7",
    "max_rounds_count": "3",
    "max_round_time": "45",
}


@pytest.fixture
def browser(visitor, database):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    Trainer.register(OTHER, "Пётр", PASSWORD)
    return visitor()


async def test_an_empty_dashboard_leads_to_the_first_room(browser):
    await browser.sign_in()
    page = await browser.get("/rooms")
    assert page.status == 200
    assert 'href="/rooms/new"' in page.body


async def test_a_new_room_is_made_as_the_form_says_and_leads_to_its_console(browser):
    await browser.sign_in()
    assert (await browser.get("/rooms/new")).status == 200
    made = await browser.submit("/rooms/new", **FORM)
    room = Room.get()
    assert (made.status, made.location) == (303, f"/rooms/{room.uuid}")
    assert (room.title, room.answers, room.trainer.email) == ("География", "hidden", EMAIL)
    assert (room.max_students_count, room.max_rounds_count, room.max_round_time) == (7, 3, 45)
    console = await browser.get(made.location)
    assert console.status == 200
    assert f"/join/{room.code}" in console.body
    assert "<svg" in console.body
    dashboard = await browser.get("/rooms")
    assert made.location in dashboard.body
    assert "География" in dashboard.text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""),
        ("title", "   "),
        ("title", "я" * 121),
        ("answers", "secret"),
        ("max_students_count", "0"),
        ("max_students_count", "1001"),
        ("max_rounds_count", "101"),
        ("max_round_time", "4"),
        ("max_round_time", "3601"),
        ("max_round_time", "x"),
        ("max_round_time", ""),
        ("max_round_time", "-5"),
        ("max_round_time", "5.5"),
        ("max_round_time", "٥٥"),
        ("max_round_time", "9" * 40),
    ],
)
async def test_a_bad_field_is_named_and_the_rest_is_kept(browser, field, typed):
    await browser.sign_in()
    await browser.get("/rooms/new")
    page = await browser.submit("/rooms/new", **FORM | {field: typed})
    assert page.status == 400
    assert f'id="{field}-error"' in page.body
    kept = "max_rounds_count" if field == "title" else "title"
    assert f'value="{FORM[kept]}"' in page.body
    assert Room.select().count() == 0


async def test_all_mistakes_are_shown_at_once(browser):
    await browser.sign_in()
    await browser.get("/rooms/new")
    page = await browser.submit(
        "/rooms/new", title=" ", answers="?", max_students_count="0", max_rounds_count="x"
    )
    assert page.status == 400
    for field in ("title", "answers", "max_students_count", "max_rounds_count", "max_round_time"):
        assert f'id="{field}-error"' in page.body, field
    assert "A few things to fix:" in page.text
    assert Room.select().count() == 0


async def test_a_new_room_takes_drafts_and_any_name_unless_its_form_says_otherwise(browser):
    await browser.sign_in()
    form = (await browser.get("/rooms/new")).body
    for ticked in (
        'name="takes_drafts" type="checkbox" role="switch" value="yes"',
        'name="names" value="own"',
    ):
        assert " checked" in form.partition(ticked)[2].partition(">")[0]
    assert " checked" not in form.partition('name="is_polite"')[2].partition(">")[0]
    await browser.submit("/rooms/new", **FORM, takes_drafts="yes", names="own", ready_names="Fox")
    await browser.submit(
        "/rooms/new", **FORM, is_polite="yes", names="ready", ready_names="Wolf\r\n\r\n Fox "
    )
    first, second = Room.select().order_by(Room.id)
    assert (first.takes_drafts, first.is_polite, first.ready_names) == (True, False, [])
    assert (second.takes_drafts, second.is_polite, second.ready_names) == (False, True, ["Wolf", "Fox"])


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ("", "Write at least one name"),
        ("Fox\nX", "“X” is no name"),
        ("\n".join(map(str, range(100, 301))), "At most 200 names"),
    ],
)
async def test_a_bad_list_of_names_is_said_at_the_field_and_kept(browser, names, reason):
    await browser.sign_in()
    await browser.get("/rooms/new")
    page = await browser.submit("/rooms/new", **FORM, names="ready", ready_names=names)
    assert page.status == 400
    assert 'id="ready_names-error"' in page.body
    assert reason in page.text
    assert names[:20] in page.body
    assert " checked" in page.body.partition('name="names" value="ready"')[2].partition(">")[0]
    assert Room.select().count() == 0


async def test_the_form_offers_animals_to_be_called(browser):
    await browser.sign_in()
    for language, animal in (("en", "Fox"), ("ru", None)):
        browser.cookies["language"] = language
        form = (await browser.get("/rooms/new")).body
        names = unescape(form.partition('id="ready_names"')[2].partition(">")[2].partition("</textarea>")[0])
        cleaned = clean_ready_names(names.splitlines())
        assert len(cleaned) == len(names.split("\n")[1:])
        assert len(cleaned) >= 50
        assert [name for name in cleaned if is_rude(name)] == []
        assert animal is None or animal in cleaned


async def test_a_dashboard_has_the_trainers_own_rooms_only(browser, lesson, visitor):
    room = await lesson.open_room()
    other = visitor()
    await other.sign_in(OTHER)
    assert room["uuid"] not in (await other.get("/rooms")).body
    await browser.sign_in()
    assert room["uuid"] in (await browser.get("/rooms")).body


async def test_the_console_is_its_trainers_alone(browser, lesson, visitor):
    room = await lesson.open_room()
    path = f"/rooms/{room['uuid']}"
    stranger, other = visitor(), visitor()
    asked = await stranger.get(path)
    assert (asked.status, asked.location) == (302, f"/sign-in?next={path}")
    await stranger.join(room["code"], "Анна")
    assert (await stranger.get(path)).status == 302
    await other.sign_in(OTHER)
    assert (await other.get(path)).status == 404
    await browser.sign_in()
    assert (await browser.get(path)).status == 200
    assert (await browser.get(f"/rooms/{uuid.uuid4()}")).status == 404


@pytest.mark.parametrize("path", ["/rooms", "/rooms/new"])
async def test_a_stranger_is_sent_to_sign_in(browser, path):
    page = await browser.get(path)
    assert (page.status, page.location) == (302, f"/sign-in?next={path}")


async def test_a_stranger_makes_no_room(browser):
    await browser.get("/sign-in")
    assert (await browser.submit("/rooms/new", **FORM)).status == 401
    assert Room.select().count() == 0


async def test_the_consoles_ticket_opens_the_socket_for_a_minute(browser, lesson, base_url, app):
    room = await lesson.open_room()
    await browser.sign_in()
    await browser.get(f"/rooms/{room['uuid']}")
    ticket = await browser.ask(f"/rooms/{room['uuid']}/ticket")
    assert ticket.status == 200
    url = ticket.json["url"]
    assert url.startswith(f"/ws/room/{room['uuid']}/?token=")
    token = url.partition("=")[2]
    assert app.tokens.read(token, Purpose.TICKET)
    assert Purpose.TICKET.lifetime == MINUTE
    assert app.tokens.read(token, Purpose.SOCKET) is None
    client = await lesson.connect(base_url.replace("http", "ws") + url, headers={"Origin": base_url})
    assert client.state["me"]["role"] == "teacher"


async def test_the_consoles_ticket_is_for_its_trainer_alone(browser, lesson, visitor):
    room = await lesson.open_room()
    path = f"/rooms/{room['uuid']}/ticket"
    stranger, other = visitor(), visitor()
    await stranger.get("/join")
    assert (await stranger.ask(path)).status == 401
    await other.sign_in(OTHER)
    await other.get("/rooms")
    refused = await other.ask(path)
    assert (refused.status, refused.json["error"]["code"]) == (404, "no_such_room")
    await browser.sign_in()
    assert (await browser.post(path)).status == 403
    assert (await browser.get(path)).status == 405


class TestWithAPublicUrl:
    @pytest.fixture
    def options(self, options):
        options.public_url = "https://rounds.school.org"
        return options

    async def test_the_console_shows_it(self, browser, lesson):
        room = await lesson.open_room()
        await browser.sign_in()
        console = await browser.get(f"/rooms/{room['uuid']}")
        assert f"https://rounds.school.org/join/{room['code']}" in console.body
        assert "localhost" not in console.body

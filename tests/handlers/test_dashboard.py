"""The dashboard, as a browser without scripts sees it: pages, search, states, who sees what of whose rooms."""

import re
from urllib.parse import quote

import pytest

from models import class_code, training
from models.co_trainer import CoTrainer
from models.overview import PAGE
from models.room import Room
from models.trainer import Trainer
from tests.lesson import EMAIL, PASSWORD
from tests.rooms import change, join

OTHER = "other@school.org"


@pytest.fixture
def trainer(database):
    return Trainer.register(EMAIL, "Ольга", PASSWORD)


@pytest.fixture
def other(database):
    return Trainer.register(OTHER, "Пётр", PASSWORD)


def shown(page):
    """The titles on the page, in their order."""
    return re.findall(r'class="room__link"[^>]*>([^<]+)<', page.body)


def link(page, rel):
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page.body)
    return found and found[1].replace("&amp;", "&")


async def test_pages_lead_through_all_rooms_and_back_without_scripts(visitor, trainer):
    browser = visitor()
    for n in range(2 * PAGE + 1):
        Room.open(trainer, f"Комната {n}")
    await browser.sign_in()
    first = await browser.get("/rooms")
    assert len(shown(first)) == PAGE
    assert link(first, "prev") is None
    second = await browser.get(link(first, "next"))
    third = await browser.get(link(second, "next"))
    assert link(third, "next") is None
    assert [*shown(first), *shown(second), *shown(third)] == [f"Комната {n}" for n in range(2 * PAGE, -1, -1)]
    assert "26–50 of 51" in second.text
    assert shown(await browser.get(link(third, "prev"))) == shown(second)


async def test_a_search_keeps_its_words_and_its_state_from_page_to_page(visitor, trainer):
    browser = visitor()
    for n in range(PAGE + 1):
        room = Room.open(trainer, f"Ёлки & ели {n}")
        change(room, training.start)
        change(room, training.close)
    Room.open(trainer, "Ёлки, не начато")
    Room.open(trainer, "Дроби")
    await browser.sign_in()
    page = await browser.get(f"/rooms?search={quote('ЕЛКИ & ')}&state=closed")
    assert len(shown(page)) == PAGE
    assert 'value="ЕЛКИ &amp;"' in page.body
    rest = await browser.get(link(page, "next"))
    assert shown(rest) == ["Ёлки &amp; ели 0"]
    assert 'aria-current="true"' in rest.body


async def test_nothing_found_says_so_and_leads_back(visitor, trainer):
    browser = visitor()
    Room.open(trainer, "Дроби")
    await browser.sign_in()
    page = await browser.get("/rooms?search=zzz")
    assert (page.status, shown(page), "Nothing found" in page.text) == (200, [], True)


@pytest.mark.parametrize(
    "query",
    [
        "before=x",
        "after=-1",
        f"before={9**40}",
        "state=nonsense",
        "search=%00",
        "search=" + "я" * 500,
        "after=",
    ],
)
async def test_an_address_that_means_nothing_shows_the_first_page(visitor, trainer, query):
    browser = visitor()
    Room.open(trainer, "Дроби")
    await browser.sign_in()
    page = await browser.get(f"/rooms?{quote(query, safe='=%')}")
    assert page.status == 200
    assert "я" in query or shown(page) == ["Дроби"]


async def test_what_runs_is_on_top_and_leads_to_its_console_what_is_over_to_its_results(visitor, trainer):
    browser = visitor()
    runs, over, _ = (Room.open(trainer, title) for title in ("Идёт", "Прошло", "Ждёт"))
    for room in (runs, over):
        change(room, training.start)
    change(over, training.close)
    await browser.sign_in()
    page = await browser.get("/rooms")
    assert shown(page) == ["Идёт", "Ждёт", "Прошло"]
    assert f'href="/rooms/{runs.uuid}"' in page.body
    assert f'href="/rooms/{over.uuid}/results"' in page.body


async def test_a_co_trainer_sees_the_room_with_its_owners_name_and_may_not_delete_it(visitor, trainer, other):
    browser = visitor()
    room = Room.open(other, "Физика")
    change(room, CoTrainer.let_in, trainer)
    Room.open(other, "Чужая")
    await browser.sign_in()
    page = await browser.get("/rooms")
    assert shown(page) == ["Физика"]
    assert "with Пётр" in page.text
    assert f"/rooms/{room.uuid}/copy" in page.body
    assert f"/rooms/{room.uuid}/delete" not in page.body
    assert f"/rooms/{room.uuid}/co-trainers" not in page.body


async def test_the_class_code_is_shown_with_its_link_and_where_it_leads(visitor, trainer):
    browser = visitor()
    await browser.sign_in()
    assert "Your class code" not in (await browser.get("/rooms")).text  # first a room, then its way in
    room = Room.open(trainer, "Дроби")
    page = await browser.get("/rooms")
    code = Trainer.get().code
    assert code in page.text
    assert f"/join/{code}" in page.body
    assert "None is open now" in page.text
    change(room, class_code.lead)
    assert re.search(rf'Now to\s+<a href="/rooms/{room.uuid}">Дроби<', (await browser.get("/rooms")).body)


async def test_days_are_told_with_their_zone_for_those_without_scripts(visitor, trainer):
    browser = visitor()
    Room.open(trainer, "Дроби")
    Room.update(created_at="2026-11-18 23:30:00+00").execute()
    await browser.sign_in()
    body = (await browser.get("/rooms")).body
    assert '<time datetime="2026-11-18T23:30:00+00:00">18 November 2026 UTC</time>' in body


async def test_a_stranger_and_a_student_are_sent_to_sign_in(visitor, trainer):
    browser = visitor()
    room = Room.open(trainer, "Дроби")
    join(room, "Анна")
    await browser.join(room.code, "Борис")
    page = await browser.get("/rooms?search=x")
    assert (page.status, page.location) == (302, "/sign-in?next=/rooms")

"""A new screen is connected: its code typed or followed, as a browser without scripts meets it."""

from datetime import timedelta

import pytest

from models.base import clock
from models.pairing import LIFETIME, Pairing
from models.screen import Screen
from models.trainer import Trainer
from tests.lesson import EMAIL, PASSWORD
from tests.rooms import a_trainer
from tests.wall import TABLET


@pytest.fixture
def browser(io_loop, signed_in, database):
    """Olga's."""
    return io_loop.run_sync(lambda: signed_in(a_trainer(EMAIL)))


async def test_the_code_is_typed_as_people_type_and_the_screen_named(browser):
    code = Pairing.begin(TABLET).code
    typed = f"{code[:4]}-{code[4:]}".lower()
    assert (await browser.get(f"/pair?code={typed}")).location == f"/pair/{code}"
    page = await browser.get(f"/pair/{code}")
    for words in (f"{code[:4]}\xa0{code[4:]}", "Chrome, Android", "Does the screen in front of you"):
        assert words in page.text
    fields = {"name": "  Кабинет  12 ", "mode": "shared", "who": "list"}
    done = await browser.submit(f"/pair/{code}", **fields)
    assert (done.status, done.location) == (303, "/screens?done=connected")
    made = Screen.get()
    assert (made.name, made.mode, made.who, made.device) == ("Кабинет 12", "shared", "list", TABLET)
    page = await browser.get(done.location)
    assert "The screen is connected" in page.text
    assert "Кабинет 12" in page.text


async def test_the_link_of_the_picture_is_in_capitals(browser):
    code = Pairing.begin(TABLET).code
    assert (await browser.get(f"/PAIR/{code}")).status == 200


async def test_who_is_not_signed_in_comes_back_to_it(visitor):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    code = Pairing.begin(TABLET).code
    browser = visitor()
    place = (await browser.get(f"/pair/{code}")).location
    assert place == f"/sign-in?next=/pair/{code}"
    await browser.get(place)
    assert (await browser.sign_in(next=f"/pair/{code}")).location == f"/pair/{code}"


async def test_without_a_list_or_a_code_chosen_it_is_by_code(browser):
    code = Pairing.begin(TABLET).code
    await browser.submit(f"/pair/{code}", name="Зал", mode="projector")
    assert Screen.get().who == "code"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " ", "mode": "projector"}, "name"),
        ({"name": "Я" * 41, "mode": "projector"}, "name"),
        ({"name": "Зал", "mode": "cinema"}, "mode"),
        ({"name": "Зал"}, "mode"),
        ({"name": "Зал", "mode": "shared", "who": "x"}, "who"),
    ],
)
async def test_what_is_wrong_stands_beside_its_field_and_the_code_still_works(browser, fields, field):
    code = Pairing.begin(TABLET).code
    page = await browser.submit(f"/pair/{code}", **fields)
    assert page.status == 400
    assert f'id="{field}-error"' in page.body
    assert Screen.select().count() == 0
    assert (await browser.submit(f"/pair/{code}", name="Зал", mode="projector")).status == 303


async def test_a_code_that_leads_nowhere_says_why_and_is_there_to_be_corrected(browser):
    used, late = (Pairing.begin(TABLET).code for _ in range(2))
    await browser.submit(f"/pair/{used}", name="Зал", mode="projector")
    Pairing.update(created_at=clock() - LIFETIME - timedelta(seconds=1)).where(Pairing.code == late).execute()
    for code in ("ZZZZZZZZ", "ZZZ", "x", used, late):
        pages = [
            await browser.get(f"/pair?code={code}"),
            await browser.get(f"/pair/{code}"),
            await browser.submit(f"/pair/{code}", name="Зал", mode="projector"),
        ]
        for page in pages:
            assert page.status == 404
            assert 'id="code-error"' in page.body
            assert f'value="{code}"' in page.body
    assert Screen.select().count() == 1


async def test_of_two_who_connect_it_at_once_one_is_told_that_it_is_taken(browser, signed_in):
    other = await signed_in(Trainer.register("ivan@school.org", "Иван", PASSWORD))
    code = Pairing.begin(TABLET).code
    answers = [await one.submit(f"/pair/{code}", name="Зал", mode="projector") for one in (browser, other)]
    assert [answer.status for answer in answers] == [303, 404]
    assert Screen.get().trainer.email == EMAIL


async def test_codes_are_not_guessed_by_trying(browser):
    code = Pairing.begin(TABLET).code
    statuses = [(await browser.get("/pair?code=ZZZZZZZZ")).status for _ in range(40)]
    assert (statuses[0], statuses[-1]) == (404, 429)
    for page in (await browser.get(f"/pair/{code}"), await browser.get(f"/pair?code={code}")):
        assert page.status == 429
        assert "Too many tries" in page.text
    refused = await browser.submit(f"/pair/{code}", name="Зал", mode="projector")
    assert (refused.status, Screen.select().count()) == (429, 0)

"""The class code as a class meets it: typed or as a link it leads to the room; until there is one, people wait."""

import pytest

from models import class_code, training
from models.co_trainer import CoTrainer
from models.room import Room
from models.trainer import Trainer
from tests.lesson import EMAIL, PASSWORD
from tests.rooms import change

OTHER = "other@school.org"


@pytest.fixture
def trainer(database):
    return Trainer.register(EMAIL, "Ольга", PASSWORD)


@pytest.fixture
def code(trainer):
    return class_code.code_of(trainer)


@pytest.fixture
def other(database):
    return Trainer.register(OTHER, "Пётр", PASSWORD)


async def console_of(visitor, room, email=EMAIL):
    """A browser with the room's console open, and its first ticket."""
    browser = visitor()
    await browser.sign_in(email)
    await browser.get(f"/rooms/{room.uuid}")
    return browser, await browser.ask(f"/rooms/{room.uuid}/ticket")


async def way(visitor, code):
    return (await visitor().get(f"/join/{code}")).location


async def test_typed_or_as_a_link_it_leads_to_the_room(visitor, trainer, code):
    room = Room.open(trainer, "Дроби")
    change(room, training.start)
    for path in (
        f"/join/{code}",
        f"/JOIN/{code.lower()}",
        f"/join?code={code}",
        f"/join?code={code[:3]}%20{code[3:]}",
    ):
        found = await visitor().get(path)
        assert (found.status, found.location) == (303, f"/join/{room.code}"), path


async def test_while_no_room_is_open_people_wait_on_a_page_that_looks_again(visitor, trainer, code):
    room = Room.open(trainer, "Дроби")
    student = visitor()
    for path in (f"/join/{code}", f"/join?code={code}"):
        page = await student.get(path)
        assert page.status == 200
        assert "Ольга has no room open just now" in page.text
        assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in page.body
        assert page.body.count("http-equiv") == 1
        assert "js/pages/wait.js" in page.body
    change(room, class_code.lead)
    assert (await student.get(f"/join/{code}")).location == f"/join/{room.code}"


async def test_a_student_who_is_in_comes_back_in(visitor, trainer, code):
    room = Room.open(trainer, "Дроби")
    change(room, class_code.lead)
    student = visitor()
    await student.join(room.code, "Анна")
    found = await student.get((await student.get(f"/join/{code}")).location)
    assert (found.status, found.location) == (303, f"/rooms/{room.uuid}/student")


async def test_nobody_joins_under_the_class_code_itself(visitor, trainer, code):
    student = visitor()
    await student.get(f"/join/{code}")
    assert (await student.submit(f"/join/{code}", nickname="Анна")).status == 404


async def test_an_open_console_leads_the_code_there(visitor, trainer, code, app):
    first, second = Room.open(trainer, "Дроби"), Room.open(trainer, "Ели")
    _, ticket = await console_of(visitor, first)
    assert ticket.status == 200
    assert await way(visitor, code) == f"/join/{first.code}"
    change(first, training.start)
    await console_of(visitor, second)
    assert await way(visitor, code) == f"/join/{first.code}"


async def test_a_co_trainers_console_leads_nothing_away(visitor, trainer, other, code):
    room = Room.open(trainer, "Дроби")
    change(room, CoTrainer.let_in, other)
    _, ticket = await console_of(visitor, room, OTHER)
    assert ticket.status == 200
    assert await way(visitor, code) is None


async def test_only_the_owner_leads_the_code_by_hand(visitor, trainer, other, code):
    running, room = Room.open(trainer, "Дроби"), Room.open(trainer, "Ели")
    change(running, training.start)
    change(room, CoTrainer.let_in, other)
    for email, answer, leads_to in (
        (OTHER, (403, None), running),
        (EMAIL, (303, f"/rooms/{room.uuid}"), room),
    ):
        browser, _ = await console_of(visitor, room, email)
        page = await browser.get(f"/rooms/{room.uuid}")
        assert ("Lead my class code here" in page.body) == (email == EMAIL)
        done = await browser.submit(f"/rooms/{room.uuid}/lead")
        assert (done.status, done.location) == answer
        assert ("Only the trainer who made this room may do that." in done.text) == (email == OTHER)
        assert await way(visitor, code) == f"/join/{leads_to.code}"


async def test_others_lead_nothing(visitor, trainer, other, code):
    room = Room.open(trainer, "Дроби")
    colleague, student, stranger = visitor(), visitor(), visitor()
    await colleague.sign_in(OTHER)
    await colleague.get("/rooms")
    assert (await colleague.submit(f"/rooms/{room.uuid}/lead")).status == 404
    await student.join(room.code, "Анна")
    await stranger.get("/join")
    for browser in (student, stranger):
        assert (await browser.submit(f"/rooms/{room.uuid}/lead")).status == 401
    assert await way(visitor, code) is None


async def test_a_room_that_is_over_cannot_be_led_to(visitor, trainer, code):
    room = Room.open(trainer, "Дроби")
    change(room, training.start)
    change(room, training.close)
    browser, _ = await console_of(visitor, room)
    assert (await browser.submit(f"/rooms/{room.uuid}/lead")).status == 409
    assert await way(visitor, code) is None


async def test_the_console_says_whose_code_leads_there(visitor, trainer, other, code):
    room = Room.open(trainer, "Дроби")
    change(room, CoTrainer.let_in, other)
    for email in (EMAIL, OTHER):
        browser = visitor()
        await browser.sign_in(email)
        assert code in (await browser.get(f"/rooms/{room.uuid}")).body

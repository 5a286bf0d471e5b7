"""Deleting a room: a page says what is lost, the owner alone does it, and whoever is connected is told."""

import pytest

from models.co_trainer import CoTrainer
from models.message import Message
from models.room import Room
from models.trainer import Trainer
from tests.lesson import PASSWORD
from tests.rooms import change

OTHER = "other@school.org"


@pytest.fixture
def other(database):
    return Trainer.register(OTHER, "Пётр", PASSWORD)


async def test_the_page_says_what_is_lost_and_changes_nothing(visitor, lesson):
    _, anna, boris = await lesson.in_round("Анна", "Борис")
    await anna.answer("Париж")
    browser = visitor()
    await browser.sign_in()
    page = await browser.get(f"/rooms/{lesson.room['uuid']}/delete")
    assert page.status == 200
    for words in ("2 students", "1 answer", "The training is running"):
        assert words in page.text
    assert Room.select().count() == 1
    assert boris.close_code is None


async def test_a_room_without_anybody_says_so(visitor, lesson):
    room = await lesson.open_room()
    browser = visitor()
    await browser.sign_in()
    page = await browser.get(f"/rooms/{room['uuid']}/delete")
    assert "Nobody has been in it" in page.text
    assert "The training is running" not in page.text


async def test_deleted_for_good_it_is_gone_and_everyone_in_it_is_told(visitor, lesson):
    trainer, anna = await lesson.in_round("Анна")
    await anna.answer("Париж")
    path = f"/rooms/{lesson.room['uuid']}"
    browser = visitor()
    await browser.sign_in()
    await browser.get(f"{path}/delete")
    done = await browser.submit(f"{path}/delete")
    assert (done.status, done.location) == (303, "/rooms")
    for client in (trainer, anna):
        assert await client.closed() == 4410
    assert (Room.select().count(), Message.select().count()) == (0, 0)
    assert (await browser.get(path)).status == 404
    assert (await browser.submit(f"{path}/delete")).status == 404


async def test_a_co_trainer_reads_that_only_the_owner_can(visitor, lesson, other):
    room = await lesson.open_room()
    change(Room.by_id(room["id"]), CoTrainer.let_in, other)
    browser = visitor()
    await browser.sign_in(OTHER)
    page = await browser.get(f"/rooms/{room['uuid']}/delete")
    assert page.status == 403
    assert (await browser.submit(f"/rooms/{room['uuid']}/delete")).status == 403
    assert Room.select().count() == 1


async def test_others_find_nothing_to_delete(visitor, lesson, other):
    room = await lesson.open_room()
    path = f"/rooms/{room['uuid']}/delete"
    colleague, student, stranger = visitor(), visitor(), visitor()
    await colleague.sign_in(OTHER)
    assert (await colleague.get(path)).status == 404
    assert (await colleague.submit(path)).status == 404
    await student.join(room["code"], "Анна")
    await stranger.get("/join")
    for browser in (student, stranger):
        assert (await browser.submit(path)).status == 401
        page = await browser.get(path)
        assert (page.status, page.location) == (302, f"/sign-in?next={path}")
    assert Room.select().count() == 1


async def test_no_room_is_deleted_without_the_pages_own_token(visitor, lesson):
    room = await lesson.open_room()
    browser = visitor()
    await browser.sign_in()
    assert (await browser.post(f"/rooms/{room['uuid']}/delete")).status == 403
    assert Room.select().count() == 1

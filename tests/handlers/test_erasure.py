"""Deleting a student's data: by the room's owner alone, and everybody who is connected forgets them at once."""

import pytest

from models.message import Message
from models.room import Room
from models.student import Student
from tests.rooms import change, join


def path_of(room, student_id):
    return f"/rooms/{room['uuid']}/students/{student_id}/erase"


@pytest.fixture
def owner(visitor):
    async def owner():
        browser = visitor()
        await browser.sign_in()
        return browser

    return owner


async def test_only_the_owner_may(lesson, askers):
    browsers = await askers()
    path = path_of(lesson.room, Student.get().id)
    gets = {name: (await browser.get(path)).status for name, browser in browsers.items()}
    assert gets == {"owner": 200, "co-trainer": 403, "other": 404, "student": 302, "stranger": 302}
    posts = {}
    for name in reversed(browsers):
        assert Student.select().count() == 1
        posts[name] = (await browsers[name].submit(path)).status
    assert posts == {"owner": 303, "co-trainer": 403, "other": 404, "student": 401, "stranger": 401}
    assert Student.select().count() == 0


async def test_the_page_says_what_goes_and_leads_back(lesson, owner):
    _, anna, _ = await lesson.in_round("Анна", "Борис")
    await anna.answer("Волга")
    await anna.answer("Дунай")
    browser = await owner()
    page = await browser.get(path_of(lesson.room, anna.id))
    assert "Анна" in page.text and "2 answers, with their marks" in page.text
    assert "put out of the room" in page.text
    done = await browser.submit(path_of(lesson.room, anna.id))
    assert (done.status, done.location) == (303, f"/rooms/{lesson.room['uuid']}/results")
    back = await browser.get(done.location)
    assert "Анна" not in back.text and "Борис" in back.text


async def test_everybody_forgets_and_the_student_is_put_out(lesson, owner):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    right = await anna.answer("Волга")
    await boris.until("message_send")
    await trainer.ask("message_select", id=right)
    browser = await owner()
    await browser.get("/rooms")
    await browser.submit(path_of(lesson.room, anna.id))
    assert await anna.closed() == 4403
    assert anna.of("student_kick")
    for client in (trainer, boris):
        told = await client.until("student_erase")
        assert told["id"] == anna.id
        listed = await client.until("user_list")
        while [user["nickname"] for user in listed["message"]] != ["Борис"]:
            listed = await client.until("user_list")
    assert (await lesson.results())["rounds"][0]["messages"] == []
    await boris.answer("Обь")  # the training goes on
    assert (await trainer.until("message_send"))["message"]["text"] == "Обь"


async def test_the_token_of_the_student_is_worth_nothing_any_more(lesson, owner):
    await lesson.trainer()
    seat = await lesson.join("Анна")
    browser = await owner()
    await browser.get("/rooms")
    await browser.submit(path_of(lesson.room, seat["id"]))
    back = await lesson.connect(seat["ws_url"], settle=False)
    assert await back.closed() == 4401


async def test_who_was_away_gets_the_present_state_without_them(lesson, owner):
    _, anna, boris = await lesson.in_round("Анна", "Борис")
    await anna.answer("Волга")
    last = await boris.until("message_send")
    boris.close()
    browser = await owner()
    await browser.get("/rooms")
    await browser.submit(path_of(lesson.room, anna.id))
    back = await lesson.connect(f"{boris.url}&since={last['seq']}&epoch={last['epoch']}")
    assert back.state["messages"] == []
    assert "Анна" not in str(back.received) and "Волга" not in str(back.received)


async def test_a_kicked_student_and_one_of_a_closed_training_can_be_erased(lesson, owner):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    await anna.answer("Волга")
    await trainer.send("student_kick", id=anna.id)
    await anna.closed()
    await trainer.ask("training_close")
    browser = await owner()
    for client in (anna, boris):
        page = await browser.get(path_of(lesson.room, client.id))
        assert "put out of the room" not in page.text
        assert (await browser.submit(path_of(lesson.room, client.id))).status == 303
    assert (Student.select().count(), Message.select().count()) == (0, 0)
    assert (await lesson.results())["result"] == []


async def test_there_is_no_page_for_whoever_is_no_student_of_the_room(lesson, owner):
    await lesson.open_room()
    (anna,) = join(Room.by_id(lesson.room["id"]), "Анна")
    await lesson.open_room()
    browser = await owner()
    for number in (anna.id, 0, "x", "-1", "9" * 30):
        path = path_of(lesson.room, number)
        assert (await browser.get(path)).status == 404, number
        assert (await browser.submit(path)).status == 404, number
    assert Student.select().count() == 1


async def test_a_browser_that_was_erased_may_join_again_as_somebody_new(lesson, owner, visitor):
    room = await lesson.open_room()
    student, browser = visitor(), await owner()
    await student.join(room["code"], "Анна")
    first = Student.get()
    change(Room.by_id(room["id"]), Student.kick, first.id)
    await browser.get("/rooms")
    await browser.submit(path_of(room, first.id))
    await student.join(room["code"], "Анна")
    assert Student.get().id != first.id

"""Names at the door, as a browser without scripts and a client of the API see it: a list of them, no rude ones."""

import pytest

from models.room import Room
from models.student import Student

NAMES = ["Fox", "Ёж", "<b>&"]


@pytest.fixture
def room(lesson):
    return lambda **settings: lesson.open_room(**settings)


def offered(page):
    return page.body.count('<button class="button button--large" name="nickname"')


async def test_a_list_of_names_is_offered_to_be_tapped_and_nothing_is_typed(room, visitor):
    code = (await room(ready_names=NAMES))["code"]
    browser = visitor()
    page = await browser.get(f"/join/{code}")
    assert (page.status, offered(page)) == (200, 3)
    assert 'value="&lt;b&gt;&amp;">&lt;b&gt;&amp;</button>' in page.body
    assert 'id="nickname"' not in page.body
    done = await browser.submit(f"/join/{code}", nickname="Ёж")
    assert (done.status, Student.get().nickname) == (303, "Ёж")


async def test_a_name_that_somebody_was_faster_to_take_is_said_above_those_left(room, visitor):
    code = (await room(ready_names=NAMES))["code"]
    slow = visitor()
    await slow.get(f"/join/{code}")
    await visitor().join(code, "Fox")
    page = await slow.submit(f"/join/{code}", nickname="Fox")
    assert (page.status, offered(page)) == (409, 2)
    assert "Somebody in this room has that name already" in page.text
    assert 'id="nickname-error" role="alert"' in page.body
    assert "Go in as" not in page.text
    page = await slow.submit(f"/join/{code}", nickname="Anna")
    assert (page.status, offered(page)) == (400, 2)
    assert "take one from the list" in page.text
    assert (await slow.submit(f"/join/{code}", nickname="Ёж")).status == 303


async def test_a_client_of_the_api_makes_such_a_room_and_is_told_a_free_name(room, lesson):
    made = await room(ready_names=[" Fox ", "fox", "Ёж"], is_polite=True, takes_drafts=False)
    assert (made["ready_names"], made["is_polite"], made["takes_drafts"]) == (["Fox", "Ёж"], True, False)
    await lesson.join("ёж")
    path = f"/api/rooms/{made['uuid']}/students"
    for nickname, status, code in (("Anna", 400, "not_a_ready_name"), ("Ёж", 409, "nickname_taken")):
        answered, answer = await lesson.call("POST", path, {"nickname": nickname})
        assert (answered, answer["error"]["code"]) == (status, code)
        assert answer["error"]["suggestion"] == "Fox"
    assert (await lesson.join(answer["error"]["suggestion"]))["nickname"] == "Fox"


async def test_a_room_of_the_api_without_wishes_lets_students_make_up_their_names(room):
    made = await room()
    assert (made["ready_names"], made["is_polite"], made["takes_drafts"]) == ([], False, True)


@pytest.mark.parametrize(
    "names", [["X"], ["Fox"] + [" "] * 9 + ["я" * 25], [str(n) for n in range(100, 301)]]
)
async def test_a_bad_list_is_refused_by_the_api(lesson, room, names):
    await room()
    body = {"title": "География", "ready_names": names}
    status, answer = await lesson.call("POST", "/api/rooms", body, token=lesson.token)
    assert (status, answer["error"]["code"]) == (400, "bad_value")
    assert "ready_names" in answer["error"]["message"]
    assert Room.select().count() == 1


async def test_a_polite_room_says_no_to_a_rude_name_at_the_field(room, visitor, lesson):
    made = await room(is_polite=True)
    browser = visitor()
    page = await browser.join(made["code"], "f.u.c.k")
    assert page.status == 400
    assert 'id="nickname-error"' in page.body
    assert "not for a classroom" in page.text
    status, answer = await lesson.call("POST", f"/api/rooms/{made['uuid']}/students", {"nickname": "хуй"})
    assert (status, answer["error"]["code"]) == (400, "rude_nickname")
    assert (await browser.submit(f"/join/{made['code']}", nickname="Cummings")).status == 303


async def test_a_trainer_makes_a_room_polite_while_students_come(room, visitor, lesson):
    made = await room()
    trainer = await lesson.trainer()
    student = await lesson.student("Анна")
    assert (await visitor().join(made["code"], "shit")).status == 303
    await student.send("room_change", is_polite=True)
    assert (await student.until("error"))["code"] == "not_allowed"
    await trainer.send("room_change", is_polite=True, takes_drafts=False)
    told = await trainer.until("room_change")
    assert told["message"].items() >= {"is_polite": True, "takes_drafts": False, "is_locked": False}.items()
    assert (await visitor().join(made["code"], "bitch")).status == 400


async def test_the_console_has_the_switch_for_rude_names_where_students_make_up_their_own(
    room, visitor, lesson
):
    own, listed = await room(), await room(ready_names=NAMES)
    browser = visitor()
    await browser.sign_in()
    for made, count in ((own, 1), (listed, 0)):
        page = await browser.get(f"/rooms/{made['uuid']}")
        assert page.body.count('<room-switch class="switch" name="is_polite">') == count
        assert page.body.count('<room-switch class="switch" name="takes_drafts">') == 1

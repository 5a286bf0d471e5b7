"""How a student gets in and stays, as a browser without scripts sees it: code, nickname, phone page, ticket."""

import uuid
from urllib.parse import quote

import pytest

from models.room import Room
from models.student import Student
from models.tokens import Purpose


@pytest.fixture
def room_of_code(lesson):
    """Makes a room with a code of letters that a Russian keyboard has too."""

    async def make(**settings):
        room = await lesson.open_room(**settings)
        Room.update(code="BCHKMT").where(Room.id == room["id"]).execute()
        room["code"] = "BCHKMT"
        return room

    return make


@pytest.mark.parametrize(
    "typed",
    ["BCHKMT", "bchkmt", "BCH KMT", " bch-kmt ", "b c h k m t", "ВСНКМТ", "вснкмт", "BСН КMT", "bch—kmt"],
)
async def test_a_code_may_be_typed_in_many_ways(room_of_code, visitor, typed):
    await room_of_code()
    browser = visitor()
    found = await browser.get(f"/join?code={quote(typed)}")
    assert (found.status, found.location) == (303, "/join/BCHKMT")
    page = await browser.get(f"/join/{quote(typed)}")
    assert page.status == 200
    assert "География" in page.text


@pytest.mark.parametrize("typed", ["XXXXXX", "BCHKM", "BCHKMTT", "123456", "<b>", "ы" * 500, "-"])
async def test_a_wrong_code_is_said_at_the_field(room_of_code, visitor, typed):
    await room_of_code()
    page = await visitor().get(f"/join?code={quote(typed)}")
    assert page.status == 404
    assert 'id="code-error"' in page.body
    assert (await visitor().get(f"/join/{quote(typed)}")).status == 404


async def test_bytes_that_are_no_text_are_no_code(room_of_code, visitor):
    await room_of_code()
    for path in ("/join?code=%FF", "/join/%FF"):
        assert (await visitor().get(path)).status == 400


async def test_an_address_in_capitals_as_in_the_qr_code_works(room_of_code, visitor):
    await room_of_code()
    assert (await visitor().get("/JOIN/BCHKMT")).status == 200


async def test_a_student_joins_and_gets_their_page(room_of_code, visitor):
    room = await room_of_code()
    browser = visitor()
    done = await browser.join("BCHKMT", " Анна ")
    assert (done.status, done.location) == (303, f"/rooms/{room['uuid']}/student")
    assert [student.nickname for student in Student.select()] == ["Анна"]
    page = await browser.get(done.location)
    assert page.status == 200
    assert "Анна" in page.text
    assert "География" in page.text


@pytest.mark.parametrize("nickname", ["", "Я", " ", "я" * 25, "\u200b\u200b", "\0\0"])
async def test_a_bad_nickname_is_said_at_the_field(room_of_code, visitor, nickname):
    await room_of_code()
    page = await visitor().join("BCHKMT", nickname)
    assert page.status == 400
    assert "A name has 2 to 24 characters." in page.text
    assert 'id="nickname-error"' in page.body
    assert Student.select().count() == 0


async def test_a_taken_nickname_comes_with_one_that_is_free(room_of_code, visitor):
    await room_of_code()
    await visitor().join("BCHKMT", "Анна")
    browser = visitor()
    page = await browser.join("BCHKMT", "анна")
    assert page.status == 409
    assert 'name="nickname" value="анна 2"' in page.body
    assert (await browser.submit("/join/BCHKMT", nickname="анна 2")).status == 303
    assert {student.nickname for student in Student.select()} == {"Анна", "анна 2"}


async def test_a_full_and_a_finished_room_say_so(room_of_code, visitor, lesson):
    await room_of_code(max_students_count=1)
    trainer = await lesson.trainer()
    assert (await visitor().join("BCHKMT", "Анна")).status == 303
    page = await visitor().join("BCHKMT", "Борис")
    assert (page.status, "The room is full" in page.text) == (409, True)
    await trainer.ask("training_start")
    await trainer.ask("training_close")
    page = await visitor().join("BCHKMT", "Борис")
    assert (page.status, "The training in this room is over" in page.text) == (409, True)


async def test_the_same_browser_comes_back_as_the_same_student(room_of_code, visitor):
    room = await room_of_code()
    browser = visitor()
    await browser.join("BCHKMT", "Анна")
    again = await browser.get("/join/BCHKMT")
    assert (again.status, again.location) == (303, f"/rooms/{room['uuid']}/student")
    assert (await browser.submit("/join/BCHKMT", nickname="Другая")).status == 303
    assert [student.nickname for student in Student.select()] == ["Анна"]


async def test_a_browser_that_has_not_joined_is_sent_to_the_door(room_of_code, visitor):
    room = await room_of_code()
    browser = visitor()
    page = await browser.get(f"/rooms/{room['uuid']}/student")
    assert (page.status, page.location) == (303, "/join/BCHKMT")
    browser.cookies["browser"] = "forged"
    assert (await browser.get(f"/rooms/{room['uuid']}/student")).status == 303


async def test_a_kicked_browser_stays_out_of_this_room_only(room_of_code, visitor, lesson):
    room = await room_of_code()
    trainer = await lesson.trainer()
    browser = visitor()
    await browser.join("BCHKMT", "Анна")
    await trainer.send("student_kick", id=Student.get().id)
    await trainer.caught_up()

    page = await browser.get(f"/rooms/{room['uuid']}/student")
    assert (page.status, "The trainer took you out." in page.text) == (403, True)
    assert (await browser.submit("/join/BCHKMT", nickname="Снова")).status == 403
    refused = await browser.ask(f"/rooms/{room['uuid']}/student/ticket")
    assert (refused.status, refused.json["error"]["code"]) == (403, "kicked")
    assert Student.select().count() == 1

    other = await lesson.open_room()
    assert (await browser.join(other["code"], "Анна")).status == 303


async def test_a_kicked_student_reads_the_reason_until_it_is_undone(room_of_code, visitor, lesson):
    room = await room_of_code()
    trainer = await lesson.trainer()
    browser = visitor()
    await browser.join("BCHKMT", "Анна")
    student = Student.get()
    await trainer.send("student_kick", id=student.id, reason="Тише, <b>пожалуйста</b>")
    await trainer.until("student_kicked")
    page = await browser.get(f"/rooms/{room['uuid']}/student")
    assert (page.status, "Тише, &lt;b&gt;пожалуйста&lt;/b&gt;" in page.body) == (403, True)
    assert f'href="/rooms/{room["uuid"]}/student"' in page.body
    await trainer.send("student_restore", id=student.id)
    await trainer.ask("users_list")  # answered after it
    page = await browser.get(f"/rooms/{room['uuid']}/student")
    assert (page.status, "phase-views" in page.body) == (200, True)


async def test_a_locked_room_tells_a_newcomer_and_lets_them_try_again(room_of_code, visitor, lesson):
    await room_of_code()
    trainer = await lesson.trainer()
    known, stranger = visitor(), visitor()
    await known.join("BCHKMT", "Анна")
    await stranger.get("/join/BCHKMT")
    await trainer.send("room_change", is_locked=True)
    await trainer.until("room_change")
    for page in (
        await stranger.get("/join/BCHKMT"),
        await stranger.submit("/join/BCHKMT", nickname="Борис"),
    ):
        assert (page.status, "The room is locked" in page.text) == (409, True)
        assert ("Try again" in page.text, 'name="nickname"' in page.body) == (True, False)
    assert (await known.get("/join/BCHKMT")).status == 303
    await trainer.send("room_change", is_locked=False)
    await trainer.until("room_change")
    assert (await stranger.submit("/join/BCHKMT", nickname="Борис")).status == 303


async def test_the_students_ticket_opens_the_socket_for_a_minute(
    room_of_code, visitor, lesson, base_url, app
):
    room = await room_of_code()
    browser = visitor()
    await browser.join("BCHKMT", "Анна")
    await browser.get(f"/rooms/{room['uuid']}/student")
    ticket = await browser.ask(f"/rooms/{room['uuid']}/student/ticket")
    assert ticket.status == 200
    assert app.tokens.read(ticket.json["url"].partition("=")[2], Purpose.TICKET)
    client = await lesson.connect(base_url.replace("http", "ws") + ticket.json["url"])
    anna = Student.get()
    assert client.state["me"] == {
        "role": "student",
        "id": anna.id,
        "nickname": "Анна",
        "is_ready": False,
        "return_code": anna.return_code,
    }


async def test_the_students_ticket_needs_the_cookie_and_the_pages_token(room_of_code, visitor):
    room = await room_of_code()
    path = f"/rooms/{room['uuid']}/student/ticket"
    stranger, browser = visitor(), visitor()
    await stranger.get("/join")
    refused = await stranger.ask(path)
    assert (refused.status, refused.json["error"]["code"]) == (401, "unauthorized")
    await browser.join("BCHKMT", "Анна")
    assert (await browser.post(path)).status == 403
    assert (await browser.get(path)).status == 405
    refused = await browser.ask(f"/rooms/{uuid.uuid4()}/student/ticket")
    assert (refused.status, refused.json["error"]["code"]) == (404, "no_such_room")

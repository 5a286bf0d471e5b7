"""Coming back with a return code: the old phone, the new one, a client of the API, and who is refused."""

import uuid

import pytest

from models import training
from models.room import Room
from models.student import Student
from tests.rooms import change


@pytest.fixture
def anna(lesson, visitor):
    """Anna's browser in a room with a trainer; her `code`."""

    async def anna():
        browser = await in_room(lesson, visitor, "Анна")
        browser.trainer = await lesson.trainer()
        browser.code = Student.get(Student.nickname == "Анна").return_code
        return browser

    return anna


async def in_room(lesson, visitor, nickname):
    """A browser that has joined the lesson's room, and shows the student's page."""
    room = lesson.room or await lesson.open_room()
    browser = visitor()
    await browser.join(room["code"], nickname)
    assert (await browser.get(page_of(lesson))).status == 200
    return browser


def page_of(lesson):
    return f"/rooms/{lesson.room['uuid']}/student"


def id_of(nickname):
    return Student.get(Student.nickname == nickname).id


async def connected(lesson, browser):
    """What the phone does next: a ticket, and the socket."""
    ticket = await browser.ask(f"{page_of(lesson)}/ticket")
    assert ticket.status == 200, ticket
    place = lesson.room["ws_url"].partition("/ws/")[0]
    return await lesson.connect(place + ticket.json["url"])


async def come_back(browser, code):
    await browser.get(f"/join/{code}")
    return await browser.submit(f"/join/{code}")


async def by_api(lesson, code, room_uuid=None):
    path = f"/api/rooms/{room_uuid or lesson.room['uuid']}/students/return"
    return await lesson.call("POST", path, {"return_code": code})


class TestTwoPhones:
    async def test_the_new_phone_is_the_student_and_the_old_one_is_told_and_closed(
        self, lesson, visitor, anna
    ):
        old_phone, new_phone = await anna(), visitor()
        old = await connected(lesson, old_phone)
        trainer = old_phone.trainer
        await trainer.ask("training_start")
        await trainer.ask("round_new")
        await old.until("round_new")
        answered = await old.answer("Париж")
        done = await come_back(new_phone, old_phone.code)
        assert (done.status, done.location) == (303, page_of(lesson))
        assert await old.until("student_moved")
        assert await old.closed() == 4411
        page = await new_phone.get(done.location)
        assert (page.status, "Анна" in page.text, old_phone.code in page.body) == (200, True, True)
        new = await connected(lesson, new_phone)
        assert new.state["me"]["id"] == id_of("Анна")
        assert [message["message_id"] for message in new.state["messages"]] == [answered]
        assert new.of("student_moved") == []
        await new.answer("Лион")
        assert [row["correct_answers_count"] for row in (await lesson.results())["result"]] == [0]

    async def test_every_tab_of_the_old_phone_is_told(self, lesson, visitor, anna):
        phone = await anna()
        tabs = [await connected(lesson, phone) for _ in range(2)]
        await come_back(visitor(), phone.code)
        for tab in tabs:
            await tab.until("student_moved")
            assert await tab.closed() == 4411

    async def test_nobody_else_hears_of_it(self, lesson, visitor, anna):
        phone = await anna()
        boris = await lesson.student("Борис")
        await come_back(visitor(), phone.code)
        for client in (phone.trainer, boris):
            await client.send("users_list")
            await client.until("users_list")
            assert client.of("student_moved") == []

    async def test_the_old_phones_page_leads_to_the_way_back_and_its_ticket_says_why(
        self, lesson, visitor, anna
    ):
        old_phone = await anna()
        ticket = f"{page_of(lesson)}/ticket"
        await come_back(visitor(), old_phone.code)
        refused = await old_phone.ask(f"{ticket}?student={id_of('Анна')}")
        assert (refused.status, refused.json["error"]["code"]) == (403, "moved")
        assert (await old_phone.ask(ticket)).status == 401
        # a reload leads to the page with the way back, which nobody else is shown
        assert (await old_phone.get(page_of(lesson))).location == f"/join/{old_phone.code}"
        assert (await visitor().get(page_of(lesson))).location == f"/join/{lesson.room['code']}"
        # and back again, with its button
        done = await old_phone.submit(f"/join/{old_phone.code}")
        assert (done.status, done.location) == (303, page_of(lesson))
        assert (await old_phone.ask(f"{ticket}?student={id_of('Анна')}")).status == 200

    async def test_a_token_of_before_is_good_for_nothing(self, lesson, visitor, anna):
        phone = await anna()
        old = await connected(lesson, phone)
        await come_back(visitor(), phone.code)
        await old.closed()
        for address in (old.url, f"{old.url}&since=0"):
            refused = await lesson.connect(address, settle=False)
            assert (await refused.until("error"))["code"] == "bad_token"
            assert await refused.closed() == 4401

    async def test_a_sleeping_tab_does_not_become_the_other_student_of_its_browser(
        self, lesson, visitor, anna
    ):
        """Its unsent answers would go out under the other name."""
        phone = await anna()
        boris = await in_room(lesson, visitor, "Борис")
        tab = await connected(lesson, boris)
        shown = await boris.get(f"/join/{phone.code}")
        assert "Here you are Борис until now" in shown.text
        await boris.submit(f"/join/{phone.code}")
        assert await tab.closed() == 4411
        refused = await boris.ask(f"{page_of(lesson)}/ticket?student={id_of('Борис')}")
        assert (refused.status, refused.json["error"]["code"]) == (403, "moved")
        assert (await connected(lesson, boris)).state["me"]["nickname"] == "Анна"
        assert {user["nickname"] for user in (await phone.trainer.ask("users_list"))["message"]} == {
            "Анна",
            "Борис",
        }


class TestTheDoor:
    async def test_the_box_takes_it_in_any_case_and_with_spaces(self, lesson, visitor, anna):
        code = (await anna()).code
        for typed in (code, code.lower(), f"{code[:3]}%20{code[3:].lower()}", f"%20{code[:3]}-{code[3:]}"):
            found = await visitor().get(f"/join?code={typed}")
            assert (found.status, found.location) == (303, f"/join/{code}"), typed
        assert (await visitor().get(f"/JOIN/{code.lower()}")).status == 200

    async def test_the_link_changes_nothing_until_the_button_is_pressed(self, lesson, visitor, anna):
        phone, stranger = await anna(), visitor()
        for path in (f"/join/{phone.code}", f"/join?code={phone.code}"):
            page = await stranger.get(path)
        page = await stranger.get(page.location)
        assert (page.status, "Welcome back, Анна" in page.text, "География" in page.text) == (200, True, True)
        assert "Here you are" not in page.text
        assert Student.get().session == 0
        assert (await stranger.get(page_of(lesson))).location == f"/join/{lesson.room['code']}"
        assert (await stranger.post(f"/join/{phone.code}")).status == 403
        assert (await phone.get(page_of(lesson))).status == 200

    async def test_the_same_browser_is_simply_in(self, lesson, anna):
        phone = await anna()
        client = await connected(lesson, phone)
        for done in (await phone.get(f"/join/{phone.code}"), await phone.submit(f"/join/{phone.code}")):
            assert (done.status, done.location) == (303, page_of(lesson))
        assert Student.get().session == 0
        await client.caught_up()
        assert client.of("student_moved") == []

    async def test_a_wrong_one_is_said_at_the_field(self, lesson, visitor, anna):
        await anna()
        for again in ("", "&again=yes"):
            page = await visitor().get(f"/join?code=BBB%20BBBB{again}")
            assert (page.status, 'id="code-error"' in page.body) == (404, True)
            assert "This code brings nobody back" in page.text
            assert ("Type your return code" in page.text) == bool(again)
        assert (await visitor().get("/join/BBBBBBB")).status == 404

    async def test_the_nickname_page_shows_the_way(self, lesson, visitor, anna):
        phone = await anna()
        await phone.trainer.ask("room_change", is_locked=True)
        for status in (409, 200):
            page = await visitor().get(f"/join/{lesson.room['code']}")
            assert (page.status, 'href="/join?again=yes"' in page.body) == (status, True)
            await phone.trainer.ask("room_change", is_locked=False)
        assert "Type your return code" in (await visitor().get("/join?again=yes")).text

    async def test_after_the_close_it_leads_to_the_results(self, lesson, visitor, anna):
        phone = await anna()
        await phone.trainer.ask("training_start")
        await phone.trainer.ask("training_close")
        new = visitor()
        assert (await come_back(new, phone.code)).status == 303
        assert (await connected(lesson, new)).state["result"][0]["nickname"] == "Анна"


class TestWhoIsRefused:
    async def test_a_kicked_student_reads_the_reason_on_any_phone(self, lesson, visitor, anna):
        phone = await anna()
        await phone.trainer.send("student_kick", id=id_of("Анна"), reason="Шумишь")
        await phone.trainer.until("student_kicked")
        stranger = visitor()
        await stranger.get("/join")
        for page in (
            await stranger.get(f"/join/{phone.code}"),
            await stranger.get(f"/join?code={phone.code}"),
            await stranger.submit(f"/join/{phone.code}"),
            await phone.submit(f"/join/{phone.code}"),
        ):
            assert (page.status, "Шумишь" in page.text) == (403, True)
        status, answer = await by_api(lesson, phone.code)
        assert (status, answer["error"]["code"], answer["error"]["reason"]) == (403, "kicked", "Шумишь")

    async def test_a_kicked_browser_does_not_come_in_as_a_friend(self, lesson, visitor, anna):
        phone = await anna()
        boris = await in_room(lesson, visitor, "Борис")
        await phone.trainer.send("student_kick", id=id_of("Борис"), reason="Шумишь")
        await phone.trainer.until("student_kicked")
        assert (await boris.get(f"/join/{phone.code}")).location == page_of(lesson)
        page = await boris.submit(f"/join/{phone.code}")
        assert (page.status, "Шумишь" in page.text) == (403, True)
        assert Student.get(Student.nickname == "Анна").session == 0

    async def test_a_student_of_another_room_stays_there(self, lesson, visitor, anna):
        phone = await anna()
        first = lesson.room
        lesson.room = await lesson.open_room()
        vera = await in_room(lesson, visitor, "Вера")
        code = Student.get(Student.nickname == "Вера").return_code
        status, answer = await by_api(lesson, code, first["uuid"])
        assert (status, answer["error"]["code"]) == (404, "no_such_code")
        # in a browser each has their own: one student in each room
        done = await come_back(phone, code)
        assert done.location == f"/rooms/{lesson.room['uuid']}/student"
        assert (await phone.get(f"/rooms/{first['uuid']}/student")).status == 200
        assert (await vera.get(page_of(lesson))).status == 303


class TestTheApi:
    async def test_it_gives_the_same_seat_with_a_new_token(self, lesson):
        _, anna = await lesson.in_round("Анна")
        answered = await anna.answer("Париж")
        code = anna.state["me"]["return_code"]
        status, seat = await by_api(lesson, f" {code[:3].lower()} {code[3:]}")
        assert status == 200
        assert seat.keys() == {"id", "nickname", "return_code", "token", "ws_url"}
        assert (seat["id"], seat["nickname"], seat["return_code"]) == (anna.id, "Анна", code)
        await anna.until("student_moved")
        assert await anna.closed() == 4411
        back = await lesson.connect(seat["ws_url"])
        assert [message["message_id"] for message in back.state["messages"]] == [answered]
        refused = await lesson.connect(anna.url, settle=False)
        assert await refused.closed() == 4401

    @pytest.mark.parametrize("body", [{}, {"return_code": 7}, {"return_code": None}, []])
    async def test_what_is_no_request_is_refused(self, lesson, body):
        room = await lesson.open_room()
        path = f"/api/rooms/{room['uuid']}/students/return"
        status, answer = await lesson.call("POST", path, body)
        assert (status, answer["error"]["code"]) == (400, "bad_value")

    @pytest.mark.parametrize("code", ["", "BBBBBBB", "BBBBBB", "0", "\0" * 7, "ы" * 5000])
    async def test_a_code_of_nobodys_is_not_found(self, lesson, code):
        await lesson.open_room()
        status, answer = await by_api(lesson, code)
        assert (status, answer["error"]["code"]) == (404, "no_such_code")

    async def test_a_room_that_is_not_there_is_not_found(self, lesson):
        await lesson.open_room()
        status, answer = await by_api(lesson, (await lesson.join("Анна"))["return_code"], uuid.uuid4())
        assert (status, answer["error"]["code"]) == (404, "no_such_room")


class TestTheTrainer:
    async def test_reads_out_the_code_of_whoever_has_a_seat(self, lesson):
        trainer, anna, boris = await lesson.running("Анна", "Борис")
        told = await trainer.ask("student_code", id=anna.id)
        assert (told["id"], told["return_code"]) == (anna.id, anna.state["me"]["return_code"])
        await boris.caught_up()
        assert boris.of("student_code") == []
        await trainer.send("student_kick", id=anna.id)
        await trainer.until("student_kicked")
        for id in (anna.id, 2**31 - 1):
            assert (await trainer.ask("student_code", id=id))["code"] == "no_such_student"

    async def test_alone(self, lesson, screen_seat):
        _, anna, boris = await lesson.running("Анна", "Борис")
        screen = await lesson.connect(screen_seat(lesson.room)["ws_url"])
        for client in (anna, screen):
            assert (await client.ask("student_code", id=boris.id))["code"] == "not_allowed"
        for frame in (*anna.received, *screen.received):
            assert boris.state["me"]["return_code"] not in str(frame)

    async def test_not_of_another_room(self, lesson):
        trainer = await lesson.trainer()
        await lesson.open_room()
        stranger = await lesson.join("Чужая")
        assert (await trainer.ask("student_code", id=stranger["id"]))["code"] == "no_such_student"


async def test_an_answer_that_was_on_its_way_when_the_student_moved_counts_once(lesson):
    """The same person wrote it; the new phone has it in its first state, or gets it."""
    _, anna = await lesson.in_round("Анна")
    await anna.send("message_send", message="Париж", ref="r1")
    _, seat = await by_api(lesson, anna.state["me"]["return_code"])
    back = await lesson.connect(seat["ws_url"])
    await back.answer("Париж", ref="r1")
    (one,) = (await lesson.results())["rounds"][0]["messages"]
    assert one["text"] == "Париж"


async def test_a_code_of_a_day_after_is_nobodys(lesson, visitor, anna):
    phone = await anna()
    room = Room.by_id(lesson.room["id"])
    change(room, training.start)
    change(room, training.close)
    Room.update(finished_at=room.created_at.replace(year=2020)).where(Room.id == room.id).execute()
    assert (await visitor().get(f"/join/{phone.code}")).status == 404
    assert (await phone.submit(f"/join/{phone.code}")).status == 404
    assert (await by_api(lesson, phone.code))[0] == 404
    assert (await phone.get(page_of(lesson))).status == 200  # its browser is the same student for good

"""A shared device: students answer in turn, nobody as another, and the device by itself not at all."""

import asyncio
import time

import pytest

from handlers.attempts import LIMITS
from models import clock, training, turn
from models.base import CLOCK
from models.message import Message
from models.return_code import come_back
from models.room import Room
from models.round import Round
from models.screen import Screen
from models.student import Student
from models.tokens import Purpose
from models.trainer import Trainer
from tests.rooms import a_room, a_trainer, change, join, open_round
from tests.wall import a_screen, paired


@pytest.fixture
def room(database, app):
    """One with a round that is open."""
    room = a_room(a_trainer(), answers="hidden")
    open_round(room, "Столица Франции?")
    return Room.by_id(room.id)


@pytest.fixture
def tablet(room, wall):
    """A shared device that shows the room; without their own codes, too, unless a test says otherwise."""

    async def tablet(**settings):
        return await wall(**({"mode": "shared", "who": "list"} | settings))

    return tablet


def without_device(room, *nicknames):
    return [change(room, Student.add, nickname) for nickname in nicknames]


def error(answer):
    return answer.status, answer.json["error"]["code"]


def stored():
    return [(one.student.nickname, one.text) for one in Message.select().order_by(Message.id)]


class TestATurn:
    async def test_three_students_one_after_another(self, room, tablet):
        anna, boris = without_device(room, "Анна", "Борис")
        (vera,) = join(room, "Вера")
        device = await tablet()
        turns = [
            await device.turn(student_id=anna.id),
            await device.turn(student_id=boris.id),
            await device.turn(code=vera.return_code),
        ]
        for number, given in enumerate(turns):
            answer = await device.answer(given, f"Ответ {number}", ref=f"r{number}")
            newest = Message.select().order_by(-Message.id).get()
            assert (answer.status, answer.json) == (200, {"message_id": newest.id})
        assert stored() == [("Анна", "Ответ 0"), ("Борис", "Ответ 1"), ("Вера", "Ответ 2")]

    async def test_who_sits_down_is_greeted_by_name(self, room, tablet):
        (anna,) = join(room, "Анна")
        device = await tablet()
        answer = await device.sit_down(code=anna.return_code)
        assert answer.json["student"] == {"id": anna.id, "nickname": "Анна"}
        assert answer.json["has_answered"] is False
        change(room, Message.answer, anna.id, "Париж")
        assert (await device.sit_down(code=f"{anna.return_code[:3].lower()} {anna.return_code[3:]}")).json[
            "has_answered"
        ] is True

    async def test_their_own_phone_goes_on(self, room, tablet):
        (anna,) = join(room, "Анна")
        device = await tablet()
        await device.answer(await device.turn(code=anna.return_code), "Париж")
        assert Student.get_by_id(anna.id).session == anna.session
        assert Student.get_by_id(anna.id).has_device

    async def test_a_newcomer_gets_a_seat_by_name(self, room, tablet):
        device = await tablet()
        answer = await device.sit_down(nickname="Гена")
        assert answer.json["student"]["nickname"] == "Гена"
        assert not Student.get().has_device
        assert (await device.answer(answer.json["turn"], "Париж")).status == 200
        assert stored() == [("Гена", "Париж")]
        refused = await device.sit_down(nickname="гена")
        assert error(refused) == (409, "nickname_taken")
        assert refused.json["error"]["suggestion"] == "гена 2"

    async def test_the_list_has_who_has_no_device_and_whether_they_have_answered(self, room, tablet):
        anna, boris = without_device(room, "Анна", "Борис")
        join(room, "Вера")
        device = await tablet()
        await device.answer(await device.turn(student_id=boris.id), "Париж")
        assert (await device.get("/kiosk/names")).json == {
            "names": [
                {"student_id": anna.id, "nickname": "Анна", "has_answered": False},
                {"student_id": boris.id, "nickname": "Борис", "has_answered": True},
            ]
        }

    async def test_the_room_hears_of_the_answer(self, lesson, app, wall):
        trainer, _ = await lesson.in_round("Вера")
        (anna,) = without_device(Room.by_id(lesson.room["id"]), "Анна")
        device = await wall(mode="shared", who="list")
        await device.answer(await device.turn(student_id=anna.id), "Париж")
        told = await trainer.until("message_send")
        assert (told["message"]["nickname"], told["message"]["text"]) == ("Анна", "Париж")


class TestTwice:
    async def test_an_answer_sent_again_is_stored_once(self, room, tablet):
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        given = await device.turn(student_id=anna.id)
        answers = [await device.answer(given, "Париж", ref="r1") for _ in range(3)]
        assert len({answer.json["message_id"] for answer in answers}) == 1
        assert stored() == [("Анна", "Париж")]

    async def test_and_so_when_both_arrive_at_once(self, room, tablet):
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        given = await device.turn(student_id=anna.id)
        answers = await asyncio.gather(*(device.answer(given, "Париж", ref="r1") for _ in range(5)))
        assert {answer.status for answer in answers} == {200}
        assert stored() == [("Анна", "Париж")]

    async def test_it_is_acknowledged_though_the_round_is_over_by_now(self, room, tablet):
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        given = await device.turn(student_id=anna.id)
        first = await device.answer(given, "Париж", ref="r1")
        change(room, clock.end)
        again = await device.answer(given, "Париж", ref="r1")
        assert (again.status, again.json) == (200, first.json)

    async def test_who_was_chosen_from_the_list_answers_once_a_round(self, room, tablet):
        """Anybody could choose them."""
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        await device.answer(await device.turn(student_id=anna.id), "Париж", ref="r1")
        answer = await device.sit_down(student_id=anna.id)
        assert answer.json["has_answered"] is True
        assert error(await device.answer(answer.json["turn"], "Лион", ref="r2")) == (409, "answered_already")
        open_round(room)
        assert (await device.answer(answer.json["turn"], "Лион", ref="r2")).status == 200

    async def test_who_knows_their_code_may_answer_more_than_once(self, room, tablet):
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        given = await device.turn(code=anna.return_code)
        for number in range(2):
            assert (await device.answer(given, "Париж", ref=f"r{number}")).status == 200


class TestWhenItIsRefused:
    async def test_a_round_that_was_closed_meanwhile(self, room, tablet):
        (anna,) = without_device(room, "Анна")
        device, opened = await tablet(), Round.get()
        given = await device.turn(student_id=anna.id)
        change(room, clock.end)
        assert error(await device.answer(given, "Париж")) == (409, "no_open_round")
        open_round(room)
        late = await device.answer(given, "Париж", round_id=opened.id)
        assert error(late) == (409, "no_open_round")
        assert stored() == []

    async def test_a_training_that_is_paused(self, room, tablet):
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        given = await device.turn(student_id=anna.id)
        change(room, clock.pause)
        assert error(await device.answer(given, "Париж")) == (409, "training_paused")
        change(room, clock.resume)
        assert (await device.answer(given, "Париж")).status == 200

    async def test_nothing_and_too_much(self, room, tablet):
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        given = await device.turn(student_id=anna.id)
        assert error(await device.answer(given, "  ")) == (400, "empty_text")
        for wrong in (
            {"message": "я" * 2001},
            {"ref": ""},
            {"ref": "x" * 65},
            {"round_id": "1"},
            {"turn": None},
        ):
            body = {"turn": given, "message": "Париж", "ref": "r"} | wrong
            assert error(await device.ask("/kiosk/answer", **body)) == (400, "bad_value"), wrong
        assert stored() == []

    async def test_it_says_why_in_the_language_of_the_page(self, room, tablet):
        device = await tablet(language="ru")
        refused = await device.sit_down(code="BBBBBBB")
        assert refused.json["error"]["message"].startswith("По этому коду")

    async def test_when_no_room_is_shown_there_is_nobody_to_be(self, room, tablet):
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        given = await device.turn(student_id=anna.id)
        Room.update(led_at=None).execute()
        for refused in (
            await device.get("/kiosk/names"),
            await device.sit_down(student_id=anna.id),
            await device.answer(given, "Париж"),
        ):
            assert error(refused) == (404, "no_such_room")


class TestWhoIsRefused:
    async def test_whose_phone_is_there_is_not_to_be_chosen(self, room, tablet):
        (anna,) = join(room, "Анна")
        device = await tablet()
        assert error(await device.sit_down(student_id=anna.id)) == (403, "has_own_device")
        assert error(await device.sit_down(nickname="Анна")) == (409, "nickname_taken")

    async def test_a_kicked_student_does_not_come_back_through_it(self, room, tablet):
        anna, _ = without_device(room, "Анна", "Борис")
        device = await tablet()
        turns = [await device.turn(student_id=anna.id), await device.turn(code=anna.return_code)]
        change(room, Student.kick, anna.id, "Шумишь")
        for given in turns:
            refused = await device.answer(given, "Париж")
            assert error(refused) == (403, "kicked")
            assert refused.json["error"]["reason"] == "Шумишь"
        assert error(await device.sit_down(code=anna.return_code)) == (403, "kicked")
        assert error(await device.sit_down(student_id=anna.id)) == (404, "no_such_student")
        for name in ("Анна", "анна", "Aннa"):
            assert error(await device.sit_down(nickname=name)) == (403, "kicked"), name
        names = (await device.get("/kiosk/names")).json["names"]
        assert [one["nickname"] for one in names] == ["Борис"]
        assert stored() == []

    async def test_who_is_of_another_room(self, room, tablet):
        (stranger,) = without_device(a_room(), "Чужая")
        device = await tablet()
        assert error(await device.sit_down(code=stranger.return_code)) == (404, "no_such_code")
        assert error(await device.sit_down(student_id=stranger.id)) == (404, "no_such_student")

    async def test_a_turn_ends_when_the_device_goes_to_another_room(self, room, tablet):
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        given = await device.turn(student_id=anna.id)
        open_round(a_room())
        assert error(await device.answer(given, "Париж")) == (403, "turn_over")
        assert stored() == []

    async def test_a_turn_ends_when_the_student_moves_to_a_phone(self, room, tablet):
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        given = await device.turn(student_id=anna.id)
        change(room, come_back, anna.return_code)
        assert error(await device.answer(given, "Париж")) == (403, "turn_over")

    async def test_a_turn_lasts_a_quarter_of_an_hour(self, room, tablet, monkeypatch):
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        given = await device.turn(student_id=anna.id)
        in_a_while = time.time() + 15 * 60 + 5
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda: in_a_while)
        assert error(await device.answer(given, "Париж")) == (403, "turn_over")

    async def test_a_turn_is_good_at_its_own_device_alone(self, room, app, tablet):
        (anna,) = without_device(room, "Анна")
        one, other = await tablet(), await tablet()
        given = await one.turn(student_id=anna.id)
        assert error(await other.answer(given, "Париж")) == (403, "turn_over")
        paired(app, other, one.screen)
        assert (await other.answer(given, "Париж")).status == 200

    async def test_nobody_answers_as_another(self, room, app, tablet):
        """By a turn that was changed, one of another purpose, or none."""
        anna, boris = without_device(room, "Анна", "Борис")
        device = await tablet()
        given = await device.turn(student_id=anna.id)
        its = [device.screen.id, room.id, boris.id, boris.session, "code"]
        body = app.tokens.make(Purpose.TURN, its).rpartition(".")[0].rpartition(".")[0]
        signature = given.split(".", 1)[1]
        forged = [
            "",
            "x",
            given[:-2],
            f"{body}.{signature}",
            device.cookies["screen"],
            *(app.tokens.make(purpose, its) for purpose in set(Purpose) - {Purpose.TURN}),
        ]
        for token in forged:
            assert error(await device.answer(token, "Лион")) == (403, "turn_over")
        # a student's id beside it does not matter
        answer = await device.answer(given, "Париж", student_id=boris.id)
        assert answer.status == 200
        assert stored() == [("Анна", "Париж")]

    async def test_return_codes_cannot_be_found_by_trying(self, room, tablet, monkeypatch):
        monkeypatch.setitem(LIMITS, "turn_code", (2, 1e-9))
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        for _ in range(4):
            assert (await device.sit_down(code=anna.return_code)).status == 200
        for _ in range(2):
            assert error(await device.sit_down(code="BBBBBBB")) == (404, "no_such_code")
        assert error(await device.sit_down(code=anna.return_code)) == (429, "too_many_attempts")
        assert (
            await (await tablet()).sit_down(code=anna.return_code)
        ).status == 200  # another device's count

    async def test_who_guesses_elsewhere_does_not_shut_the_device(self, room, tablet, app, monkeypatch):
        monkeypatch.setitem(LIMITS, "return_code", (2, 1e-9))
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        for _ in range(4):
            await device.ask(f"/api/rooms/{room.uuid}/students/return", return_code="BBBBBBB")
        assert (await device.sit_down(code=anna.return_code)).status == 200

    async def test_an_answer_counts_from_the_moment_it_came(self, room, tablet, monkeypatch):
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        given = await device.turn(student_id=anna.id)
        shown = Screen.shown

        def time_is_up_meanwhile(screen):
            Round.update(deadline=CLOCK).where(Round.room == room.id).execute()
            return shown(screen)

        monkeypatch.setattr(Screen, "shown", time_is_up_meanwhile)
        assert (await device.answer(given, "Париж")).status == 200

    @pytest.mark.parametrize(
        "who",
        [{}, {"code": "BBBBBBB", "student_id": 1}, {"student_id": "1"}, {"student_id": None}, {"id": 1}],
    )
    async def test_who_is_not_said_clearly(self, room, tablet, who):
        device = await tablet()
        assert error(await device.ask("/kiosk/turn", **(who or {"x": 1}))) == (400, "bad_value")


class TestWhatTheTrainerChose:
    async def test_a_projector_takes_nobody(self, room, tablet):
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        given = await device.turn(student_id=anna.id)
        device.screen.change(mode="projector")
        for refused in (
            await device.get("/kiosk/names"),
            await device.sit_down(code=anna.return_code),
            await device.sit_down(student_id=anna.id),
            await device.sit_down(nickname="Гена"),
            await device.answer(given, "Париж"),
        ):
            assert error(refused) == (403, "forbidden")
        assert (stored(), Student.select().count()) == ([], 1)

    async def test_where_everybody_types_their_code_there_is_no_list(self, room, tablet):
        (anna,) = without_device(room, "Анна")
        device = await tablet(who="code")
        for refused in (
            await device.get("/kiosk/names"),
            await device.sit_down(student_id=anna.id),
            await device.sit_down(nickname="Гена"),
        ):
            assert error(refused) == (403, "forbidden")
        assert (await device.answer(await device.turn(code=anna.return_code), "Париж")).status == 200

    async def test_who_was_chosen_before_the_list_was_taken_away_has_had_their_turn(self, room, tablet):
        (anna,) = without_device(room, "Анна")
        device = await tablet()
        given = await device.turn(student_id=anna.id)
        by_code = await device.turn(code=anna.return_code)
        device.screen.change(who="code")
        assert error(await device.answer(given, "Париж")) == (403, "turn_over")
        assert (await device.answer(by_code, "Париж")).status == 200

    async def test_a_device_that_was_disconnected_or_never_was_one_takes_nobody(self, room, tablet, visitor):
        (anna,) = without_device(room, "Анна")
        device, stranger = await tablet(), visitor()
        given = await device.turn(student_id=anna.id)
        await stranger.get("/sign-in")
        device.screen.revoke()
        for browser in (device, stranger):
            for refused in (
                await browser.get("/kiosk/names"),
                await browser.ask("/kiosk/turn", code=anna.return_code),
                await browser.ask("/kiosk/answer", turn=given, message="Париж", ref="r"),
            ):
                assert error(refused) == (401, "no_such_screen")
        assert stored() == []

    async def test_a_trainer_with_the_room_put_on_their_device_has_its_students_alone(self, room, wall):
        """The device of another trainer does not see this room."""
        other = a_trainer("other@school.org")
        (anna,) = without_device(room, "Анна")
        device = await wall(a_screen(other, mode="shared", who="list"))
        assert error(await device.sit_down(code=anna.return_code)) == (404, "no_such_room")
        open_round(a_room(other))
        assert error(await device.sit_down(code=anna.return_code)) == (404, "no_such_code")


async def test_no_post_is_taken_without_the_token_of_the_page(room, tablet):
    (anna,) = without_device(room, "Анна")
    device = await tablet()
    given = await device.turn(student_id=anna.id)
    for path, fields in (
        ("/kiosk/turn", {"student_id": anna.id}),
        ("/kiosk/answer", {"turn": given, "message": "Париж", "ref": "r"}),
    ):
        assert (await device.post(path, **fields)).status == 403
    assert stored() == []
    assert Trainer.select().count() == Screen.select().count() == 1
    assert turn.names(Room.by_id(room.id))[0]["has_answered"] is False
    assert training.phase(Room.by_id(room.id)) == "round_open"

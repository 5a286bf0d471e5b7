"""No password and no code can be found by trying, and one who tries does not lock out the others."""

from contextlib import ExitStack

import pytest

from handlers.attempts import LIMITS, Attempts, network
from models.class_code import code_of
from models.errors import NotFound, TooOften
from models.room import Room
from models.trainer import Trainer
from tests.lesson import EMAIL, PASSWORD


async def try_it(lesson, email, password):
    status, answer = await lesson.call("POST", "/api/tokens", {"email": email, "password": password})
    return status, answer.get("error", {}).get("code")


async def test_after_ten_wrong_passwords_an_account_waits_and_the_others_do_not(lesson):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    Trainer.register("other@school.org", "Иван", PASSWORD)
    for _ in range(10):
        assert await try_it(lesson, EMAIL, "wrong") == (401, "bad_credentials")
    assert await try_it(lesson, f" {EMAIL.upper()}", "wrong") == (429, "too_many_attempts")
    assert (await try_it(lesson, "other@school.org", PASSWORD))[0] == 201


async def test_right_passwords_are_not_counted(lesson):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    for _ in range(12):
        assert (await try_it(lesson, EMAIL, PASSWORD))[0] == 201


class TestCodes:
    @pytest.fixture
    def few(self, monkeypatch):
        """So many tries at once, and no new ones while a test lasts."""
        for kind, most in (("code", 4), ("return_code", 3)):
            monkeypatch.setitem(LIMITS, kind, (most, 1e-9))

    async def test_wrong_codes_of_rooms_and_of_classes_are_counted_together(self, lesson, visitor, few):
        room = await lesson.open_room()
        class_code = code_of(Room.by_id(room["id"]).trainer)
        browser = visitor()
        for path in ("/join/BBBBBB", "/join?code=BBBBB", "/join/BBBBB"):
            assert (await browser.get(path)).status == 404
        assert (await browser.submit("/join/BBBBBB", nickname="Анна")).status == 404
        for path in (f"/join?code={room['code']}", f"/join/{class_code}", "/join/BBBBBB"):
            page = await browser.get(path)
            assert (page.status, "Too many tries" in page.text) == (429, True), path
        assert 'id="code-error"' in (await browser.get("/join?code=BBBBBB")).body

    async def test_wrong_return_codes_are_counted_wherever_they_are_tried(self, lesson, visitor, few):
        room = await lesson.open_room()
        code = (await lesson.join("Анна"))["return_code"]
        call = ("POST", f"/api/rooms/{room['uuid']}/students/return")
        browser = visitor()
        assert (await browser.get("/join?code=BBBBBBB")).status == 404
        assert (await browser.get("/join/BBBBBBB")).status == 404
        assert (await lesson.call(*call, {"return_code": "BBBBBBB"}))[0] == 404
        for right in (code, "BBBBBBB"):
            assert (await browser.get(f"/join/{right}")).status == 429
            status, answer = await lesson.call(*call, {"return_code": right})
            assert (status, answer["error"]["code"]) == (429, "too_many_attempts")
        # who guesses those keeps no class from joining
        assert (await browser.get(f"/join/{room['code']}")).status == 200

    async def test_right_codes_are_not_counted(self, lesson, visitor, few):
        room = await lesson.open_room()
        code = (await lesson.join("Анна"))["return_code"]
        browser = visitor()
        for _ in range(6):
            assert (await browser.get(f"/join/{room['code']}")).status == 200
            assert (await browser.get(f"/join/{code}")).status == 200

    async def test_who_is_in_the_room_feels_nothing_of_it(self, lesson, visitor, few):
        room = await lesson.open_room()
        browser = visitor()
        await browser.join(room["code"], "Анна")
        for _ in range(6):
            await visitor().get("/join/BBBBBB")
        assert (await browser.get(f"/rooms/{room['uuid']}/student")).status == 200
        assert (await browser.ask(f"/rooms/{room['uuid']}/student/ticket")).status == 200

    def test_what_is_being_looked_up_counts_too_and_a_right_code_takes_nothing(self, few):
        attempts = Attempts()
        for _ in range(2):
            with ExitStack() as at_once:
                for _ in range(3):
                    at_once.enter_context(attempts.guessing("return_code", "192.168.0.7"))
                with pytest.raises(TooOften), attempts.guessing("return_code", "192.168.0.7"):
                    raise AssertionError("never looked up")

    def test_another_address_is_not_held_up(self, few):
        attempts = Attempts()

        def guess(address):
            with pytest.raises(NotFound), attempts.guessing("return_code", address):
                raise NotFound("no_such_code")

        for _ in range(3):
            guess("192.168.0.7")
        with pytest.raises(TooOften), attempts.guessing("return_code", "192.168.0.7"):
            raise AssertionError("never looked up")
        guess("192.168.0.8")

    @pytest.mark.parametrize(
        ("address", "counted"),
        [
            ("192.168.0.7", "192.168.0.7"),
            ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
            ("0.0.0.0", "0.0.0.0"),
            ("", ""),
        ],
    )
    def test_of_ipv6_whole_networks_are_counted(self, address, counted):
        assert network(address) == counted

"""The JSON API, call by call: what comes back, and for whom."""

import json
import uuid

import pytest

from models.trainer import Trainer
from tests.lesson import EMAIL, PASSWORD

FIELDS = {
    "id": int,
    "uuid": str,
    "code": str,
    "title": str,
    "max_students_count": int,
    "max_rounds_count": int,
    "max_round_time": int,
    "answers": str,
    "join_url": str,
    "trainer_id": int,
    "ws_url": str,
    "token": str,
}


def code_of(answer):
    """The error's code; every error has a sentence too."""
    error = answer["error"]
    assert error["message"].endswith(".")
    return error["code"]


async def test_a_trainer_gets_a_token_for_email_and_password(lesson):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    for email in (EMAIL, EMAIL.upper(), f" {EMAIL} "):
        status, answer = await lesson.call("POST", "/api/tokens", {"email": email, "password": PASSWORD})
        assert status == 201
        assert answer["trainer"] == {"id": Trainer.get().id, "email": EMAIL, "name": "Ольга"}
        assert (await lesson.call("GET", "/api/rooms", token=answer["token"]))[0] == 200


async def test_wrong_credentials_do_not_say_what_is_wrong_about_them(lesson):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    answers = [
        await lesson.call("POST", "/api/tokens", {"email": email, "password": password})
        for email, password in [(EMAIL, "x"), ("nobody@school.org", PASSWORD), ("", ""), ("\0", "\0")]
    ]
    assert {code_of(answer) for _, answer in answers} == {"bad_credentials"}
    assert {status for status, _ in answers} == {401}
    assert len({answer["error"]["message"] for _, answer in answers}) == 1


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        '"x"',
        "{}",
        '{"email": 7, "password": "x"}',
        '{"email": "x"}',
        "\xff",
        "[" * 9999,
    ],
)
async def test_a_body_that_cannot_be_read_is_400(lesson, visitor, body):
    answer = await visitor()._fetch("POST", "/api/tokens", {}, body.encode("latin-1"))
    assert answer.status == 400
    assert code_of(answer.json) == "bad_value"


async def test_a_new_room_has_everything_a_client_needs(lesson, base_url):
    room = await lesson.open_room(max_students_count=7, answers="hidden")
    for field, kind in FIELDS.items():
        assert type(room[field]) is kind, field
    assert uuid.UUID(room["uuid"])
    assert room["join_url"] == f"{base_url}/join/{room['code']}"
    assert room["ws_url"] == f"ws{base_url[4:]}/ws/room/{room['uuid']}/?token={room['token']}"
    assert (room["max_students_count"], room["max_rounds_count"], room["max_round_time"]) == (7, 5, 60)
    assert (room["answers"], room["phase"]) == ("hidden", "waiting")


async def test_the_rooms_of_a_trainer_the_newest_first(lesson):
    first, second = await lesson.open_room(title="А"), await lesson.open_room(title="Б")
    status, rooms = await lesson.call("GET", "/api/rooms", token=lesson.token)
    assert status == 200
    assert [room["uuid"] for room in rooms] == [second["uuid"], first["uuid"]]
    assert "token" not in rooms[0]
    status, one = await lesson.call("GET", f"/api/rooms/{first['uuid']}", token=lesson.token)
    assert status == 200
    assert one["title"] == "А"
    assert (await lesson.connect(one["ws_url"])).state["me"]["role"] == "teacher"
    assert (await lesson.call("GET", f"/api/rooms/{first['uuid'].upper()}", token=lesson.token))[0] == 200


async def test_rooms_may_be_asked_for_a_few_at_a_time(lesson):
    rooms = [await lesson.open_room(title=str(n)) for n in range(5)]

    async def asked(query):
        status, answer = await lesson.call("GET", f"/api/rooms?{query}", token=lesson.token)
        return [room["title"] for room in answer] if status == 200 else (status, answer["error"]["code"])

    assert await asked("limit=2") == ["4", "3"]
    assert await asked(f"limit=2&before={rooms[3]['id']}") == ["2", "1"]
    assert await asked(f"before={rooms[1]['id']}") == ["0"]
    assert await asked(f"before={rooms[0]['id']}") == []
    assert await asked("limit=1000") == ["4", "3", "2", "1", "0"]
    for bad in ("limit=0", "limit=x", "limit=", "limit=-1", "before=1.5", f"before={9**40}"):
        assert await asked(bad) == (400, "bad_value"), bad


async def test_the_phase_follows_the_training(lesson, times_up):
    async def phase():
        _, room = await lesson.call("GET", f"/api/rooms/{lesson.room['uuid']}", token=lesson.token)
        _, rooms = await lesson.call("GET", "/api/rooms", token=lesson.token)
        assert rooms[0]["phase"] == room["phase"]
        return room["phase"], room["is_started"], room["is_finished"]

    trainer = await lesson.trainer()
    assert await phase() == ("waiting", False, False)
    await trainer.ask("training_start")
    assert await phase() == ("started", True, False)
    await trainer.ask("round_new")
    assert await phase() == ("round_open", True, False)
    times_up(lesson.room)
    await trainer.until("round_close")
    assert await phase() == ("round_over", True, False)
    await trainer.ask("training_close")
    assert await phase() == ("closed", True, True)


async def test_a_student_gets_a_seat_without_any_authorization(lesson, base_url):
    room = await lesson.open_room()
    seat = await lesson.join("  Анна \t Петрова ")
    assert seat.keys() == {"id", "nickname", "return_code", "token", "ws_url"}
    assert (type(seat["id"]), seat["nickname"]) == (int, "Анна Петрова")
    assert seat["ws_url"] == f"ws{base_url[4:]}/ws/room/{room['uuid']}/?token={seat['token']}"
    client = await lesson.connect(seat["ws_url"])
    assert client.state["me"]["id"] == seat["id"]


async def test_why_there_is_no_seat(lesson):
    trainer = await lesson.trainer(max_students_count=2)
    path = f"/api/rooms/{lesson.room['uuid']}/students"
    await lesson.join("Анна")
    for nickname in ("Анна", "анна", "АННА", " Анна "):
        status, answer = await lesson.call("POST", path, {"nickname": nickname})
        assert (status, code_of(answer)) == (409, "nickname_taken")
    assert (await lesson.join(answer["error"]["suggestion"]))["nickname"] == "Анна 2"
    status, answer = await lesson.call("POST", path, {"nickname": "Борис"})
    assert (status, code_of(answer)) == (409, "room_full")
    await trainer.ask("training_start")
    await trainer.ask("training_close")
    status, answer = await lesson.call("POST", path, {"nickname": "Борис"})
    assert (status, code_of(answer)) == (409, "room_finished")
    path = f"/api/rooms/{uuid.uuid4()}/students"
    status, answer = await lesson.call("POST", path, {"nickname": "Борис"})
    assert (status, code_of(answer)) == (404, "no_such_room")


async def test_the_server_says_that_it_is_alive_and_ready(lesson):
    assert await lesson.call("GET", "/healthz") == (200, {"status": "alive"})
    assert await lesson.call("GET", "/readyz") == (200, {"status": "ready", "reasons": []})


async def test_the_server_says_why_it_is_not_ready(lesson, app):
    await app.writer.close()
    status, answer = await lesson.call("GET", "/readyz")
    assert (status, answer["reasons"]) == (503, ["the writer has stopped"])
    assert (await lesson.call("GET", "/healthz"))[0] == 200


async def test_a_change_that_cannot_be_stored_is_503(lesson, app, caplog):
    await lesson.open_room()
    await app.writer.close()
    path = f"/api/rooms/{lesson.room['uuid']}/students"
    status, answer = await lesson.call("POST", path, {"nickname": "Анна"})
    assert (status, code_of(answer)) == (503, "unavailable")
    caplog.clear()  # the access log has it as an error, as it should


async def test_answers_are_json_in_utf_8_that_nobody_keeps(visitor):
    answer = await visitor().get("/healthz")
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert json.loads(answer.body)

"""Every code of an error frame, seen on a socket."""

import json
from datetime import timedelta

import pytest

from handlers.live.decoding import SENTENCES as OF_FRAMES
from models.base import database
from models.errors import SENTENCES as OF_MODELS
from models.message import MOST_MESSAGES, Message
from models.round import Round
from models.student import Student

# Refusals of calls and forms: no socket asks for an account.
NOT_ON_A_SOCKET = {
    "room_finished",
    "room_locked",
    "bad_credentials",
    "too_many_attempts",
    "trainer_exists",
    "email_taken",
    "wrong_password",
    "bad_invitation",
    "invitation_used",
    "invitation_revoked",
    "invitation_expired",
    "no_such_trainer",
    "own_room",
    "owner_only",
    "no_such_code",
    "moved",
    "rude_nickname",
    "not_a_ready_name",
    "no_such_screen",
    "no_such_pairing",
    "pairing_expired",
    "pairing_used",
    "has_own_device",
    "turn_over",
    "answered_already",
}
LONG = "я" * 2001

# code, phase of the training, who, what is sent (an object, or a text as it stands)
FRAMES = [
    ("bad_json", "before", "student", "{"),
    ("not_an_object", "before", "student", "[]"),
    ("no_action", "before", "student", {}),
    ("unknown_action", "before", "student", {"action": "fly"}),
    ("not_allowed", "before", "student", {"action": "round_new"}),
    ("missing_field", "before", "teacher", {"action": "student_kick"}),
    ("wrong_type", "before", "teacher", {"action": "student_kick", "id": "1"}),
    ("bad_value", "before", "teacher", {"action": "student_kick", "id": 0}),
    ("bad_value", "started", "teacher", {"action": "round_new", "max_time": 3600}),
    ("too_long", "open", "student", {"action": "message_send", "message": LONG}),
    ("too_long", "open", "student", {"action": "users_list", "padding": "x" * 17_000}),
    ("too_long", "open", "student", {"action": "message_draft", "message": LONG}),
    ("empty_text", "open", "student", {"action": "message_send", "message": " "}),
    ("no_such_message", "open", "teacher", {"action": "message_select", "id": 2**31 - 1}),
    ("no_such_student", "open", "teacher", {"action": "student_kick", "id": 2**31 - 1}),
    ("training_not_started", "before", "teacher", {"action": "round_new"}),
    ("training_started", "open", "teacher", {"action": "training_start"}),
    ("not_the_next_round", "open", "teacher", {"action": "round_new", "number": 1}),
    ("no_rounds_left", "open", "teacher", {"action": "round_new"}),
    ("no_open_round", "started", "student", {"action": "message_send", "message": "x"}),
    ("no_open_round", "started", "student", {"action": "message_draft", "message": "x"}),
    ("training_finished", "closed", "teacher", {"action": "round_new"}),
    ("training_paused", "paused", "student", {"action": "message_send", "message": "x"}),
    ("training_paused", "paused", "student", {"action": "message_draft", "message": "x"}),
    ("training_paused", "paused", "teacher", {"action": "training_pause"}),
    ("training_not_paused", "open", "teacher", {"action": "training_resume"}),
    ("bad_value", "open", "teacher", {"action": "round_extend", "seconds": 0}),
    ("no_such_student", "open", "teacher", {"action": "round_extra", "student_id": 2**31 - 1, "seconds": 5}),
    ("nickname_taken", "before", "teacher", {"action": "student_add", "nickname": "анна"}),
    ("bad_nickname", "before", "teacher", {"action": "student_add", "nickname": "я"}),
    ("room_full", "before", "teacher", {"action": "student_add", "nickname": "Борис"}),
    ("no_such_student", "before", "teacher", {"action": "student_restore", "id": 2**31 - 1}),
    ("no_such_student", "closed", "teacher", {"action": "student_code", "id": 2**31 - 1}),
    ("no_such_question", "before", "teacher", {"action": "question_remove", "id": 2**31 - 1}),
]
PHASES = {
    "before": [],
    "started": ["training_start"],
    "open": ["training_start", "round_new"],
    "paused": ["training_start", "round_new", "training_pause"],
    "closed": ["training_start", "training_close"],
}


@pytest.mark.parametrize(
    ("code", "phase", "role", "sent"), FRAMES, ids=[f"{number} {row[0]}" for number, row in enumerate(FRAMES)]
)
async def test_what_is_wrong_with_a_frame_is_told_to_its_sender(lesson, follow, code, phase, role, sent):
    trainer = await follow(await lesson.open_room(max_rounds_count=1, max_students_count=1))
    anna = await follow(await lesson.join("Анна"))
    for action in PHASES[phase]:
        trainer.send(action)
    await trainer.settle()
    client, other = (trainer, anna) if role == "teacher" else (anna, trainer)
    client.connection.write_message(sent if isinstance(sent, str) else json.dumps(sent))
    await client.settle()
    (error,) = client.of("error")
    assert error["code"] == code
    assert client.is_connected
    await other.settle()
    assert other.of("error") == []


# code, what becomes of the address
CONNECTS = [
    ("bad_token", lambda url: url.replace("token=", "token=x")),
    ("bad_since", lambda url: url + "&since=x"),
]


async def refused(follow, seat, code):
    page = await follow(seat)
    await page.closed()
    assert [frame["code"] for frame in page.of("error")] == [code]


@pytest.mark.parametrize(("code", "change"), CONNECTS, ids=[row[0] for row in CONNECTS])
async def test_what_is_wrong_with_an_address_is_told_before_the_close(lesson, follow, code, change):
    seat = await lesson.open_room()
    await refused(follow, seat | {"ws_url": change(seat["ws_url"])}, code)


async def test_bad_room_id(lesson):
    room = await lesson.open_room()
    client = await lesson.connect(room["ws_url"], headers={"Room_id": "0"}, settle=False)
    await client.closed()
    assert [frame["code"] for frame in client.received] == ["bad_room_id"]


async def test_kicked(room, follow):
    trainer, anna = await room("Анна")
    trainer.send("student_kick", id=anna.student_id)
    await trainer.settle()
    await refused(follow, anna.seat, "kicked")


async def test_no_such_card(room):
    trainer, anna = await room("Анна")
    trainer.send("round_new")
    await trainer.settle()
    anna.post("r", "Париж")
    await anna.settle()
    trainer.send("message_group", message_ids=[anna.acknowledged["r"]], card="нет такой")
    await trainer.settle()
    assert [frame["code"] for frame in trainer.of("error")] == ["no_such_card"]


async def test_question_used(room):
    (trainer,) = await room()
    trainer.send("question_add", questions=[{"text": "Столица Франции?"}])
    await trainer.settle()
    question_id = trainer.of("questions")[0]["message"][0]["id"]
    for _ in range(2):
        trainer.send("round_new", question_id=question_id)
    await trainer.settle()
    assert [frame["code"] for frame in trainer.of("error")] == ["question_used"]


async def test_too_many_questions(room):
    (trainer,) = await room()
    for _ in range(3):
        trainer.send("question_add", questions=[{"text": "?"}] * 100)
    await trainer.settle()
    assert [frame["code"] for frame in trainer.of("error")] == ["too_many_questions"]


async def test_too_late(room):
    trainer, anna = await room("Анна")
    trainer.send("student_kick", id=anna.student_id)
    await trainer.settle()
    Student.update(kicked_at=Student.kicked_at - timedelta(minutes=1)).execute()
    trainer.send("student_restore", id=anna.student_id)
    await trainer.settle()
    assert [frame["code"] for frame in trainer.of("error")] == ["too_late"]


async def test_no_such_room(lesson, follow):
    seat = await lesson.open_room()
    await lesson.call("DELETE", f"/api/rooms/{seat['uuid']}", token=lesson.token)
    await refused(follow, seat, "no_such_room")


async def test_too_much_written(room):
    trainer, anna = await room("Анна")
    trainer.send("round_new")
    await trainer.settle()
    opened = Round.get()
    fields = {"room": opened.room_id, "round": opened, "created_at": opened.opened_at}
    for _ in range(MOST_MESSAGES):
        Message.create(student=anna.student_id, text="я", **fields)
    anna.send("message_send", message="я")
    await anna.settle()
    assert [frame["code"] for frame in anna.of("error")] == ["too_much_written"]


async def test_flooding(room):
    _, anna = await room("Анна")
    for _ in range(70):
        anna.send("users_list")
    await anna.settle()
    assert {frame["code"] for frame in anna.of("error")} == {"flooding"}
    assert 1 <= len(anna.of("error")) <= 10
    assert anna.is_connected


@pytest.mark.parametrize(
    ("code", "table", "sent"),
    [
        ("unavailable", "message", {"action": "message_send", "message": "x", "ref": "r"}),
        ("internal", "room", {"action": "room_info"}),
    ],
)
async def test_a_database_that_fails_is_told_and_then_all_goes_on(room, caplog, code, table, sent):
    (trainer,) = await room()
    database.execute_sql(f"ALTER TABLE {table} RENAME TO {table}_away")
    trainer.send(**sent)
    await trainer.settle()
    database.execute_sql(f"ALTER TABLE {table}_away RENAME TO {table}")
    (error,) = trainer.of("error")
    assert (error["code"], error["request"], error["ref"]) == (code, sent["action"], sent.get("ref"))
    assert "ERROR" in [record.levelname for record in caplog.records]
    caplog.clear()
    trainer.send(**sent)
    await trainer.settle()
    assert len(trainer.of("error")) == 1
    assert len(trainer.of(sent["action"])) == (2 if code == "internal" else 1)


def test_every_code_that_a_socket_can_send_is_among_these():
    by_name = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    told = {row[0] for row in (*FRAMES, *CONNECTS)} | {"unavailable", "internal"}
    codes = OF_FRAMES.keys() | OF_MODELS.keys()
    assert codes - told - by_name == NOT_ON_A_SOCKET

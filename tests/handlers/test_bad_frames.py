"""What no client should send: each mistake has its own code, and the connection and the room go on."""

import json

import pytest

TEXT, FRAME = 2000, 16 * 1024

# role, what is sent, code, `request` of the answer
FRAMES = [
    ("student", "{", "bad_json", None),
    ("student", "", "bad_json", None),
    ("student", "\ufeff{}", "bad_json", None),
    ("student", '{"action": "users_list"} {}', "bad_json", None),
    ("student", '{"action": "users_list", "x": ' + "[" * 5000 + "]" * 5000 + "}", "bad_json", None),
    ("student", b'{"action": "users_list"}', "bad_json", None),
    ("student", b"\xff\xfe\x00", "bad_json", None),
    ("student", [1, 2], "not_an_object", None),
    ("student", "null", "not_an_object", None),
    ("student", '"users_list"', "not_an_object", None),
    ("student", {}, "no_action", None),
    ("student", {"action": None}, "no_action", None),
    ("student", {"Action": "users_list"}, "no_action", None),
    ("student", {"action": 7}, "unknown_action", None),
    ("student", {"action": ["users_list"]}, "unknown_action", None),
    ("student", {"action": ""}, "unknown_action", ""),
    ("student", {"action": "fly"}, "unknown_action", "fly"),
    ("student", {"action": "__init__"}, "unknown_action", "__init__"),
    ("student", {"action": "user_list"}, "unknown_action", "user_list"),
    ("student", {"action": "x" * 1000}, "unknown_action", "x" * 64),
    ("student", {"action": "round_new"}, "not_allowed", "round_new"),
    ("teacher", {"action": "student_ready", "is_ready": True}, "not_allowed", "student_ready"),
    ("student", {"action": "student_ready"}, "missing_field", "student_ready"),
    ("student", {"action": "student_ready", "is_ready": 1}, "wrong_type", "student_ready"),
    ("student", {"action": "student_ready", "is_ready": "true"}, "wrong_type", "student_ready"),
    ("student", {"action": "student_ready", "is_ready": None}, "wrong_type", "student_ready"),
    ("student", {"action": "message_send"}, "missing_field", "message_send"),
    ("student", {"action": "message_send", "message": 7}, "wrong_type", "message_send"),
    ("student", {"action": "message_send", "message": {"text": "x"}}, "wrong_type", "message_send"),
    ("student", {"action": "message_send", "message": "x", "ref": 7}, "wrong_type", "message_send"),
    ("student", {"action": "message_send", "message": "x", "ref": ""}, "bad_value", "message_send"),
    ("student", {"action": "message_send", "message": "x", "ref": "r" * 65}, "too_long", "message_send"),
    ("student", {"action": "message_send", "message": "я" * (TEXT + 1)}, "too_long", "message_send"),
    ("student", {"action": "message_send", "message": "x" * FRAME}, "too_long", "message_send"),
    ("student", {"action": "message_send", "message": " \n\t "}, "empty_text", "message_send"),
    ("student", {"action": "message_send", "message": "\u0000"}, "empty_text", "message_send"),
    ("teacher", {"action": "message_send", "message": ""}, "empty_text", "message_send"),
    ("teacher", {"action": "message_select", "message_ids": 7}, "wrong_type", "message_select"),
    ("teacher", {"action": "message_select", "message_ids": ["7"]}, "wrong_type", "message_select"),
    ("teacher", {"action": "message_select", "message_ids": [True]}, "wrong_type", "message_select"),
    ("teacher", {"action": "message_select", "message_ids": [0]}, "bad_value", "message_select"),
    ("teacher", {"action": "message_select", "message_ids": [2**31]}, "bad_value", "message_select"),
    ("teacher", {"action": "message_select", "message_ids": [1] * 2001}, "too_long", "message_select"),
    (
        "teacher",
        {"action": "message_select", "message_ids": [2**31 - 1]},
        "no_such_message",
        "message_select",
    ),
    ("teacher", {"action": "message_select", "id": "7"}, "wrong_type", "message_select"),
    ("teacher", {"action": "message_select", "id": 10**30}, "bad_value", "message_select"),
    ("teacher", {"action": "message_select", "is_correct": "no"}, "wrong_type", "message_select"),
    ("teacher", {"action": "student_kick"}, "missing_field", "student_kick"),
    ("teacher", {"action": "student_kick", "id": "7"}, "wrong_type", "student_kick"),
    ("teacher", {"action": "student_kick", "id": 7.5}, "wrong_type", "student_kick"),
    ("teacher", {"action": "student_kick", "id": True}, "wrong_type", "student_kick"),
    ("teacher", {"action": "student_kick", "id": -1}, "bad_value", "student_kick"),
    ("teacher", {"action": "student_kick", "id": 2**31 - 1}, "no_such_student", "student_kick"),
    ("teacher", {"action": "round_new", "question": 7}, "wrong_type", "round_new"),
    ("teacher", {"action": "round_new", "question": "я" * (TEXT + 1)}, "too_long", "round_new"),
    ("teacher", {"action": "round_new", "max_time": "30"}, "wrong_type", "round_new"),
    ("teacher", {"action": "round_new", "max_time": 0}, "bad_value", "round_new"),
    ("teacher", {"action": "round_new", "max_time": 4}, "bad_value", "round_new"),
    ("teacher", {"action": "round_new", "max_time": 61}, "bad_value", "round_new"),
    ("teacher", {"action": "round_new", "max_time": 3601}, "bad_value", "round_new"),
]


@pytest.mark.parametrize("role", ["teacher", "student"])
async def test_each_mistake_has_its_code_and_the_connection_and_the_room_go_on(lesson, role):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис", max_round_time=60)
    client, other = (trainer, boris) if role == "teacher" else (anna, trainer)
    mistakes = [mistake for mistake in FRAMES if mistake[0] == role]
    answered = []
    for _, sent, code, _ in mistakes:
        if code in ("bad_json", "not_an_object"):  # three such frames in a row would end the connection
            await client.ask("users_list")
        if isinstance(sent, bytes):
            await client.raw(sent, binary=True)
        else:
            await client.raw(sent if isinstance(sent, str) else json.dumps(sent, ensure_ascii=False))
        error = await client.until("error")
        answered.append((sent, error["code"], error["request"]))
        assert error["message"].endswith(".")
        assert error.keys() == {"action", "code", "message", "request", "ref"}
    assert answered == [(sent, code, request) for _, sent, code, request in mistakes]

    assert await client.answer("Париж")
    assert (await other.until("message_send"))["message"]["text"] == "Париж"
    assert other.of("error") == []


async def test_an_error_carries_the_ref_of_what_was_refused(lesson):
    _, anna = await lesson.running("Анна")
    refusals: list[tuple[dict, str]] = [
        ({"message": "Париж"}, "no_open_round"),
        ({"message": 7}, "wrong_type"),
        ({"message": "я" * 2001}, "too_long"),
        ({"message": " "}, "no_open_round"),
    ]
    for fields, code in refusals:
        refused = await anna.ask("message_send", ref="r1", **fields)
        assert (refused["code"], refused["ref"]) == (code, "r1")
    assert (await anna.ask("users_list", ref="r1"))["action"] == "users_list"


async def test_a_frame_as_long_as_allowed_is_read(lesson):
    _, anna = await lesson.in_round("Анна")
    frame = json.dumps({"action": "users_list", "padding": ""})
    await anna.raw(frame.replace('""', '"' + "x" * (FRAME - len(frame)) + '"'))
    assert (await anna.until("users_list"))["message"]


async def test_unknown_fields_are_passed_over(lesson):
    _, anna = await lesson.in_round("Анна")
    await anna.send("message_send", message="Париж", ref="r", token="x", room={"id": 7})
    assert (await anna.until("message_send"))["message"]["text"] == "Париж"


async def test_a_frame_far_too_long_is_not_even_read_and_the_room_goes_on(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    await anna.raw("x" * (5 * FRAME))
    assert await anna.closed() == 1009
    await boris.answer("Париж")
    assert (await trainer.until("message_send"))["message"]["text"] == "Париж"

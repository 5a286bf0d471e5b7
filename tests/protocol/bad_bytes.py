"""Frames that no client should send: known evils, every wrong type in every field, and seeded mutations."""

from __future__ import annotations

import json

import msgspec

from handlers.live.decoding import REQUESTS, action_of
from handlers.live.fields import LONGEST_FRAME
from handlers.live.room_socket import LONGEST_READ
from tests.protocol.wire import BINARY, TEXT

KIB = 1024
TENS = "1" + "0" * 400
NUMBERS = [
    "NaN",
    "Infinity",
    "-Infinity",
    "1e400",
    "-1e400",
    TENS,
    f"-{TENS}",
    str(2**63),
    str(2**64),
    "-0",
    "1e1",
    "01",
]
WRONG = [
    None,
    True,
    False,
    0,
    -1,
    1,
    1.5,
    2**31,
    2**53,
    "",
    "1",
    "x" * 3000,
    [],
    [[]],
    [None],
    [1] * 2001,
    {},
    {"a": {}},
]
TEXTS = [
    "\\u0000",
    "\\ud800",
    "\\udc00\\ud800",
    "\\ud83d\\ude42",
    "\u202e",
    "\ufeff",
    "\\u0000x",
    "é" * 2000,
    "\\/",
    "\\x",
]
VALID: dict[str, dict] = {
    "training_start": {},
    "training_close": {},
    "round_new": {"question": "Столица?", "max_time": 30},
    "message_send": {"message": "Париж", "ref": "r1", "round_id": 1},
    "message_draft": {"message": "Пари", "ref": "r1", "round_id": 1},
    "message_select": {"message_ids": [1, 2], "id": 3, "is_correct": True},
    "student_kick": {"id": 2**31 - 1},
    "student_ready": {"is_ready": True},
    "student_writing": {"is_writing": True},
    "student_record": {},
    "student_code": {"id": 2**31 - 1},
    "student_restore": {"id": 2**31 - 1},
    "student_add": {"nickname": "Галя"},
    "room_change": {"is_blind": True},
    "training_pause": {},
    "training_resume": {},
    "round_end": {"round_id": 2**31 - 1},
    "round_extend": {"seconds": 1},
    "round_extra": {"student_id": 2**31 - 1, "seconds": 1},
    "round_question": {"question": "Столица?", "accepted": ["Париж"]},
    "message_group": {"message_ids": [1, 2], "card": "париж"},
    "message_remove": {"id": 2**31 - 1, "is_removed": True},
    "near_misses": {},
    "question_add": {"questions": [{"text": "Столица?", "accepted": ["Париж"], "max_time": 30}]},
    "question_change": {"id": 2**31 - 1, "text": "Столица?", "accepted": [], "max_time": 30},
    "question_move": {"id": 2**31 - 1, "position": 1},
    "question_remove": {"id": 2**31 - 1},
    "users_list": {},
    "room_info": {},
    "heartbeat": {},
}


# Right by chance, they would leave little to refuse.
STOPS = {"training_close", "training_pause", "round_end"}


def evils():
    """(payload, opcode) of what is known to have broken servers."""
    for data in (
        b"",
        b"\xff\xfe",
        b"\xc0\xaf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b'{"action": "\xe2\x28"}',
        b"\x00",
    ):
        yield data, TEXT
        yield data, BINARY
    for text in (
        "[" * 10_000,
        '{"a":' * 3_000,
        "[" * 10_000 + "]" * 10_000,
        '"',
        "{}{}",
        "nul",
        "\ufeff{}",
        "[1,]",
        "{,}",
    ):
        yield text.encode(), TEXT
        yield f'{{"action": "users_list", "x": {text}}}'.encode(), TEXT
    for number in NUMBERS:
        for field, action in (
            ("id", "student_kick"),
            ("max_time", "round_new"),
            ("round_id", "message_send"),
        ):
            yield f'{{"action": "{action}", "message": "x", "{field}": {number}}}'.encode(), TEXT
        yield f'{{"action": "message_select", "message_ids": [{number}]}}'.encode(), TEXT
        yield f'{{"action": {number}}}'.encode(), TEXT
    yield (
        b'{"action": "users_list", "action": "round_new", "action": "message_send", "message": 1, "message": "x"}',
        TEXT,
    )
    yield b'{"action": "message_send", "message": "x", "message": null}', TEXT
    for size in (LONGEST_FRAME, LONGEST_FRAME + 1, LONGEST_READ, LONGEST_READ + 1, 8 * LONGEST_READ):
        frame = b'{"action": "users_list", "x": ""}'
        yield frame.replace(b'""', b'"' + b"x" * (size - len(frame)) + b'"'), TEXT
        yield b"\x00" * size, BINARY
    for text in TEXTS:
        for field, action in (
            ("message", "message_send"),
            ("ref", "message_send"),
            ("question", "round_new"),
        ):
            fields = {"message": '"x"', field: f'"{text}"'}
            members = "".join(f', "{name}": {value}' for name, value in fields.items())
            yield f'{{"action": "{action}"{members}}}'.encode(), TEXT
        yield f'{{"action": "{text}"}}'.encode(), TEXT
        yield f'{{"{text}": 1}}'.encode(), TEXT


def wrong_types():
    """Every wrong type in every field of every request, sent by whoever has the turn."""
    kinds = {action_of(kind): kind for kinds in REQUESTS.values() for kind in kinds}
    for action, kind in ((action, kind) for action, kind in kinds.items() if action not in STOPS):
        for field in msgspec.structs.fields(kind):
            for wrong in WRONG:
                yield json.dumps({"action": action, **VALID[action], field.name: wrong}).encode(), TEXT
        yield json.dumps({"action": action}).encode(), TEXT
    for wrong in WRONG:
        yield json.dumps({"action": wrong}).encode(), TEXT
        yield json.dumps(wrong).encode(), TEXT


def mutation(dice):
    """A valid frame after a few accidents."""
    action = dice.choice(sorted(VALID.keys() - STOPS))
    data = bytearray(
        json.dumps({"action": action, **VALID[action]}, ensure_ascii=dice.random() < 0.5).encode()
    )
    for _ in range(dice.randint(1, 4)):
        at, to = sorted(dice.randrange(len(data) + 1) for _ in range(2))
        kind = dice.randrange(5)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            del data[at : at + dice.randint(1, 4)]
        elif kind == 2:
            data[at:at] = dice.choice(
                [b'"', b"{", b"[", b"]", b"}", b",", b":", b"\\", b"\x00", b"\xff", b"1e999", b"null"]
            )
        elif kind == 3:
            data[at:at] = data[at:to] * dice.randint(1, 3)
        else:
            data[at:at] = dice.randbytes(dice.randint(1, 8))
    return bytes(data), dice.choice([TEXT] * 9 + [BINARY])

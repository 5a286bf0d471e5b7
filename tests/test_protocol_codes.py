"""docs/asyncapi.yaml has every error code and every close code of the server, and names its limits as they are."""

import ast
import re
from pathlib import Path

import pytest

from handlers.live import channel, closing, decoding, fields, flood, messages, outbox, room_socket
from handlers.protocol import document
from models import errors
from models.event import LONGEST_REPLAY
from models.message import MOST_MESSAGES
from models.nickname import LONGEST_NICKNAME, SHORTEST_NICKNAME
from models.room import LIMITS, LONGEST_TITLE
from models.tokens import HOUR, MINUTE, Purpose

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = document()
ERRORS = DOCUMENT["x-error-codes"]
GUIDE = " ".join(DOCUMENT["info"]["description"].split())


def test_every_error_code_is_in_the_table():
    assert set(ERRORS) == set(decoding.SENTENCES) | set(errors.SENTENCES)
    for code, row in ERRORS.items():
        assert set(row["where"]) <= {"connect", "request", "http"} and row["where"], code
        assert row["means"].endswith((".", ")")) and row["next"].endswith("."), code


def test_what_a_frame_may_be_refused_with_is_said_to_come_as_the_answer_to_a_request():
    for code in set(decoding.SENTENCES) - {"bad_room_id", "bad_since"}:
        assert "request" in ERRORS[code]["where"], code


def test_what_any_frame_may_be_refused_with_is_listed_once():
    of_frames = set(decoding.SENTENCES) - {"bad_room_id", "bad_since", "missing_field"}
    deleted_meanwhile = {"no_such_room"}
    assert sorted(DOCUMENT["x-any-errors"]) == sorted(of_frames | deleted_meanwhile)


def test_every_close_code_is_in_the_table():
    closes = {int(code): row["name"] for code, row in DOCUMENT["x-close-codes"].items()}
    tornado = {1009: "too_big"}  # says so by itself
    assert closes == {int(code): code.name.lower() for code in closing.CloseCode} | tornado
    for row in DOCUMENT["x-close-codes"].values():
        assert row["means"].endswith(".") and row["next"].endswith(".") and isinstance(row["again"], bool)


def test_what_refuses_a_connection_closes_it_as_said():
    assert {code: row["closes"] for code, row in ERRORS.items() if "connect" in row["where"]} == {
        code: int(close) for code, close in room_socket.CLOSING.items()
    }
    assert all(("closes" in row) == ("connect" in row["where"]) for row in ERRORS.values())


def raised(*folders):
    """(file, line, code) wherever the code refuses something under a literal code."""
    refusals = {"BadFrame"} | {kind.__name__ for kind in subclasses(errors.Refused)} - {"BadField"}
    for path in sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=kind), args=[ast.Constant(value=code), *_]) if (
                    kind in refusals
                ):
                    yield str(path.relative_to(ROOT)), node.lineno, code


def subclasses(kind):
    return {kind} | {deeper for child in kind.__subclasses__() for deeper in subclasses(child)}


def test_every_code_that_is_raised_anywhere_is_in_the_table():
    found = list(raised("handlers", "models"))
    assert {"flooding", "no_such_room", "kicked", "bad_since"} <= {code for _, _, code in found}
    assert [place for place in found if place[2] not in ERRORS] == []


# --- what the guide says in words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        f"{fields.LONGEST_FRAME // 1024} KiB (up to {room_socket.LONGEST_READ // 1024} KiB",
        f"a text or a question {fields.LONGEST_TEXT:,} characters",
        f"{flood.RATE:.0f} frames a second on average, {flood.BURST:.0f} at once",
        f"{flood.PATIENCE:.0f} seconds after that is closed",
        f"({LONGEST_REPLAY} events)",
        f"**{Purpose.SOCKET.lifetime // HOUR} hours**",
        f"a token of {Purpose.TICKET.lifetime * 60 // MINUTE} seconds",
        f"`{room_socket.CHANGES}`",
        f"at most one each {channel.LIST_PAUSE} seconds, and {channel.LIST_PAUSE_EACH} more for each student",
        f"several times (up to {channel.MOST_CONNECTIONS})",
        f"with {outbox.MOST_WAITING // 1024} KiB waiting, or none of it taken for {outbox.LONGEST_STALL:.0f} seconds",
        f"a nickname {SHORTEST_NICKNAME} to {LONGEST_NICKNAME}",
        f'`{{"title": "…"}}` (1–{LONGEST_TITLE} characters)',
        *(f"`{field}` ({least}–{most}, {usual})" for field, (least, most, usual) in LIMITS.items()),
        f"and lives {Purpose.API.lifetime // HOUR} hours",
        f"the oldest of more than {channel.MOST_CONNECTIONS}",
        f"beyond the {MOST_MESSAGES} messages that a student may send in a round",
        f"2,000 emoji are {4 * fields.LONGEST_TEXT // 1000} KB",
    ],
)
def test_the_guide_names_the_limits_as_they_are(said):
    assert said in GUIDE + DOCUMENT["x-close-codes"]["4409"]["means"]


def test_the_frames_of_the_minimal_session_are_of_the_protocol():
    events = {kind.__struct_config__.tag for kind in messages.Pushed.__subclasses__()}
    lines = re.findall(
        r"^([<>]) .*?\"action\": \"(\w+)\"", DOCUMENT["info"]["description"], flags=re.MULTILINE
    )
    assert len(lines) > 10
    assert {action for way, action in lines if way == ">"} <= set(decoding.BY_ACTION["student"])
    assert {action for way, action in lines if way == "<"} <= events

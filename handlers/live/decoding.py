"""From a frame to a request: what a role may ask, and what is wrong with anything else."""

from __future__ import annotations

import json

import msgspec

from .fields import LONGEST_FRAME, LONGEST_TEXT
from .requests import (
    Heartbeat,
    MessageDraft,
    MessageGroup,
    MessageRemove,
    MessageSelect,
    MessageSend,
    NearMisses,
    QuestionAdd,
    QuestionChange,
    QuestionMove,
    QuestionRemove,
    Request,
    RoomChange,
    RoomInfo,
    RoundEnd,
    RoundExtend,
    RoundExtra,
    RoundNew,
    RoundQuestion,
    StudentAdd,
    StudentCode,
    StudentKick,
    StudentReady,
    StudentRecord,
    StudentRestore,
    StudentWriting,
    TrainingClose,
    TrainingPause,
    TrainingResume,
    TrainingStart,
    UsersList,
)

ANYBODY: tuple[type[Request], ...] = (UsersList, RoomInfo, Heartbeat)
REQUESTS: dict[str, tuple[type[Request], ...]] = {
    "teacher": (
        RoomChange,
        TrainingStart,
        TrainingPause,
        TrainingResume,
        TrainingClose,
        RoundNew,
        RoundEnd,
        RoundExtend,
        RoundExtra,
        RoundQuestion,
        MessageSend,
        MessageSelect,
        MessageGroup,
        MessageRemove,
        NearMisses,
        StudentAdd,
        StudentKick,
        StudentRestore,
        StudentCode,
        QuestionAdd,
        QuestionChange,
        QuestionMove,
        QuestionRemove,
        *ANYBODY,
    ),
    "student": (StudentReady, StudentWriting, StudentRecord, MessageDraft, MessageSend, *ANYBODY),
    "screen": ANYBODY,
}
# What can be wrong with a frame, or with a connection as such; the models add their own refusals (models/errors.py).
SENTENCES = {
    "bad_json": "Send JSON in text frames: {reason}.",
    "not_an_object": "Send one JSON object.",
    "no_action": "The object needs an `action`.",
    "unknown_action": "There is no such action.",
    "not_allowed": "A {role} may not ask for this.",
    "missing_field": "{reason}.",
    "wrong_type": "{reason}.",
    "bad_value": "{reason}.",
    "too_long": "Too long: {reason}.",
    "bad_room_id": "The header Room_id is not this room's id.",
    "bad_since": "`since` is the `seq` of the last frame you had.",
    "flooding": "You send too much: wait a moment.",
    "unavailable": "The server cannot store or read anything just now; nothing was changed: try again.",
    "internal": "Something went wrong here; nothing was changed: try again.",
}


class BadFrame(Exception):
    """A frame that is no request of this role: `code` (of SENTENCES), the sentence, and what it was about."""

    def __init__(self, code: str, request: str | None = None, ref: str | None = None, **values: str) -> None:
        self.code, self.request, self.ref = code, request, ref
        super().__init__(SENTENCES[code].format(**values))


def action_of(request: type[Request]) -> str:
    return str(request.__struct_config__.tag)


BY_ACTION = {role: {action_of(kind): kind for kind in kinds} for role, kinds in REQUESTS.items()}
ALL_ACTIONS = frozenset(action for kinds in BY_ACTION.values() for action in kinds)


def decode(frame: str | bytes, role: str) -> Request:
    """The request in `frame`, if `role` may ask it. Raises BadFrame."""
    if isinstance(frame, bytes):
        raise BadFrame("bad_json", reason="this was a binary one")
    given = decode_object(frame)
    action, ref = given.get("action"), given.get("ref")
    ref = ref if isinstance(ref, str) and len(ref) <= 64 else None
    if len(frame.encode("utf-8", "surrogatepass")) > LONGEST_FRAME:
        name = action if isinstance(action, str) and action in ALL_ACTIONS else None
        raise BadFrame("too_long", name, ref, reason=f"a frame has at most {LONGEST_FRAME} bytes")
    if action is None:
        raise BadFrame("no_action", ref=ref)
    if not isinstance(action, str) or action not in ALL_ACTIONS:
        raise BadFrame("unknown_action", action[:64] if isinstance(action, str) else None, ref)
    kind = BY_ACTION[role].get(action)
    if kind is None:
        raise BadFrame("not_allowed", action, ref, role=role)
    text = given.get("message")
    if kind in (MessageSend, MessageDraft) and isinstance(text, str) and len(text) > LONGEST_TEXT:
        raise BadFrame("too_long", action, ref, reason=f"a text has at most {LONGEST_TEXT} characters")
    try:
        return msgspec.convert(given, kind)
    except (msgspec.ValidationError, RecursionError) as error:
        raise BadFrame(code_of(str(error)), action, ref, reason=str(error)) from None


def decode_object(frame: str) -> dict[str, object]:
    try:
        given = msgspec.json.decode(frame)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        given = decode_half_characters(frame)
    if not isinstance(given, dict):
        raise BadFrame("not_an_object")
    return given


def decode_half_characters(frame: str) -> object:
    """Read JSON with halves of surrogate pairs, which a browser writes for an emoji cut in two. Each becomes a "?"."""
    try:
        whole = json.dumps(json.loads(frame), ensure_ascii=False).encode("utf-8", "replace")
        return msgspec.json.decode(whole)
    except (ValueError, msgspec.DecodeError, RecursionError):
        raise BadFrame("bad_json", reason="this is none") from None


def code_of(sentence: str) -> str:
    """Which kind of mistake msgspec's sentence tells of."""
    if "missing required field" in sentence:
        return "missing_field"
    if "of length <=" in sentence:
        return "too_long"
    return "wrong_type" if ", got " in sentence else "bad_value"

"""Every request and every event of the protocol, one struct each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

LONGEST_FRAME = 16 * 1024  # bytes
LONGEST_TEXT = 2000  # characters

Id = Annotated[int, Meta(ge=1, le=2**31 - 1)]
Ref = Annotated[str, Meta(min_length=1, max_length=64, pattern="^[^\\x00]*$")]  # PostgreSQL has no U+0000
Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
Seconds = Annotated[int, Meta(ge=1, le=3600)]


# --- requests -------------------------------------------------------------------------------------------------------


class Request(Struct, tag_field="action"):
    """What a client asks for."""


class TrainingStart(Request, tag="training_start"):
    """Start the training."""


class TrainingClose(Request, tag="training_close"):
    """Close the training; the room gets the results."""


class RoundNew(Request, tag="round_new"):
    """Open the next round."""

    question: Text = ""
    max_time: Seconds | None = None


class MessageSend(Request, tag="message_send"):
    """Send a text: a student's is an answer to the open round."""

    message: Text
    ref: Ref | None = None


class MessageSelect(Request, tag="message_select"):
    """Mark answers as correct, or not; without ids: ask for the present selection."""

    message_ids: Annotated[list[Id], Meta(max_length=2000)] | None = None
    id: Id | None = None
    is_correct: bool = True


class StudentKick(Request, tag="student_kick"):
    """Put a student out of the room."""

    id: Id


class StudentReady(Request, tag="student_ready"):
    """Say whether you are ready."""

    is_ready: bool


class UsersList(Request, tag="users_list"):
    """Ask who is in the room."""


class RoomInfo(Request, tag="room_info"):
    """Ask for the room's settings."""


ANYBODY: tuple[type[Request], ...] = (UsersList, RoomInfo)
REQUESTS: dict[str, tuple[type[Request], ...]] = {
    "teacher": (TrainingStart, TrainingClose, RoundNew, MessageSend, MessageSelect, StudentKick, *ANYBODY),
    "student": (StudentReady, MessageSend, *ANYBODY),
    "screen": ANYBODY,
}


def action_of(request: type[Request]) -> str:
    return str(request.__struct_config__.tag)


BY_ACTION = {role: {action_of(kind): kind for kind in kinds} for role, kinds in REQUESTS.items()}
ALL_ACTIONS = frozenset(action for kinds in BY_ACTION.values() for action in kinds)


class BadFrame(Exception):
    """A frame that is no request of this role. `code` and `sentence` go back in an `error` frame."""

    def __init__(self, code: str, sentence: str, request: str | None = None, ref: str | None = None) -> None:
        self.code, self.sentence, self.request, self.ref = code, sentence, request, ref
        super().__init__(sentence)


def decode(frame: str | bytes, role: str) -> Request:
    """The request in `frame`, if `role` may ask it. Raises BadFrame."""
    if isinstance(frame, bytes):
        raise BadFrame("bad_json", "Send text frames, not binary ones.")
    raw = frame.encode("utf-8", "surrogatepass")
    if len(raw) > LONGEST_FRAME:
        raise BadFrame("too_long", f"A frame has at most {LONGEST_FRAME} bytes.")
    try:
        given = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise BadFrame("bad_json", "This is not JSON.") from None
    if not isinstance(given, dict):
        raise BadFrame("not_an_object", "Send one JSON object.")
    action, ref = given.get("action"), given.get("ref")
    ref = ref if isinstance(ref, str) and len(ref) <= 64 else None
    if action is None:
        raise BadFrame("no_action", "The object needs an `action`.", ref=ref)
    if not isinstance(action, str) or action not in ALL_ACTIONS:
        name = action[:64] if isinstance(action, str) else None
        raise BadFrame("unknown_action", "There is no such action.", name, ref)
    kind = BY_ACTION[role].get(action)
    if kind is None:
        raise BadFrame("not_allowed", f"A {role} may not ask for {action}.", action, ref)
    text = given.get("message")
    if kind is MessageSend and isinstance(text, str) and len(text) > LONGEST_TEXT:
        raise BadFrame("too_long", f"The text is too long: at most {LONGEST_TEXT} characters.", action, ref)
    try:
        return msgspec.convert(given, kind)
    except (msgspec.ValidationError, RecursionError) as error:
        raise BadFrame(code_of(str(error)), f"{error}.", action, ref) from None


def code_of(sentence: str) -> str:
    """Which kind of mistake msgspec's sentence tells of."""
    if "missing required field" in sentence:
        return "missing_field"
    if "of length <=" in sentence:
        return "too_long"
    return "wrong_type" if ", got " in sentence else "bad_value"


# --- what is pushed -------------------------------------------------------------------------------------------------


class User(Struct):
    """A student as the room sees them."""

    id: int
    nickname: str
    is_ready: bool
    is_online: bool


class Message(Struct):
    """A text that somebody wrote. `student_id` is null for the trainer's."""

    message_id: int
    nickname: str
    text: str
    round_id: int | None
    student_id: int | None
    is_correct: bool


class Round(Struct):
    """One question with its clock. Times are RFC 3339."""

    round_id: int
    number: int
    question: str
    opened_at: str
    deadline: str
    is_open: bool


class RoundOpened(Round):
    """A round just opened, with the messages of the one before it."""

    messages: list[Message]


class Score(Struct):
    """How many right answers somebody gave."""

    student_id: int
    nickname: str
    correct_answers_count: int


class Me(Struct, omit_defaults=True):
    """Whom the server takes this connection for."""

    role: str
    id: int | UnsetType = UNSET
    nickname: str | UnsetType = UNSET
    is_ready: bool | UnsetType = UNSET
    name: str | UnsetType = UNSET


class State(Struct):
    """The present state of a room, as this member may see it."""

    title: str
    answers: str
    phase: str
    max_rounds_count: int
    max_round_time: int
    me: Me
    round: Round | None
    messages: list[Message]
    result: list[Score] | None


class Info(Struct):
    """The room's settings, as the customer's document names them."""

    connection_uuid: str
    max_students_count: int
    max_rounds_count: int
    max_round_time: int
    is_started: bool
    is_finished: bool
    trainer: int
    id: int
    title: str
    answers: str


class Pushed(Struct, tag_field="action", omit_defaults=True):
    """What the server sends. Those of a room's log are stamped with `seq` and `prev` on their way out."""


class RoomInfoIs(Pushed, tag="room_info"):
    message: Info


class UsersListIs(Pushed, tag="users_list"):
    message: list[User]


class UserList(Pushed, tag="user_list"):
    message: list[User]


class RoomState(Pushed, tag="room_state"):
    seq: int
    server_time: str
    message: State


class TrainingStarted(Pushed, tag="training_start"):
    phase: str


class RoundNewIs(Pushed, tag="round_new"):
    phase: str
    server_time: str
    message: RoundOpened


class ClosedRound(Struct):
    round_id: int
    number: int


class RoundClosed(Pushed, tag="round_close"):
    phase: str
    message: ClosedRound


class MessageSent(Pushed, tag="message_send"):
    message: Message
    ref: str | UnsetType = UNSET


class MessageSelected(Pushed, tag="message_select"):
    message_ids: list[int]
    is_correct: bool


class LastMessages(Struct):
    """The messages of the last round, which the close makes visible to all."""

    messages: list[Message]


class TrainingClosed(Pushed, tag="training_close"):
    phase: str
    result: list[Score]
    message: LastMessages


class StudentKicked(Pushed, tag="student_kick"):
    """To the kicked student alone; the connection closes."""


class RoomDeleted(Pushed, tag="room_delete"):
    """The room is gone, with everything in it; the connection closes."""


class Error(Pushed, tag="error"):
    code: str
    message: str
    request: str | None
    ref: str | None


def now() -> str:
    """The server's time, RFC 3339 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


encode = msgspec.json.Encoder().encode


def state(given: dict[str, Any]) -> State:
    return msgspec.convert(given, State)


def message(given: dict[str, Any]) -> Message:
    return msgspec.convert(given, Message)

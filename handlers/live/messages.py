"""Every request and every event of the protocol, one struct each.

docs/asyncapi.yaml is made of these: docstrings and `about(…)` are read there by people who write a client.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType


def about(description: str, **schema: Any) -> Meta:
    """What a field is, for whoever reads the protocol. `schema`: what else is told there, and not checked here."""
    return Meta(description=description, extra_json_schema=schema or None)


LONGEST_FRAME = 16 * 1024  # bytes
LONGEST_TEXT = 2000  # characters

Id = Annotated[int, Meta(ge=1, le=2**31 - 1)]
Ref = Annotated[str, Meta(min_length=1, max_length=64, pattern="^[^\\x00]*$")]  # PostgreSQL has no U+0000
Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
Seconds = Annotated[int, Meta(ge=1, le=3600)]

# What is only told, not checked: the server is the one who sends it.
RoundId = Annotated[int, about("Names the round on the whole server.")]
StudentId = Annotated[int, about("Names the student on the whole server.")]
Number = Annotated[int, about("The round's place in the training: 1, 2, 3 …")]
Time = Annotated[str, about("RFC 3339, with the offset, in UTC.", format="date-time")]
Now = Annotated[
    str,
    about(
        "The server's clock when this was sent: the seconds left are `deadline` minus this, not minus your clock.",
        format="date-time",
    ),
]
Phase = Annotated[
    str,
    about(
        "Where the training stands now.", enum=["waiting", "started", "round_open", "round_over", "closed"]
    ),
]
Answers = Annotated[
    str,
    about(
        "`open`: everybody sees an answer at once. `hidden`: only its author and the trainer do, until the "
        "next round opens or the training closes.",
        enum=["open", "hidden"],
    ),
]
Seq = Annotated[int, about("The number of this event in the room: a later one is larger.")]
Epoch = Annotated[
    str, about("Belongs to `seq`: give both back when you reconnect. It may differ from event to event.")
]


# --- requests -------------------------------------------------------------------------------------------------------


class Request(Struct, tag_field="action", kw_only=True):
    """What a client asks for."""

    ref: Annotated[
        Ref | None,
        about("Your own name for this request: an `error` about it carries it back."),
    ] = None


class TrainingStart(Request, tag="training_start"):
    """Start the training. The room gets `training_start`: every student's page asks "ready?"."""


class TrainingClose(Request, tag="training_close"):
    """Close the training, and with it the open round. The room gets `training_close` with the results."""


class RoundNew(Request, tag="round_new"):
    """Open the next round, closing the one that is open. The room gets `round_new`."""

    question: Annotated[Text, about("What the students shall answer; may be empty.")] = ""
    number: Annotated[
        Id | None,
        about(
            "The number of the round to open. If another one comes next, it is refused with `not_the_next_round`: so "
            "it is safe to ask again after a lost connection."
        ),
    ] = None
    max_time: Annotated[
        Seconds | None,
        about(
            "Seconds for this round: from 5 to the room's `max_round_time`, which it is without this field. (Those are "
            "narrower than the type's bounds.)"
        ),
    ] = None


class MessageSend(Request, tag="message_send"):
    """Send a text. A student's is an answer to the open round; a trainer's is shown to all and never an answer.

    Once it is stored, your own copy of the room's `message_send` comes back with your `ref`. The same `ref` again, on
    any connection, stores nothing: you get the first message. So resend what was not acknowledged.
    """

    message: Annotated[Text, about("The text. Cleaned, it must not be empty.")]
    round_id: Annotated[
        Id | None,
        about(
            "A student's: the round that it answers. If that is not the open one any more, the answer is refused with "
            "`no_open_round` instead of counting for the next question."
        ),
    ] = None


class MessageSelect(Request, tag="message_select"):
    """Mark answers as correct, or not, between the start and the close of the training.

    Without ids nothing changes, and the room gets the present selection, of all rounds, with `is_correct` true: in any
    phase.
    """

    message_ids: Annotated[
        Annotated[list[Id], Meta(max_length=2000)] | None,
        about(
            "Students' answers of any round; the trainer's own texts cannot be marked. All are marked, or, if one is "
            "no such answer, none."
        ),
    ] = None
    id: Annotated[Id | None, about("The same for one answer; counts besides `message_ids`.")] = None
    is_correct: Annotated[bool, about("`false` takes the marks away.")] = True


class StudentKick(Request, tag="student_kick"):
    """Put a student out of the room. They get `student_kick`, the room gets `user_list` without them.

    Their seat and their token are gone for good. On the server's pages the same browser stays out; over the HTTP API a
    kicked person could join again, as somebody new.
    """

    id: Annotated[Id, about("The student's `id`, as in `user_list`.")]


class StudentReady(Request, tag="student_ready"):
    """Say whether you are ready. The room gets `user_list`."""

    is_ready: bool


class UsersList(Request, tag="users_list"):
    """Ask who is in the room. You alone get `users_list`."""


class RoomInfo(Request, tag="room_info"):
    """Ask for the room's settings. You alone get `room_info`."""


# --- what is pushed -------------------------------------------------------------------------------------------------


class User(Struct):
    """A student as the room sees them."""

    id: StudentId
    nickname: str
    is_ready: bool
    is_online: Annotated[bool, about("Has at least one connection open.")]


class Message(Struct):
    """A text that somebody wrote."""

    message_id: Annotated[int, about("Names the message on the whole server; a later one is larger.")]
    nickname: Annotated[str, about("Its author's: a student's nickname, or the trainer's name.")]
    text: str
    round_id: Annotated[
        int | None,
        about("The round it was written in; null: before the first one, by the trainer."),
    ]
    student_id: Annotated[int | None, about("Its author; null: the trainer.")]
    is_correct: Annotated[bool, about("Did the trainer mark it as correct?")]


class Round(Struct):
    """One question with its clock."""

    round_id: RoundId
    number: Number
    question: Annotated[str, about("May be empty: then the trainer asks aloud.")]
    opened_at: Time
    deadline: Annotated[Time, about("When the server closes it. RFC 3339, with the offset, in UTC.")]
    is_open: bool


class RoundOpened(Round):
    """A round just opened, with the messages of the one before it."""

    messages: Annotated[
        list[Message],
        about(
            "All messages of the round before, with their marks, the oldest first: they are visible to all now. "
            "Replace what you have of that round by them, and nothing else: round 1 brings none, which leaves the "
            "trainer's texts from before it. What is older you may keep or, as `room_state` does, forget."
        ),
    ]


class Score(Struct):
    """How many right answers somebody gave."""

    student_id: StudentId
    nickname: str
    correct_answers_count: Annotated[int, about("How many of their messages are marked as correct.")]


class Me(Struct, omit_defaults=True):
    """Whom the server takes this connection for. `name` is a teacher's, the other fields are a student's."""

    role: Annotated[str, about("The kind of token.", enum=["teacher", "student", "screen"])]
    id: StudentId | UnsetType = UNSET
    nickname: str | UnsetType = UNSET
    is_ready: bool | UnsetType = UNSET
    name: str | UnsetType = UNSET


class State(Struct):
    """The present state of a room, as this member may see it, but for the settings and the list of students."""

    title: str
    answers: Answers
    phase: Phase
    max_rounds_count: int
    max_round_time: Annotated[int, about("Seconds.")]
    me: Me
    round: Annotated[Round | None, about("The last round, open or over; null: there was none yet.")]
    messages: Annotated[
        list[Message],
        about(
            "What you may see of the last round and of the one before it, the oldest first. Until round 2 opens, also "
            "the trainer's texts from before round 1 (`round_id` null)."
        ),
    ]
    result: Annotated[list[Score] | None, about("As in `training_close`; null until the training is closed.")]


class Info(Struct):
    """The room's settings, as the customer's document names them."""

    connection_uuid: Annotated[str, about("The room's uuid, the one in its address.")]
    max_students_count: int
    max_rounds_count: int
    max_round_time: Annotated[int, about("Seconds.")]
    is_started: bool
    is_finished: bool
    trainer: Annotated[int, about("The id of the trainer.")]
    id: Annotated[int, about("The room's id: what the header `Room_id` must name.")]
    title: str
    answers: Answers


class Pushed(Struct, tag_field="action", omit_defaults=True):
    """What the server sends. Those of a room's log are stamped on their way out, see Stamp."""


class Stamp(Struct):
    """What an event of the room's log carries besides its own fields."""

    seq: Seq
    prev: Annotated[
        int,
        about(
            "The `seq` of the event that you were given before this one. If it is not the last that you have, "
            "you missed something: reconnect with `since`. (The numbers between belong to others.)"
        ),
    ]
    epoch: Epoch


class RoomInfoIs(Pushed, tag="room_info"):
    """The room's settings: first on every connect, and when asked for."""

    message: Info


class UsersListIs(Pushed, tag="users_list"):
    """Who is in the room, as asked for: the whole list."""

    message: list[User]


class UserList(Pushed, tag="user_list"):
    """Who is in the room: the whole list, on connect and whenever somebody joins, is ready, comes, goes or is put out.

    Merged: a few times a second at most, so one list may stand for many changes. The last one counts. It is stamped
    when it stands for an event of the log; not when somebody only came online or went offline, and not on connect.
    """

    message: Annotated[list[User], about("In the order they joined.")]


class UserListChange(Pushed, tag="user_list_change"):
    """What became of the list of students: in place of `user_list`, for connections that asked for changes."""

    changed: Annotated[list[User], about("Who is new, or other than before: put them in by `id`.")]
    removed: Annotated[list[StudentId], about("Who has no seat any more.")]


class Presence(Pushed, tag="presence"):
    """Who came online and who went offline, for connections that asked for changes. It only informs: no stamp."""

    online: list[StudentId]
    offline: list[StudentId]


class RoomState(Pushed, tag="room_state"):
    """The present state of the room: on connect, unless `since` let the server go on where you were."""

    seq: Annotated[int, about("The last event that this state holds; the next one's `prev`.")]
    epoch: Epoch
    server_time: Now
    message: State


class TrainingStarted(Pushed, tag="training_start"):
    """The training has started. Ask your student whether they are ready."""

    phase: Phase


class RoundNewIs(Pushed, tag="round_new"):
    """A round has opened; the one before it is over. Its messages are visible to all now."""

    phase: Phase
    server_time: Now
    message: RoundOpened


class ClosedRound(Struct):
    """Which round is over."""

    round_id: RoundId
    number: Number


class RoundClosed(Pushed, tag="round_close"):
    """The round's clock ran out: the server takes no more answers to it.

    Not sent when the trainer ends a round before its time: `round_new` and `training_close` say it by themselves.
    """

    phase: Phase
    message: ClosedRound


class MessageSent(Pushed, tag="message_send"):
    """A message is stored. To the room; in a hidden room a student's answer goes to its author and the trainer alone.

    Your own copy carries your `ref`: that is the acknowledgement. The answer to a `ref` sent before has no stamp,
    and goes to you alone.
    """

    message: Message
    ref: Annotated[
        str | UnsetType, about("As you sent it, in your own copy alone, on all your connections.")
    ] = UNSET


class MessageSelected(Pushed, tag="message_select"):
    """These answers are marked as correct, or not any more. You are told only of those that you can see."""

    message_ids: Annotated[list[int], about("May be empty.")]
    is_correct: Annotated[bool, about("What became of each of them.")]


class LastMessages(Struct):
    """The messages of the last round, which the close makes visible to all."""

    messages: list[Message]


class TrainingClosed(Pushed, tag="training_close"):
    """The training is over, with its results. Only texts of the trainer may still come."""

    phase: Phase
    result: Annotated[
        list[Score],
        about("Everybody with a seat, also with 0; the best first, equals by name."),
    ]
    message: LastMessages


class StudentKicked(Pushed, tag="student_kick"):
    """To the kicked student alone: the trainer has put you out. The connection closes with 4403."""


class RoomDeleted(Pushed, tag="room_delete"):
    """The room is gone, with everything in it. The connection closes with 4410."""


class Error(Pushed, tag="error"):
    """Your request was refused and changed nothing; with `request` = `connect`, your connection is. To you alone."""

    code: Annotated[str, about("What went wrong, for programs: one of the error codes.")]
    message: Annotated[str, about("What went wrong, for people: an English sentence. Do not parse it.")]
    request: Annotated[
        str | None,
        about("The `action` that was refused; `connect`; null: the frame had none that could be read."),
    ]
    ref: Annotated[
        str | None,
        about("The `ref` of the refused request; null: none could be read, or it had over 64 characters."),
    ]


def now() -> str:
    """The server's time, RFC 3339 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


encode = msgspec.json.Encoder().encode


def state(given: dict[str, Any]) -> State:
    return msgspec.convert(given, State)


def message(given: dict[str, Any]) -> Message:
    return msgspec.convert(given, Message)

"""Every event of the protocol, one struct each; what they are made of is in state.py, the requests in requests.py.

docs/asyncapi.yaml is made of these: docstrings and `about(…)` are read there by people who write a client.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from .fields import Accepted, Epoch, Now, Number, Phase, RoundId, Seq, StudentId, Time, about
from .state import Extra, Info, Kicked, Message, Question, RoundOpened, Score, Settings, State, User


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
    """The round is over: the server takes no more answers to it, from you.

    Its clock ran out, or the trainer ended it. Who has extra time gets it when that is over, and trainers again then.
    Not sent where `round_new` and `training_close` say it by themselves.
    """

    phase: Phase
    message: ClosedRound
    student_id: Annotated[
        int | None, about("Whose own time is over; null: everybody's, or it was the room's.")
    ] = None
    extras: Annotated[
        list[Extra] | UnsetType, about("Only trainers get them: whose own time still runs.")
    ] = UNSET
    correct_ids: Annotated[
        list[int] | UnsetType,
        about(
            "Only screens get them, when the round is over for the room: those of its answers that are marked as "
            "correct. May be empty."
        ),
    ] = UNSET


class MessageSent(Pushed, tag="message_send"):
    """A message is stored. To the room; in a hidden room a student's answer goes to its author and the trainer alone.

    Your own copy carries your `ref`: that is the acknowledgement. The answer to a `ref` sent before has no stamp,
    and goes to you alone.
    """

    message: Message
    ref: Annotated[
        str | UnsetType, about("As you sent it, in your own copy alone, on all your connections.")
    ] = UNSET


class DraftKept(Pushed, tag="message_draft"):
    """Your draft is stored. To you alone."""

    round_id: RoundId
    ref: Annotated[str | None, about("As you sent it.")]


class AnsweredRound(Struct):
    """A round as one student played it."""

    round_id: RoundId
    number: Number
    question: str
    messages: Annotated[
        list[Message], about("The student's own answers, with their marks, the oldest first.")
    ]
    right: Annotated[
        list[str],
        about("The texts that were marked as correct, as far as the student may see them, each once."),
    ]


class StudentRecordIs(Pushed, tag="student_record"):
    """Your own answers of all rounds, the first round first. To you alone."""

    message: list[AnsweredRound]


class StudentCodeIs(Pushed, tag="student_code"):
    """A student's return code. To you alone."""

    id: StudentId
    return_code: str


class HeartbeatIs(Pushed, tag="heartbeat"):
    """The connection works. To you alone."""

    server_time: Now
    version: Annotated[str, about("As in `room_info`.")]


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

    reason: Annotated[str, about("What the trainer says about it; may be empty, and is then left out.")] = ""


class StudentMoved(Pushed, tag="student_moved"):
    """To the student alone: somebody came with the return code, and is this student now on another device.

    The connection closes with 4411, and its token is good for nothing any more.
    """


class StudentKickedIs(Pushed, tag="student_kicked"):
    """To trainers alone: a student was put out, which can be undone for a minute."""

    message: Kicked


class StudentErased(Pushed, tag="student_erase"):
    """A student's data were deleted for good: forget the student, all of their messages and their row in the results.

    Where they had a seat, a `user_list` without them follows.
    """

    id: StudentId


class RoomChanged(Pushed, tag="room_change"):
    """The room is run in another way."""

    message: Settings
    messages: Annotated[
        list[Message] | UnsetType,
        about(
            "Only screens get them, when names and marks may be shown again: all that `room_state` would have, now "
            "with both."
        ),
    ] = UNSET


class TrainingPaused(Pushed, tag="training_pause"):
    """The clock stands still, and no answers are taken."""

    server_time: Now
    paused_at: Time


class TrainingResumed(Pushed, tag="training_resume"):
    """The clock goes on."""

    server_time: Now
    deadline: Annotated[Time | None, about("Of the open round, for you; null: none is open.")]
    extras: Annotated[list[Extra] | UnsetType, about("Only trainers get them.")] = UNSET


class RoundTimeIs(Pushed, tag="round_time"):
    """The round lasts longer. With `student_id`, for that student alone: only they and trainers are told.

    A student for whom it was over is back in it.
    """

    phase: Phase
    server_time: Now
    round_id: RoundId
    deadline: Annotated[Time, about("For you; with `student_id`: for that student.")]
    student_id: Annotated[int | None, about("Whose time it is; null: everybody's.")] = None
    extras: Annotated[list[Extra] | UnsetType, about("Only trainers get them.")] = UNSET


class RoundQuestionIs(Pushed, tag="round_question"):
    """The round has this question now."""

    round_id: RoundId
    question: str
    accepted: Annotated[Accepted | UnsetType, about("Only trainers get them.")] = UNSET
    accepted_cards: Annotated[list[str] | UnsetType, about("Only trainers get them.")] = UNSET


class MessageGrouped(Pushed, tag="message_group"):
    """To trainers alone: these answers are on this card now."""

    message_ids: list[int]
    card: str


class MessageRemoved(Pushed, tag="message_remove"):
    """A trainer took a message away: forget it, with its mark; trainers keep it, as removed.

    Put back, it comes as `message_send` again. After `since` this may come in the place of a `message_send` that you
    missed, and name a message that you never had.
    """

    message_id: int


class CardPair(Struct):
    """Two cards of a round that may mean the same."""

    cards: Annotated[list[str], about("Both.")]
    likeness: Annotated[int, about("0 to 100.")]


class NearMissesAre(Pushed, tag="near_misses"):
    """Which cards of the round may well mean the same, the most alike first."""

    round_id: int | None
    pairs: list[CardPair]


class QuestionsAre(Pushed, tag="questions"):
    """To trainers alone: all prepared questions, in their order."""

    message: list[Question]


class StudentsWriting(Pushed, tag="students_writing"):
    """To trainers alone: who is writing just now. It only informs: no stamp."""

    message: list[StudentId]


class Answered(Pushed, tag="answered"):
    """To screens alone: how many students have an answer in the present round. It only informs: no stamp.

    Merged, and also in rooms where the answers themselves are hidden. Of those with a seat; an answer that was taken
    away does not count.
    """

    round_id: RoundId
    count: int


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


encode = msgspec.json.Encoder().encode


def info(room: Any, version: str) -> Info:
    """`room`: the model."""
    return Info(
        connection_uuid=str(room.uuid),
        max_students_count=room.max_students_count,
        max_rounds_count=room.max_rounds_count,
        max_round_time=room.max_round_time,
        is_started=room.started_at is not None,
        is_finished=room.finished_at is not None,
        trainer=room.trainer_id,
        id=room.id,
        title=room.title,
        answers=room.answers,
        version=version,
    )


def state(given: dict[str, Any]) -> State:
    return msgspec.convert(given, State)


def message(given: dict[str, Any]) -> Message:
    return msgspec.convert(given, Message)


def student_record(given: list[dict[str, Any]]) -> StudentRecordIs:
    return StudentRecordIs(msgspec.convert(given, list[AnsweredRound]))


def near_misses(given: dict[str, Any]) -> NearMissesAre:
    return msgspec.convert(given | {"action": "near_misses"}, NearMissesAre)

"""Every event of the protocol, one struct each; the requests are in requests.py.

docs/asyncapi.yaml is made of these: docstrings and `about(…)` are read there by people who write a client.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from .fields import Accepted, Answers, Card, Epoch, Now, Number, Phase, RoundId, Seq, StudentId, Time, about


class User(Struct):
    """A student as the room sees them."""

    id: StudentId
    nickname: str
    is_ready: bool
    is_online: Annotated[bool, about("Has at least one connection open.")]


class Message(Struct, omit_defaults=True):
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
    by_trainer: Annotated[bool, about("The trainer wrote it in the student's place.")] = False
    is_removed: Annotated[
        bool, about("Only trainers are still told of it, and whoever sends its `ref` again.")
    ] = False
    card: Annotated[Card | UnsetType, about("Only trainers get it, of students' answers.")] = UNSET


class Round(Struct, omit_defaults=True):
    """One question with its clock."""

    round_id: RoundId
    number: Number
    question: Annotated[str, about("May be empty: then the trainer asks aloud.")]
    opened_at: Time
    deadline: Annotated[Time, about("When the server closes it, for you. RFC 3339, with the offset, in UTC.")]
    is_open: Annotated[bool, about("For you: with extra time a round is open longer.")]
    accepted: Annotated[Accepted | UnsetType, about("Only trainers get them.")] = UNSET
    accepted_cards: Annotated[
        list[str] | UnsetType, about("Only trainers get them: the cards of answers like the accepted ones.")
    ] = UNSET


class RoundOpened(Round, kw_only=True):
    """A round just opened, with the messages of the one before it."""

    messages: Annotated[
        list[Message],
        about(
            "All messages of the round before, with their marks, the oldest first: they are visible to all now. "
            "Replace what you have of that round by them, and nothing else: round 1 brings none, which leaves the "
            "trainer's texts from before it. What is older you may keep or, as `room_state` does, forget."
        ),
    ]


class Question(Struct):
    """A question prepared for the training."""

    id: int
    text: str
    accepted: Accepted
    max_time: Annotated[int | None, about("Seconds; null: the room's.")]
    round_id: Annotated[int | None, about("The round that used it.")]


class Kicked(Struct):
    """A student who was put out just now."""

    id: StudentId
    nickname: str
    reason: str
    until: Annotated[Time, about("As long it can be undone. RFC 3339, with the offset, in UTC.")]


class Extra(Struct):
    """A student's own time for the last round."""

    student_id: StudentId
    deadline: Time


class Settings(Struct):
    """How the room is run."""

    is_locked: Annotated[bool, about("Nobody new can join.")]
    is_blind: Annotated[bool, about("Pages for the trainer and for screens hide who wrote an answer.")]
    is_polite: Annotated[bool, about("Rude nicknames are refused.")]
    takes_drafts: Annotated[
        bool, about("What students have written, and not sent, counts when their round is over.")
    ]


class Score(Struct):
    """How many right answers somebody gave."""

    student_id: StudentId
    nickname: str
    correct_answers_count: Annotated[int, about("How many of their messages are marked as correct.")]


class Draft(Struct):
    """What a student has written and not sent."""

    round_id: RoundId
    text: str
    ref: Annotated[str | None, about("Send it under this one.")]
    number: Annotated[int | None, about("As it was sent with.")]


class Me(Struct, omit_defaults=True):
    """Whom the server takes this connection for. `name` is a teacher's, the other fields are a student's."""

    role: Annotated[str, about("The kind of token.", enum=["teacher", "student", "screen"])]
    id: StudentId | UnsetType = UNSET
    nickname: str | UnsetType = UNSET
    is_ready: bool | UnsetType = UNSET
    name: str | UnsetType = UNSET
    return_code: Annotated[
        str | UnsetType, about("With it another device becomes this student: show it to nobody else.")
    ] = UNSET
    draft: Annotated[
        Draft | None, about("Of the last round, if it is open for you; null: there is none.")
    ] = None


class State(Struct, omit_defaults=True):
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
    settings: Settings
    paused_at: Annotated[Time | None, about("Since when the clock stands still; null: it does not.")]
    questions: Annotated[list[Question] | UnsetType, about("Only trainers get them.")] = UNSET
    kicked: Annotated[list[Kicked] | UnsetType, about("Only trainers get them, for a minute.")] = UNSET
    extras: Annotated[
        list[Extra] | UnsetType,
        about("Only trainers get them: who has time of their own for the last round."),
    ] = UNSET


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
    version: Annotated[
        str, about("Of the server: another one than before means that its pages have changed, too.")
    ]


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
            "Only screens get them, when names may be shown again: all that `room_state` would have, now with their "
            "authors."
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

"""What the protocol's events are made of: a room and what is in it, as its members see them.

docs/asyncapi.yaml is made of these too, see messages.py.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Struct, UnsetType

from .fields import Accepted, Answers, Card, Number, Phase, RoundId, StudentId, Time, about


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
    is_blind: Annotated[
        bool,
        about(
            "The trainer's pages hide who wrote an answer; screens are told neither that nor what is right."
        ),
    ]
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
    answered: Annotated[
        int | UnsetType, about("Only screens get it: how many students have answered the last round.")
    ] = UNSET
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

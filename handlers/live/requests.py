"""Every request of the protocol, one struct each.

docs/asyncapi.yaml is made of these: docstrings and `about(…)` are read there by people who write a client.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from .fields import Accepted, Card, Id, Reason, Ref, Seconds, Text, about


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

    question: Annotated[
        Text | None,
        about("What the students shall answer; may be empty. Without it: the prepared one's, or empty."),
    ] = None
    question_id: Annotated[
        Id | None, about("A prepared question: its text, its accepted answers and its time are the round's.")
    ] = None
    accepted: Annotated[Accepted | None, about("Answers that will do; only trainers get them.")] = None
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
    student_id: Annotated[
        Id | None,
        about(
            "A trainer's: the student in whose place this answers the last round, also when its clock has run out. "
            "The message carries `by_trainer`."
        ),
    ] = None


class MessageDraft(Request, tag="message_draft"):
    """Keep what is being written, as an answer that is not sent yet. Once it is stored you alone get `message_draft`.

    In a room that `takes_drafts` it is sent for you when the round is over for you: the room gets `message_send`, your
    own copy with this `ref`. So send it under the same `ref` when it is ready; that, or a draft of another `ref`,
    replaces it. A new connection of yours finds it in `room_state`.
    """

    message: Annotated[Text, about("The text so far; empty: forget it.")]
    round_id: Annotated[
        Id | None,
        about(
            "The round that it answers: for another one than the open one it is refused with `no_open_round`."
        ),
    ] = None
    number: Annotated[
        Annotated[int, Meta(ge=0, le=1 << 53)] | None,
        about(
            "Rising from draft to draft (milliseconds will do, but more than the one in `room_state`): what comes "
            "late, over a connection that was frozen, has a smaller one and changes nothing. Without it the last to "
            "come counts."
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
            "Students' answers of any round; the trainer's own texts cannot be marked, nor what was removed. All are "
            "marked, or, if one is no such answer, none."
        ),
    ] = None
    id: Annotated[Id | None, about("The same for one answer; counts besides `message_ids`.")] = None
    is_correct: Annotated[bool, about("`false` takes the marks away.")] = True


class StudentKick(Request, tag="student_kick"):
    """Put a student out of the room. They get `student_kick`, the room `user_list` without them, trainers
    `student_kicked`: for a minute it can be undone with `student_restore`.

    Their seat and their token are gone for good. On the server's pages the same browser stays out; over the HTTP API a
    kicked person could join again, as somebody new.
    """

    id: Annotated[Id, about("The student's `id`, as in `user_list`.")]
    reason: Annotated[Reason, about("What the student reads about it; may be empty.")] = ""


class StudentReady(Request, tag="student_ready"):
    """Say whether you are ready. The room gets `user_list`."""

    is_ready: bool


class RoomChange(Request, tag="room_change"):
    """Change how the room is run; what is left out stays. The room gets `room_change`."""

    is_locked: Annotated[bool | None, about("Nobody new can join.")] = None
    is_blind: Annotated[
        bool | None,
        about(
            "The trainer's pages hide who wrote an answer; screens are told neither that nor what is right."
        ),
    ] = None
    is_polite: Annotated[bool | None, about("Rude nicknames are refused.")] = None
    takes_drafts: Annotated[
        bool | None, about("What students have written, and not sent, counts when their round is over.")
    ] = None


class TrainingPause(Request, tag="training_pause"):
    """Stop the clock for everybody; answers are refused with `training_paused` until `training_resume`."""


class TrainingResume(Request, tag="training_resume"):
    """Let the clock go on: every deadline moves by as long as the pause was."""


class RoundEnd(Request, tag="round_end"):
    """End the open round now, also for students with extra time. The room gets `round_close`."""

    round_id: Annotated[
        Id | None,
        about("The round that is meant: another one is not ended, but refused with `no_open_round`."),
    ] = None


class RoundExtend(Request, tag="round_extend"):
    """Give the open round more time. The room gets `round_time`."""

    seconds: Annotated[Seconds, about("So many more.")]


class RoundExtra(Request, tag="round_extra"):
    """Give one student more time for the last round, also when its clock has run out. They alone, and trainers, get
    `round_time`. It ends with the round's end by the trainer, with the next round and with the training."""

    student_id: Annotated[Id, about("The student's `id`, as in `user_list`.")]
    seconds: Annotated[Seconds, about("So many more than they have; after their time was over: from now.")]


class RoundQuestion(Request, tag="round_question"):
    """Give the last round its question, or another one. The room gets `round_question`."""

    question: Annotated[Text | None, about("Left out: as it is.")] = None
    accepted: Annotated[Accepted | None, about("Left out: as they are.")] = None


class MessageGroup(Request, tag="message_group"):
    """Put answers of one round on a card. Trainers get `message_group`.

    A card may be named on which no answer lies any more: the fold of one of these, or `#` and the id of one of them.
    """

    message_ids: Annotated[list[Id], Meta(min_length=1, max_length=2000)]
    card: Annotated[Card | None, about("A card of that round; null: a new one for these.")] = None


class MessageRemove(Request, tag="message_remove"):
    """Take a message out of everybody's sight, with its mark. In the record it stays, as removed.

    Whoever could see it gets `message_remove`; with `is_removed` false, `message_send` again, without the mark. Of a
    round older than the last two only trainers get that.
    """

    id: Id
    is_removed: Annotated[bool, about("`false` puts it back.")] = True


class NearMisses(Request, tag="near_misses"):
    """Ask which cards of the last round may well mean the same. You alone get `near_misses`."""


class StudentAdd(Request, tag="student_add"):
    """Give a seat to somebody without a phone, for whom you answer. The room gets `user_list`."""

    nickname: Annotated[str, Meta(max_length=200)]


class StudentRestore(Request, tag="student_restore"):
    """Let a student back in whom you put out less than a minute ago. The room gets `user_list`."""

    id: Id


class QuestionWanted(Struct, kw_only=True):
    """A question to prepare."""

    text: Text
    accepted: Accepted = []
    max_time: Annotated[Seconds | None, about("Seconds; null: the room's.")] = None


class QuestionAdd(Request, tag="question_add"):
    """Prepare questions, behind those that there are. Trainers get `questions`, as for the next three."""

    questions: Annotated[list[QuestionWanted], Meta(min_length=1, max_length=200)]


class QuestionChange(Request, tag="question_change"):
    """Change a prepared question that no round has used yet."""

    id: Id
    text: Text
    accepted: Accepted = []
    max_time: Annotated[Seconds | None, about("Seconds; null: the room's.")] = None


class QuestionMove(Request, tag="question_move"):
    """Move a prepared question to another place."""

    id: Id
    position: Annotated[int, Meta(ge=1, le=1000), about("1 is the first; beyond the end: the last.")]


class QuestionRemove(Request, tag="question_remove"):
    """Take a prepared question away; a round that used it keeps its text."""

    id: Id


class StudentWriting(Request, tag="student_writing"):
    """Say whether you are writing an answer just now. Nothing is stored; trainers see it for a few seconds."""

    is_writing: bool


class StudentRecord(Request, tag="student_record"):
    """Ask for your own answers of all rounds. You alone get `student_record`."""


class StudentCode(Request, tag="student_code"):
    """Ask for a student's return code, to tell it to somebody whose phone has died. You alone get `student_code`."""

    id: Annotated[Id, about("The student's `id`, as in `user_list`.")]


class Heartbeat(Request, tag="heartbeat"):
    """Ask whether the connection still works: a frozen network leaves it open. You alone get `heartbeat`."""


class UsersList(Request, tag="users_list"):
    """Ask who is in the room. You alone get `users_list`."""


class RoomInfo(Request, tag="room_info"):
    """Ask for the room's settings. You alone get `room_info`."""

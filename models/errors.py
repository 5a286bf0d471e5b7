"""Why a verb refuses: one code each, the same on a socket, in the API and on a page."""

from __future__ import annotations

from typing import Any


def N_(text: str) -> str:
    """Marks a text for the catalogue; pages translate it when they show it."""
    return text


SENTENCES = {
    # the training
    "training_not_started": N_("The training has not started yet: the trainer starts it first."),
    "training_started": N_("The training has started already."),
    "training_finished": N_("The training is over: open a new room for another one."),
    "no_rounds_left": N_("All rounds of this training have been played: close it to see the results."),
    "not_the_next_round": N_("Another round comes next: number {number}."),
    "no_open_round": N_("No round is open: answers are taken only while a round’s clock runs."),
    "training_paused": N_("The training is paused: answers are taken when it goes on."),
    "training_not_paused": N_("The training is not paused."),
    # messages
    "empty_text": N_("The text is empty: write something before sending."),
    "too_much_written": N_("You have written enough in this round: wait for the next one."),
    "too_long": N_("The text is too long: at most {limit} characters."),
    "no_such_message": N_("There is no such answer in this room."),
    "no_such_card": N_("There is no such card in this round: its answers may have been moved."),
    # questions
    "no_such_question": N_("There is no such question: it may have been removed."),
    "question_used": N_("This question has been asked already: prepare another one."),
    "too_many_questions": N_("That is too much: a room has at most {most} prepared questions."),
    # students and rooms
    "no_such_student": N_("There is no such student in this room."),
    "no_such_room": N_("There is no such room: check the link or the code."),
    "no_such_code": N_(
        "This code brings nobody back: check each letter. It works until a day after the training."
    ),
    "moved": N_("You are on another device now: to come back to this one, type your return code."),
    "room_full": N_("The room is full: ask the trainer for a seat."),
    "room_locked": N_("The room is locked: ask the trainer to let you in."),
    "room_finished": N_("The training in this room is over: ask the trainer for a new code."),
    "kicked": N_("The trainer removed you from this room."),
    "too_late": N_("That was more than a minute ago: give them a new seat instead."),
    "nickname_taken": N_("Somebody in this room has that name already: take another."),
    "bad_nickname": N_("A name has 2 to 24 characters."),
    "rude_nickname": N_("That name is not for a classroom: choose another."),
    "not_a_ready_name": N_("In this room you choose one of its names: take one from the list."),
    # screens
    "no_such_screen": N_("There is no such screen any more: connect it again, with the code that it shows."),
    "no_such_pairing": N_("No screen shows this code: check each letter."),
    "pairing_expired": N_("This code is too old: type the one that the screen shows now."),
    "pairing_used": N_("This code has been used: the screen is connected already."),
    "has_own_device": N_("This name answers on a device of its own: answer there, or type your code here."),
    "turn_over": N_("Your turn here is over: say again who you are."),
    "answered_already": N_(
        "There is an answer under this name already: wait for the next round, or type your code."
    ),
    # accounts and forms
    "bad_value": "{field}: {reason}.",
    "bad_credentials": N_("This email and password do not match."),
    "too_many_attempts": N_("Too many tries. Wait a minute, then try again."),
    "bad_token": N_("The token is missing, wrong or has expired: ask for a new one."),
    "trainer_exists": N_("There is a trainer already: sign in instead."),
    "email_taken": N_("This email has an account here already: sign in instead."),
    "wrong_password": N_("That is not your present password."),
    "bad_invitation": N_("This link does not work: check that all of it is there, or ask for a new one."),
    "invitation_used": N_(
        "An invitation lets in one person, and this one has been used. "
        "If that was you, sign in; if not, ask {trainer} for a new one."
    ),
    "invitation_revoked": N_("{trainer} has taken this invitation back: ask them for a new one."),
    "invitation_expired": N_("An invitation is good for {days} days: ask {trainer} for a new one."),
    "no_such_trainer": N_("No trainer here has this email: send them a link instead."),
    "own_room": N_("That is you, and the room is yours already."),
    "owner_only": N_("Only the trainer who made this room may do that."),
}


class Refused(Exception):
    """A rule of the training says no. Nothing has been changed.

    `code` is one of SENTENCES; `values` are what a page puts into its own sentence.
    """

    def __init__(self, code: str, **values: Any) -> None:
        self.code = code
        self.values = values
        super().__init__(SENTENCES[code].format(**values))


class Unavailable(Exception):
    """The database cannot be asked just now. Nothing was changed; it may work in a moment."""


class WrongMoment(Refused):
    """Right, but not in this phase of the training."""


class NotFound(Refused):
    """No such thing, or not yours."""


class Taken(Refused):
    """Somebody else has it: a name, the last seat."""


class NotAllowed(Refused):
    """You are known, and may not."""


class TooOften(Refused):
    """Right perhaps, but not again so soon."""


class BadValue(Refused):
    """What was sent can never be right."""


class BadField(BadValue):
    """One field of a form cannot be right: `reason` says why, a text of the catalogue with places for `values`."""

    def __init__(self, field: str, reason: str, **values: Any) -> None:
        self.field, self.reason, self.reason_values = field, reason, values
        super().__init__("bad_value", field=field, reason=reason.format(**values))

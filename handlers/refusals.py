"""What a refused request is answered with: its status, its code, and words for programs and for people."""

from __future__ import annotations

from models.errors import (
    N_,
    BadField,
    BadValue,
    NotAllowed,
    NotFound,
    Refused,
    Taken,
    TooOften,
    Unavailable,
    WrongMoment,
)

STATUS: dict[type[Refused], int] = {
    BadValue: 400,
    BadField: 400,
    NotAllowed: 403,
    NotFound: 404,
    Taken: 409,
    WrongMoment: 409,
    TooOften: 429,
    Refused: 409,
}
CODES = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "bad_method",
    421: "unknown_host",
}
HINTS = {
    400: "The request could not be read.",
    401: "Sign in first.",
    403: "You may not do that here.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    421: "The server does not go by that name: set public_url or allowed_hosts.",
    500: "Something went wrong on the server; nothing was changed.",
}


# For people: what is wrong, and (where no model says it better) what to do next.
HEADINGS: dict[str | int, tuple[str, str]] = {
    "kicked": (N_("You are out of this room"), ""),
    "no_such_room": (N_("No such room"), ""),
    "room_finished": (N_("This training is over"), ""),
    "room_locked": (N_("This room is locked"), ""),
    "owner_only": (N_("Only for its owner"), ""),
    400: (N_("That did not come through"), N_("Go back, reload the page and try again.")),
    403: (N_("This page was open for too long"), N_("Go back, reload the page and try again.")),
    404: (N_("Nothing here"), N_("Check the address, or start over.")),
    421: (
        N_("This server goes by another name"),
        N_("Open it by its IP address, or ask whoever installed it to allow this name (allowed_hosts)."),
    ),
    500: (N_("Something broke on our side"), N_("Nothing was lost. Reload the page in a moment.")),
    503: (
        N_("One moment"),
        N_("The server cannot store anything just now, and nothing was changed. Try again in a moment."),
    ),
}


def error_of(error: BaseException | None, status: int) -> tuple[int, str, str]:
    """Status, code and sentence for whatever ended a request; `status`: what Tornado would answer."""
    if isinstance(error, Refused):
        status = 401 if error.code == "bad_credentials" else STATUS[type(error)]
        return status, error.code, str(error)
    if isinstance(error, Unavailable):
        sentence = "The server cannot store anything just now; nothing was changed: try again."
        return 503, "unavailable", sentence
    return status, CODES.get(status, "internal"), HINTS.get(status, HINTS[500])

"""The fields that requests and events are made of: their types, their bounds, and what they mean to a client."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from msgspec import Meta


def about(description: str, **schema: Any) -> Meta:
    """What a field is, for whoever reads the protocol. `schema`: what else is told there, and not checked here."""
    return Meta(description=description, extra_json_schema=schema or None)


LONGEST_FRAME = 16 * 1024  # bytes
LONGEST_TEXT = 2000  # characters
LONGEST_REASON = 200

Id = Annotated[int, Meta(ge=1, le=2**31 - 1)]
Ref = Annotated[str, Meta(min_length=1, max_length=64, pattern="^[^\\x00]*$")]  # PostgreSQL has no U+0000
Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
Seconds = Annotated[int, Meta(ge=1, le=3600)]
Reason = Annotated[str, Meta(max_length=LONGEST_REASON)]
Accepted = Annotated[
    list[Annotated[str, Meta(max_length=LONGEST_TEXT)]],
    Meta(max_length=20),
    about(
        "Answers that will do. Cards that match one are proposed as right; the trainer marks them, or not."
    ),
]
Card = Annotated[
    str,
    Meta(max_length=LONGEST_TEXT, pattern="^[^\\x00]*$"),
    about("Equal answers of a round have the same card."),
]

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


def now() -> str:
    """The server's time, RFC 3339 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")

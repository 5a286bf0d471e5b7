"""The codes with which the server closes a connection; docs/asyncapi.yaml says what a client does next."""

from __future__ import annotations

from enum import IntEnum


class CloseCode(IntEnum):
    """Those below 4000 are of RFC 6455, the others of the contract."""

    RESTARTING = 1012
    TRY_LATER = 1013
    BAD_REQUEST = 4400
    BAD_TOKEN = 4401
    KICKED = 4403
    NO_ROOM = 4404
    SLOW_CONSUMER = 4408
    REPLACED = 4409
    ROOM_DELETED = 4410
    MOVED = 4411
    LOOK_AGAIN = 4412
    FLOODING = 4429


# After these events the student's connections are closed, or all.
PUTS_OUT = {
    "student_kick": (CloseCode.KICKED, "removed by the trainer"),
    "student_moved": (CloseCode.MOVED, "on another device now"),
    "room_delete": (CloseCode.ROOM_DELETED, "the room was deleted"),
}

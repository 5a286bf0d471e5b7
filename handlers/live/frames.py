"""From an event to the bytes of a frame: seen by an audience, encoded, numbered, framed."""

from __future__ import annotations

import struct
from typing import NamedTuple

from .audience import Audience, Logged, view
from .messages import encode


class Step(NamedTuple):
    """What goes out under an event's number: what the audience sees of it, or `students`, the list as then encoded."""

    event: Logged
    students: bytes = b""


def see(event: Logged, audience: Audience) -> bytes | None:
    """What `audience` gets of `event`, encoded."""
    pushed = view(event, audience)
    return encode(pushed) if pushed else None


def stamp(body: bytes, event: Logged, prev: int) -> bytes:
    """Number an encoded object. `prev` is what the same client was given before; `epoch` names the number's history."""
    return b'%b,"seq":%d,"prev":%d,"epoch":"%b"}' % (body[:-1], event.seq, prev, event.epoch.encode())


def frame(payload: bytes) -> bytes:
    """`payload` as one unmasked, final text frame of RFC 6455 (5.2)."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", 0x81, size) + payload
    if size < 1 << 16:
        return struct.pack("!BBH", 0x81, 126, size) + payload
    return struct.pack("!BBQ", 0x81, 127, size) + payload

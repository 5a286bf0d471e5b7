"""Connections and events for tests of the channel: a peer that keeps what it is given, and a log written by hand."""

from __future__ import annotations

import json
import struct
from types import SimpleNamespace

from handlers.live.audience import Audience
from handlers.live.messages import UserList


class Peer:
    """What a channel asks of a socket. Each entry of `writes` is what one write carried, as frames."""

    def __init__(self, role="teacher", student_id=None, trainer_id=None, changes=False, screen_id=None):
        self.audience = Audience(role, student_id, changes, trainer_id, screen_id)
        self.seq = 0
        self.writes = []
        self.closed = None

    def push(self, data):
        self.writes.append(parse(data))

    def close(self, code=None, reason=None):
        self.closed = code

    @property
    def frames(self):
        return [frame for write in self.writes for frame in write]

    def of(self, action):
        return [frame for frame in self.frames if frame["action"] == action]

    @property
    def seqs(self):
        """What it was given of the log: (prev, seq), the chain that a client checks."""
        return [(frame["prev"], frame["seq"]) for frame in self.frames if "seq" in frame]


def parse(data):
    """The JSON objects in so many whole text frames (RFC 6455, 5.2)."""
    frames = []
    while data:
        first, size = struct.unpack_from("!BB", data)
        assert first == 0x81, "final, text"
        start = 2
        if size == 126:
            ((size,), start) = struct.unpack_from("!H", data, 2), 4
        elif size == 127:
            ((size,), start) = struct.unpack_from("!Q", data, 2), 10
        assert len(data) >= start + size, "a frame is cut off"
        frames.append(json.loads(data[start : start + size]))
        data = data[start + size :]
    return frames


def student(id, is_ready=False):
    return {"id": id, "nickname": f"Ученик {id}", "is_ready": is_ready}


def event(seq, action="training_start", audience="room", student_id=None, **data):
    return SimpleNamespace(
        seq=seq, action=action, audience=audience, student_id=student_id, data=data, epoch="e"
    )


def users(seq, *changed, removed=()):
    return event(seq, "user_list", changed=[student(id) for id in changed], removed=list(removed))


def said(seq, student_id=None, audience="room", ref="r", text="Париж"):
    message = {
        "message_id": seq,
        "round_id": 1,
        "student_id": student_id,
        "nickname": "Анна",
        "text": text,
        "is_correct": False,
    }
    return event(seq, "message_send", audience, student_id, message=message, ref=ref)


def admit(channel, peer, seq=0, students=()):
    """Bring a peer in with a snapshot that stands at `seq`; its greeting is the list of students."""
    channel.roster.load([student(id) for id in students], seq)
    channel.admit(peer, [UserList(channel.roster.users())], seq)


def come(channel, peer, seq=0, students=()):
    channel.enter(peer)
    admit(channel, peer, seq, students)
    return peer

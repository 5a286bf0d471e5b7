"""A client that keeps what it knows of a room over lost connections: the reference, written from the contract alone."""

from __future__ import annotations

import asyncio
import itertools
import json
from contextlib import suppress

from tornado.httpclient import HTTPRequest
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError, websocket_connect

from tests.protocol.picture import Picture

RECHECK = 0.1  # seconds
PATIENCE = 20.0  # seconds; only ends what would never end

# What a phone takes its clock for: of two drafts the later one has the larger number.
RISING = itertools.count(1)


class Follower:
    """One page of a member. What breaks the protocol's promises is noted in `faults`."""

    def __init__(self, seat, changes=False, student_id=None, role=None):
        self.seat, self.url = seat, seat["ws_url"]
        self.changes, self.student_id = changes, student_id
        self.role = role or ("teacher" if student_id is None else "student")
        self.picture = Picture(self.role, student_id)
        # The present one, and all that there were: one that is merely not heard any more is still open.
        self.connection, self.opened, self.over = None, [], 0
        self.frames = []
        self.faults = []
        # By `ref`: what was sent; what the server said last, an id or an error's code; the id once it was acknowledged.
        self.sent, self.answers, self.acknowledged = {}, {}, {}
        # What this connection was asked to send, and has not answered.
        self.awaited = set()
        # A student's drafts: all texts by `ref`; and those of this page, each with what the server said of it.
        self.drafted, self.drafts = {}, []
        # The `seq` and the `epoch` at which the page stands; where it stood when it began, and all it was given since.
        self.seq = self.epoch = self.base = None
        self.given = []
        self.close_code = None
        self.heard = asyncio.Event()
        self.attempts = 0

    async def connect(self, **query):
        """Connect anew, with these parameters; nothing of an older connection is heard any more."""
        self.connection, self.close_code, self.awaited = None, None, set()
        self.attempts += 1
        attempt, frames = self.attempts, []
        url = self.url + "".join(f"&{name}={value}" for name, value in query.items())
        headers = {"Sec-WebSocket-Protocol": "rounds.changes"} if self.changes else {}

        def hear(received):
            self.over += received is None
            self.heard.set()
            if attempt != self.attempts:
                return
            if received is None:
                self.close_code = (self.connection and self.connection.close_code) or 1006
            else:
                frames.append(json.loads(received))
                self._take(frames[-1])

        self.frames = frames
        connection = await websocket_connect(HTTPRequest(url, headers=headers), on_message_callback=hear)
        self.opened.append(connection)
        if attempt == self.attempts:
            connection.on_pong = self._note  # type: ignore[method-assign]  # Tornado makes the client
            self.pongs, self.connection = [], connection
        else:  # cut while it was still on its way
            connection.close()
        return self

    async def resume(self, epoch=True):
        """Come back as a page does: with what it had last, and then with what nobody acknowledged."""
        query = {} if self.seq is None else {"since": self.seq}
        if epoch and self.seq is not None:
            query["epoch"] = self.epoch
        await self.connect(**query)
        for ref in [ref for ref in self.sent if ref not in self.answers]:
            self.resend(ref)
        return self

    @property
    def is_connected(self):
        return self.connection is not None and self.close_code is None

    @property
    def still_open(self):
        """How many connections of this page the server may still think alive."""
        return len(self.opened) - self.over

    def send(self, action, **fields):
        """Send without waiting; into a connection that breaks just now it is lost, as it is on the road."""
        if not self.connection:
            return
        with suppress(WebSocketClosedError, StreamClosedError):
            self.connection.write_message(json.dumps({"action": action, **fields})).add_done_callback(forget)

    def post(self, ref, text, **fields):
        self.sent[ref] = {"message": text, "ref": ref, **fields}
        self.resend(ref)

    def resend(self, ref):
        self.answers.pop(ref, None)
        # Without a connection nothing is sent, and nothing will be answered: an attempt that was overtaken by the next
        # one comes here, and the member's other page may have the answer before that next one is there.
        if self.connection:
            self.awaited.add(ref)
        self.send("message_send", **self.sent[ref])

    def draft(self, ref, text, **fields):
        """Have it kept; `is_kept` is None until the server has said so, or refused it."""
        self.drafted.setdefault(ref, set()).add(text)
        one = {"ref": ref, "text": text, "is_kept": None, "attempt": self.attempts}
        self.drafts.append(one)
        self.send("message_draft", message=text, ref=ref, number=next(RISING), **fields)

    def cut(self, how="abort"):
        """Lose the connection: `abort` resets it, `close` says goodbye, `dark` leaves it open and hears it no more."""
        self.attempts += 1
        connection, self.connection = self.connection, None
        if connection and connection.protocol and how == "abort":
            connection.protocol.stream.close()
        elif connection and how == "close":
            connection.close()
        return connection

    async def end(self):
        """Close every connection there was, and see them closed."""
        for connection in self.opened:
            connection.close()
        await self.until(lambda: not self.still_open)

    async def settle(self):
        """Wait until the server has answered all that was sent, and has sent all that it had; or has closed."""
        mark = b"%d" % len(self.frames)
        self.pongs.clear()
        with suppress(WebSocketClosedError, StreamClosedError):
            self.connection.ping(mark)
        await self.until(lambda: self.pongs or self.close_code is not None)

    async def drain(self):
        """Wait until the server has answered what was sent on connections that are open and no longer heard."""
        for connection in self.opened:
            if connection is self.connection or not connection.protocol:
                continue
            answered: list[bytes] = []
            connection.on_pong = answered.append
            with suppress(WebSocketClosedError, StreamClosedError):
                connection.ping(b"drain")
            while not answered and connection.protocol and not connection.protocol.is_closing():
                await asyncio.sleep(0)

    async def until(self, condition):
        """Wait for a frame, a pong or the end that makes the condition true."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self.heard.clear()
                with suppress(TimeoutError):  # the condition may be about somebody else, too, who hears later
                    await asyncio.wait_for(self.heard.wait(), RECHECK)

    async def closed(self):
        await self.until(lambda: self.close_code is not None)
        return self.close_code

    def of(self, action):
        """The frames with this action that this connection was given."""
        return [frame for frame in self.frames if frame["action"] == action]

    def _note(self, data):
        self.pongs.append(data)
        self.heard.set()

    def _take(self, frame):
        if frame["action"] == "room_state":
            self.seq = self.base = frame["seq"]
            self.epoch, self.given = frame["epoch"], []
        elif "seq" in frame:
            if frame["prev"] != self.seq or frame["seq"] <= self.seq:
                self.faults.append(f"after {self.seq} came {frame}")
            self.seq, self.epoch = frame["seq"], frame["epoch"]
            self.given.append((frame["seq"], frame["action"]))
        if "message_draft" in (frame["action"], frame.get("request")):
            self._take_draft(frame)
        elif ref := frame.get("ref"):
            self.awaited.discard(ref)
            self.answers[ref] = frame.get("code") or frame["message"]["message_id"]
            if (
                "code" not in frame
                and self.acknowledged.setdefault(ref, self.answers[ref]) != self.answers[ref]
            ):
                self.faults.append(f"was {self.acknowledged[ref]} before: {frame}")
        self.faults += self.picture.take(frame)

    def _take_draft(self, frame):
        """What the server says of the first draft of this connection of which it has said nothing."""
        mine = (one for one in self.drafts if one["is_kept"] is None and one["attempt"] == self.attempts)
        asked = next(mine, None)
        if asked is None or asked["ref"] != frame["ref"]:
            self.faults.append(f"not asked for: {frame}")
        else:
            asked |= {"is_kept": frame["action"] == "message_draft", "round_id": frame.get("round_id")}


def forget(written):
    """What was written to a connection that broke: nobody asks."""
    written.exception()

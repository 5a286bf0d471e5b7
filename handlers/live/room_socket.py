"""One connection to a room: how it comes in, hears, is heard and goes."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from msgspec import UNSET
from tornado.iostream import IOStream
from tornado.web import HTTPError
from tornado.websocket import WebSocketHandler

from models import answered, training
from models.base import job
from models.errors import NotAllowed, Refused, Unavailable
from models.message import Message
from models.room import Room

from . import messages
from .audience import Audience
from .channel import Channel
from .closing import CloseCode
from .decoding import BadFrame, action_of, decode
from .fields import LONGEST_FRAME, now
from .frames import frame
from .messages import Error, Pushed, encode
from .outbox import Outbox
from .requests import Request
from .state import Info
from .writer import Verb

if TYPE_CHECKING:
    from server import Rounds

log = logging.getLogger("rounds.sockets")

# The subprotocol by which a client asks for changes of the list of students instead of whole lists.
CHANGES = "rounds.changes"
# What ends a connection before it has begun, and how.
CLOSING = {
    "bad_token": CloseCode.BAD_TOKEN,
    "no_such_student": CloseCode.BAD_TOKEN,
    "kicked": CloseCode.KICKED,
    "no_such_room": CloseCode.NO_ROOM,
    "bad_room_id": CloseCode.BAD_REQUEST,
    "bad_since": CloseCode.BAD_REQUEST,
    "unavailable": CloseCode.TRY_LATER,
}
# Who sends so many frames in a row that are no JSON at all does not speak this protocol.
MOST_MALFORMED = 3
# Above the protocol's limit, so that a frame a little too long is answered instead of cut off.
LONGEST_READ = 4 * LONGEST_FRAME


class RoomSocket(WebSocketHandler):
    """What both kinds of connection share. A subclass names its role, and has a method for each action of it."""

    role = ""
    max_message_size = LONGEST_READ

    application: Rounds
    channel: Channel | None = None
    seq = 0
    malformed = 0

    def detach(self) -> IOStream:
        """Tornado hands the stream over here: frames for the room are written to it directly."""
        stream = super().detach()
        if not stream.closed():  # it is when the peer has gone before its handshake could be answered
            stream.set_nodelay(True)
            stream.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 64 * 1024)
        self.outbox = Outbox(stream, self.close)
        return stream

    def prepare(self) -> None:
        if not self.application.is_own_host(self.request.host):
            raise HTTPError(421, reason="Misdirected Request")
        try:
            urlsplit(self.request.headers.get("Origin", ""))
        except ValueError:  # Tornado would take it apart too, and break
            raise HTTPError(403) from None

    async def open(self, room_uuid: str) -> None:
        try:
            await self.come_in(room_uuid)
        except (Refused, BadFrame) as refused:
            self.refuse(refused)
        except Unavailable:
            self.refuse(BadFrame("unavailable"))
        except Exception:
            log.exception("a connection could not be let in")
            self.refuse(BadFrame("unavailable"))

    async def come_in(self, room_uuid: str) -> None:
        """Find out who this is, enter the room's channel, and take the connection to the room's present state."""
        claims = self.application.token_of(self.request)
        if claims is None or claims["role"] != self.role:
            raise NotAllowed("bad_token")
        self.room_id, self.member_id = claims["room_id"], claims["member_id"]
        if UUID(room_uuid) != UUID(claims["room_uuid"]):
            await self.read(Room.by_uuid, room_uuid)
            raise NotAllowed("bad_token")
        if self.request.headers.get("Room_id", str(self.room_id)) != str(self.room_id):
            raise BadFrame("bad_room_id")
        since, epoch = self.position()
        self.audience = Audience(
            self.role,
            student_id=self.member_id if self.role == "student" else None,
            changes=self.selected_subprotocol == CHANGES,
            trainer_id=self.member_id if self.role == "teacher" else None,
            screen_id=self.member_id if self.role == "screen" else None,
        )
        channel = self.channel = self.application.hub.enter(self.room_id, self)
        member = (self.room_id, self.role, self.member_id, claims["session"])
        seen = await self.read(training.sight, *member, since, epoch)
        await channel.roster.ready(lambda: self.read(training.seats, self.room_id))
        if self.role == "screen":
            await channel.tally.ready(lambda: self.read(answered.of_room, self.room_id))
        if seen.missed is None:
            channel.admit(self, self.greeting(seen), seen.room.seq)
        else:
            channel.admit(self, self.greeting(seen), since or 0, seen.missed)

    def position(self) -> tuple[int | None, str | None]:
        """Up to where a client that comes back has the room's events. Raises BadFrame."""
        since, epoch = (
            self.request.query_arguments.get(name, [b""])[-1].decode("utf-8", "replace")
            for name in ("since", "epoch")
        )
        if since and not (since.isascii() and since.isdigit() and len(since) < 19):
            raise BadFrame("bad_since")
        return int(since) if since else None, epoch or None

    def greeting(self, seen: training.Sight) -> list[Pushed]:
        """What comes first. Who missed little has no need of the state, and goes on with the room's events."""
        assert self.channel
        greeting = [messages.RoomInfoIs(self.info(seen.room)), messages.UserList(self.channel.roster.users())]
        if seen.state is not None:
            state = messages.state(seen.state)
            greeting.append(messages.RoomState(seen.room.seq, seen.epoch, now(), state))
        return greeting

    def refuse(self, refused: Refused | BadFrame) -> None:
        """Say why, and close: a browser cannot read a refused handshake."""
        self.reply(Error(refused.code, str(refused), "connect", None))
        self.close(CLOSING[refused.code], refused.code)

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        return CHANGES if CHANGES in subprotocols else None

    async def on_message(self, received: str | bytes) -> None:
        if (
            self.channel is None or self.ws_connection is None
        ):  # refused, or told to go: it has nothing to ask
            return
        try:
            request = decode(received, self.role)
        except BadFrame as bad:
            if self.may_send(bad.request, bad.ref):
                self.complain(bad, bad.request, bad.ref)
            self.malformed = self.malformed + 1 if bad.code == "bad_json" else 0
            if self.malformed == MOST_MALFORMED:
                self.close(CloseCode.BAD_REQUEST, "this is not the protocol")
            return
        self.malformed = 0
        action, ref = action_of(type(request)), request.ref
        if self.may_send(action, ref):
            await self.obey(request, action, ref)

    def may_send(self, action: str | None, ref: str | None) -> bool:
        """Has this member a frame left to send? If not, they are told, and who goes on for seconds is closed."""
        assert self.channel
        bucket = self.channel.bucket(self.audience)
        if bucket.take():
            return True
        self.complain(BadFrame("flooding"), action, ref)
        if bucket.is_flooded:
            self.close(CloseCode.FLOODING, "flooding")
        return False

    async def obey(self, request: Request, action: str, ref: str | None) -> None:
        """Do what is asked; whatever goes wrong is told to the sender, and the connection goes on."""
        try:
            await getattr(self, action)(request)
        except Refused as refused:
            self.complain(refused, action, ref)
            if refused.code == "kicked":
                self.close(CloseCode.KICKED, "removed by the trainer")
        except Unavailable:
            self.complain(BadFrame("unavailable"), action, ref)
        except Exception:
            log.exception("%s failed", action)
            self.complain(BadFrame("internal"), action, ref)

    def complain(
        self, refused: Refused | BadFrame, action: str | None = None, ref: str | None = None
    ) -> None:
        self.reply(Error(refused.code, str(refused), action, ref))

    def on_close(self) -> None:
        if self.channel:
            self.application.hub.leave(self.room_id, self)

    async def users_list(self, request: Request) -> None:
        assert self.channel
        self.reply(messages.UsersListIs(self.channel.roster.users()))

    async def room_info(self, request: Request) -> None:
        self.reply(messages.RoomInfoIs(self.info(await self.read(Room.by_id, self.room_id))))

    async def heartbeat(self, request: Request) -> None:
        self.reply(messages.HeartbeatIs(now(), self.version))

    def info(self, room: Room) -> Info:
        return messages.info(room, self.version)

    @property
    def version(self) -> str:
        return self.application.static.build

    def change(self, verb: Verb) -> asyncio.Future[Any]:
        """Have the models change this room; the room hears of it after COMMIT."""
        return self.application.writer.submit(self.room_id, verb)

    async def read(self, work: Callable[..., Any], *args: Any) -> Any:
        """Run a query in a thread: PostgreSQL never holds up the loop."""
        return await asyncio.get_running_loop().run_in_executor(self.application.threads, job, work, *args)

    def reply(self, pushed: Pushed) -> None:
        """Send to this connection alone."""
        self.push(frame(encode(pushed)))

    async def send(self, post: Callable[[Room], tuple[Message, bool]], ref: str | None) -> None:
        """Store a message. A new one's own copy comes with the room's events; a `ref` sent before is answered here."""
        message, is_new = await self.change(post)
        if not is_new:
            self.reply(messages.MessageSent(messages.message(message.as_seen_by(self.role)), ref or UNSET))

    def push(self, data: bytes) -> None:
        """Write frames now; what the peer's socket does not take waits, within bounds."""
        if self.ws_connection and not self.ws_connection.is_closing():
            self.outbox.write(data)

    def check_origin(self, origin: str) -> bool:
        return self.application.is_own_origin(origin)

    def get_compression_options(self) -> None:
        """None: 145 KB a connection for frames that are small already."""
        return None

    def log_exception(self, *error: Any) -> None:
        if not isinstance(error[1], HTTPError):  # that was a refusal, and it is in the access log
            log.error("a connection broke", exc_info=error)

"""One connection to a room: a trainer's or a student's, as the token in the URL says."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from msgspec import UNSET
from tornado.iostream import IOStream
from tornado.web import HTTPError
from tornado.websocket import WebSocketHandler

from models import training
from models.base import job
from models.errors import NotAllowed, NotFound, Refused
from models.message import Message
from models.room import Room
from models.round import Round
from models.student import Student

from . import messages
from .audience import Audience
from .channel import Channel, frame
from .messages import BadFrame, Error, Pushed, Request, action_of, encode
from .outbox import Outbox
from .writer import Unavailable, Verb

if TYPE_CHECKING:
    from server import Rounds

log = logging.getLogger("rounds.sockets")

BAD_REQUEST, BAD_TOKEN, KICKED, NO_ROOM, TRY_LATER, FLOODING = 4400, 4401, 4403, 4404, 1013, 4429
# Above the protocol's limit, so that a frame a little too long is answered instead of cut off.
LONGEST_READ = 4 * messages.LONGEST_FRAME


class RoomSocket(WebSocketHandler):
    """What both kinds of connection share. A subclass names its role, and has a method for each action of it."""

    role = ""
    max_message_size = LONGEST_READ

    application: Rounds
    channel: Channel | None = None
    seq = 0

    def detach(self) -> IOStream:
        """Tornado hands the stream over here: frames for the room are written to it directly."""
        stream = super().detach()
        stream.set_nodelay(True)
        stream.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 64 * 1024)
        self.outbox = Outbox(stream, self.close)
        return stream

    def prepare(self) -> None:
        if not self.application.is_own_host(self.request.host):
            raise HTTPError(421, reason="Misdirected Request")

    async def open(self, room_uuid: str) -> None:
        claims = self.application.token_of(self.request)
        if claims is None or claims["role"] != self.role:
            return self.refuse(
                "bad_token", "The token is missing, wrong or has expired: ask for a new one.", BAD_TOKEN
            )
        self.room_id, self.member_id = claims["room_id"], claims["member_id"]
        if UUID(room_uuid) != UUID(claims["room_uuid"]):
            return await self.refuse_other_room(room_uuid)
        if self.request.headers.get("Room_id", str(self.room_id)) != str(self.room_id):
            return self.refuse("bad_room_id", "The header Room_id is not this room's id.", BAD_REQUEST)
        self.audience = Audience(self.role, self.member_id if self.role == "student" else None)
        self.channel = self.application.hub.enter(self.room_id, self)
        try:
            seen = await self.read(training.state, self.room_id, self.role, self.member_id, claims["session"])
        except NotAllowed as refused:
            bad_token = refused.code != "kicked"
            return self.refuse(refused.code, str(refused), BAD_TOKEN if bad_token else KICKED)
        except NotFound as refused:
            return self.refuse(refused.code, str(refused), NO_ROOM)
        except Exception:
            log.exception("the state of room %d could not be read", self.room_id)
            return self.refuse(
                "unavailable", "The server cannot read the room just now: try again.", TRY_LATER
            )
        self.channel.roster.load(seen["students"], seen["seq"])
        self.channel.admit(self, seen["seq"], self.greeting(seen))

    def refuse(self, code: str, sentence: str, close_code: int) -> None:
        """Say why and close: a browser cannot read a refused handshake."""
        self.push(frame(encode(Error(code, sentence, "connect", None))))
        self.close(close_code, code)

    async def refuse_other_room(self, room_uuid: str) -> None:
        try:
            await self.read(Room.by_uuid, room_uuid)
            self.refuse("bad_token", "The token is for another room.", BAD_TOKEN)
        except NotFound as refused:
            self.refuse(refused.code, str(refused), NO_ROOM)

    def greeting(self, seen: dict[str, Any]) -> list[Pushed]:
        assert self.channel
        return [
            messages.RoomInfoIs(info(seen["room"])),
            messages.UserList(self.channel.roster.users()),
            messages.RoomState(seen["seq"], messages.now(), messages.state(seen["state"])),
        ]

    async def on_message(self, received: str | bytes) -> None:
        # Whoever was refused or told to go may have sent this before they heard of it: they have nothing to ask.
        if self.channel is None or self.ws_connection is None:
            return
        bucket = self.channel.bucket(self.audience)
        if not bucket.take():
            self.reply(Error("flooding", "You send too much: wait a moment.", None, None))
            if bucket.is_flooded:
                self.close(FLOODING, "flooding")
            return
        try:
            request = messages.decode(received, self.role)
        except BadFrame as bad:
            self.reply(Error(bad.code, bad.sentence, bad.request, bad.ref))
            return
        action, ref = action_of(type(request)), getattr(request, "ref", None)
        try:
            await getattr(self, action)(request)
        except Refused as refused:
            self.reply(Error(refused.code, str(refused), action, ref))
            if refused.code == "kicked":
                self.close(KICKED, "removed by the trainer")
        except Unavailable:
            sentence = "The server cannot store anything just now; nothing was changed: try again."
            self.reply(Error("unavailable", sentence, action, ref))
        except Exception:
            log.exception("%s failed", action)
            self.reply(
                Error("internal", "Something went wrong here; nothing was changed: try again.", action, ref)
            )

    def on_close(self) -> None:
        if self.channel:
            self.application.hub.leave(self.room_id, self)

    async def users_list(self, request: Request) -> None:
        assert self.channel
        self.reply(messages.UsersListIs(self.channel.roster.users()))

    async def room_info(self, request: Request) -> None:
        self.reply(messages.RoomInfoIs(info(await self.read(Room.by_id, self.room_id))))

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
            self.reply(messages.MessageSent(messages.message(message.as_public()), ref or UNSET))

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


class TeacherSocket(RoomSocket):
    """A trainer's connection: runs the training."""

    role = "teacher"

    async def training_start(self, request: messages.TrainingStart) -> None:
        await self.change(training.start)

    async def training_close(self, request: messages.TrainingClose) -> None:
        await self.change(training.close)

    async def round_new(self, request: messages.RoundNew) -> None:
        await self.change(lambda room: Round.open(room, request.question, request.max_time))

    async def message_send(self, request: messages.MessageSend) -> None:
        text, ref = request.message, request.ref
        await self.send(lambda room: Message.announce(room, self.member_id, text, ref), ref)

    async def message_select(self, request: messages.MessageSelect) -> None:
        ids = None
        if request.message_ids is not None or request.id is not None:
            ids = [*(request.message_ids or ()), *([request.id] if request.id else ())]
        await self.change(lambda room: Message.select_correct(room, ids, request.is_correct))

    async def student_kick(self, request: messages.StudentKick) -> None:
        await self.change(lambda room: Student.kick(room, request.id))


class StudentSocket(RoomSocket):
    """A student's connection: answers."""

    role = "student"

    async def student_ready(self, request: messages.StudentReady) -> None:
        await self.change(lambda room: Student.ready(room, self.member_id, request.is_ready))

    async def message_send(self, request: messages.MessageSend) -> None:
        text, ref = request.message, request.ref
        await self.send(lambda room: Message.answer(room, self.member_id, text, ref), ref)


class StrangerSocket(RoomSocket):
    """A connection whose token names nobody: it is told so, and closed."""


def info(room: Room) -> messages.Info:
    """The room's settings, under the names of the customer's document."""
    return messages.Info(
        connection_uuid=str(room.uuid),
        max_students_count=room.max_students_count,
        max_rounds_count=room.max_rounds_count,
        max_round_time=room.max_round_time,
        is_started=room.started_at is not None,
        is_finished=room.finished_at is not None,
        trainer=room.trainer_id,
        id=room.id,
        title=room.title,
        answers=room.answers,
    )

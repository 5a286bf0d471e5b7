"""The kinds of connection to a room, as the token in the URL says: a method for every action of the role."""

from __future__ import annotations

from models import training
from models.message import Message
from models.round import Round
from models.student import Student

from . import messages
from .room_socket import RoomSocket


class TeacherSocket(RoomSocket):
    """A trainer's connection: runs the training."""

    role = "teacher"

    async def training_start(self, request: messages.TrainingStart) -> None:
        await self.change(training.start)

    async def training_close(self, request: messages.TrainingClose) -> None:
        await self.change(training.close)

    async def round_new(self, request: messages.RoundNew) -> None:
        await self.change(lambda room: Round.open(room, request.question, request.max_time, request.number))

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
        text, ref, round_id = request.message, request.ref, request.round_id
        await self.send(lambda room: Message.answer(room, self.member_id, text, ref, round_id), ref)


class ScreenSocket(RoomSocket):
    """A classroom screen's connection: watches. What any role may ask is all that it may."""

    role = "screen"


class StrangerSocket(RoomSocket):
    """A connection whose token names nobody: it is told so, and closed."""

"""The JSON API: what other programs do instead of clicking."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from tornado.web import HTTPError

from models import return_code, training
from models.errors import BadField
from models.overview import rooms_of
from models.room import LIMITS, Room
from models.student import Student
from models.tokens import Purpose

from .base import Api
from .rooms import whole_number


class Credentials(Struct):
    email: str
    password: str


class RoomWanted(Struct):
    title: str
    max_students_count: int = LIMITS["max_students_count"][2]
    max_rounds_count: int = LIMITS["max_rounds_count"][2]
    max_round_time: int = LIMITS["max_round_time"][2]
    answers: str = "open"
    ready_names: list[str] = []  # none: students make up their own
    is_polite: bool = False
    takes_drafts: bool = True


class StudentWanted(Struct):
    nickname: str


class ReturnWanted(Struct):
    return_code: str


class TokensApi(Api):
    async def post(self) -> None:
        given = self.body(Credentials)
        trainer = await self.sign_in(given.email, given.password)
        token = self.application.tokens.make(Purpose.API, [trainer.id, trainer.session])
        self.answer(
            {"token": token, "trainer": {"id": trainer.id, "email": trainer.email, "name": trainer.name}}, 201
        )


class OfRooms(Api):
    """How the API shows a room, and gives a place in it."""

    def room(self, room: Room) -> dict[str, Any]:
        return {
            "id": room.id,
            "uuid": str(room.uuid),
            "code": room.code,
            "title": room.title,
            "max_students_count": room.max_students_count,
            "max_rounds_count": room.max_rounds_count,
            "max_round_time": room.max_round_time,
            "answers": room.answers,
            "ready_names": room.ready_names,
            **room.settings(),
            "phase": room.phase,
            "is_started": room.started_at is not None,
            "is_finished": room.finished_at is not None,
            "created_at": room.created_at,
            "join_url": self.join_url(room.code),
            "trainer_id": room.trainer_id,
        }

    def socket(self, room: Room, role: str, member_id: int, session: int) -> dict[str, str]:
        """A token for the room's socket, and the address with it."""
        token = self.application.tokens.make(
            Purpose.SOCKET, [room.id, str(room.uuid), role, member_id, session]
        )
        return {
            "token": token,
            "ws_url": "ws" + self.base_url.removeprefix("http") + self.socket_path(room.uuid, token),
        }


class RoomsApi(OfRooms):
    async def get(self) -> None:
        trainer = await self.bearer()
        rooms = await self.db(rooms_of, trainer, self.number("limit"), self.number("before"))
        self.answer([self.room(room) for room in rooms])

    def number(self, name: str) -> int | None:
        """A number in the query; None when it is not there. Raises BadField."""
        typed = self.get_query_argument(name, None)
        if typed is None:
            return None
        number = whole_number(typed)
        if not number:
            raise BadField(name, "a whole number from 1 on")
        return number

    async def post(self) -> None:
        trainer = await self.bearer()
        wanted = self.body(RoomWanted)
        limits = {field: getattr(wanted, field) for field in LIMITS}
        how = {"is_polite": wanted.is_polite, "takes_drafts": wanted.takes_drafts}
        names = wanted.ready_names or None
        opened = await self.db(
            lambda: Room.open(trainer, wanted.title, wanted.answers, names, **how, **limits)
        )
        room = await self.db(training.room_of, trainer, opened.uuid)
        self.answer(self.room(room) | self.socket(room, "teacher", trainer.id, trainer.session), 201)


class RoomApi(OfRooms):
    async def get(self, uuid: str) -> None:
        trainer = await self.bearer()
        room = await self.db(training.room_of, trainer, uuid)
        self.answer(self.room(room) | self.socket(room, "teacher", trainer.id, trainer.session))

    async def delete(self, uuid: str) -> None:
        room = await self.db(Room.owned, await self.bearer(), uuid)
        await self.change(room.id, Room.delete_for_good)
        self.set_status(204)


class StudentsApi(OfRooms):
    """What the join page does."""

    async def post(self, uuid: str) -> None:
        wanted = self.body(StudentWanted)
        room = await self.db(Room.by_uuid, uuid)
        student = await self.change(room.id, lambda room: Student.join(room, wanted.nickname))
        self.answer(self.seat(room, student), 201)

    def seat(self, room: Room, student: Student) -> dict[str, Any]:
        its = {"id": student.id, "nickname": student.nickname, "return_code": student.return_code}
        return its | self.socket(room, "student", student.id, student.session)


class ReturnApi(StudentsApi):
    """The same seat for another device."""

    async def post(self, uuid: str) -> None:
        code = self.body(ReturnWanted).return_code
        room = await self.db(Room.by_uuid, uuid)
        with self.guessing("return_code"):
            student = await self.change(room.id, lambda room: return_code.come_back(room, code))
        self.answer(self.seat(room, student))


class ResultsApi(OfRooms):
    async def get(self, uuid: str) -> None:
        room = await self.db(training.room_of, await self.bearer(), uuid)
        self.answer({"room": self.room(room)} | await self.db(training.record_of, room))


class NoCall(Api):
    """Any address below /api that is none of ours."""

    async def prepare(self) -> None:
        await super().prepare()
        raise HTTPError(404)

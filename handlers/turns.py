"""A shared device: who sits down at it, and what they answer there. The screen itself can answer nothing."""

from __future__ import annotations

import time

from msgspec import UNSET, Struct, UnsetType
from tornado.web import HTTPError

from models import turn
from models.errors import BadField, NotAllowed, NotFound
from models.room import Room
from models.screen import Screen
from models.student import Student
from models.tokens import Purpose

from .kiosk import ScreenCall
from .live.fields import Id, Ref, Text


class OfDevices(ScreenCall):
    """What only a shared device may ask."""

    async def device(self) -> tuple[Screen, Room]:
        """The device that asks, and the room that it shows.

        Raises NotFound `no_such_screen`, `no_such_room`, HTTPError 403 to a projector.
        """
        screen = self.paired()
        if screen.mode != "shared":
            raise HTTPError(403)
        room = (await self.db(screen.shown)).room
        if room is None:
            raise NotFound("no_such_room")
        return screen, room

    @staticmethod
    def must_list(screen: Screen) -> None:
        """Raises HTTPError 403 where nobody may be chosen from a list."""
        if screen.who != "list":
            raise HTTPError(403)


class Names(OfDevices):
    async def get(self) -> None:
        screen, room = await self.device()
        self.must_list(screen)
        self.answer({"names": await self.db(turn.names, room)})


class Sitting(Struct, forbid_unknown_fields=True):
    """Who somebody says they are: by their own return code, from the list, or by a new name. One of them."""

    code: str | UnsetType = UNSET
    student_id: Id | UnsetType = UNSET
    nickname: str | UnsetType = UNSET


class Turn(OfDevices):
    """Somebody sits down."""

    async def post(self) -> None:
        given = self.body(Sitting)
        screen, room = await self.device()
        student, how = await self.seat(screen, room, given)
        claims = [screen.id, room.id, student.id, student.session, how]
        self.answer(
            {
                "turn": self.application.tokens.make(Purpose.TURN, claims),
                "student": {"id": student.id, "nickname": student.nickname},
                "has_answered": await self.db(turn.has_answered, room, student.id),
            }
        )

    async def seat(self, screen: Screen, room: Room, given: Sitting) -> tuple[Student, str]:
        """Who that is, and how they said so."""
        if sum(one is not UNSET for one in (given.code, given.student_id, given.nickname)) != 1:
            raise BadField("body", "one of code, student_id, nickname")
        if isinstance(given.code, str):
            # A count of its own: who guesses elsewhere in the school must not shut the device.
            with self.application.attempts.guessing("turn_code", str(screen.id)):
                return await self.db(turn.by_code, room, given.code), "code"
        self.must_list(screen)
        if isinstance(given.nickname, str):
            nickname = given.nickname
            return await self.change(room.id, lambda room: turn.sit(room, nickname)), "list"
        return await self.db(turn.by_name, room, given.student_id), "list"


class Answering(Struct):
    turn: str
    message: Text
    ref: Ref
    round_id: Id | None = None


class TurnAnswer(OfDevices):
    """Whoever sits here answers."""

    async def prepare(self) -> None:
        # Before anything is looked up: that moment decides whether it came in time.
        self.received = time.monotonic()
        await super().prepare()

    async def post(self) -> None:
        given = self.body(Answering)
        screen, room = await self.device()
        student_id, session, how = self.turn(screen, room, given.turn)
        once = how == "list"
        answer = (student_id, session, given.message, given.ref, given.round_id, once)
        message, _ = await self.application.writer.submit(
            room.id, lambda room: turn.answer(room, *answer), self.received
        )
        self.answer({"message_id": message.id})

    def turn(self, screen: Screen, room: Room, token: str) -> tuple[int, int, str]:
        """Whose turn that is. Raises NotAllowed `turn_over`: not here, not in this room, or not any more."""
        claims = self.application.tokens.read(token, Purpose.TURN)
        if claims is None or claims[:2] != [screen.id, room.id]:
            raise NotAllowed("turn_over")
        student_id, session, how = claims[2:]
        if how == "list" and screen.who != "list":  # the trainer has taken the list away meanwhile
            raise NotAllowed("turn_over")
        return student_id, session, how

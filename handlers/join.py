"""How a student gets in and stays: the code, the nickname, the phone's page."""

from __future__ import annotations

from tornado.web import HTTPError

from models import class_code
from models.errors import BadValue, NotAllowed, NotFound, Taken
from models.room import Room
from models.student import Student
from models.tokens import Purpose
from models.trainer import Trainer

from .base import Page


class Front(Page):
    """The bare address: a trainer's dashboard, a student's door."""

    async def get(self) -> None:
        if self.trainer:
            self.redirect("/rooms")
        elif await self.db(Trainer.anybody):
            self.page("join/code.html")
        else:
            self.page("accounts/not_ready.html")


class JoinPage(Page):
    async def lead(self, trainer: Trainer) -> None:
        """To where this trainer's class code leads; while that is nowhere, a page that looks again by itself."""
        room = await self.db(class_code.led_room, trainer.id)
        if room:
            return self.redirect(f"/join/{room.code}", status=303)
        self.page("join/wait.html", leader=trainer)


class JoinByCode(JoinPage):
    async def get(self) -> None:
        typed = self.get_query_argument("code", "").replace("\0", "")
        if not typed:
            return self.page("join/code.html")
        if trainer := await self.db(class_code.trainer_of, typed):
            return await self.lead(trainer)
        try:
            room = await self.db(Room.by_code, typed)
        except NotFound as refused:
            self.set_status(404)
            return self.page(
                "join/code.html", form={"code": typed[:40]}, errors={"code": self.sentence(refused)}
            )
        self.redirect(f"/join/{room.code}", status=303)


class Join(JoinPage):
    """The link in the QR code: choose a nickname, be in."""

    async def get(self, code: str) -> None:
        if trainer := await self.db(class_code.trainer_of, code):
            return await self.lead(trainer)
        room = await self.db(Room.by_code, code)
        if await self.db(Student.of_browser, room, self.browser()):
            return self.redirect(f"/rooms/{room.uuid}/student", status=303)
        try:
            room.must_take_newcomers()
        except Taken as refused:
            if refused.code != "room_locked":
                raise
            self.set_status(409)  # the page says it, and lets them try again
        self.page("join/nickname.html", room=room, suggestion=None)

    async def post(self, code: str) -> None:
        room = await self.db(Room.by_code, code)
        form, browser = self.typed("nickname"), self.browser()
        try:
            await self.change(room.id, lambda room: Student.join(room, form["nickname"], browser))
        except (BadValue, Taken) as refused:
            status, *_ = self.error_of(refused, 400)
            self.set_status(status)
            suggestion = refused.values.get("suggestion")
            errors = {"nickname": self.sentence(refused)}
            return self.page("join/nickname.html", room=room, form=form, errors=errors, suggestion=suggestion)
        self.redirect(f"/rooms/{room.uuid}/student", status=303)


class StudentPage(Page):
    """The phone's page."""

    async def get(self, uuid: str) -> None:
        room = await self.db(Room.by_uuid, uuid)
        student = await self.db(Student.of_browser, room, self.browser())
        if student is None:
            return self.redirect(f"/join/{room.code}", status=303)
        try:
            student.must_be_welcome()
        except NotAllowed:
            self.set_status(403)
            return self.page("students/kicked.html", room=room, student=student)
        self.page("students/student.html", room=room, student=student)


class StudentTicket(Page):
    """What the phone needs for its next connection."""

    async def post(self, uuid: str) -> None:
        room = await self.db(Room.by_uuid, uuid)
        student = await self.db(Student.of_browser, room, self.browser())
        if student is None:
            raise HTTPError(401)
        student.must_be_welcome()
        claims = [room.id, str(room.uuid), "student", student.id, 0]
        self.finish(
            {"url": self.socket_path(room.uuid, self.application.tokens.make(Purpose.TICKET, claims))}
        )

"""How a student gets in, stays and comes back: the codes, the nickname, the phone's page."""

from __future__ import annotations

from tornado.web import HTTPError

from models import class_code, return_code, way_in
from models.errors import BadValue, NotAllowed, NotFound, Taken, TooOften
from models.room import Room
from models.student import Student
from models.tokens import Purpose
from models.trainer import Trainer

from .base import Page
from .refusals import error_of
from .rooms import whole_number


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
    async def owner_of(self, typed: str) -> Trainer | Student | Room:
        """Whose code that is. Raises what way_in.owner_of() raises, TooOften `too_many_attempts`."""
        with self.guessing("return_code" if return_code.is_one(typed) else "code"):
            return await self.db(way_in.owner_of, typed)

    async def lead(self, trainer: Trainer) -> None:
        """To where this trainer's class code leads; while that is nowhere, a page that looks again by itself."""
        room = await self.db(class_code.led_room, trainer.id)
        if room:
            return self.redirect(f"/join/{room.code}", status=303)
        self.page("join/wait.html", leader=trainer)


class JoinByCode(JoinPage):
    async def get(self) -> None:
        typed = self.get_query_argument("code", "").replace("\0", "")
        again = bool(self.get_query_argument("again", ""))
        if not typed:
            return self.page("join/code.html", again=again)
        try:
            owner = await self.owner_of(typed)
        except (NotFound, TooOften) as refused:
            status, *_ = error_of(refused, 404)
            self.set_status(status)
            form, errors = {"code": typed[:40]}, {"code": self.sentence(refused)}
            return self.page("join/code.html", again=again, form=form, errors=errors)
        if isinstance(owner, Trainer):
            return await self.lead(owner)
        code = owner.return_code if isinstance(owner, Student) else owner.code
        self.redirect(f"/join/{code}", status=303)


class Join(JoinPage):
    """The link in the QR code: choose a nickname, be in. With a return code: be in again, here."""

    async def get(self, code: str) -> None:
        owner = await self.owner_of(code)
        if isinstance(owner, Trainer):
            return await self.lead(owner)
        room = owner.room if isinstance(owner, Student) else owner
        here = await self.db(Student.of_browser, room, self.browser())
        if isinstance(owner, Student) and (here is None or not (here.kicked_at or here == owner)):
            return self.page("join/return.html", room=room, student=owner, here=here)
        if here:
            return self.redirect(f"/rooms/{room.uuid}/student", status=303)
        try:
            room.must_take_newcomers()
        except Taken as refused:
            if refused.code != "room_locked":
                raise
            self.set_status(409)  # the page says it, and lets them try again
        names = await self.db(Student.names_to_choose, room)
        self.page("join/nickname.html", room=room, names=names, suggestion=None)

    async def post(self, code: str) -> None:
        owner = await self.owner_of(code)
        if isinstance(owner, Trainer):
            raise NotFound("no_such_room")
        await (self.come_back(owner) if isinstance(owner, Student) else self.join(owner))

    async def join(self, room: Room) -> None:
        form, browser = self.typed("nickname"), self.browser()
        try:
            await self.change(room.id, lambda room: Student.join(room, form["nickname"], browser))
        except (BadValue, Taken) as refused:
            status, *_ = error_of(refused, 400)
            self.set_status(status)
            suggestion = refused.values.get("suggestion")
            errors = {"nickname": self.sentence(refused)}
            names = await self.db(Student.names_to_choose, room)
            words = {"form": form, "errors": errors, "suggestion": suggestion}
            return self.page("join/nickname.html", room=room, names=names, **words)
        self.redirect(f"/rooms/{room.uuid}/student", status=303)

    async def come_back(self, student: Student) -> None:
        code, browser = student.return_code, self.browser()
        await self.change(student.room_id, lambda room: return_code.come_back(room, code, browser))
        self.redirect(f"/rooms/{student.room.uuid}/student", status=303)


class OfStudents(Page):
    def ticket(self, room: Room, student: Student) -> str:
        """The address of the phone's next connection, good for a minute."""
        claims = [room.id, str(room.uuid), "student", student.id, student.session]
        return self.socket_path(room.uuid, self.application.tokens.make(Purpose.TICKET, claims))


class StudentPage(OfStudents):
    """The phone's page."""

    async def get(self, uuid: str) -> None:
        room = await self.db(Room.by_uuid, uuid)
        student = await self.db(Student.of_browser, room, self.browser())
        if student is None:
            former = await self.db(return_code.former, room, self.cookie("seat", Purpose.SEAT))
            return self.redirect(f"/join/{former or room.code}", status=303)
        self.keep("seat", Purpose.SEAT, student.id)
        try:
            student.must_be_welcome()
        except NotAllowed:
            self.set_status(403)
            return self.page("students/kicked.html", room=room, student=student)
        self.page("students/student.html", room=room, student=student, first=self.ticket(room, student))


class StudentTicket(OfStudents):
    """What the phone needs for its next connection. `?student=`: whose page it shows."""

    async def post(self, uuid: str) -> None:
        room = await self.db(Room.by_uuid, uuid)
        shown = whole_number(self.get_query_argument("student", ""))
        student = await self.db(return_code.student_here, room, self.browser(), shown)
        if student is None:
            raise HTTPError(401)
        self.finish({"url": self.ticket(room, student)})

"""The trainer's pages: the dashboard, a new room, the console."""

from __future__ import annotations

from models import training
from models.errors import N_, BadField
from models.room import LIMITS, Room
from models.tokens import Purpose

from .base import Signed
from .qr import qr_svg


class Dashboard(Signed):
    async def get(self) -> None:
        self.page("rooms/dashboard.html", rooms=await self.db(training.overview, self.trainer))


class NewRoom(Signed):
    async def get(self) -> None:
        defaults = {field: default for field, (_, _, default) in LIMITS.items()}
        self.page("rooms/new.html", form={"title": "", "answers": "open"} | defaults)

    async def post(self) -> None:
        form = self.typed("title", "answers", *LIMITS)
        try:
            limits = {field: whole_number(field, form[field]) for field in LIMITS}
            room = await self.db(lambda: Room.open(self.trainer, form["title"], form["answers"], **limits))
        except BadField as bad:
            self.set_status(400)
            return self.page("rooms/new.html", form=form, errors={bad.field: self.sentence(bad)})
        self.redirect(f"/rooms/{room.uuid}", status=303)


class Console(Signed):
    async def get(self, uuid: str) -> None:
        room = await self.db(Room.of, self.trainer, uuid)
        join_url = self.join_url(room.code)
        reachable = (
            [] if self.application.options.public_url else self.application.hosts.reachable(self.request.host)
        )
        self.page(
            "rooms/console.html", room=room, join_url=join_url, qr=qr_svg(join_url), reachable=reachable
        )


class ConsoleTicket(Signed):
    """What the console needs for its next connection; no token stays in the page or in a log."""

    async def post(self, uuid: str) -> None:
        room = await self.db(Room.of, self.trainer, uuid)
        claims = [room.id, str(room.uuid), "teacher", self.trainer.id, self.trainer.session]
        self.finish(
            {"url": self.socket_path(room.uuid, self.application.tokens.make(Purpose.TICKET, claims))}
        )


def whole_number(field: str, typed: str) -> int:
    smallest, largest, _ = LIMITS[field]
    if not (typed.strip().isascii() and typed.strip().isdigit() and len(typed.strip()) < 10):
        raise BadField(
            field, N_("A whole number from {smallest} to {largest}"), smallest=smallest, largest=largest
        )
    return int(typed)

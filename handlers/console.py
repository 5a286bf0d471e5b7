"""The trainer's console: its page, the ticket for its next connection, and where the class code leads."""

from __future__ import annotations

from models import class_code
from models.room import Room
from models.tokens import Purpose

from .base import Signed
from .qr import qr_svg
from .screens import OwnScreens


class Console(OwnScreens):
    async def get(self, uuid: str) -> None:
        room = await self.db(Room.of, self.trainer, uuid)
        code, leads = await self.db(self.class_code, room)
        join_url = self.join_url(room.code)
        self.page(
            "rooms/console.html",
            room=room,
            join_url=join_url,
            qr=qr_svg(join_url),
            reachable=self.reachable,
            class_code=code,
            leads=leads,
            screens=await self.db(self.rows),
        )

    def class_code(self, room: Room) -> tuple[str, bool]:
        """The owner's class code, and whether it leads here, which the page's first ticket may see to."""
        leads = class_code.leads_to(room) or class_code.may_follow(room, self.trainer.id)
        return class_code.code_of(room.trainer), leads


class ConsoleTicket(Signed):
    """What the console needs for its next connection; no token stays in the page or in a log."""

    async def post(self, uuid: str) -> None:
        room = await self.db(Room.of, self.trainer, uuid)
        if await self.db(class_code.may_follow, room, self.trainer.id):
            await self.change(room.id, lambda room: class_code.follow(room, self.trainer.id))
            self.application.screens.look_again()
        claims = [room.id, str(room.uuid), "teacher", self.trainer.id, self.trainer.session]
        self.finish(
            {"url": self.socket_path(room.uuid, self.application.tokens.make(Purpose.TICKET, claims))}
        )


class ClassCodeLead(Signed):
    """The owner's class code leads here from now on."""

    async def post(self, uuid: str) -> None:
        room = await self.db(Room.owned, self.trainer, uuid)
        await self.change(room.id, class_code.lead)
        self.application.screens.look_again()
        self.redirect(f"/rooms/{room.uuid}", status=303)

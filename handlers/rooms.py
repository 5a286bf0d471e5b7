"""Rooms as a whole: a new one, one made after another, the end of one."""

from __future__ import annotations

from models import overview
from models.errors import N_
from models.room import LIMITS, Room
from models.room_copy import copy_of

from .base import Signed


class NewRoom(Signed):
    async def get(self) -> None:
        defaults = {field: default for field, (_, _, default) in LIMITS.items()}
        self.page("rooms/new.html", form={"title": "", "answers": "open"} | defaults)

    async def post(self) -> None:
        form = self.typed("title", "answers", *LIMITS)
        limits = {field: whole_number(form[field]) for field in LIMITS}
        mistakes = Room.mistakes(form["title"], form["answers"], **limits)
        if mistakes:
            self.set_status(400)
            errors = {mistake.field: self.sentence(mistake) for mistake in mistakes}
            return self.page("rooms/new.html", form=form, errors=errors)
        numbers = {field: number for field, number in limits.items() if number is not None}
        room = await self.db(lambda: Room.open(self.trainer, form["title"], form["answers"], **numbers))
        self.redirect(f"/rooms/{room.uuid}", status=303)


class RoomCopy(Signed):
    """The same once more, for another class."""

    async def post(self, uuid: str) -> None:
        room = await self.db(Room.of, self.trainer, uuid)
        copy = await self.db(copy_of, room, self.trainer, self.gettext(N_("copy")))
        self.redirect(f"/rooms/{copy.uuid}", status=303)


class RoomDeletion(Signed):
    """For good: first a page that says what is lost."""

    async def get(self, uuid: str) -> None:
        room = await self.db(Room.owned, self.trainer, uuid)
        self.page("rooms/deletion.html", room=room, contents=await self.db(overview.contents, room))

    async def post(self, uuid: str) -> None:
        room = await self.db(Room.owned, self.trainer, uuid)
        await self.change(room.id, Room.delete_for_good)
        self.redirect("/rooms", status=303)


def whole_number(typed: str) -> int | None:
    """What somebody typed as a number; None when it is none, or too large for any use."""
    typed = typed.strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None

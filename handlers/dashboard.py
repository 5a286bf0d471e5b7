"""The dashboard: a trainer's rooms, a page at a time, and the class code."""

from __future__ import annotations

from urllib.parse import urlencode

from models import class_code
from models.overview import STATES, Overview, Wanted, overview

from .base import Signed
from .qr import qr_svg
from .rooms import whole_number


class Dashboard(Signed):
    async def get(self) -> None:
        asked = {
            name: self.get_query_argument(name, "").replace("\0", "")
            for name in ("search", "state", "before", "after")
        }
        state = asked["state"] if asked["state"] in STATES else ""
        before, after = whole_number(asked["before"]), whole_number(asked["after"])
        wanted = Wanted(asked["search"], state, before, after)
        rooms = await self.db(overview, self.trainer, wanted)
        code = await self.db(class_code.code_of, self.trainer)
        self.page(
            "rooms/dashboard.html",
            rooms=rooms,
            wanted=wanted,
            states={state: address(wanted.search, state) for state in ("", *STATES)},
            pages=pages(wanted, rooms),
            class_code=code,
            class_url=self.join_url(code),
            led=await self.db(class_code.led_room, self.trainer.id),
            qr=qr_svg(self.join_url(code)),
            reachable=self.reachable,
        )


def pages(wanted: Wanted, rooms: Overview) -> dict[str, str]:
    """Where the other pages of this list are, seen from this one."""
    found = {}
    if rooms.has_newer:
        found["newest"] = address(wanted.search, wanted.state)
        found["newer"] = address(wanted.search, wanted.state, after=rooms.rooms[0].id)
    if rooms.has_older:
        found["older"] = address(wanted.search, wanted.state, before=rooms.rooms[-1].id)
        found["oldest"] = address(wanted.search, wanted.state, after=0)
    return found


def address(search: str, state: str, **cursor: int) -> str:
    """Where such rooms are listed."""
    fields = {"search": search, "state": state, **cursor}
    query = urlencode({name: value for name, value in fields.items() if value != ""})
    return f"/rooms?{query}" if query else "/rooms"

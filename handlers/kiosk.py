"""A classroom screen's own side: how its browser is paired, its page, and its question what to show now."""

from __future__ import annotations

import asyncio
from hashlib import blake2b
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from models import class_code
from models.errors import NotFound, Refused
from models.pairing import Pairing
from models.room import Room
from models.screen import Screen
from models.tokens import Purpose

from .attempts import network
from .base import Page
from .languages import LANGUAGES
from .live.screens import Wait
from .qr import qr_svg
from .refusals import error_of

# A question that has no news is held so long: shorter than what proxies and school networks cut off.
LONGEST_WAIT = 25.0


class OfScreens(Page):
    """What a screen's browser asks for. Its cookie says which screen it is; who is signed in here does not matter."""

    screen: Screen | None = None
    # The cookie is of a screen that was disconnected.
    was_revoked = False

    async def prepare(self) -> None:
        await super(Page, self).prepare()
        uuid = self.cookie("screen", Purpose.SCREEN)
        if uuid:
            try:
                self.screen = await self.db(Screen.by_uuid, UUID(uuid))
            except NotFound:
                self.was_revoked = True

    @property
    def language(self) -> str:
        chosen = self.screen.language if self.screen else ""
        return chosen if chosen in dict(LANGUAGES) else super().language

    @property
    def outside(self) -> str:
        """This server's address for phones: a screen may run on the server's own machine."""
        return (self.reachable or [self.base_url])[0]

    def way_in(self, code: str) -> dict[str, str]:
        url = f"{self.outside}/join/{code}"
        return {"code": code, "join_url": url, "qr": str(qr_svg(url))}

    def see(self, screen: Screen) -> tuple[dict[str, Any], tuple[int | None, int]]:
        """All that the screen's page shows before its socket does, and what it thereby shows. Runs in a thread."""
        screen = Screen.by_uuid(screen.uuid)
        shown, trainer = screen.shown(), screen.trainer
        names = ("name", "mode", "who", "zoom", "theme", "language", "hides_code")
        seen: dict[str, Any] = {
            "screen": {name: getattr(screen, name) for name in names},
            "room": self.room(shown.room) if shown.room else None,
            "next": {"title": shown.next.title} if shown.next else None,
            "trainer": {"name": trainer.name, **self.way_in(class_code.code_of(trainer))},
        }
        drawn = msgspec.json.encode([screen.revision, seen])
        seen |= {"have": blake2b(drawn, digest_size=12).hexdigest(), "version": self.application.static.build}
        if shown.room:
            seen["url"] = self.ticket(screen, shown.room)
        return seen, (shown.room.id if shown.room else None, screen.revision)

    def room(self, room: Room) -> dict[str, str]:
        return {"uuid": str(room.uuid), "title": room.title, **self.way_in(room.code)}

    def ticket(self, screen: Screen, room: Room) -> str:
        """The address of the screen's next connection, good for a minute, and only as long as it looks as it does."""
        claims = [room.id, str(room.uuid), "screen", screen.id, screen.revision]
        return self.socket_path(room.uuid, self.application.tokens.make(Purpose.TICKET, claims))


class Kiosk(OfScreens):
    """The address that a screen's browser opens, and nothing else: how to pair it, later what it shows."""

    async def get(self) -> None:
        if self.screen:
            return await self.show(self.screen)
        pairing, approved = await self.db(pairing_of, self.cookie("pairing", Purpose.PAIRING))
        if approved:
            # Until the pairing is over the same again: this answer may get lost.
            self.keep("screen", Purpose.SCREEN, str(approved.uuid))
            self.clear_cookie("pairing")
            return self.redirect("/kiosk", status=303)
        await self.pair(pairing)

    async def show(self, screen: Screen) -> None:
        # Anew each time: no browser keeps a cookie for longer than 400 days.
        self.keep("screen", Purpose.SCREEN, str(screen.uuid))
        self.clear_cookie("pairing")
        seen, _ = await self.db(self.see, screen)
        template = "kiosk/shared.html" if screen.mode == "shared" else "kiosk/screen.html"
        self.page(template, screen=screen, seen=seen)

    async def pair(self, pairing: Pairing | None) -> None:
        if pairing is None:
            self.application.attempts.take(new_pairing=network(str(self.request.remote_ip)))
            pairing = await self.db(Pairing.begin, self.request.headers.get("User-Agent", ""))
            self.keep("pairing", Purpose.PAIRING, str(pairing.uuid))
        if self.was_revoked:
            self.clear_cookie("screen")
        url = f"{self.outside}/pair/{pairing.code}"
        self.page(
            "kiosk/pairing.html",
            code=pairing.code,
            pair_url=url,
            qr=qr_svg(url),
            lifetime=await self.db(pairing.seconds_left),
            was_revoked=self.was_revoked,
        )

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Nobody stands at a screen to load it again: a page that does so by itself."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        status, code, _ = error_of(error, status_code)
        heading, hint = self.words(error, status, code)
        self.set_status(status)
        self.page("kiosk/again.html", heading=heading, hint=hint)


def pairing_of(uuid: str | None) -> tuple[Pairing | None, Screen | None]:
    """What this browser has begun, while it lives, and the screen that it has become."""
    pairing = Pairing.of_browser(UUID(uuid)) if uuid else None
    return pairing, pairing.screen if pairing else None


class ScreenCall(OfScreens):
    """What the scripts of a screen's pages ask: JSON in and out, errors in the language of the page."""

    def paired(self) -> Screen:
        """The screen that asks. Raises NotFound `no_such_screen`."""
        if self.screen is None:
            raise NotFound("no_such_screen")
        return self.screen

    def answer(self, value: Any) -> None:
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(msgspec.json.encode(value))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None, None))[1]
        status, code, _ = error_of(error, status_code)
        _, sentence = self.words(error, status, code)
        values = error.values if isinstance(error, Refused) else {}
        self.set_status(401 if code == "no_such_screen" else status)
        self.answer({"error": {"code": code, "message": sentence, **values}})


class PairingState(ScreenCall):
    """How far this browser's pairing is."""

    async def get(self) -> None:
        pairing, approved = await self.db(pairing_of, self.cookie("pairing", Purpose.PAIRING))
        if self.screen or approved:
            return self.answer({"state": "approved"})
        self.answer({"state": "waiting" if pairing else "over"})


class Looking(Struct):
    """What a screen says of itself. `have`: what it shows now; `wait`: answer when that has changed."""

    have: str = ""
    version: str = ""
    wake_lock: str = ""
    is_visible: bool = True
    wait: bool = False


class Look(ScreenCall):
    """What to show now. While there is no room, the answer waits until there is something new."""

    wait: Wait | None = None
    is_gone = False

    async def post(self) -> None:
        screen, given = self.paired(), self.body(Looking)
        await self.db(screen.report, given.version, given.wake_lock, given.is_visible)
        deadline = asyncio.get_running_loop().time() + LONGEST_WAIT
        with self.application.screens.waiting(screen.id) as self.wait:
            if self.is_gone:
                return
            while True:
                seen, self.wait.showing = await self.db(self.see, screen)
                is_news = seen["room"] or seen["have"] != given.have or not given.wait
                if is_news or not await self.wait.until(deadline):
                    break
        if self.application.screens.is_closing:
            self.set_header("Connection", "close")  # ask again where somebody answers
        self.answer(seen)

    def on_connection_close(self) -> None:
        self.is_gone = True
        if self.wait:
            self.wait.end()

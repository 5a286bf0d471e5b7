"""A trainer's classroom screens: the list, what each is set to, its end; and how a browser becomes one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from tornado.web import HTTPError

from models import overview
from models.errors import N_, BadField, BadValue, NotFound, TooOften
from models.pairing import Pairing
from models.room import Room
from models.screen import Screen

from .base import Signed
from .device import device_of
from .languages import LANGUAGES
from .refusals import error_of
from .screen_words import ago, told

# What a form may change, or our script by JSON.
FIELDS = ("name", "mode", "who", "zoom", "theme", "language", "hides_code", "room")
DONE = ("connected", "changed", "disconnected")


class OwnScreens(Signed):
    def rows(self) -> list[dict[str, Any]]:
        """The trainer's screens, by name. Asks the database."""
        screens = Screen.of_trainer(self.trainer)
        return told(screens, self.gettext, self.language, self.application.static.build)

    async def show(self, **context: Any) -> None:
        """The list; `about`: the screen of whose form the errors are."""
        done = self.get_query_argument("done", "")
        self.page(
            "screens/screens.html",
            screens=await self.db(self.rows),
            rooms=await self.db(overview.unfinished, self.trainer),
            done=done if done in DONE else "",
            address=f"{(self.reachable or [self.base_url])[0]}/kiosk",
            languages_of_screens=[("", self.gettext(N_("As its browser is set"))), *LANGUAGES],
            **({"about": ""} | context),
        )

    async def refuse(self, uuid: str, bad: BadField) -> None:
        """The list once more, with what was wrong beside the field."""
        self.set_status(400)
        await self.show(about=uuid, errors={bad.field: self.sentence(bad)}, form=self.typed("name"))


class ScreenList(OwnScreens):
    async def get(self) -> None:
        await self.show()


class ScreenStates(OwnScreens):
    """For our script: how all of them fare."""

    async def get(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.finish({"screens": await self.db(self.rows)})


class ScreenChange(OwnScreens):
    """Any of a screen's settings, at once."""

    async def post(self, uuid: str) -> None:
        try:
            await self.db(self.change_screen, uuid, self.wishes())
        except BadField as bad:
            if self.is_script:
                raise
            return await self.refuse(uuid, bad)
        self.application.screens.look_again()
        if self.is_script:
            self.finish({"screens": await self.db(self.rows)})
            return
        self.redirect(f"/screens?done=changed#screen-{uuid}", status=303)

    @property
    def is_script(self) -> bool:
        return "X-XSRFToken" in self.request.headers

    def wishes(self) -> dict[str, str]:
        """What is to be changed: a form's fields, or our script's JSON. Raises HTTPError 400."""
        if not self.is_script:
            return self.typed(*(name for name in FIELDS if name in self.request.body_arguments))
        try:
            asked = msgspec.json.decode(self.request.body, type=dict[str, str])
        except (msgspec.DecodeError, UnicodeError):
            raise HTTPError(400) from None
        return {name: value.replace("\0", "") for name, value in asked.items() if name in FIELDS}

    def change_screen(self, uuid: str, wishes: dict[str, str]) -> None:
        screen = Screen.of(self.trainer, uuid)
        fields: dict[str, Any] = dict(wishes)
        if "hides_code" in fields:
            fields["hides_code"] = fields["hides_code"] == "yes"
        if "room" in fields:
            fields["room"] = self.room(fields["room"])
        screen.change(**fields)

    def room(self, uuid: str) -> Room | None:
        """Which one to put on it; None: whatever the trainer runs. Raises NotFound."""
        if not uuid:
            return None
        try:
            return Room.by_uuid(str(UUID(uuid)))
        except ValueError:
            raise NotFound("no_such_room") from None


class RevokedScreen(OwnScreens):
    """It is nobody's from now on, and shows the pairing page."""

    async def post(self, uuid: str) -> None:
        screen = await self.db(Screen.of, self.trainer, uuid)
        await self.db(screen.revoke)
        self.application.screens.look_again()
        self.redirect("/screens?done=disconnected", status=303)


class Pairs(Signed):
    async def pairing(self, typed: str) -> Pairing:
        """Raises NotFound, TooOften."""
        with self.guessing("pairing"):
            return await self.db(Pairing.by_code, typed)

    def ask_again(self, typed: str, refused: NotFound | TooOften) -> None:
        self.set_status(error_of(refused, 404)[0])
        self.page("screens/pair.html", form={"code": typed}, errors={"code": self.sentence(refused)})


class Pair(Pairs):
    """The code that stands on the new screen, typed."""

    async def get(self) -> None:
        typed = self.get_query_argument("code", "").replace("\0", "")[:40]
        if not typed:
            return self.page("screens/pair.html")
        try:
            pairing = await self.pairing(typed)
        except (NotFound, TooOften) as refused:
            return self.ask_again(typed, refused)
        self.redirect(f"/pair/{pairing.code}", status=303)


class PairCode(Pairs):
    """Is that the screen in front of you? (RFC 8628, 5.4: else somebody far away could have sent the link.)"""

    async def get(self, code: str) -> None:
        try:
            await self.show(await self.pairing(code))
        except (NotFound, TooOften) as refused:
            self.ask_again(code[:40], refused)

    async def post(self, code: str) -> None:
        form = self.typed("name", "mode", "who")
        try:
            pairing = await self.pairing(code)
        except (NotFound, TooOften) as refused:
            return self.ask_again(code[:40], refused)
        try:
            wishes = form["name"], form["mode"], form["who"] or "code"
            await self.db(Pairing.approve, pairing.code, self.trainer, *wishes)
        except NotFound as refused:  # somebody was faster
            return self.ask_again(code[:40], refused)
        except BadValue as bad:
            self.set_status(400)
            field = bad.field if isinstance(bad, BadField) else ""
            return await self.show(pairing, form=form, errors={field: self.sentence(bad)})
        self.redirect("/screens?done=connected", status=303)

    async def show(self, pairing: Pairing, **context: Any) -> None:
        context.setdefault("form", {"mode": "projector", "who": "code"})
        since = await self.db(ago, pairing.created_at, self.language)
        device = device_of(pairing.device)
        self.page("screens/approve.html", pairing=pairing, since=since, device=device, **context)

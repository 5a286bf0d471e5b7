"""A classroom's screen as its browser is, without a screen or scripts: the cookie, the page, and what it asks."""

from __future__ import annotations

import asyncio
import json
import re

from handlers.live.screens import Wait
from models.screen import Screen
from models.tokens import Purpose
from models.trainer import Trainer
from tests.visitor import Visitor

# What such a browser calls itself.
TABLET = "Mozilla/5.0 (Linux; Android 13; SM-T225) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36"


class Wall(Visitor):
    """Asks by itself what the page's scripts ask."""

    screen = None
    seen: dict
    # The one that a test has read on it, see test_kiosk_pairing.py.
    code = ""

    async def open(self):
        """The page; keeps what stands in it."""
        page = await self.get("/kiosk")
        self.seen = seen_in(page)
        return page

    async def look(self, **told):
        return await self.ask("/kiosk/look", **({"version": "1"} | told))

    async def now(self):
        """What the screen is to show now."""
        answer = await self.look()
        assert answer.status == 200, answer
        self.seen = answer.json
        return self.seen

    def wait(self):
        """Asks, as the page does while it has no room; the answer comes when there is something new."""
        return asyncio.ensure_future(self.look(have=self.seen["have"], wait=True))

    async def sit_down(self, **who):
        """Who answers next here: the server's answer."""
        return await self.ask("/kiosk/turn", **who)

    async def turn(self, **who):
        """The token of somebody who may answer next."""
        answer = await self.sit_down(**who)
        assert answer.status == 200, answer
        return answer.json["turn"]

    async def answer(self, turn, message, ref="ref", **fields):
        return await self.ask("/kiosk/answer", turn=turn, message=message, ref=ref, **fields)


def seen_in(page):
    """What the page of a screen says that it is to show."""
    found = re.search(r'<script type="application/json" id="seen">(.*?)</script>', page.body, re.DOTALL)
    return json.loads(found[1]) if found else None


def a_screen(trainer=None, **settings):
    made = Screen.create(trainer=trainer or Trainer.get(), **({"name": "Кабинет 12"} | settings))
    return Screen.by_uuid(made.uuid)


def paired(app, browser, screen):
    """The browser has this screen's cookie from now on."""
    browser.cookies["screen"] = app.tokens.make(Purpose.SCREEN, str(screen.uuid))
    browser.screen = screen
    return browser


async def come_true(condition):
    """What the condition gives once it is true; a test that would never end is ended by pytest-tornado."""
    while not (result := condition()):
        await asyncio.sleep(0.002)
    return result


async def held(app, count=1):
    """So many questions of screens wait for something new."""
    await come_true(
        lambda: sum(isinstance(one, Wait) and bool(one.showing) for one in app.screens.followers) == count
    )

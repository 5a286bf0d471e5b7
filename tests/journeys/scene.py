"""What a state of a page is built with: people and a room, made as they are needed.

Pages are in one language, but people's own words are Russian: what is Latin on a Russian page, the page itself says."""

from __future__ import annotations

import re
from contextlib import ExitStack, suppress

from playwright.sync_api import expect
from websockets.exceptions import ConnectionClosed

from models.room import Room
from models.trainer import Trainer
from tests.journeys.desk import EMAIL, PASSWORD, Desk
from tests.journeys.people import LAPTOP, PHONE

LOCALES = {"en": "en-GB", "ru": "ru-RU"}


class Scene:
    """Pages in `language`, and behind them a trainer at a desk without a page."""

    def __init__(self, people, language="en"):
        self.people = people
        self.server = people.server
        self.locale = LOCALES[language]
        self.is_russian = language == "ru"
        self._desk = None
        self._open = ExitStack()

    def desk(self, **settings):
        """The trainer, with a room; the same one each time."""
        if self._desk is None:
            self.trainer()
            self._desk = Desk(self.server, **{"title": "Столицы Европы", **settings})
            self._open.callback(self._desk.close)
        return self._desk

    def trainer(self):
        return Trainer.get_or_none(Trainer.email == EMAIL) or Trainer.register(
            EMAIL, "Ольга Петровна", PASSWORD
        )

    @property
    def room(self):
        """The desk's room, as it is stored."""
        return Room.get(Room.uuid == self.desk().room["uuid"])

    @property
    def address(self):
        return f"/rooms/{self.desk().room['uuid']}"

    def seat(self, nickname):
        """A student on the protocol alone."""
        member = self.desk().seat(nickname)
        self._open.callback(member.close)
        return member

    def visit(self, path, device=PHONE, **settings):
        """Somebody unknown, on this page."""
        page = self.people.person(device, locale=self.locale, **settings)
        page.goto(self.server.url + path)
        return page

    def signed_in(self, path="/rooms", device=LAPTOP):
        """The trainer, on this page."""
        self.trainer()
        page = self.visit("/sign-in", device)
        page.locator("[name=email]").fill(EMAIL)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        expect(page).to_have_url(re.compile("/rooms$"))
        if path != "/rooms":
            page.goto(self.server.url + path)
        return page

    def console(self, phase, device=LAPTOP):
        """The desk's room on the trainer's screen, in this phase."""
        page = self.signed_in(self.address, device)
        return in_phase(page, phase)

    def phone(self, phase, nickname="Аня", **settings):
        """A student's page in this phase."""
        page = self.visit(f"/join/{self.desk().room['code']}", **settings)
        page.locator("input[name=nickname]").fill(nickname)
        page.locator("main button[type=submit]").last.click()
        return in_phase(page, phase)

    def in_round(self, question="Столица Австралии?", **settings):
        """The desk's room with its first round open."""
        desk = self.desk(**settings)
        desk.do("training_start")
        desk.do("round_new", question=question)
        return desk

    def close(self):
        with suppress(ConnectionClosed):  # by the server: the room is gone, or the trainer signed out
            if self._desk:
                self._desk.students()  # all was received: what is unread holds the closing up
        self._open.close()


def in_phase(page, phase):
    """The page, once it shows this phase."""
    expect(page.locator("phase-views")).to_have_attribute("data-now", phase)
    return page

"""Screens that hang on a wall: how one gets there."""

from __future__ import annotations

from models.room import Room
from models.screen import Screen
from models.trainer import Trainer
from tests.journeys.tablet import pair, shows

SCREEN = {"viewport": {"width": 1024, "height": 768}}


def hung_up(people, desk, url=None, mode="projector", before=None, **settings):
    """The only screen, which has the desk's room on it. `url`: the server's, under another name."""
    page = people.person(SCREEN, before=before, **settings)
    pair(page, url or desk.server.url, Trainer.get(), mode=mode)
    Screen.get().change(room=Room.get())
    page.reload()
    shows(page, "lobby")
    return page


def letters(page):
    """The code of a screen that is nobody's yet."""
    return page.locator(".pairing__letters").get_attribute("aria-label").replace(" ", "")

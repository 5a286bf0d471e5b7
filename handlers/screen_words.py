"""A classroom screen as its trainer's pages tell of it: the same words in the page and in what refreshes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from babel.dates import format_timedelta

from models.base import clock
from models.errors import N_
from models.screen import Screen

from .device import device_of

STATES = {"online": N_("Online"), "asleep": N_("Asleep"), "offline": N_("Offline")}
AWAKE = {
    "refused": N_("Its browser refused to keep it awake. Switch sleep off in the settings of the device."),
    "unavailable": N_(
        "Its browser has no way to keep it awake: at an address with http:// browsers forbid it. "
        "Switch sleep off in the settings of the device."
    ),
}
OLD = N_("It shows an older version of Rounds, and loads the present one by itself between rounds.")
HIDDEN = N_("Its page is not in sight: something else is in front of it, or the display is off.")


def told(
    screens: list[Screen], gettext: Callable[[str], str], language: str, build: str
) -> list[dict[str, Any]]:
    """A row for each screen: what it is set to, as a form's values, and how it fares, in words."""
    return [Words(gettext, language, build).row(screen) for screen in screens]


class Words:
    def __init__(self, gettext: Callable[[str], str], language: str, build: str) -> None:
        self.gettext = gettext
        self.language = language
        self.build = build

    def row(self, screen: Screen) -> dict[str, Any]:
        shown = screen.shown_room
        return {
            "uuid": str(screen.uuid),
            "name": screen.name,
            "mode": screen.mode,
            "who": screen.who,
            "zoom": screen.zoom,
            "theme": screen.theme,
            "language": screen.language,
            "hides_code": "yes" if screen.hides_code else "no",
            "room": str(screen.room.uuid) if screen.room else "",
            "room_title": screen.room.title if screen.room else "",
            "state": screen.state,
            "state_words": self.gettext(STATES[screen.state]),
            "seen": self.seen(screen),
            "shows": self.shows(screen),
            "shown_title": shown.title if shown else "",
            "shown_uuid": str(shown.uuid) if shown else "",
            "note": self.note(screen),
            "device": device_of(screen.device),
        }

    def seen(self, screen: Screen) -> str:
        """When it was there last, of one that is not there now."""
        if screen.state != "offline":
            return ""
        if screen.seen_at is None:
            return self.gettext(N_("It has not been here yet."))
        return self.gettext(N_("Last seen {ago}.")).format(ago=ago(screen.seen_at, self.language))

    def shows(self, screen: Screen) -> str:
        """What comes before the title of its room, where it has one."""
        if screen.state == "offline":
            return self.gettext(N_("When it is back, it shows")) if screen.shown_room else ""
        return self.gettext(N_("Shows") if screen.shown_room else N_("Shows the clock and your class code"))

    def note(self, screen: Screen) -> str:
        """What whoever is near should look at; of a screen that is away there is nothing to tell."""
        if screen.state == "offline":
            return ""
        if screen.state == "asleep":
            return self.gettext(HIDDEN)
        if screen.wake_lock in AWAKE:
            return self.gettext(AWAKE[screen.wake_lock])
        return self.gettext(OLD) if screen.version and screen.version != self.build else ""


def ago(moment: datetime, language: str) -> str:
    """Such as “5 minutes ago”, in that language. Asks the database."""
    return format_timedelta(moment - clock(), add_direction=True, locale=language)

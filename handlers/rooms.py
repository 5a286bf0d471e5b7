"""Rooms as a whole: a new one, one made after another, the end of one."""

from __future__ import annotations

from typing import Any

from models import overview
from models.errors import N_
from models.room import LIMITS, Room
from models.room_copy import copy_of

from .base import Signed

# Translators: about 60 animals that nobody minds to be called, in the alphabet's order.
ANIMALS = N_(
    "Badger, Bear, Beaver, Bee, Bison, Butterfly, Camel, Cat, Chameleon, Cheetah, Chipmunk, Crab, Crane, Cricket, "
    "Deer, Dolphin, Dragonfly, Eagle, Falcon, Firefly, Flamingo, Fox, Gazelle, Gecko, Giraffe, Hamster, Hare, Hawk, "
    "Hedgehog, Heron, Horse, Hummingbird, Jaguar, Kangaroo, Kingfisher, Koala, Lemur, Leopard, Lion, Llama, Lynx, "
    "Meerkat, Moose, Nightingale, Octopus, Otter, Owl, Panda, Panther, Parrot, Pelican, Penguin, Puffin, Puma, "
    "Rabbit, Raccoon, Raven, Robin, Seahorse, Squirrel, Stork, Swallow, Swan, Tiger, Toucan, Turtle, Wolf, Zebra"
)


class NewRoom(Signed):
    async def get(self) -> None:
        form = {field: default for field, (_, _, default) in LIMITS.items()}
        animals = self.gettext(ANIMALS).split(", ")
        self.page("rooms/new.html", form=form | {"ready_names": "\n".join(animals), "takes_drafts": "yes"})

    async def post(self) -> None:
        form = self.typed("title", "answers", "names", "ready_names", "takes_drafts", "is_polite", *LIMITS)
        limits = {field: whole_number(form[field]) for field in LIMITS}
        names = form["ready_names"].splitlines() if form["names"] == "ready" else None
        mistakes = Room.mistakes(form["title"], form["answers"], names, **limits)
        if mistakes:
            self.set_status(400)
            errors = {mistake.field: self.sentence(mistake) for mistake in mistakes}
            return self.page("rooms/new.html", form=form, errors=errors)
        wishes: dict[str, Any] = {name: form[name] == "yes" for name in ("is_polite", "takes_drafts")}
        wishes |= limits
        room = await self.db(lambda: Room.open(self.trainer, form["title"], form["answers"], names, **wishes))
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

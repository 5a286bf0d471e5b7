"""Screens: a projector or a tablet in a classroom that shows what its trainer runs, and has no say in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from peewee import JOIN, AutoField, BooleanField, CharField, ForeignKeyField, IntegerField, UUIDField
from playhouse.postgres_ext import DateTimeTZField

from .base import CLOCK, BaseModel, database
from .errors import N_, BadField, NotAllowed, NotFound
from .room import Room
from .shown import Shown, next_of, rooms_on
from .text import is_printable
from .trainer import Trainer

LONGEST_NAME = 40
LONGEST_DEVICE = 200
LONGEST_VERSION = 40
# Whoever has not been heard of for so long is off. A screen's page reports every minute.
BELIEVED = timedelta(seconds=90)
# A report that says nothing new is written down only so often.
REPORT_PAUSE = timedelta(seconds=20)
WAKE_LOCKS = ("granted", "refused", "unavailable")


class Screen(BaseModel):
    id = AutoField()
    uuid = UUIDField(unique=True, default=uuid4)
    trainer = ForeignKeyField(Trainer, backref="screens", on_delete="CASCADE")
    name = CharField(LONGEST_NAME)
    # "projector": watches; "shared": a device on which students answer in turn.
    mode = CharField(9, default="projector")
    # How they say who they are at a shared device: by their return code alone, or also by a name from the list.
    who = CharField(4, default="code")
    zoom = CharField(1, default="m")
    theme = CharField(5, default="light")
    # Empty: the browser's.
    language = CharField(8, default="")
    # Does not show how to join.
    hides_code = BooleanField(default=False)
    # What the trainer has put on it; None: whatever they run.
    room = ForeignKeyField(Room, null=True, on_delete="SET NULL")
    # Raised by every change that its page must see; a ticket of before is good for nothing.
    revision = IntegerField(default=1)
    created_at = DateTimeTZField(default=CLOCK)
    # What its page has reported last.
    seen_at = DateTimeTZField(null=True)
    version = CharField(LONGEST_VERSION, default="")
    wake_lock = CharField(11, default="")
    is_visible = BooleanField(default=True)
    # The browser's own name for itself.
    device = CharField(LONGEST_DEVICE, default="")

    CHOICES = {
        "mode": ("projector", "shared"),
        "who": ("code", "list"),
        "zoom": ("s", "m", "l"),
        "theme": ("light", "dark"),
    }

    trainer_id: int
    room_id: int | None
    # When it was read.
    now: datetime
    # Only from of_trainer():
    shown_room: Room | None

    @classmethod
    def of(cls, trainer: Trainer, uuid: Any) -> Screen:
        """One screen of this trainer's. Raises NotFound `no_such_screen`, also for others' screens."""
        return cls.there((cls.uuid == uuid) & (cls.trainer == trainer.id))

    @classmethod
    def by_uuid(cls, uuid: Any) -> Screen:
        """Raises NotFound `no_such_screen`: it was revoked."""
        return cls.there(cls.uuid == uuid)

    @classmethod
    def with_ticket(cls, room: Room, id: int, revision: int) -> Screen:
        """The screen that was given a ticket for this room at that revision. Raises NotAllowed `bad_token`."""
        screen = cls.get_or_none((cls.id == id) & (cls.revision == revision))
        if screen is None or not room.is_run_by(screen.trainer_id):
            raise NotAllowed("bad_token")
        return screen

    @classmethod
    def of_trainer(cls, trainer: Trainer) -> list[Screen]:
        """This trainer's screens by name, each with its `shown_room` and its `state`."""
        its_room = cls.select(cls, Room, CLOCK.alias("now")).join(Room, JOIN.LEFT_OUTER)
        query = its_room.where(cls.trainer == trainer.id)
        screens = sorted(query, key=lambda screen: (screen.name.casefold(), screen.id))
        rooms = rooms_on(screens)
        for screen in screens:
            screen.shown_room = rooms[screen.id]
        return screens

    @classmethod
    def shown_rooms(cls, ids: Iterable[int]) -> dict[int, tuple[int | None, int]]:
        """By screen (id of the room that it shows, revision), for many at once. Who was revoked is left out."""
        screens = list(cls.select().where(cls.id.in_(set(ids))))
        rooms = rooms_on(screens)
        shown = ((screen, rooms[screen.id]) for screen in screens)
        return {screen.id: (room.id if room else None, screen.revision) for screen, room in shown}

    def shown(self) -> Shown:
        """The room that it shows now."""
        room = rooms_on([self])[self.id]
        return Shown(room, None if room else next_of(self.trainer_id))

    @property
    def state(self) -> str:
        """Whether its page is there: "online", "asleep" (nobody can see it) or "offline"."""
        if self.seen_at is None or self.seen_at <= self.now - BELIEVED:
            return "offline"
        return "online" if self.is_visible else "asleep"

    def change(self, **fields: Any) -> None:
        """Change its settings: `name`, `language`, `hides_code`, those of CHOICES, and `room`, which is put on it.

        `room`: one that its trainer runs; None: whatever they run. Raises BadField, NotFound `no_such_room`,
        `no_such_screen`.
        """
        wanted = {name: fit(name, value) for name, value in fields.items() if name != "room"}
        room: Room | None = fields.get("room")
        if "room" in fields:
            wanted["room"] = room.id if room else None
        if room is None:
            self.keep(**wanted)
            return
        with database.atomic():
            # The room first, as where it is deleted: the two must not wait for each other.
            locked = Room.lock([room.id]).get(room.id)
            if locked is None or not locked.is_run_by(self.trainer_id):
                raise NotFound("no_such_room")
            self.keep(**wanted)

    def revoke(self) -> None:
        """Disconnect it for good: its cookie and its tickets are good for nothing any more."""
        Screen.delete().where(self.is_still_theirs).execute()

    def report(self, version: str, wake_lock: str, is_visible: bool) -> None:
        """What its page says of itself; whatever it cannot mean is left out."""
        told = {"version": printable(version, LONGEST_VERSION), "is_visible": bool(is_visible)}
        if wake_lock in WAKE_LOCKS:
            told["wake_lock"] = wake_lock
        is_news = Screen.seen_at.is_null() | (Screen.seen_at < CLOCK - REPORT_PAUSE)
        for name, value in told.items():
            is_news |= getattr(Screen, name) != value
        Screen.update(seen_at=CLOCK, **told).where((Screen.id == self.id) & is_news).execute()

    def keep(self, **changed: Any) -> None:
        """Store what is other than before, so that its page sees it. Raises NotFound `no_such_screen`."""
        if all(self.__data__.get(name) == value for name, value in changed.items()):
            return
        update = Screen.update(**changed, revision=Screen.revision + 1).where(self.is_still_theirs)
        rows = list(update.returning(Screen).execute())
        if not rows:
            raise NotFound("no_such_screen")
        self.__data__.update(rows[0].__data__)
        self.__rel__.clear()

    @property
    def is_still_theirs(self) -> Any:
        """The condition that it is the screen of the trainer as whose it was read."""
        return (Screen.id == self.id) & (Screen.trainer == self.trainer_id)

    @classmethod
    def there(cls, where: Any) -> Screen:
        """The one screen of which that is true, with its trainer. Raises NotFound."""
        screen = cls.select(cls, Trainer, CLOCK.alias("now")).join(Trainer).where(where).first()
        if screen is None:
            raise NotFound("no_such_screen")
        return screen  # type: ignore[no-any-return]


def fit(field: str, value: Any) -> Any:
    """A setting as it is kept. Raises BadField."""
    if field in Screen.CHOICES:
        if value not in Screen.CHOICES[field]:
            raise BadField(field, N_("Choose one of those offered"))
        return value
    if field == "hides_code":
        return bool(value)
    if field == "language":
        if value and not re.fullmatch(r"[a-z]{2,3}(-\w{2,4})?", value, re.ASCII):
            raise BadField(field, N_("Choose one of those offered"))
        return value
    if field != "name":
        raise TypeError(f"a screen has no setting {field}")
    name = " ".join(value.split())
    if not 1 <= len(name) <= LONGEST_NAME or not is_printable(name):
        raise BadField("name", N_("1 to {largest} characters"), largest=LONGEST_NAME)
    return name


def printable(told: str, longest: int) -> str:
    """What a browser says, without what cannot be stored or shown, and cut."""
    return "".join(one for one in told if one.isprintable())[:longest]

"""Pairings: the code that a new screen shows, and that a trainer types who makes it theirs (RFC 8628)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from peewee import AutoField, CharField, ForeignKeyField, IntegrityError, UUIDField
from playhouse.postgres_ext import DateTimeTZField

from .base import CLOCK, BaseModel, clock, database
from .code import CODE_ALPHABET, clean_code, new_code
from .errors import NotFound
from .screen import LONGEST_DEVICE, Screen, fit, printable
from .trainer import Trainer

# Longer than all other codes: none can be taken for one of them.
CODE_LENGTH = 8
LIFETIME = timedelta(minutes=10)
# So much later the browser may still ask what became of a code that was approved at its last moment.
GRACE = timedelta(minutes=5)
# An old code is remembered for a while, to say what is wrong with it.
REMEMBERED = timedelta(days=1)


class Pairing(BaseModel):
    id = AutoField()
    # Only the browser that shows the code knows it.
    uuid = UUIDField(unique=True, default=uuid4)
    code = CharField(CODE_LENGTH, unique=True)
    created_at = DateTimeTZField(default=CLOCK)
    # The browser's own name for itself, which the trainer is shown.
    device = CharField(LONGEST_DEVICE, default="")
    # What became of it.
    screen = ForeignKeyField(Screen, null=True, on_delete="CASCADE")

    screen_id: int | None

    @classmethod
    def begin(cls, device: str) -> Pairing:
        """A new code for a browser that wants to become a screen; forgets the old ones."""
        cls.delete().where(cls.created_at < CLOCK - REMEMBERED).execute()
        while True:
            try:
                with database.atomic():
                    made = cls.create(code=new_code(CODE_LENGTH), device=printable(device, LONGEST_DEVICE))
                    return cls.get_by_id(made.id)
            except IntegrityError:  # somebody else's: draw another
                continue

    @classmethod
    def of_browser(cls, uuid: Any) -> Pairing | None:
        """The pairing that this browser has begun, while it lives."""
        lives = cls.created_at > CLOCK - LIFETIME
        was_approved = cls.screen.is_null(False) & (cls.created_at > CLOCK - LIFETIME - GRACE)
        return cls.get_or_none((cls.uuid == uuid) & (lives | was_approved))

    @classmethod
    def by_code(cls, typed: str) -> Pairing:
        """The pairing whose code somebody typed, if it can be approved.

        Raises NotFound `no_such_pairing`, `pairing_used`, `pairing_expired`.
        """
        return cls.to_approve(typed, cls.select())

    def seconds_left(self) -> int:
        """How long its code may still be typed."""
        return max(0, int((self.created_at + LIFETIME - clock()).total_seconds()))

    @classmethod
    def approve(cls, typed: str, trainer: Trainer, name: str, mode: str, who: str = "code") -> Screen:
        """Make a screen of this trainer's of the browser that shows this code: of two who do it at once one wins.

        Raises what by_code() raises, BadField.
        """
        settings = {"name": name, "mode": mode, "who": who}
        wanted = {field: fit(field, value) for field, value in settings.items()}
        with database.atomic():
            pairing = cls.to_approve(typed, cls.select().for_update())
            made = Screen.create(trainer=trainer.id, device=pairing.device, **wanted)
            cls.update(screen=made.id).where(cls.id == pairing.id).execute()
        return Screen.by_uuid(made.uuid)

    @classmethod
    def to_approve(cls, typed: str, query: Any) -> Pairing:
        code = clean_code(typed)
        is_one = len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET)
        pairing: Pairing | None = query.where(cls.code == code).first() if is_one else None
        if pairing is None:
            raise NotFound("no_such_pairing")
        if pairing.screen_id is not None:
            raise NotFound("pairing_used")
        if pairing.created_at + LIFETIME <= clock():
            raise NotFound("pairing_expired")
        return pairing

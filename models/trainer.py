"""Trainers: the people who own rooms."""

from __future__ import annotations

import re

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from peewee import AutoField, CharField, IntegerField, TextField
from playhouse.postgres_ext import DateTimeTZField

from .base import CLOCK, BaseModel, database
from .errors import N_, BadField, NotAllowed, Refused
from .text import is_printable

# One of OWASP's settings for argon2id (Password Storage Cheat Sheet): 70 ms; the library's own take half a second.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Checked when nobody has that email, so that the time taken does not tell who has an account.
NOBODY = HASHER.hash("nobody")
LONGEST_NAME = 80
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 1024
FIRST_TRAINER_LOCK = 0x526F756E6474


class Trainer(BaseModel):
    id = AutoField()
    email = CharField(254, unique=True)
    name = CharField(LONGEST_NAME)
    password_hash = TextField()
    # Part of every cookie and token of this trainer: raising it signs out everywhere.
    session = IntegerField(default=1)
    created_at = DateTimeTZField(default=CLOCK)

    @classmethod
    def create_first(cls, email: str, name: str, password: str) -> Trainer:
        """Make the first trainer of this installation; two who try at once: one wins.

        Raises Refused `trainer_exists`, BadField.
        """
        with database.atomic():
            database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (FIRST_TRAINER_LOCK,))
            if cls.anybody():
                raise Refused("trainer_exists")
            return cls.register(email, name, password)

    @classmethod
    def register(cls, email: str, name: str, password: str) -> Trainer:
        """Make a trainer. Takes a tenth of a second of CPU: never on the event loop. Raises BadField."""
        email, name = email.strip().lower(), " ".join(name.split())
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", email) or not email.isprintable() or len(email) > 254:
            raise BadField("email", N_("An email address looks like name@school.org"))
        if not 1 <= len(name) <= LONGEST_NAME or not is_printable(name):
            raise BadField("name", N_("1 to {largest} characters"), largest=LONGEST_NAME)
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise BadField(
                "password",
                N_("{smallest} to {largest} characters"),
                smallest=SHORTEST_PASSWORD,
                largest=LONGEST_PASSWORD,
            )
        return cls.create(email=email, name=name, password_hash=HASHER.hash(password))

    @classmethod
    def sign_in(cls, email: str, password: str) -> Trainer:
        """The trainer with these credentials. As slow as register(). Raises NotAllowed `bad_credentials`."""
        trainer = cls.get_or_none(cls.email == email.strip().lower().replace("\0", ""))
        try:
            HASHER.verify(trainer.password_hash if trainer else NOBODY, password[:LONGEST_PASSWORD])
        except (VerifyMismatchError, InvalidHashError):
            trainer = None
        if trainer is None:
            raise NotAllowed("bad_credentials")
        return trainer

    @classmethod
    def anybody(cls) -> bool:
        return cls.select().limit(1).count() > 0

    @classmethod
    def signed_in(cls, trainer_id: int, session: int) -> Trainer | None:
        """Whom a cookie or token names, if it still holds."""
        return cls.get_or_none((cls.id == trainer_id) & (cls.session == session))

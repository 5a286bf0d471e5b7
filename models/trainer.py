"""Trainers: the people who own rooms."""

from __future__ import annotations

import re

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from peewee import AutoField, CharField, IntegerField, IntegrityError, TextField
from playhouse.postgres_ext import DateTimeTZField

from .base import CLOCK, BaseModel, database
from .errors import N_, BadField, NotAllowed, Refused, Taken
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
    # The class code: always leads to the room that this trainer runs now. Drawn when it is first asked for.
    code = CharField(5, unique=True, null=True)

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
        """Make a trainer. As slow as newcomer(). Raises BadField, Taken `email_taken`."""
        trainer = cls.newcomer(email, name, password)
        trainer.settle()
        return trainer

    @classmethod
    def newcomer(cls, email: str, name: str, password: str) -> Trainer:
        """A trainer with these credentials, not stored yet. Takes a tenth of a second of CPU: never on the event loop.

        Raises BadField, Taken `email_taken`.
        """
        email = email.strip().lower()
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", email) or not email.isprintable() or len(email) > 254:
            raise BadField("email", N_("An email address looks like name@school.org"))
        name = fit_name(name)
        must_fit("password", password)
        if cls.with_email(email):
            raise Taken("email_taken")
        return cls(email=email, name=name, password_hash=HASHER.hash(password))

    def settle(self) -> None:
        """Store a newcomer. Raises Taken `email_taken`."""
        try:
            with database.atomic():
                self.save(force_insert=True)
        except IntegrityError:  # somebody was faster
            raise Taken("email_taken") from None

    @classmethod
    def sign_in(cls, email: str, password: str) -> Trainer:
        """The trainer with these credentials. As slow as newcomer(). Raises NotAllowed `bad_credentials`."""
        trainer = cls.with_email(email)
        if not is_password(trainer.password_hash if trainer else NOBODY, password) or trainer is None:
            raise NotAllowed("bad_credentials")
        return trainer

    def rename(self, name: str) -> None:
        """Raises BadField."""
        self.name = fit_name(name)
        Trainer.update(name=self.name).where(Trainer.id == self.id).execute()

    def change_password(self, old: str, new: str) -> None:
        """Change the password and sign out everywhere. Twice as slow as newcomer().

        Raises BadField `new_password`, NotAllowed `wrong_password`.
        """
        must_fit("new_password", new)
        if not is_password(self.password_hash, old):
            raise NotAllowed("wrong_password")
        hash = HASHER.hash(new)
        # Of two browsers that change it at once one wins: the other's old one is the old one no more.
        unchanged = (Trainer.id == self.id) & (Trainer.password_hash == self.password_hash)
        change = Trainer.update(password_hash=hash, session=Trainer.session + 1).where(unchanged)
        if not (rows := list(change.returning(Trainer.session).execute())):
            raise NotAllowed("wrong_password")
        self.password_hash, self.session = hash, rows[0].session

    def sign_out_everywhere(self) -> None:
        """End every cookie and every token of this trainer. Whoever calls it closes the open connections."""
        Trainer.update(session=Trainer.session + 1).where(Trainer.id == self.id).execute()

    @classmethod
    def anybody(cls) -> bool:
        return cls.select().limit(1).count() > 0

    @classmethod
    def everybody(cls) -> list[Trainer]:
        """The trainers of this installation, by name."""
        return sorted(cls.select(), key=lambda trainer: (trainer.name.casefold(), trainer.id))

    @classmethod
    def with_email(cls, typed: str) -> Trainer | None:
        """Whose email somebody typed, in any case."""
        return cls.get_or_none(cls.email == typed.strip().lower().replace("\0", ""))

    @classmethod
    def signed_in(cls, trainer_id: int, session: int) -> Trainer | None:
        """Whom a cookie or token names, if it still holds."""
        return cls.get_or_none((cls.id == trainer_id) & (cls.session == session))


def fit_name(typed: str) -> str:
    """A trainer's name as it is shown. Raises BadField."""
    name = " ".join(typed.split())
    if not 1 <= len(name) <= LONGEST_NAME or not is_printable(name):
        raise BadField("name", N_("1 to {largest} characters"), largest=LONGEST_NAME)
    return name


def must_fit(field: str, password: str) -> None:
    """Raises BadField for the form's `field` when nobody may have that password."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        smallest, largest = SHORTEST_PASSWORD, LONGEST_PASSWORD
        raise BadField(field, N_("{smallest} to {largest} characters"), smallest=smallest, largest=largest)


def is_password(hash: str, typed: str) -> bool:
    try:
        return HASHER.verify(hash, typed[:LONGEST_PASSWORD])
    except (VerifyMismatchError, InvalidHashError):
        return False

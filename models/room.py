"""Rooms: one training each, with its limits and the lock under which everything in it changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import uuid4

from peewee import (
    SQL,
    AutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    Check,
    ForeignKeyField,
    IntegerField,
    IntegrityError,
    JSONField,
    TextField,
    UUIDField,
)
from playhouse.postgres_ext import DateTimeTZField

from .base import CLOCK, BaseModel, database
from .code import CODE_ALPHABET, clean_code, new_code
from .errors import N_, BadField, NotAllowed, NotFound, Taken, WrongMoment
from .fold import fold
from .ready_names import clean_ready_names
from .text import is_printable
from .trainer import Trainer

CODE_LENGTH = 6

# field: smallest, largest, default. Times in seconds.
LIMITS = {
    "max_students_count": (1, 1000, 30),
    "max_rounds_count": (1, 100, 5),
    "max_round_time": (5, 3600, 60),
}
ANSWERS = ("open", "hidden")
LONGEST_TITLE = 120


class Room(BaseModel):
    id = AutoField()
    uuid = UUIDField(unique=True, default=uuid4)
    code = CharField(CODE_LENGTH, unique=True)
    trainer = ForeignKeyField(Trainer, backref="rooms", on_delete="CASCADE")
    title = CharField(LONGEST_TITLE)
    # The title as it is searched, see fold.py.
    title_key = TextField(default="")
    max_students_count = IntegerField()
    max_rounds_count = IntegerField()
    max_round_time = IntegerField()
    # "open": everybody sees an answer at once; "hidden": with the next round.
    answers = CharField(8, constraints=[Check("answers IN ('open', 'hidden')")])
    created_at = DateTimeTZField(default=CLOCK)
    started_at = DateTimeTZField(null=True)
    finished_at = DateTimeTZField(null=True)
    # Nobody new can join.
    is_locked = BooleanField(default=False)
    # Pages hide from the trainer who wrote an answer.
    is_blind = BooleanField(default=False)
    # Rude nicknames are refused.
    is_polite = BooleanField(default=False)
    # What students have written, and not sent, counts when their round is over.
    takes_drafts = BooleanField(default=True)
    # The names that newcomers choose from; none: they make up their own.
    ready_names = JSONField(default=list)
    # Since when the clock stands still.
    paused_at = DateTimeTZField(null=True)
    # Since when the trainer's class code leads here, if it does: of several rooms the last one counts.
    led_at = DateTimeTZField(null=True)
    # The number of the room's last event. Raised only under the row lock, by the transaction that stores the event.
    seq = BigIntegerField(default=0)

    # How the room is run, which trainers may change at any time.
    SETTINGS = ("is_locked", "is_blind", "is_polite", "takes_drafts")

    trainer_id: int
    # Only from training.room_of() and the overview:
    phase: str
    students_count: int
    rounds_count: int
    owner_name: str
    # Only while locked, see lock():
    now: datetime
    asked_at: datetime
    recorded: list[dict[str, Any]]
    is_deleted = False
    # Events up to this one are told and not kept, see Event.forget().
    forgotten = 0

    @classmethod
    def open(
        cls,
        trainer: Trainer,
        title: str = "",
        answers: str = "open",
        ready_names: Iterable[str] | None = None,
        is_polite: bool = False,
        takes_drafts: bool = True,
        **limits: int,
    ) -> Room:
        """Make a room of `trainer`. `ready_names` None: newcomers make up their own. Raises BadField."""
        title = " ".join(title.split())
        limits = {field: default for field, (_, _, default) in LIMITS.items()} | limits
        for mistake in cls.mistakes(title, answers, ready_names, **limits):
            raise mistake
        names = [] if ready_names is None else clean_ready_names(ready_names)
        while True:
            try:
                with database.atomic():
                    return cls.create(
                        trainer=trainer,
                        title=title,
                        title_key=fold(title),
                        answers=answers,
                        ready_names=names,
                        is_polite=is_polite,
                        takes_drafts=takes_drafts,
                        code=new_code(CODE_LENGTH),
                        **limits,
                    )
            except IntegrityError as error:  # that code is in use: draw another
                if "code" not in str(error):
                    raise

    @classmethod
    def mistakes(
        cls, title: str, answers: str, ready_names: Iterable[str] | None = None, **limits: int | None
    ) -> list[BadField]:
        """All that open() would say about this. A limit that is None is no number."""
        found, title = [], " ".join(title.split())
        if not 1 <= len(title) <= LONGEST_TITLE or not is_printable(title):
            found.append(BadField("title", N_("1 to {largest} characters"), largest=LONGEST_TITLE))
        if answers not in ANSWERS:
            found.append(BadField("answers", N_("Open or hidden")))
        if ready_names is not None:
            try:
                clean_ready_names(ready_names)
            except BadField as mistake:
                found.append(mistake)
        for field, (smallest, largest, _) in LIMITS.items():
            given = limits[field]
            if given is None or not smallest <= given <= largest:
                sentence = N_("A whole number from {smallest} to {largest}")
                found.append(BadField(field, sentence, smallest=smallest, largest=largest))
        return found

    @classmethod
    def by_code(cls, typed: str) -> Room:
        """The room whose code somebody typed, in any case, with spaces or dashes. Raises NotFound."""
        code = clean_code(typed)
        if not set(code) <= set(CODE_ALPHABET):
            raise NotFound("no_such_room")
        return cls.there(cls.code == code)

    @classmethod
    def of(cls, trainer: Trainer, uuid: str) -> Room:
        """One room that this trainer runs, as its owner or as a co-trainer. Raises NotFound, also for all others."""
        room = cls.by_uuid(uuid)
        if not room.is_run_by(trainer.id):
            raise NotFound("no_such_room")
        return room

    @classmethod
    def owned(cls, trainer: Trainer, uuid: str) -> Room:
        """One room of this trainer's own. Raises what of() raises, and NotAllowed `owner_only` for a co-trainer."""
        room = cls.of(trainer, uuid)
        if room.trainer_id != trainer.id:
            raise NotAllowed("owner_only")
        return room

    @classmethod
    def by_uuid(cls, uuid: str) -> Room:
        """Raises NotFound."""
        return cls.there(cls.uuid == uuid)

    @classmethod
    def by_id(cls, id: int) -> Room:
        """Raises NotFound."""
        return cls.there(cls.id == id)

    @classmethod
    def there(cls, where: Any) -> Room:
        """The one room of which that is true. Raises NotFound."""
        room = cls.get_or_none(where)
        if room is None:
            raise NotFound("no_such_room")
        return room

    @classmethod
    def lock(cls, ids: Iterable[int]) -> dict[int, Room]:
        """Lock these rooms for the rest of the transaction and ready them for verbs. Rooms that are gone are left out.

        Always in the order of their ids: two transactions that want the same rooms cannot wait for each other.
        """
        rows = cls.select(cls, CLOCK.alias("now")).where(cls.id.in_(set(ids))).order_by(cls.id).for_update()
        rooms = {room.id: room for room in rows}
        for room in rooms.values():
            room.asked_at, room.recorded = room.now, []
        return rooms

    @cached_property
    def seen(self) -> dict[Any, Any]:
        """What has been looked up for this object: as long-lived as the transaction it was read in."""
        return {}

    def waited(self, seconds: float) -> None:
        """The next verb's command reached the server `seconds` ago: that moment decides whether it came in time."""
        self.asked_at = self.now - timedelta(seconds=seconds)

    def record(
        self,
        action: str,
        data: dict[str, Any] | None = None,
        *,
        audience: str = "room",
        student_id: int | None = None,
    ) -> None:
        """Note that `action` happened in this locked room; Event.store() writes it within the same transaction."""
        self.seq += 1
        self.recorded.append(
            {
                "seq": self.seq,
                "action": action,
                "audience": audience,
                "student": student_id,
                "data": data or {},
                "created_at": self.now,
            }
        )

    def is_run_by(self, trainer_id: int) -> bool:
        """Is that its owner, or a co-trainer?"""
        from .co_trainer import CoTrainer

        return self.trainer_id == trainer_id or CoTrainer.of(self, trainer_id) is not None

    def settings(self) -> dict[str, bool]:
        """How the room is run, as everybody in it is told."""
        return {name: getattr(self, name) for name in self.SETTINGS}

    def must_not_be_finished(self) -> None:
        if self.finished_at:
            raise WrongMoment("training_finished")

    def must_run(self) -> None:
        self.must_not_be_finished()
        if not self.started_at:
            raise WrongMoment("training_not_started")

    def must_take_newcomers(self) -> None:
        if self.finished_at:
            raise Taken("room_finished")
        if self.is_locked:
            raise Taken("room_locked")

    def must_not_be_paused(self) -> None:
        if self.paused_at:
            raise WrongMoment("training_paused")

    def delete_for_good(self) -> None:
        """Delete the room with everything in it. The last event tells who is connected; the log goes with the room."""
        self.delete_instance()
        self.is_deleted = True
        self.record("room_delete")


Room.add_index(Room.trainer, Room.led_at, name="room_led", where=SQL("finished_at IS NULL"))

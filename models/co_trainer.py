"""Co-trainers: who runs somebody else's room with them."""

from __future__ import annotations

from typing import Any

from peewee import CompositeKey, ForeignKeyField
from playhouse.postgres_ext import DateTimeTZField

from .base import CLOCK, BaseModel
from .errors import NotFound, Taken
from .room import Room
from .trainer import Trainer


class CoTrainer(BaseModel):
    room = ForeignKeyField(Room, backref="co_trainers", on_delete="CASCADE", index=False)
    trainer = ForeignKeyField(Trainer, on_delete="CASCADE")
    since = DateTimeTZField(default=CLOCK)

    room_id: int
    trainer_id: int

    class Meta:
        primary_key = CompositeKey("room", "trainer")

    @classmethod
    def of(cls, room: Room, trainer_id: int) -> CoTrainer | None:
        """This trainer as a co-trainer of the room, if they are one."""
        return cls.get_or_none((cls.room == room.id) & (cls.trainer == trainer_id))

    @classmethod
    def of_room(cls, room: Room) -> list[CoTrainer]:
        """Those who run the room with its owner, by name."""
        query = cls.select(cls, Trainer).join(Trainer).where(cls.room == room.id)
        return sorted(query, key=lambda one: (one.trainer.name.casefold(), one.trainer_id))

    @classmethod
    def rooms_of(cls, trainer: Trainer) -> Any:
        """A query of the ids of those rooms that this trainer was let into."""
        return cls.select(cls.room).where(cls.trainer == trainer.id)

    @classmethod
    def add(cls, room: Room, email: str) -> Trainer:
        """Let the trainer with this email into the locked room. Raises NotFound `no_such_trainer`, Taken `own_room`."""
        trainer = Trainer.with_email(email)
        if trainer is None:
            raise NotFound("no_such_trainer")
        cls.let_in(room, trainer)
        return trainer

    @classmethod
    def let_in(cls, room: Room, trainer: Trainer) -> None:
        """Give a trainer the locked room's whole console; who has it already keeps it. Raises Taken `own_room`."""
        if trainer.id == room.trainer_id:
            raise Taken("own_room")
        cls.insert(room=room.id, trainer=trainer.id).on_conflict_ignore().execute()

    @classmethod
    def put_out(cls, room: Room, trainer_id: int) -> bool:
        """Take the locked room's console away from a co-trainer; False: they had it no more."""
        there = (cls.room == room.id) & (cls.trainer == trainer_id)
        return bool(cls.delete().where(there).execute())

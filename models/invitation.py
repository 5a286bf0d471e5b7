"""Invitations: a link by which somebody becomes a trainer here, or a co-trainer of one room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

from peewee import JOIN, AutoField, ForeignKeyField, UUIDField
from playhouse.postgres_ext import DateTimeTZField

from .base import CLOCK, BaseModel, clock, database
from .co_trainer import CoTrainer
from .errors import NotFound
from .room import Room
from .trainer import Trainer

LIFETIME = timedelta(days=7)


class Invitation(BaseModel):
    id = AutoField()
    uuid = UUIDField(unique=True, default=uuid4)
    # Who invites.
    trainer = ForeignKeyField(Trainer, backref="invitations", on_delete="CASCADE")
    # Into this room as well.
    room = ForeignKeyField(Room, null=True, on_delete="CASCADE")
    created_at = DateTimeTZField(default=CLOCK)
    used_by = ForeignKeyField(Trainer, null=True, on_delete="SET NULL")
    used_at = DateTimeTZField(null=True)
    revoked_at = DateTimeTZField(null=True)

    trainer_id: int
    room_id: int | None

    @classmethod
    def make(cls, trainer: Trainer, room: Room | None = None) -> Invitation:
        """A new invitation by this trainer, into a room of theirs if they name one."""
        return cls.create(trainer=trainer.id, room=room.id if room else None)

    @classmethod
    def open_by(cls, trainer: Trainer) -> list[Invitation]:
        """Those that this trainer has made and that still let somebody in, the newest first, each with its room."""
        return list(cls.still_open(cls.trainer == trainer.id))

    @classmethod
    def open_into(cls, room: Room) -> list[Invitation]:
        """Those that still let somebody into this room, the newest first."""
        return list(cls.still_open(cls.room == room.id))

    @classmethod
    def revoke(cls, trainer: Trainer, uuid: Any) -> None:
        """Take back an invitation of this trainer's; one that is used or over stays as it is.

        Raises NotFound `bad_invitation`.
        """
        invitation = cls.get_or_none((cls.uuid == uuid) & (cls.trainer == trainer.id))
        if invitation is None:
            raise NotFound("bad_invitation")
        unused = (cls.id == invitation.id) & cls.used_at.is_null() & cls.revoked_at.is_null()
        cls.update(revoked_at=CLOCK).where(unused).execute()

    @classmethod
    def to_use(cls, uuid: Any) -> Invitation:
        """An invitation that lets somebody in, with who made it and its room.

        Raises NotFound `bad_invitation`, `invitation_used`, `invitation_revoked`, `invitation_expired`.
        """
        query = cls.select(cls, Trainer, Room).join(Trainer, on=(cls.trainer == Trainer.id))
        if not (rows := list(query.join_from(cls, Room, JOIN.LEFT_OUTER).where(cls.uuid == uuid))):
            raise NotFound("bad_invitation")
        rows[0].must_be_open()
        return rows[0]

    @classmethod
    def register(cls, uuid: Any, email: str, name: str, password: str) -> Trainer:
        """Use an invitation to become a trainer, who is let into its room. As slow as Trainer.newcomer().

        Raises what to_use() raises, BadField, Taken `email_taken`.
        """
        cls.to_use(uuid)
        newcomer = Trainer.newcomer(email, name, password)
        with cls.taken(uuid) as invitation:
            newcomer.settle()
            invitation.use(newcomer)
        return newcomer

    @classmethod
    def let_in(cls, uuid: Any, trainer: Trainer) -> Room:
        """Use an invitation to get into its room; for who runs that room already it stays as it is.

        Raises what to_use() raises, and NotFound `no_such_room` when it leads into none.
        """
        with cls.taken(uuid) as invitation:
            room = invitation.room
            if room is None:
                raise NotFound("no_such_room")
            if not room.is_run_by(trainer.id):
                invitation.use(trainer)
            return room

    @classmethod
    @contextmanager
    def taken(cls, uuid: Any) -> Iterator[Invitation]:
        """An open invitation, locked until its transaction ends: of two who use it at once one wins.

        Raises what to_use() raises.
        """
        with database.atomic():
            room_id = cls.to_use(uuid).room_id
            if room_id:  # the room first, as where a room is deleted: the two must not wait for each other
                Room.lock([room_id])
            if not (rows := list(cls.select().where(cls.uuid == uuid).for_update())):
                raise NotFound("bad_invitation")
            rows[0].must_be_open()
            yield rows[0]

    def use(self, trainer: Trainer) -> None:
        """Let `trainer` in; nobody else after them."""
        if self.room:
            CoTrainer.let_in(self.room, trainer)
        Invitation.update(used_by=trainer.id, used_at=CLOCK).where(Invitation.id == self.id).execute()

    def must_be_open(self) -> None:
        name = self.trainer.name
        if self.used_at:
            raise NotFound("invitation_used", trainer=name)
        if self.revoked_at:
            raise NotFound("invitation_revoked", trainer=name)
        if self.created_at + LIFETIME <= clock():
            raise NotFound("invitation_expired", trainer=name, days=LIFETIME.days)

    @classmethod
    def still_open(cls, where: Any) -> Any:
        """A query of those of which that is true and that let somebody in, the newest first."""
        unused = cls.used_at.is_null() & cls.revoked_at.is_null() & (cls.created_at > clock() - LIFETIME)
        with_rooms = cls.select(cls, Room).join(Room, JOIN.LEFT_OUTER)
        return with_rooms.where(where & unused).order_by(cls.id.desc())

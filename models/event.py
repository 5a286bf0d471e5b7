"""The log of a room: what was pushed to it, numbered without a hole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from peewee import BigIntegerField, CharField, CompositeKey, ForeignKeyField, JSONField, UUIDField, chunked
from playhouse.postgres_ext import DateTimeTZField

from .base import BaseModel
from .room import Room
from .student import Student

if TYPE_CHECKING:
    from collections.abc import Sequence


# Who missed more than this gets the present state: it is smaller than the way to it.
LONGEST_REPLAY = 500
NO_EPOCH = "0"


class Event(BaseModel):
    """One step of a room's history. `data` holds everything that any audience may see of it.

    `audience`: "room" (everybody), "author" (trainers and the one student), "student" (that student alone), "trainer"
    (trainers alone).
    """

    room = ForeignKeyField(Room, on_delete="CASCADE", index=False)
    seq = BigIntegerField()
    action = CharField(32)
    audience = CharField(8)
    student = ForeignKeyField(Student, null=True, on_delete="CASCADE")
    data = JSONField()
    created_at = DateTimeTZField()
    # Names the transaction that wrote the row, so that a COMMIT whose answer got lost can be looked up.
    batch = UUIDField()

    room_id: int
    student_id: int | None

    class Meta:
        primary_key = CompositeKey("room", "seq")

    @classmethod
    def store(cls, rooms: Sequence[Room], batch: UUID) -> list[Event]:
        """Store what the verbs recorded on these locked rooms, with each room's new `seq`. In order, room by room.

        A room that was deleted took its log with it: its events are only given back, to be told.
        """
        events = [cls(room=room.id, batch=batch, **recorded) for room in rooms for recorded in room.recorded]
        kept_after = {room.id: room.seq if room.is_deleted else room.forgotten for room in rooms}
        kept = [event.__data__ for event in events if event.seq > kept_after[event.room_id]]
        for some in chunked(kept, 200):  # to write a thousand down takes a while, see base.LIMITS
            cls.insert_many(some).execute()
        for room in rooms:
            if room.recorded and not room.is_deleted:
                Room.update(seq=room.seq).where(Room.id == room.id).execute()
        return events

    @classmethod
    def forget(cls, room: Room) -> None:
        """Forget all that happened in the locked room, in this transaction too: it is still told to who is there."""
        cls.delete().where(cls.room == room.id).execute()
        room.forgotten = room.seq

    @classmethod
    def missed(cls, room: Room, since: int, epoch: str | None = None) -> list[Event] | None:
        """What happened in the room after its event `since`, in order; None where only the present state helps.

        That is: too far behind, ahead of the room, or (`epoch`: the one that came with `since`) from another history,
        which is what a client brings from before a backup was restored.
        """
        if not 0 <= room.seq - since <= LONGEST_REPLAY:
            return None
        events = list(cls.select().where((cls.room == room.id) & (cls.seq >= since)).order_by(cls.seq))
        known = events.pop(0).epoch if events and events[0].seq == since else NO_EPOCH
        if epoch not in (None, known) or len(events) != room.seq - since:
            return None
        return events

    @classmethod
    def epoch_of(cls, room: Room) -> str:
        """The epoch of the room's last event."""
        last = cls.get_or_none((cls.room == room.id) & (cls.seq == room.seq))
        return last.epoch if last else NO_EPOCH

    @property
    def epoch(self) -> str:
        """Tells this event from another one of the same number in another history of the room."""
        return str(self.batch.hex[:8])

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The messages that it tells of."""
        one = self.data.get("message")
        return [*([one] if one else ()), *self.data.get("messages", ())]

    def puts_out(self, student_id: int) -> bool:
        """Does it end this student's connections?"""
        return self.action in ("student_kick", "student_moved") and self.student_id == student_id

    def landed(self) -> bool:
        """Did the transaction that wrote this event commit? Waits for it if it is still at it."""
        room = Room.lock([self.room_id])
        if self.action == "room_delete":
            return not room
        same = (Event.room == self.room_id) & (Event.seq == self.seq) & (Event.batch == self.batch)
        return Event.select().where(same).exists()

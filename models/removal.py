"""A message that a trainer took away: nobody else sees it any more, and the record keeps it as removed."""

from __future__ import annotations

from . import card
from .errors import NotFound
from .event import Event
from .message import Message
from .room import Room


def remove(room: Room, message_id: int, is_removed: bool = True) -> None:
    """Take a message out of everybody's sight, with its mark; or put it back, without.

    Raises NotFound `no_such_message`, WrongMoment `training_finished`.
    """
    room.must_not_be_finished()
    found = Message.with_authors((Message.room == room.id) & (Message.id == message_id))
    if not found:
        raise NotFound("no_such_message")
    message = found[0]
    message.is_correct = message.is_correct and not is_removed
    message.removed_at = room.now if is_removed else None
    changed = {"is_correct": message.is_correct, "removed_at": message.removed_at}
    Message.update(changed).where(Message.id == message.id).execute()
    card.look_again(room, message)
    if is_removed:
        audience = "room" if message.is_public(room) else "author"
        data = {"message_id": message.id}
        room.record("message_remove", data, audience=audience, student_id=message.student_id)
    else:
        # Students and screens have no place for an older one: a newcomer would not be told of it.
        is_recent = Message.select().where(Message.recent(room) & (Message.id == message.id)).exists()
        message.tell(room, audience=None if is_recent else "trainer")


def forget_removed(missed: list[Event]) -> None:
    """What was removed meanwhile is not told any more, though these events tell of it."""
    told = [message for event in missed for message in event.messages]
    ids = {message["message_id"] for message in told}
    gone = Message.select(Message.id).where(Message.id.in_(ids) & Message.removed_at.is_null(False))
    removed = {row[0] for row in gone.tuples().execute()} if ids else set()
    for message in told:
        message["is_removed"] = message["message_id"] in removed

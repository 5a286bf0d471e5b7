"""Marks: which answers the trainer takes for right."""

from __future__ import annotations

from collections.abc import Iterable

from peewee import SQL, NodeList, fn

from .errors import NotFound
from .message import Message
from .room import Room
from .round import Round


def select_correct(room: Room, ids: Iterable[int] | None, is_correct: bool = True) -> None:
    """Mark answers as correct, or as not; without `ids` nothing changes and the room is told the present selection.

    Raises NotFound `no_such_message` (then nothing has changed), WrongMoment.
    """
    if ids is not None:
        room.must_run()
    there = (Message.room == room.id) & Message.student.is_null(False) & Message.removed_at.is_null()
    answers = Message.select().where(there)
    if ids is None:
        chosen = list(answers.where(Message.is_correct))
    else:
        wanted = set(ids)
        chosen = list(answers.where(Message.id.in_(wanted)))
        if len(chosen) != len(wanted):
            raise NotFound("no_such_message")
        Message.update(is_correct=is_correct).where(Message.id.in_(wanted)).execute()
    # An answer that only its author can see: the others are not told its mark either.
    hidden = {str(m.id): m.student_id for m in chosen if not m.is_public(room)}
    data = {
        "message_ids": sorted(m.id for m in chosen),
        "is_correct": is_correct or ids is None,
        "hidden": hidden,
        # Screens hear of them when the round closes: everybody sees a screen.
        "unrevealed": sorted(m.id for m in chosen if Round.runs(room, m.round_id)),
        "is_blind": room.is_blind,
    }
    room.record("message_select", data)


def revealed(room: Room, last: Round) -> list[int]:
    """Which answers of the round that is over now a screen is told to be right, as far as it has them."""
    right = (Message.round == last.id) & Message.student.is_null(False) & Message.is_correct
    found = Message.select().where(right & Message.removed_at.is_null()).order_by(Message.id)
    return [message.id for message in found if message.is_public(room)]


def right_texts(room: Room, student_id: int) -> dict[int, list[str]]:
    """What was right, by round, as far as the student may see it: each once, in its usual spelling, the usual first."""
    may_see = Message.student.is_null(False) & Message.removed_at.is_null()
    last = Round.last(room)
    if last and room.answers == "hidden" and not room.finished_at:
        may_see &= (Message.round != last.id) | (Message.student == student_id)
    usual = NodeList((SQL("mode() WITHIN GROUP (ORDER BY"), Message.text, SQL(")")))
    query = (
        Message.select(Message.round, usual)
        .where((Message.room == room.id) & Message.is_correct & may_see)
        .group_by(Message.round, Message.fold)
        .order_by(Message.round, fn.COUNT(Message.id).desc(), fn.MIN(Message.id))
    )
    found: dict[int, list[str]] = {}
    for round_id, text in query.tuples().execute():
        found.setdefault(round_id, []).append(text)
    return found

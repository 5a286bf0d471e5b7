"""Cards: equal answers of a round lie on one, and a trainer puts others there or takes some away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from peewee import fn

from .errors import NotFound
from .likeness import pairs_of
from .message import Message
from .room import Room
from .round import Round


def of_answer(room: Room, round_id: int, fold: str) -> str:
    """The card for a new answer with this fold: the one on which most of those lie that are equal to it."""
    key = ("cards", round_id)
    if key not in room.seen:
        here = Message.round == round_id
        moved = Message.select(Message.fold).where(here & (Message.fold != Message.card))
        most = (
            Message.select(Message.fold, Message.card)
            .where(here & Message.fold.in_(moved) & Message.removed_at.is_null())
            .group_by(Message.fold, Message.card)
            .order_by(fn.COUNT(Message.id), fn.MIN(Message.id).desc())
        )
        # The last one counts: the one with the most, and of such the oldest.
        room.seen[key] = dict(most.tuples().execute())
    return str(room.seen[key].get(fold, fold))


def look_again(room: Room, message: Message) -> None:
    """The cards of this message's round are others now than they were at the beginning of the transaction."""
    room.seen.pop(("cards", message.round_id), None)


def group(room: Room, ids: Iterable[int], card: str | None = None) -> None:
    """Put answers of one round on a card of that round; None: on a new one of their own.

    A card that has become empty is named as if it were there: by the fold, or by the id, of one of the answers.
    Raises WrongMoment, NotFound `no_such_message`, `no_such_card` (then nothing has changed).
    """
    room.must_run()
    wanted = sorted(set(ids))
    here = (Message.room == room.id) & Message.student.is_null(False)
    chosen = list(Message.select().where(here & Message.id.in_(wanted)))
    rounds = {message.round_id for message in chosen}
    if len(chosen) != len(wanted) or len(rounds) != 1:
        raise NotFound("no_such_message")
    others = (Message.round == rounds.pop()) & Message.id.not_in(wanted)
    if card is None:
        card = new_card(wanted, others)
    elif not is_theirs(card, chosen) and not Message.select().where(others & (Message.card == card)).exists():
        raise NotFound("no_such_card")
    Message.update(card=card).where(Message.id.in_(wanted)).execute()
    look_again(room, chosen[0])
    room.record("message_group", {"message_ids": wanted, "card": card}, audience="trainer")


def new_card(ids: list[int], others: Any) -> str:
    """A card on which none of the others lies. No fold begins with "#"."""
    made = Message.select(Message.card).where(others & Message.card.startswith("#")).distinct()
    taken = {row[0] for row in made.tuples().execute()}
    names = [f"#{id}" for id in ids] + [f"#{ids[0]}.{number}" for number in range(len(taken) + 1)]
    return next(name for name in names if name not in taken)


def is_theirs(card: str, chosen: list[Message]) -> bool:
    """Is that a card on which one of these lies, or would lie by itself?"""
    made = re.fullmatch(r"#(\d+)(\.\d{1,4})?", card, re.ASCII)
    own = made[1] if made else None
    return any(card in (message.card, message.fold) or own == str(message.id) for message in chosen)


def near_misses(room_id: int) -> dict[str, Any]:
    """Which cards of the last round may well mean the same, the most alike first. Raises NotFound."""
    last = Round.last(Room.by_id(room_id))
    if last is None:
        return {"round_id": None, "pairs": []}
    answers = (Message.round == last.id) & Message.student.is_null(False) & Message.removed_at.is_null()
    lying = Message.select(Message.card, Message.fold).distinct().where(answers).tuples().execute()
    pairs = [{"cards": list(cards), "likeness": likeness} for cards, likeness in pairs_of(lying)]
    return {"round_id": last.id, "pairs": pairs}

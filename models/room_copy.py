"""A room made after another one: its settings, and its questions as if nobody had asked them yet."""

from __future__ import annotations

import re

from .base import database
from .question import Question
from .room import LIMITS, LONGEST_TITLE, Room
from .trainer import Trainer

# So many copies of a room are told apart by a number.
MOST_NUMBERS = 99


def copy_of(room: Room, trainer: Trainer, word: str = "copy") -> Room:
    """Make a room of `trainer` after one that they run. `word`: what stands behind its title, in their language."""
    limits = {field: getattr(room, field) for field in LIMITS}
    with database.atomic():
        made = Room.open(
            trainer,
            free_title(trainer, room.title, word),
            room.answers,
            room.ready_names or None,
            room.is_polite,
            room.takes_drafts,
            **limits,
        )
        questions = [
            {
                "room": made.id,
                "position": place,
                "text": question.text,
                "accepted": question.accepted,
                "max_time": question.max_time,
            }
            for place, question in enumerate(Question.of_room(room), 1)
        ]
        if questions:
            Question.insert_many(questions).execute()
    return made


def free_title(trainer: Trainer, title: str, word: str) -> str:
    """ "Title (copy)", with the smallest number behind the word that none of this trainer's rooms has: a copy's copy
    is the next copy. A long title loses its end."""
    stem = re.sub(rf" \({re.escape(word)}(?: \d+)?\)$", "", title)
    endings = [f" ({word})", *(f" ({word} {number})" for number in range(2, MOST_NUMBERS + 1))]
    titles = [stem[: LONGEST_TITLE - len(ending)].rstrip() + ending for ending in endings]
    same = Room.select(Room.title).where((Room.trainer == trainer.id) & Room.title.in_(titles)).tuples()
    taken = {row[0] for row in same.execute()}
    return next((title for title in titles if title not in taken), titles[-1])

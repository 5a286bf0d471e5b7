"""The one box at the door: it takes a room's code, a trainer's class code, and a student's return code."""

from __future__ import annotations

from . import class_code, return_code
from .room import Room
from .student import Student
from .trainer import Trainer


def owner_of(typed: str) -> Trainer | Student | Room:
    """Whose code somebody typed, told apart by its length.

    Raises NotFound `no_such_room`, `no_such_code`, NotAllowed `kicked`.
    """
    if trainer := class_code.trainer_of(typed):
        return trainer
    return return_code.owner_of(typed) if return_code.is_one(typed) else Room.by_code(typed)

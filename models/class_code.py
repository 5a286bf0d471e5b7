"""Class codes: one for each trainer and for good; it leads the class to the room that the trainer runs now."""

from __future__ import annotations

from datetime import timedelta

from peewee import IntegrityError

from .base import clock, database
from .code import CODE_ALPHABET, clean_code, new_code
from .room import Room
from .trainer import Trainer

# A room's code has six letters, a student's return code seven: none can be taken for another.
CODE_LENGTH = 5
# A training that began longer ago was forgotten, not closed.
LONGEST_TRAINING = timedelta(hours=12)


def code_of(trainer: Trainer) -> str:
    """This trainer's class code, drawn when it is first asked for."""
    while not trainer.code:
        drawn = new_code(CODE_LENGTH)
        try:
            with database.atomic():
                Trainer.update(code=drawn).where(
                    (Trainer.id == trainer.id) & Trainer.code.is_null()
                ).execute()
        except IntegrityError:  # somebody else's: draw another
            continue
        trainer.code = Trainer.get_by_id(trainer.id).code
    return str(trainer.code)


def trainer_of(typed: str) -> Trainer | None:
    """Whose class code somebody typed; None when it is nobody's."""
    code = clean_code(typed)
    is_one = len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET)
    return Trainer.get_or_none(Trainer.code == code) if is_one else None


def led_room(trainer_id: int) -> Room | None:
    """Where that trainer's class code leads now: of their rooms that are not over, the one led to last."""
    led = (Room.trainer == trainer_id) & Room.finished_at.is_null() & Room.led_at.is_null(False)
    newest = Room.led_at.desc(), Room.id.desc()
    return Room.select().where(led).order_by(*newest).first()  # type: ignore[no-any-return]


def lead(room: Room) -> None:
    """Let the class code of the locked room's owner lead here. Raises WrongMoment `training_finished`."""
    room.must_not_be_finished()
    room.led_at = room.now
    Room.update(led_at=room.now).where(Room.id == room.id).execute()


def leads_to(room: Room) -> bool:
    """Does the class code of the room's owner lead here?"""
    led = led_room(room.trainer_id)
    return led is not None and led.id == room.id


def may_follow(room: Room, trainer_id: int) -> bool:
    """May the class code come here just because that trainer opens the console?

    It is the owner's to move; it does not leave a training that is under way, and does not go to one that is over.
    Where it leads here since long ago, or before the last lesson's results, it comes anew: the classroom's screens
    show only what is of today, and those results until then.
    """
    its_own = not room.finished_at and room.trainer_id == trainer_id
    return its_own and (is_free(room) or is_of_old(room))


def is_free(room: Room) -> bool:
    """Does the class code of the room's owner lead elsewhere, and to no training that is under way?"""
    led = led_room(room.trainer_id)
    if led is None:
        return True
    is_forgotten = led.started_at is not None and clock() - led.started_at > LONGEST_TRAINING
    return led.id != room.id and (led.started_at is None or is_forgotten)


def is_of_old(room: Room) -> bool:
    """Does the class code lead to this room, which has not begun, since before the last lesson, or for too long?"""
    led = led_room(room.trainer_id)
    if led is None or led.id != room.id or led.started_at:
        return False
    closed_since = (Room.trainer == room.trainer_id) & (Room.finished_at > led.led_at)
    return clock() - led.led_at > LONGEST_TRAINING or Room.select().where(closed_since).exists()


def follow(room: Room, trainer_id: int) -> None:
    """Let the class code lead to the locked room if it may follow that trainer there."""
    if may_follow(room, trainer_id):
        lead(room)

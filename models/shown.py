"""Which room a classroom's screen shows: the one that was put on it, or else the one that its trainer runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from .base import clock
from .class_code import LONGEST_TRAINING
from .co_trainer import CoTrainer
from .room import Room

if TYPE_CHECKING:
    from .screen import Screen

# So long after its close a training's results stay on the screen.
RESULTS_STAY = timedelta(minutes=30)


class Shown(NamedTuple):
    """`next`: while there is none to show, the one that will probably be the next."""

    room: Room | None
    next: Room | None = None


def rooms_on(screens: Sequence[Screen]) -> dict[int, Room | None]:
    """By screen, the room that it shows now: at most five queries, however many they are."""
    now, trainers = clock(), {screen.trainer_id for screen in screens}
    put = rooms_put_on(screens, now)
    holds = {screen_id: room for screen_id, room in put.items() if not room.finished_at}
    led = by_trainer(trainers, Room.finished_at.is_null() & Room.led_at.is_null(False), Room.led_at)
    over = by_trainer(trainers, Room.finished_at > now - RESULTS_STAY, Room.finished_at)
    return {
        screen.id: holds.get(screen.id)
        or run_by(led.get(screen.trainer_id), later(over.get(screen.trainer_id), put.get(screen.id)), now)
        for screen in screens
    }


def later(one: Room | None, other: Room | None) -> Room | None:
    """Of two that are over, the one that was closed last."""
    return max((room for room in (one, other) if room), key=lambda room: room.finished_at, default=None)


def run_by(led: Room | None, over: Room | None, now: datetime) -> Room | None:
    """Of the room to which a trainer's class code leads, and the one that they closed last, the one they are at."""
    if led is None or over is None:
        here = led or over
    else:  # one that was never closed, in an earlier lesson, hides nothing; nor does it when it is closed at last
        here = over if over.led_at and led.led_at < over.led_at else led
    return here if here and is_of_today(here, now) else over


def is_of_today(room: Room, now: datetime) -> bool:
    """Or was it forgotten? Whoever leads the class again to one that was started long ago goes on with it."""
    times = (room.finished_at,) if room.finished_at else (room.started_at, room.led_at)
    return any(time > now - LONGEST_TRAINING for time in times if time)


def rooms_put_on(screens: Sequence[Screen], now: datetime) -> dict[int, Room]:
    """By screen, the room that was put on it, while the screen's trainer runs it, and not long after its lesson.

    It may wait for weeks; started long ago, it was forgotten and does not hold the screen.
    """
    ids = {screen.room_id for screen in screens if screen.room_id}
    if not ids:
        return {}
    begun = Room.started_at.is_null() | (Room.started_at > now - LONGEST_TRAINING)
    still = (Room.finished_at.is_null() & begun) | (Room.finished_at > now - RESULTS_STAY)
    rooms = {room.id: room for room in Room.select().where(Room.id.in_(ids) & still)}
    put = {
        screen.id: (rooms[screen.room_id], screen.trainer_id) for screen in screens if screen.room_id in rooms
    }
    foreign = {room.id for room, trainer_id in put.values() if room.trainer_id != trainer_id}
    helped = CoTrainer.select().where(CoTrainer.room.in_(foreign)) if foreign else ()
    let_in = {(one.room_id, one.trainer_id) for one in helped}
    return {
        screen_id: room
        for screen_id, (room, trainer_id) in put.items()
        if room.trainer_id == trainer_id or (room.id, trainer_id) in let_in
    }


def by_trainer(trainers: set[int], where: Any, newest: Any) -> dict[int, Room]:
    """By trainer, of their own rooms of which that is true the one with the newest time there."""
    its = Room.trainer.in_(trainers) & where
    query = (
        Room.select().where(its).distinct(Room.trainer).order_by(Room.trainer, newest.desc(), Room.id.desc())
    )
    return {room.trainer_id: room for room in query} if trainers else {}


def next_of(trainer_id: int) -> Room | None:
    """The unstarted room to which this trainer's class code was led last, or else the newest one of theirs."""
    unstarted = (Room.trainer == trainer_id) & Room.started_at.is_null() & Room.finished_at.is_null()
    newest = Room.led_at.desc(nulls="LAST"), Room.id.desc()
    return Room.select().where(unstarted).order_by(*newest).first()  # type: ignore[no-any-return]

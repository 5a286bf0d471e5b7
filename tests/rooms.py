"""Rooms and people straight from the models, for tests that need no web."""

from __future__ import annotations

import time
from uuid import uuid4

from models import training
from models.base import CLOCK, database
from models.errors import Refused
from models.event import Event
from models.room import Room
from models.round import Round
from models.screen import Screen
from models.student import Student
from models.trainer import Trainer


def a_trainer(email="trainer@school.org"):
    """A trainer who never signs in: the password's hash, which takes long, is left out."""
    return Trainer.create(email=email, name="Ольга Петровна", password_hash="-")


def a_room(trainer=None, **settings):
    return Room.open(trainer or Trainer.get_or_none() or a_trainer(), "География", **settings)


def a_screen(trainer=None, **settings):
    return Screen.create(
        trainer=trainer or Trainer.get_or_none() or a_trainer(), name="Кабинет 12", **settings
    )


def change(room, verb, *args, **kwargs):
    """What the writer does: `verb` under the room's lock, then its events, in one transaction."""
    with database.atomic():
        locked = Room.lock([room.id])[room.id]
        outcome = verb(locked, *args, **kwargs)
        Event.store([locked], uuid4())
    return outcome


def refused(room, verb, *args, **kwargs):
    """Why the verb refuses, its code; None: it does not."""
    try:
        change(room, verb, *args, **kwargs)
    except Refused as why:
        return why.code
    return None


def join(room, *nicknames):
    """Students with these nicknames, already in the room."""
    return [change(room, Student.join, nickname) for nickname in nicknames]


def open_round(room, question="", max_time=None):
    """The room's next round; the training is started if need be."""
    if not Room.by_id(room.id).started_at:
        change(room, training.start)
    return change(room, Round.open, question, max_time)


def let_time_run_out(room):
    """The deadline of the room's open round is now."""
    Round.update(deadline=CLOCK).where((Round.room == room.id) & Round.closed_at.is_null()).execute()


def events(room, action=None):
    """The room's log so far, or those events with this action."""
    its = Event.select().where(Event.room == room.id).order_by(Event.seq)
    return [event for event in its if action in (None, event.action)]


def until(condition):
    """What the condition gives once it is true; the deadline only ends a test that would never end."""
    deadline = time.monotonic() + 60
    while not (result := condition()):
        assert time.monotonic() < deadline, "never came true"
        time.sleep(0.005)
    return result

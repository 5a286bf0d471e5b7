"""A thousand drafts: how long it takes to keep them, and to make answers of them when time is up."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any
from uuid import uuid4

from models import clock, training
from models.base import database
from models.draft import Draft
from models.event import Event
from models.message import Message
from models.room import Room
from models.round import Round
from models.student import Student
from models.trainer import Trainer
from tests.bench.timing import row

STUDENTS, RUNS = 1000, 3
# As the writer does it, see handlers/live/writer.py.
BATCH = 250
TEXTS = {
    "a word each": "Канберра {}",
    "2,000 characters each": "{}. " + "Столица Австралии — Канберра. " * 60,
}

Verb = Callable[[Room], Any]


def measure() -> None:
    row(
        f"{STUDENTS:,} students, processor, the middle of {RUNS}",
        "keep",
        "keep another",
        "bell",
        "answers instead",
    )
    empty = [bell(room_of(STUDENTS)[0]) for _ in range(RUNS)]
    row("no drafts", "", "", ms(empty), "")
    for name, text in TEXTS.items():
        runs = [run(text) for _ in range(RUNS)]
        row(name, *(ms(list(times)) for times in zip(*runs, strict=True)))


def run(text: str) -> tuple[float, ...]:
    """Seconds: for the first drafts, for others in their place, for the bell; and for as many answers, with a bell."""
    room, students = room_of(STUDENTS)
    kept = [change(room, drafts(students, text, first)) for first in (0, 1)]
    rung = bell(room)
    room, students = room_of(STUDENTS)
    change(room, drafts(students, text, 0))
    sent = change(room, [answer(id, text.replace("{}", str(id)), str(id)) for id in students])
    return (*kept, rung, sent + bell(room))


def drafts(students: list[int], text: str, first: int) -> list[Verb]:
    return [draft(id, text.replace("{}", str(first + number)), str(id)) for number, id in enumerate(students)]


def draft(student_id: int, text: str, ref: str) -> Verb:
    return lambda room: Draft.keep(room, student_id, text, ref)


def answer(student_id: int, text: str, ref: str) -> Verb:
    return lambda room: Message.answer(room, student_id, text, ref)


def bell(room: Room) -> float:
    Round.update(deadline=Round.opened_at).where(Round.room == room.id).execute()
    return change(room, [clock.ring])


def change(room: Room, verbs: list[Verb]) -> float:
    """Seconds of the processor that the writer needs for these, PostgreSQL's not counted."""
    started = time.process_time()
    for first in range(0, len(verbs), BATCH):
        with database.atomic():
            locked = Room.lock([room.id])[room.id]
            for verb in verbs[first : first + BATCH]:
                verb(locked)
            Event.store([locked], uuid4())
    return time.process_time() - started


def room_of(size: int) -> tuple[Room, list[int]]:
    """A new room in its first round, and the ids of its students."""
    trainer = Trainer.get_or_none() or Trainer.create(
        email="drafts@school.org", name="Ольга", password_hash="-"
    )
    room = Room.open(trainer, "Черновики", max_students_count=size)
    rows = [
        {"room": room.id, "nickname": name, "nickname_key": name, "return_code": uuid4().hex[:7]}
        for name in (f"Ученик {number}" for number in range(size))
    ]
    Student.insert_many(rows).execute()
    change(room, [training.start, Round.open])
    return room, [student.id for student in Student.seated(room)]


def ms(seconds: list[float]) -> str:
    return f"{1000 * median(seconds):.0f} ms"

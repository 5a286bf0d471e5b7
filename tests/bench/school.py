"""Very many rooms: 10,000 of one trainer with a million messages, and as many of others between them."""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import uuid4

from peewee import chunked

from models.base import clock, database
from models.co_trainer import CoTrainer
from models.code import CODE_ALPHABET
from models.fold import fold
from models.message import Message
from models.room import CODE_LENGTH, Room
from models.round import Round
from models.student import Student
from models.trainer import Trainer

EMAIL = "trainer0@school.org"
ROOMS = 10_000  # of the one trainer, and as many of the others
OTHERS = 100
STUDENTS, ROUNDS = 20, 5  # in each room; each student answers each round once
TITLES = ("Дроби, 7{}", "Столицы Европы, {}", "Ёлки и ели, {}", "Fractions, class {}", "Café or tea? {}")
# One room in so many is being played, one in so many waits for its class.
RUNNING, WAITING = 2_000, 200
# So many of the others' rooms the one trainer was let into.
SHARED = 50


def trainer() -> Trainer | None:
    """The trainer with 10,000 rooms, once they are there."""
    return Trainer.get_or_none(Trainer.email == EMAIL)


def fill() -> Trainer:
    """Fill the database; gives that trainer, who was also let into rooms of others."""
    started = time.monotonic()
    # The server's own limits are for what should be quick.
    database.execute_sql("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0")
    with database.atomic():
        trainers = [
            Trainer.create(email=f"trainer{n}@school.org", name=f"Trainer {n}", password_hash="-")
            for n in range(OTHERS + 1)
        ]
        rooms(trainers)
        database.execute_sql(PEOPLE_AND_ANSWERS.format(students=STUDENTS, rounds=ROUNDS))
        shared = Room.select(Room.id).where(Room.trainer == trainers[1].id).limit(SHARED)
        CoTrainer.insert_many([{"room": room, "trainer": trainers[0]} for room in shared]).execute()
    database.execute_sql("VACUUM ANALYZE")
    for model in (Trainer, Room, CoTrainer, Student, Round, Message):
        print(f"{model.select().count():>10,} {model.__name__}")
    print(f"filled in {time.monotonic() - started:.0f} s\n", flush=True)
    return trainers[0]


def rooms(trainers: list[Trainer]) -> None:
    """Rooms as years would leave them: the trainer's and the others' in turn, the last ones not over yet."""
    made, now = [], clock()
    for n in range(2 * ROOMS):
        nth, is_mine = n // 2, n % 2 == 0
        opened = now - timedelta(hours=2 * ROOMS - n)
        title = TITLES[nth % len(TITLES)].format(nth)
        is_waiting, is_running = nth % WAITING == WAITING - 2, nth % RUNNING == RUNNING - 1
        made.append(
            {
                "uuid": uuid4(),
                "code": code(n),
                "trainer": trainers[0] if is_mine else trainers[1 + nth % OTHERS],
                "title": title,
                "title_key": fold(title),
                "max_students_count": 30,
                "max_rounds_count": ROUNDS,
                "max_round_time": 60,
                "answers": "open",
                "created_at": opened,
                "started_at": None if is_waiting else opened,
                "finished_at": None if is_waiting or is_running else opened,
            }
        )
    for some in chunked(made, 1_000):
        Room.insert_many(some).execute()


def code(n: int) -> str:
    """A different code for each number."""
    letters = ""
    for _ in range(CODE_LENGTH):
        n, place = divmod(n, len(CODE_ALPHABET))
        letters += CODE_ALPHABET[place]
    return letters


# Within the server: a million rows sent to it would take minutes.
PEOPLE_AND_ANSWERS = """
    INSERT INTO student (room_id, nickname, nickname_key, is_ready, joined_at, kick_reason)
        SELECT id, 'Student ' || n, 'student ' || n, true, created_at, ''
        FROM room, generate_series(1, {students}) n ORDER BY id;
    INSERT INTO round (room_id, number, question, opened_at, deadline, closed_at, accepted)
        SELECT id, n, 'Question ' || n, created_at, created_at,
            CASE WHEN finished_at IS NOT NULL OR n < {rounds} THEN created_at END, '[]'
        FROM room, generate_series(1, {rounds}) n WHERE started_at IS NOT NULL ORDER BY id, n;
    INSERT INTO message (room_id, round_id, student_id, text, is_correct, created_at, fold, card)
        SELECT r.room_id, r.id, s.id, 'Answer ' || mod(s.id, 7), mod(s.id, 3) = 0, r.opened_at,
            'answer ' || mod(s.id, 7), 'answer ' || mod(s.id, 7)
        FROM round r JOIN student s ON s.room_id = r.room_id ORDER BY r.id, s.id
"""

"""A trainer's rooms as a list: page by page, the newest first, searched by title, of one state or of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from peewee import SQL, fn

from . import training
from .co_trainer import CoTrainer
from .fold import fold
from .message import Message
from .room import LONGEST_TITLE, Room
from .round import Round
from .student import Student
from .trainer import Trainer

PAGE = 25
# Of the rooms that run now, so many stand on top of all others.
MOST_ON_TOP = 10
# Who chooses one of their rooms has so many to choose from.
MOST_TO_CHOOSE = 50
NOT_OVER = Room.finished_at.is_null()
# In the order of a room's life.
STATES = {
    "waiting": NOT_OVER & Room.started_at.is_null(),
    "running": NOT_OVER & Room.started_at.is_null(False),
    "closed": Room.finished_at.is_null(False),
}
ANY = SQL("true")


@dataclass
class Wanted:
    """Which rooms: those whose title has all words of `search`, in this `state`; one page of them.

    `before`, `after`: the id of a room; the page is of the next older, or the next newer ones.
    """

    search: str = ""
    state: str = ""
    before: int | None = None
    after: int | None = None

    @property
    def is_everything(self) -> bool:
        return not self.words and self.state not in STATES

    @property
    def words(self) -> list[str]:
        return fold(self.search[:LONGEST_TITLE]).split()

    @property
    def found(self) -> Any:
        """The condition that a room's title has all words."""
        return reduce(and_, (fn.STRPOS(Room.title_key, word) > 0 for word in self.words), ANY)

    @property
    def listed(self) -> Any:
        """The condition that a room is in the list: of everything, those that run stand on top of it instead."""
        state = ~STATES["running"] if self.is_everything else STATES.get(self.state, ANY)
        return self.found & state


@dataclass
class Overview:
    """One page of the list. `counts`: of what is found, by state; `total`: in the list; `first`: which of them is
    this page's first.
    """

    running: list[Room]
    rooms: list[Room]
    counts: dict[str, int]
    total: int
    first: int

    @property
    def last(self) -> int:
        return self.first + len(self.rooms) - 1

    @property
    def has_newer(self) -> bool:
        return self.first > 1

    @property
    def has_older(self) -> bool:
        return self.last < self.total


def overview(trainer: Trainer, wanted: Wanted) -> Overview:
    """That page of the rooms that this trainer runs; each room as dressed() gives it.

    A page beyond either end is the first one.
    """
    whose, rooms = halves(trainer), []
    if wanted.after is not None:
        rooms = newest(whose, wanted.listed & (Room.id > wanted.after), PAGE, backwards=True)
    elif wanted.before is not None:
        rooms = newest(whose, wanted.listed & (Room.id < wanted.before), PAGE)
    if len(rooms) < PAGE and (wanted.before is None or not rooms):
        rooms = newest(whose, wanted.listed, PAGE)
    counted = counts(whose, wanted, rooms[0].id if rooms else 0)
    running = []
    if wanted.is_everything and counted["newer"] == 0 and counted["running"]:
        running = newest(whose, STATES["running"], MOST_ON_TOP)
    dressed(trainer, [*running, *rooms])
    return Overview(
        running=running,
        rooms=rooms,
        counts={state: counted[state] for state in STATES},
        total=counted["listed"],
        first=counted["newer"] + 1,
    )


def rooms_of(trainer: Trainer, limit: int | None = None, before: int | None = None) -> list[Room]:
    """All rooms that this trainer runs, the newest first, each with `phase`; or `limit` of them older than `before`."""
    rooms = newest(halves(trainer), ANY if before is None else Room.id < before, limit)
    set_phases(rooms, last_rounds([room for room in rooms if room.started_at and not room.finished_at]))
    return rooms


def unfinished(trainer: Trainer) -> list[Room]:
    """The newest of the rooms that this trainer runs and that are not over."""
    return newest(halves(trainer), NOT_OVER, MOST_TO_CHOOSE)


def halves(trainer: Trainer) -> list[Any]:
    """The conditions that a room is this trainer's own, and, if there are any, that they were let into it.

    One query for each: with OR between them PostgreSQL would read all rooms there are.
    """
    let_into = [room for (room,) in CoTrainer.rooms_of(trainer).tuples()]
    return [Room.trainer == trainer.id, *([Room.id.in_(let_into)] if let_into else [])]


def newest(whose: list[Any], where: Any, limit: int | None, backwards: bool = False) -> list[Room]:
    """The newest of those rooms for which that is true, or (`backwards`) the oldest; the newest first."""
    order = Room.id.asc() if backwards else Room.id.desc()
    found = [
        room for half in whose for room in Room.select().where(half & where).order_by(order).limit(limit)
    ]
    found.sort(key=lambda room: room.id, reverse=not backwards)
    return sorted(found[:limit], key=lambda room: -room.id)


def counts(whose: list[Any], wanted: Wanted, first_id: int) -> dict[str, int]:
    """How many rooms are found in each state, how many of them are `listed`, and how many of those are `newer`."""
    conditions = {**STATES, "listed": wanted.listed, "newer": wanted.listed & (Room.id > first_id)}
    columns = [fn.COUNT(Room.id).filter(where).alias(name) for name, where in conditions.items()]
    rows = [Room.select(*columns).where(half & wanted.found).tuples().execute()[0] for half in whose]
    return dict(zip(conditions, map(sum, zip(*rows, strict=True)), strict=True))


def dressed(trainer: Trainer, rooms: Sequence[Room]) -> None:
    """Give each room `phase`, `students_count`, `rounds_count`, and `owner_name` where it is somebody else's."""
    ids = [room.id for room in rooms]
    seats = dict(
        Student.select(Student.room, fn.COUNT(Student.id))
        .where(Student.room.in_(ids) & Student.kicked_at.is_null())
        .group_by(Student.room)
        .tuples()
        .execute()
    )
    others = {room.trainer_id for room in rooms} - {trainer.id}
    owners = Trainer.select().where(Trainer.id.in_(others)) if others else ()
    names: dict[int, str] = {owner.id: owner.name for owner in owners}
    rounds = last_rounds(rooms)
    set_phases(rooms, rounds)
    for room in rooms:
        room.students_count = seats.get(room.id, 0)
        room.rounds_count = rounds[room.id].number if room.id in rounds else 0
        room.owner_name = names.get(room.trainer_id, "")


def last_rounds(rooms: Sequence[Room]) -> dict[int, Round]:
    """The last round of each room that has any."""
    its = Round.select().where(Round.room.in_([room.id for room in rooms]))
    return {
        round.room_id: round for round in its.distinct(Round.room).order_by(Round.room, Round.number.desc())
    }


def set_phases(rooms: Sequence[Room], rounds: dict[int, Round]) -> None:
    for room in rooms:
        room.seen[Round] = rounds.get(room.id)
        room.phase = training.phase(room)


@dataclass
class Contents:
    """What is lost with a room."""

    students: int
    answers: int


def contents(room: Room) -> Contents:
    answers = Message.select().where((Message.room == room.id) & Message.student.is_null(False))
    return Contents(students=Student.select().where(Student.room == room.id).count(), answers=answers.count())

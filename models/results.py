"""The results of a room: who stands where, and what was asked and answered in each round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import JOIN, Value, fn

from .base import one_moment
from .errors import NotFound
from .message import Message
from .room import Room
from .round import Round
from .student import Student
from .training import result

# So much stands on one page; of a larger room each round and each student have a page of their own.
MOST_ON_A_PAGE = 1500
# Of an answer on a page with many; the whole of it is on the page of its round, of its student, and in the exports.
LONGEST_SHOWN = 400


@dataclass(slots=True)
class Standing:
    """One student's place; equals share it."""

    place: int
    student_id: int
    nickname: str
    right: int


@dataclass(slots=True)
class Answer:
    """What a student answered, as it is kept."""

    message_id: int
    round_id: int
    student_id: int
    nickname: str
    is_kicked: bool
    text: str
    fold: str
    card: str
    is_correct: bool
    by_trainer: bool
    is_removed: bool
    created_at: datetime
    is_cut: bool = False


@dataclass(slots=True)
class Card:
    """Answers of one round that mean the same; or one that was removed, which never counts."""

    text: str
    answers: list[Answer]

    @property
    def is_removed(self) -> bool:
        return self.answers[0].is_removed

    @property
    def is_cut(self) -> bool:
        return any(answer.is_cut for answer in self.answers)

    @property
    def right(self) -> int:
        return sum(answer.is_correct for answer in self.answers)


@dataclass(slots=True)
class Asked:
    """One round: how many of those with a seat answered it, and how many of them right."""

    round_id: int
    number: int
    question: str
    is_open: bool
    answers_count: int
    answered: int
    right: int
    cards: list[Card] = field(default_factory=list)


@dataclass(slots=True)
class Results:
    """A room's results at one moment. `answers` is None where they are too many for one page."""

    standings: list[Standing]
    kicked: list[Student]
    rounds: list[Asked]
    answers: list[Answer] | None

    @property
    def by_student(self) -> dict[int, dict[int, list[Answer]]]:
        """The answers of each student to each round."""
        found: dict[int, list[Answer]] = {}
        for answer in self.answers or ():
            found.setdefault(answer.student_id, []).append(answer)
        return {student_id: by_round(its) for student_id, its in found.items()}


def results_of(room: Room) -> Results:
    """What stands on the page of a room's results."""
    with one_moment():
        standings, rounds = standings_of(room), rounds_of(room)
        kicked = list(
            Student.select()
            .where((Student.room == room.id) & Student.kicked_at.is_null(False))
            .order_by(Student.id)
        )
        people = len(standings) + len(kicked)
        answers_count = sum(asked.answers_count for asked in rounds)
        if max(people * max(len(rounds), 1), answers_count) > MOST_ON_A_PAGE:
            return Results(standings, kicked, rounds, None)
        answers = answers_of(Message.room == room.id, longest=LONGEST_SHOWN)
        given = by_round(answers)
        for asked in rounds:
            asked.cards = cards_of(given.get(asked.round_id, ()))
        return Results(standings, kicked, rounds, answers)


def all_results(room: Room) -> Results:
    """Everything that there is, whole: what is exported."""
    with one_moment():
        answers = answers_of(Message.room == room.id)
        return Results(standings_of(room), [], rounds_of(room), answers)


def round_results(room: Room, number: int) -> Asked | None:
    """One round with all its cards, if there was such a round."""
    with one_moment():
        asked = next((asked for asked in rounds_of(room) if asked.number == number), None)
        if asked:
            asked.cards = cards_of(answers_of(Message.round == asked.round_id))
        return asked


def student_results(room: Room, student_id: int) -> tuple[Student, list[Asked], list[Answer]]:
    """One student, kicked or not, the rounds, and all that the student answered. Raises NotFound `no_such_student`."""
    with one_moment():
        student = Student.get_or_none((Student.room == room.id) & (Student.id == student_id))
        if student is None:
            raise NotFound("no_such_student")
        return student, rounds_of(room), answers_of(Message.student == student.id)


def standings_of(room: Room) -> list[Standing]:
    """Everybody with a seat, best first."""
    standings: list[Standing] = []
    for row in result(room):
        right = row["correct_answers_count"]
        is_equal = standings and standings[-1].right == right
        place = standings[-1].place if is_equal else len(standings) + 1
        standings.append(Standing(place, row["student_id"], row["nickname"], right))
    return standings


def rounds_of(room: Room) -> list[Asked]:
    """The rounds so far, in their order, without cards."""
    counts = Message.removed_at.is_null() & Student.kicked_at.is_null()
    students = fn.COUNT(fn.DISTINCT(Message.student))
    query = (
        Round.select(
            Round.id,
            Round.number,
            Round.question,
            Round.closed_at.is_null(),
            fn.COUNT(Message.student),
            students.filter(counts),
            students.filter(counts & Message.is_correct),
        )
        .join(Message, JOIN.LEFT_OUTER, on=(Message.round == Round.id) & Message.student.is_null(False))
        .join(Student, JOIN.LEFT_OUTER, on=(Message.student == Student.id))
        .where(Round.room == room.id)
        .group_by(Round.id)
        .order_by(Round.number)
    )
    return [Asked(*row) for row in rows_of(query)]


def answers_of(where: Any, longest: int | None = None) -> list[Answer]:
    """Students' answers, oldest first; of each text `longest` characters."""
    text = fn.LEFT(Message.text, longest) if longest else Message.text
    is_cut = fn.LENGTH(Message.text) > longest if longest else Value(False)
    query = (
        Message.select(
            Message.id,
            Message.round,
            Message.student,
            Student.nickname,
            Student.kicked_at.is_null(False),
            text,
            Message.fold,
            Message.card,
            Message.is_correct,
            Message.trainer.is_null(False),
            Message.removed_at.is_null(False),
            Message.created_at,
            is_cut,
        )
        .join(Student)
        .where(where & Message.round.is_null(False))
        .order_by(Message.id)
    )
    return [Answer(*row) for row in rows_of(query)]


def rows_of(query: Any) -> list[tuple[Any, ...]]:
    """The rows as they are: a model for each of ten thousand takes a second."""
    return list(query.tuples().execute())


def by_round(answers: Iterable[Answer]) -> dict[int, list[Answer]]:
    found: dict[int, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.round_id, []).append(answer)
    return found


def cards_of(answers: Iterable[Answer]) -> list[Card]:
    """The cards of one round: with a right answer first, then those given most; what was removed comes last."""
    grouped: dict[tuple[str, int], list[Answer]] = {}
    for answer in answers:
        key = ("", answer.message_id) if answer.is_removed else (answer.card or answer.text, 0)
        grouped.setdefault(key, []).append(answer)
    cards = [Card(usual(its), its) for its in grouped.values()]
    return sorted(
        cards,
        key=lambda card: (card.is_removed, not card.right, -len(card.answers), card.answers[0].message_id),
    )


def usual(answers: list[Answer]) -> str:
    """How most of them wrote it; of equals the first."""
    return Counter(answer.text for answer in answers).most_common(1)[0][0]

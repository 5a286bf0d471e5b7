"""A room made after another: settings and questions are copied, nobody and nothing that happened."""

import pytest

from models import training
from models.co_trainer import CoTrainer
from models.question import Question
from models.room import LONGEST_TITLE, Room
from models.room_copy import copy_of, free_title
from models.round import Round
from models.student import Student
from models.trainer import Trainer
from tests.lesson import EMAIL, PASSWORD
from tests.rooms import change, join

OTHER = "other@school.org"
QUESTIONS = [("Столица Франции?", ["Париж", "Paris"], 30), ("Столица Италии?", [], None)]


@pytest.fixture
def trainer(database):
    return Trainer.register(EMAIL, "Ольга", PASSWORD)


@pytest.fixture
def other(database):
    return Trainer.register(OTHER, "Пётр", PASSWORD)


@pytest.fixture
def room(trainer):
    limits = {"max_students_count": 7, "max_rounds_count": 3, "max_round_time": 45}
    room = Room.open(trainer, "Столицы", "hidden", **limits)  # type: ignore[arg-type]
    change(room, Question.add, QUESTIONS)
    return room


def prepared(room):
    return [(one.text, one.accepted, one.max_time, one.round_id) for one in Question.of_room(room)]


async def test_a_copy_has_the_settings_and_the_questions_and_leads_to_its_console(visitor, room):
    browser = visitor()
    await browser.sign_in()
    await browser.get("/rooms")
    made = await browser.submit(f"/rooms/{room.uuid}/copy")
    copy = Room.get(Room.id != room.id)
    assert (made.status, made.location) == (303, f"/rooms/{copy.uuid}")
    assert (copy.title, copy.answers, copy.trainer_id) == ("Столицы (copy)", "hidden", room.trainer_id)
    assert (copy.max_students_count, copy.max_rounds_count, copy.max_round_time) == (7, 3, 45)
    assert prepared(copy) == [(*question, None) for question in QUESTIONS]
    assert [question.position for question in Question.of_room(copy)] == [1, 2]


async def test_what_happened_in_the_room_is_not_copied(visitor, room):
    join(room, "Анна")
    change(room, training.start)
    first = Question.of_room(room)[0]
    change(room, Round.open, question_id=first.id)
    change(room, training.close)
    Room.update(is_locked=True).execute()
    browser = visitor()
    await browser.sign_in()
    await browser.get("/rooms")
    assert (await browser.submit(f"/rooms/{room.uuid}/copy")).status == 303
    copy = Room.get(Room.id != room.id)
    assert (copy.started_at, copy.finished_at, copy.is_locked, copy.seq) == (None, None, False, 0)
    assert Student.select().where(Student.room == copy.id).count() == 0
    assert prepared(copy) == [(*question, None) for question in QUESTIONS]
    assert Question.of_room(room)[0].round_id is not None


async def test_a_co_trainers_copy_is_their_own(visitor, room, other):
    change(room, CoTrainer.let_in, other)
    browser = visitor()
    await browser.sign_in(OTHER)
    await browser.get("/rooms")
    assert (await browser.submit(f"/rooms/{room.uuid}/copy")).status == 303
    copy = Room.get(Room.id != room.id)
    assert copy.trainer_id == other.id
    assert len(prepared(copy)) == 2


async def test_others_copy_nothing(visitor, room, other):
    colleague, student, stranger = visitor(), visitor(), visitor()
    await colleague.sign_in(OTHER)
    await colleague.get("/rooms")
    assert (await colleague.submit(f"/rooms/{room.uuid}/copy")).status == 404
    await student.join(room.code, "Анна")
    await stranger.get("/join")
    for browser in (student, stranger):
        assert (await browser.submit(f"/rooms/{room.uuid}/copy")).status == 401
    assert (await colleague.get(f"/rooms/{room.uuid}/copy")).status == 405
    assert Room.select().count() == 1


async def test_the_copys_title_is_in_the_trainers_language(visitor, room):
    browser = visitor()
    await browser.sign_in()
    browser.cookies["language"] = "ru"
    await browser.get("/rooms")
    assert (await browser.submit(f"/rooms/{room.uuid}/copy")).status == 303
    assert Room.get(Room.id != room.id).title.startswith("Столицы (")


def test_copies_are_numbered_also_a_copys_copy(room, trainer):
    first = copy_of(room, trainer)
    second = copy_of(first, trainer)
    third = copy_of(room, trainer)
    assert [copy.title for copy in (first, second, third)] == [
        "Столицы (copy)",
        "Столицы (copy 2)",
        "Столицы (copy 3)",
    ]


def test_a_long_title_loses_its_end_not_the_word(trainer):
    title = "я" * LONGEST_TITLE
    assert free_title(trainer, title, "копия") == "я" * (LONGEST_TITLE - len(" (копия)")) + " (копия)"
    assert copy_of(Room.open(trainer, title), trainer, "копия").title.endswith(" (копия)")

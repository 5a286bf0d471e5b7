"""A student's own record: round by round what they answered, and what was right."""

import pytest

from models import clock, training
from models.errors import NotAllowed, NotFound
from models.mark import select_correct
from models.message import Message
from models.removal import remove
from models.round import Round
from models.student import Student
from models.training import MOST_RIGHT
from tests.rooms import a_room, change, join, open_round

pytestmark = pytest.mark.usefixtures("database")


def a_class(**settings):
    """A room with Анна and Борис in its first round."""
    room = a_room(**settings)
    room.anna, room.boris = join(room, "Анна", "Борис")
    open_round(room, "Столица Франции?")
    return room


@pytest.fixture
def room():
    return a_class()


def answer(room, student, text, is_right=False):
    message, _ = change(room, Message.answer, student.id, text)
    if is_right:
        change(room, select_correct, [message.id])
    return message.id


def record(room, student):
    """For each round: the student's answers with their marks, and what was right."""
    its = training.record_of_student(room.id, student.id)
    return [([(m["text"], m["is_correct"]) for m in one["messages"]], one["right"]) for one in its]


def test_the_record_has_every_round_with_its_question_and_ones_own_answers(room):
    first = Round.get()
    lion = answer(room, room.anna, "Лион")
    paris = answer(room, room.anna, "Париж", is_right=True)
    answer(room, room.boris, "Рим")
    second = open_round(room, "Столица Италии?")

    def mine(id, text, is_correct):
        return {
            "message_id": id,
            "round_id": first.id,
            "student_id": room.anna.id,
            "nickname": "Анна",
            "text": text,
            "is_correct": is_correct,
            "by_trainer": False,
            "is_removed": False,
        }

    assert training.record_of_student(room.id, room.anna.id) == [
        {
            "round_id": first.id,
            "number": 1,
            "question": "Столица Франции?",
            "messages": [mine(lion, "Лион", False), mine(paris, "Париж", True)],
            "right": ["Париж"],
        },
        {"round_id": second.id, "number": 2, "question": "Столица Италии?", "messages": [], "right": []},
    ]


def test_before_the_first_round_it_is_empty():
    room = a_room()
    (anna,) = join(room, "Анна")
    assert record(room, anna) == []


def test_what_was_right_is_told_once_as_most_wrote_it_and_what_most_gave_first(room):
    for text in ("Лютеция", "париж", "Париж", "Париж", "ПАРИЖ!"):
        answer(room, room.boris, text, is_right=True)
    assert record(room, room.anna) == [([], ["Париж", "Лютеция"])]


def test_only_so_many_right_ones_are_told(room):
    for number in range(MOST_RIGHT + 2):
        answer(room, room.boris, f"Город {number}", is_right=True)
    assert record(room, room.anna)[0][1] == [f"Город {number}" for number in range(MOST_RIGHT)]


def test_what_a_trainer_wrote_down_for_the_student_is_theirs(room):
    change(room, Message.answer_for, room.trainer_id, room.anna.id, "Париж")
    assert record(room, room.anna) == [([("Париж", False)], [])]


def test_what_was_removed_is_in_nobodys(room):
    for student in (room.anna, room.boris):
        change(room, remove, answer(room, student, "Париж", is_right=True))
    assert record(room, room.anna) == [([], [])]


class TestHidden:
    @pytest.fixture
    def room(self):
        room = a_class(answers="hidden")
        answer(room, room.anna, "Париж", is_right=True)
        return room

    def test_what_others_had_right_is_told_with_the_next_round(self, room):
        change(room, clock.end)
        assert record(room, room.boris) == [([], [])]
        assert record(room, room.anna) == [([("Париж", True)], ["Париж"])]
        open_round(room)
        assert record(room, room.boris)[0] == ([], ["Париж"])

    def test_or_at_the_close(self, room):
        change(room, training.close)
        assert record(room, room.boris) == [([], ["Париж"])]


def test_nobody_else_has_a_record(room):
    other = a_room()
    (vera,) = join(other, "Вера")
    with pytest.raises(NotFound):
        training.record_of_student(room.id, vera.id)
    change(room, Student.kick, room.anna.id)
    with pytest.raises(NotAllowed):
        training.record_of_student(room.id, room.anna.id)

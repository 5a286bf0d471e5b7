"""Answers that a trainer writes down in a student's place."""

import pytest

from models import training
from models.errors import NotFound, WrongMoment
from models.mark import select_correct
from models.message import Message
from models.round import Round
from models.student import Student
from tests.rooms import a_room, change, events, join, let_time_run_out, open_round

pytestmark = pytest.mark.usefixtures("database")


def answer_for(room, student, text="Париж", ref=None, round_id=None):
    return change(room, Message.answer_for, room.trainer_id, student.id, text, ref, round_id)


@pytest.mark.parametrize(("answers", "audience"), [("open", "room"), ("hidden", "author")])
def test_it_is_that_students_answer_and_shows_who_wrote_it(answers, audience):
    room = a_room(answers=answers)
    (anna,) = join(room, "Анна")
    opened = open_round(room)
    message, is_new = answer_for(room, anna, " Париж ", "r1")
    assert is_new
    (told,) = events(room, "message_send")
    assert (told.audience, told.student_id, told.data["ref"]) == (audience, anna.id, "r1")
    assert told.data["message"] == {
        "message_id": message.id,
        "round_id": opened.id,
        "student_id": anna.id,
        "nickname": "Анна",
        "text": "Париж",
        "is_correct": False,
        "by_trainer": True,
        "is_removed": False,
        "card": "париж",
    }


def test_it_may_come_when_the_clock_has_run_out_and_during_a_pause():
    room = a_room()
    (anna,) = join(room, "Анна")
    opened = open_round(room)
    let_time_run_out(room)
    assert answer_for(room, anna, round_id=opened.id)[1]
    open_round(room)
    assert answer_for(room, anna)[0].round_id != opened.id


@pytest.mark.parametrize("moment", ["before the start", "before a round", "for another round"])
def test_without_that_round_there_is_nothing_to_answer(moment):
    room = a_room()
    (anna,) = join(room, "Анна")
    round_id = None
    if moment != "before the start":
        change(room, training.start)
    if moment == "for another round":
        round_id = open_round(room).id
        open_round(room)
    with pytest.raises(WrongMoment) as refused:
        answer_for(room, anna, round_id=round_id)
    assert refused.value.code == "no_open_round"
    assert Message.select().count() == 0


def test_after_the_close_it_is_too_late_but_a_ref_sent_before_is_acknowledged():
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    first, _ = answer_for(room, anna, ref="r1")
    change(room, training.close)
    with pytest.raises(WrongMoment) as refused:
        answer_for(room, anna, ref="r2")
    assert refused.value.code == "training_finished"
    again, is_new = answer_for(room, anna, "Рим", "r1")
    assert (again.id, again.text, is_new) == (first.id, "Париж", False)


def test_nobody_answers_for_a_student_who_has_no_seat_here():
    room, other = a_room(), a_room()
    (anna,), (boris,) = join(room, "Анна"), join(other, "Борис")
    open_round(room)
    change(room, Student.kick, anna.id)
    for student in (anna, boris):
        with pytest.raises(NotFound) as refused:
            answer_for(room, student)
        assert refused.value.code == "no_such_student"


def test_the_trainers_ref_and_the_students_are_two():
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    stored = [
        change(room, Message.answer, anna.id, "1", "r"),
        answer_for(room, anna, "2", "r"),
    ]
    assert [is_new for _, is_new in stored] == [True, True]
    assert change(room, Message.answer, anna.id, "3", "r")[0].text == "1"
    assert answer_for(room, anna, "3", "r")[0].text == "2"
    assert change(room, Message.announce, room.trainer_id, "3", "r")[0].text == "2"


def test_it_counts_for_the_student():
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    change(room, select_correct, [answer_for(room, anna)[0].id])
    assert [row["correct_answers_count"] for row in training.result(room)] == [1]
    assert Round.last(room).is_open

"""A training as a whole: start, close, results and record."""

import pytest

from models import clock, training
from models.base import job
from models.errors import WrongMoment
from models.mark import select_correct
from models.message import Message
from models.room import Room
from models.round import Round
from models.student import Student
from tests.rooms import a_room, change, events, join, let_time_run_out, open_round

pytestmark = pytest.mark.usefixtures("database")


def answer(room, student, text):
    return change(room, Message.answer, student.id, text)[0].id


def test_a_training_starts_once_and_closes_once():
    room = a_room()
    with pytest.raises(WrongMoment) as refused:
        change(room, training.close)
    assert refused.value.code == "training_not_started"
    change(room, training.start)
    with pytest.raises(WrongMoment) as refused:
        change(room, training.start)
    assert refused.value.code == "training_started"
    change(room, training.close)
    for verb in (training.start, training.close):
        with pytest.raises(WrongMoment) as refused:
            change(room, verb)
        assert refused.value.code == "training_finished"
    assert [event.action for event in events(room)] == ["training_start", "training_close"]


def test_the_phase_follows_the_training():
    room = a_room()

    def phase():
        return training.phase(Room.by_id(room.id))

    assert phase() == "waiting"
    change(room, training.start)
    assert phase() == "started"
    open_round(room)
    assert phase() == "round_open"
    let_time_run_out(room)
    assert phase() == "round_open"  # until the bell: the log says when, not each reader's clock
    change(room, clock.ring)
    assert phase() == "round_over"
    open_round(room)
    assert phase() == "round_open"
    change(room, training.close)
    assert phase() == "closed"


def test_the_close_ends_the_open_round_and_tells_results_and_last_messages():
    room = a_room(answers="hidden")
    (anna,) = join(room, "Анна")
    open_round(room)
    open_round(room)
    right = answer(room, anna, "Париж")
    change(room, select_correct, [right])
    change(room, training.close)
    assert not Round.get(Round.number == 2).is_open
    told = events(room)[-1]
    assert (told.action, told.audience) == ("training_close", "room")
    assert told.data["result"] == [{"student_id": anna.id, "nickname": "Анна", "correct_answers_count": 1}]
    assert [(m["text"], m["is_correct"]) for m in told.data["messages"]] == [("Париж", True)]


def test_results_are_best_first_equals_by_name_and_without_the_kicked():
    room = a_room()
    zoe, anna, boris, gone = join(room, "яна", "Анна", "борис", "Вера")
    open_round(room)
    ids = {one.id: [answer(room, one, "1"), answer(room, one, "2")] for one in (zoe, boris, gone)}
    change(room, select_correct, [*ids[boris.id], *ids[gone.id], ids[zoe.id][0]])
    change(room, Message.announce, room.trainer_id, "Не ответ")
    change(room, Student.kick, gone.id)
    rows = training.result(Room.by_id(room.id))
    assert [(row["nickname"], row["correct_answers_count"]) for row in rows] == [
        ("борис", 2),
        ("яна", 1),
        ("Анна", 0),
    ]
    assert anna.id == rows[2]["student_id"]


def test_equals_are_sorted_by_name_whatever_its_case():
    room = a_room()
    join(room, "борис", "Анна", "Вера")
    assert [row["nickname"] for row in training.result(Room.by_id(room.id))] == ["Анна", "борис", "Вера"]


def test_the_record_has_every_answer_round_by_round():
    room = a_room(answers="hidden")
    anna, boris = join(room, "Анна", "Борис")
    first = open_round(room, "Столица Франции?")
    right = answer(room, anna, "Париж")
    change(room, select_correct, [right])
    change(room, Message.announce, room.trainer_id, "Не ответ")
    open_round(room)
    answer(room, boris, "Рим")
    change(room, Student.kick, boris.id)
    record = job(training.record_of, Room.by_id(room.id))
    rows = [
        (r["number"], r["question"], [(m["text"], m["is_correct"]) for m in r["messages"]])
        for r in record["rounds"]
    ]
    assert rows == [(1, "Столица Франции?", [("Париж", True)]), (2, "", [("Рим", False)])]
    assert record["rounds"][0]["round_id"] == first.id
    assert [(row["nickname"], row["correct_answers_count"]) for row in record["result"]] == [("Анна", 1)]

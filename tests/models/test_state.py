"""The state of a room: what each member may see of it when they connect."""

import pytest

from models import training
from models.base import job
from models.errors import NotAllowed, NotFound
from models.message import Message
from models.room import Room
from models.student import Student
from models.trainer import Trainer
from tests.rooms import a_room, a_trainer, change, join, open_round

pytestmark = pytest.mark.usefixtures("database")


def answer(room, student, text):
    return change(room, Message.answer, student.id, text)[0].id


def seen(room, role="teacher", member=None):
    return job(training.sight, room.id, role, member.id if member else room.trainer_id, 1)


def texts(state):
    return [message["text"] for message in state.state["messages"]]


def test_the_state_of_a_new_room_is_empty():
    room = a_room()
    (anna,) = join(room, "Анна")
    state = seen(room)
    seats = [{"id": anna.id, "nickname": "Анна", "is_ready": False}]
    assert job(training.seats, room.id) == (seats, 1)
    assert (state.room, state.room.seq, state.missed) == (room, 1, None)
    assert state.state == {
        "title": "География",
        "answers": "open",
        "phase": "waiting",
        "max_rounds_count": 5,
        "max_round_time": 60,
        "me": {"role": "teacher", "name": "Ольга Петровна"},
        "round": None,
        "messages": [],
        "result": None,
    }
    assert seen(room, "student", anna).state["me"] == {"role": "student"} | seats[0]


def test_in_a_hidden_room_each_sees_their_own_answers_until_the_next_round():
    room = a_room(answers="hidden")
    anna, boris = join(room, "Анна", "Борис")
    open_round(room)
    answer(room, anna, "Париж")
    answer(room, boris, "Лион")
    change(room, Message.announce, room.trainer_id, "Время!")
    assert texts(seen(room)) == ["Париж", "Лион", "Время!"]
    assert texts(seen(room, "student", anna)) == ["Париж", "Время!"]
    assert texts(seen(room, "student", boris)) == ["Лион", "Время!"]
    open_round(room)
    answer(room, anna, "Рим")
    assert texts(seen(room, "student", boris)) == ["Париж", "Лион", "Время!"]
    change(room, training.close)
    assert texts(seen(room, "student", boris)) == ["Париж", "Лион", "Время!", "Рим"]
    assert [row["nickname"] for row in seen(room, "student", boris).state["result"]] == ["Анна", "Борис"]


def test_the_state_has_the_messages_of_this_round_and_the_one_before():
    room = a_room()
    (anna,) = join(room, "Анна")
    change(room, Message.announce, room.trainer_id, "Скоро начнём")
    open_round(room)
    answer(room, anna, "1")
    assert texts(seen(room)) == ["Скоро начнём", "1"]
    for text in ("2", "3"):
        open_round(room)
        answer(room, anna, text)
    assert texts(seen(room, "student", anna)) == ["2", "3"]


def test_the_state_is_for_members_alone():
    room, other = a_room(), a_room()
    (anna,), (stranger,) = join(room, "Анна"), join(other, "Борис")
    change(room, Student.kick, anna.id)
    colleague = a_trainer("other@school.org")
    for role, member, kind, code in (
        ("student", anna.id, NotAllowed, "kicked"),
        ("student", stranger.id, NotFound, "no_such_student"),
        ("teacher", colleague.id, NotAllowed, "bad_token"),
    ):
        with pytest.raises(kind) as refused:
            job(training.sight, room.id, role, member, 1)
        assert refused.value.code == code
    Trainer.update(session=2).execute()  # signed out everywhere
    with pytest.raises(NotAllowed):
        seen(room)
    Room.delete().where(Room.id == room.id).execute()
    with pytest.raises(NotFound):
        seen(room)

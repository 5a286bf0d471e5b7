"""The state of a room: what each member may see of it when they connect."""

import pytest

from models import clock, mark, removal, training
from models.base import job
from models.co_trainer import CoTrainer
from models.errors import NotAllowed, NotFound
from models.message import Message
from models.room import Room
from models.round import Round
from models.screen import Screen
from models.student import Student
from models.trainer import Trainer
from tests.rooms import a_room, a_screen, a_trainer, change, events, join, open_round

pytestmark = pytest.mark.usefixtures("database")


def answer(room, student, text):
    return change(room, Message.answer, student.id, text)[0].id


def seen(room, role="teacher", member=None):
    if role == "screen":
        member = member or a_screen(room.trainer)
        return job(training.sight, room.id, role, member.id, member.revision)
    member_id, session = (member.id, member.session) if member else (room.trainer_id, 1)
    return job(training.sight, room.id, role, member_id, session)


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
        "settings": {"is_locked": False, "is_blind": False, "is_polite": False, "takes_drafts": True},
        "paused_at": None,
        "me": {"role": "teacher", "name": "Ольга Петровна"},
        "round": None,
        "messages": [],
        "result": None,
        "questions": [],
        "kicked": [],
        "extras": [],
    }
    own = {"role": "student", "return_code": anna.return_code, "draft": None}
    assert seen(room, "student", anna).state["me"] == own | seats[0]


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
        ("student", anna, NotAllowed, "kicked"),
        ("student", stranger, NotFound, "no_such_student"),
        ("teacher", colleague, NotAllowed, "bad_token"),
    ):
        with pytest.raises(kind) as refused:
            seen(room, role, member)
        assert refused.value.code == code
    Trainer.update(session=2).execute()  # signed out everywhere
    with pytest.raises(NotAllowed):
        seen(room)
    Room.delete().where(Room.id == room.id).execute()
    with pytest.raises(NotFound):
        seen(room)


def test_each_student_sees_their_own_clock():
    room = a_room()
    anna, boris = join(room, "Анна", "Борис")
    opened = open_round(room)
    change(room, clock.extend_for, anna.id, 30)
    change(room, clock.end)
    change(room, clock.extend_for, anna.id, 30)
    (extra,) = seen(room).state["extras"]
    deadline = opened.deadline.isoformat()
    for who, phase, until in (
        (seen(room), "round_over", deadline),
        (seen(room, "student", anna), "round_open", extra["deadline"]),
        (seen(room, "student", boris), "round_over", deadline),
        (seen(room, "screen"), "round_over", deadline),
    ):
        assert (who.state["phase"], who.state["round"]["deadline"]) == (phase, until)
        assert who.state["round"]["is_open"] == (phase == "round_open")


def test_only_trainers_see_what_is_theirs():
    room = a_room()
    (anna,) = join(room, "Анна")
    change(room, training.start)
    change(room, Round.open, "Столица Франции?", accepted=["Париж"])
    theirs = {"questions", "kicked", "extras"}
    assert theirs <= seen(room).state.keys()
    assert seen(room).state["round"]["accepted_cards"] == ["париж"]
    for other in (seen(room, "student", anna), seen(room, "screen")):
        assert not theirs & other.state.keys()
        assert not {"accepted", "accepted_cards"} & other.state["round"].keys()


def test_a_screen_is_not_told_who_wrote_an_answer_while_marking_is_blind():
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    answer(room, anna, "Париж")
    change(room, Message.announce, room.trainer_id, "Время!")

    def authors(state):
        return [(message["nickname"], message["student_id"]) for message in state.state["messages"]]

    named = [("Анна", anna.id), ("Ольга Петровна", None)]
    change(room, training.run_otherwise, is_blind=True)
    assert authors(seen(room, "screen")) == [("", None), named[1]]
    assert authors(seen(room)) == authors(seen(room, "student", anna)) == named
    change(room, training.run_otherwise, is_blind=False)
    assert authors(seen(room, "screen")) == named
    assert [message["student_id"] for message in events(room, "room_change")[-1].data["messages"]] == [
        anna.id,
        None,
    ]
    change(room, training.run_otherwise, is_blind=True)
    change(room, training.close)
    assert authors(seen(room, "screen")) == [("", None), named[1]]
    assert seen(room, "screen").state["result"][0]["nickname"] == "Анна"


def test_a_screen_is_told_no_mark_while_marking_is_blind():
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    chosen = [answer(room, anna, "Париж")]

    def marks(state):
        return [message["is_correct"] for message in state.state["messages"]]

    change(room, training.run_otherwise, is_blind=True)
    change(room, mark.select_correct, chosen)
    assert events(room, "message_select")[-1].data["is_blind"]
    assert marks(seen(room, "screen")) == [False]
    assert marks(seen(room)) == marks(seen(room, "student", anna)) == [True]
    change(room, clock.end)
    assert marks(seen(room, "screen")) == [False]
    change(room, training.run_otherwise, is_blind=False)
    assert marks(seen(room, "screen")) == [True]
    assert events(room, "room_change")[-1].data["messages"][0]["is_correct"]


def test_a_screen_is_told_no_mark_while_the_round_is_open():
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    chosen = [answer(room, anna, "Париж")]
    change(room, mark.select_correct, chosen)

    def marks():
        return [message["is_correct"] for message in seen(room, "screen").state["messages"]]

    assert marks() == [False]
    assert seen(room, "student", anna).state["messages"][0]["is_correct"], "only they see it"
    change(room, training.run_otherwise, is_blind=True)
    change(room, training.run_otherwise, is_blind=False)
    assert not events(room, "room_change")[-1].data["messages"][0]["is_correct"]
    change(room, clock.end)
    assert marks() == [True]


def test_a_screen_that_comes_back_while_marking_is_blind_gets_the_state_and_not_what_it_missed():
    room, screen = a_room(), a_screen()
    open_round(room)
    back = (room.id, "screen", screen.id, screen.revision, 0)
    assert job(training.sight, *back).state is None
    change(room, training.run_otherwise, is_blind=True)
    assert job(training.sight, *back).missed is None


def test_a_screens_ticket_is_good_while_it_looks_as_it_did_and_its_trainer_runs_the_room():
    room, colleague = a_room(), a_trainer("other@school.org")
    own, foreign = a_screen(room.trainer), a_screen(colleague)

    def refused(screen):
        with pytest.raises(NotAllowed) as why:
            seen(room, "screen", screen)
        return why.value.code

    assert seen(room, "screen", own).state["me"] == {"role": "screen"}
    assert refused(foreign) == "bad_token"
    change(room, CoTrainer.let_in, colleague)
    assert seen(room, "screen", foreign).state["phase"] == "waiting"
    change(room, CoTrainer.put_out, colleague.id)
    assert refused(foreign) == "bad_token"
    before = Screen.by_uuid(own.uuid)
    own.change(zoom="l")
    assert refused(before) == "bad_token"
    seen(room, "screen", own)
    own.revoke()
    assert refused(own) == "bad_token"


def test_a_screen_alone_is_told_how_many_have_answered():
    room = a_room(answers="hidden")
    anna, boris, vera, galya = join(room, "Анна", "Борис", "Вера", "Галя")

    def told():
        return seen(room, "screen").state["answered"]

    assert told() == 0
    open_round(room)
    answer(room, anna, "Париж")
    answer(room, anna, "Лион")
    removed = answer(room, boris, "Рим")
    answer(room, vera, "Ницца")
    change(room, Message.answer_for, room.trainer_id, galya.id, "Брест")
    change(room, Message.announce, room.trainer_id, "Время!")
    assert told() == 4
    assert texts(seen(room, "screen")) == ["Время!"]
    change(room, removal.remove, removed)
    assert told() == 3
    change(room, Student.kick, vera.id)
    assert told() == 2
    open_round(room)
    assert told() == 0
    for other in (seen(room), seen(room, "student", anna)):
        assert "answered" not in other.state

"""Being put out of a room with a reason, and let in again."""

from datetime import timedelta
from uuid import uuid4

import pytest

from models import training
from models.base import CLOCK, job
from models.errors import NotAllowed, Taken
from models.message import Message
from models.room import Room
from models.student import Student
from tests.rooms import a_room, change, events, join, open_round, refused

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def room():
    room = a_room(max_students_count=2)
    room.browser = uuid4()
    room.anna = change(room, Student.join, "Анна", room.browser)
    room.boris = change(room, Student.join, "Борис")
    return room


def kicked_ago(student, seconds):
    Student.update(kicked_at=CLOCK - timedelta(seconds=seconds)).where(Student.id == student.id).execute()


def kicked_list(room):
    return job(training.sight, room.id, "teacher", room.trainer_id, 1).state["kicked"]


def test_a_kicked_student_is_told_the_reason_the_room_loses_them_and_trainers_may_regret(room):
    change(room, Student.kick, room.anna.id, "  Шумишь \n на уроке ")
    kicked, kick, users = events(room)[-3:]
    assert (kick.action, kick.audience, kick.student_id) == ("student_kick", "student", room.anna.id)
    assert kick.data == {"reason": "Шумишь на уроке"}
    assert (users.action, users.data) == ("user_list", {"changed": [], "removed": [room.anna.id]})
    until = kick.created_at + timedelta(seconds=60)
    told = {
        "id": room.anna.id,
        "nickname": "Анна",
        "reason": "Шумишь на уроке",
        "until": until.isoformat(),
    }
    assert (kicked.action, kicked.audience, kicked.data) == ("student_kicked", "trainer", told)
    assert kicked_list(room) == [told]
    assert list(Student.seated(room)) == [room.boris]
    with pytest.raises(NotAllowed) as no:
        change(room, Student.ready, room.anna.id, True)
    assert (no.value.code, no.value.values) == ("kicked", {"reason": "Шумишь на уроке"})


def test_a_reason_has_at_most_200_characters(room):
    change(room, Student.kick, room.anna.id, "я" * 200)
    assert refused(room, Student.kick, room.boris.id, "я" * 201) == "too_long"
    assert Student.get_by_id(room.boris.id).kicked_at is None


def test_who_is_let_in_again_has_their_seat_name_answers_and_browser(room):
    open_round(room)
    change(room, Message.answer, room.anna.id, "Париж")
    change(room, Student.ready, room.anna.id, True)
    change(room, Student.kick, room.anna.id, "Ой")
    change(room, Student.restore, room.anna.id)
    told = events(room)[-1]
    user = {"id": room.anna.id, "nickname": "Анна", "is_ready": True}
    assert (told.action, told.audience, told.data) == (
        "user_list",
        "room",
        {"changed": [user], "removed": []},
    )
    assert change(room, Student.join, "", room.browser) == room.anna
    change(room, Message.answer, room.anna.id, "Лион")
    assert [row["nickname"] for row in training.result(Room.by_id(room.id))] == ["Анна", "Борис"]
    assert kicked_list(room) == []
    assert Student.get_by_id(room.anna.id).kick_reason == ""


def test_a_minute_later_it_is_too_late(room):
    change(room, Student.kick, room.anna.id)
    kicked_ago(room.anna, 59)
    change(room, Student.restore, room.anna.id)
    change(room, Student.kick, room.anna.id)
    kicked_ago(room.anna, 61)
    assert kicked_list(room) == []
    assert refused(room, Student.restore, room.anna.id) == "too_late"
    assert Student.get_by_id(room.anna.id).kicked_at


def test_who_asked_in_time_is_heard_though_the_server_was_busy(room):
    def busy(room):
        room.waited(2)
        return Student.restore(room, room_anna)

    room_anna = room.anna.id
    change(room, Student.kick, room.anna.id)
    kicked_ago(room.anna, 61)
    change(room, busy)


def test_a_seat_or_a_name_that_somebody_took_meanwhile_is_gone(room):
    change(room, Student.kick, room.anna.id)
    vera = change(room, Student.join, "Вера")
    assert refused(room, Student.restore, room.anna.id) == "room_full"
    change(room, Student.kick, vera.id)
    change(room, Student.join, "анна")
    assert refused(room, Student.restore, room.anna.id) == "nickname_taken"


def test_a_locked_room_lets_in_again_whom_the_trainer_put_out(room):
    change(room, training.run_otherwise, is_locked=True)
    change(room, Student.kick, room.anna.id)
    change(room, Student.restore, room.anna.id)


def test_only_who_was_put_out_of_this_room_can_be_let_in_again(room):
    (stranger,) = join(a_room(), "Чужой")
    for student in (room.anna, stranger):
        assert refused(room, Student.restore, student.id) == "no_such_student"


def test_nobody_is_let_in_after_the_close(room):
    open_round(room)
    change(room, Student.kick, room.anna.id)
    change(room, training.close)
    assert refused(room, Student.restore, room.anna.id) == "training_finished"


def test_whoever_comes_back_does_not_hear_again_that_they_were_put_out(room):
    """The replay would hold it: they get the present state instead."""
    seq = Room.by_id(room.id).seq
    change(room, Student.kick, room.anna.id)
    change(room, Student.restore, room.anna.id)

    def seen(student):
        return job(training.sight, room.id, "student", student.id, 0, seq)

    assert seen(room.anna).missed is None
    assert seen(room.anna).state["me"]["id"] == room.anna.id
    assert [event.action for event in seen(room.boris).missed][-1] == "user_list"


class TestTheLock:
    def test_is_told_with_the_other_settings_to_all(self, room):
        change(room, training.run_otherwise, is_locked=True)
        change(room, training.run_otherwise, is_blind=True)
        change(room, training.run_otherwise)
        told = events(room, "room_change")
        assert [event.audience for event in told] == ["room"] * 3
        settings = [(event.data["is_locked"], event.data["is_blind"]) for event in told]
        assert settings == [(True, False), (True, True), (True, True)]
        kept = Room.by_id(room.id)
        assert (kept.is_locked, kept.is_blind) == (True, True)

    def test_keeps_newcomers_out_and_lets_the_same_browser_in(self):
        room, browser = a_room(), uuid4()
        anna = change(room, Student.join, "Анна", browser)
        change(room, training.run_otherwise, is_locked=True)
        with pytest.raises(Taken) as no:
            change(room, Student.join, "Борис", uuid4())
        assert no.value.code == "room_locked"
        assert refused(room, Student.join, "Борис") == "room_locked"
        assert change(room, Student.join, "Анна", browser) == anna
        change(room, training.run_otherwise, is_locked=False)
        change(room, Student.join, "Борис")

    def test_does_not_keep_out_whom_the_trainer_adds(self):
        room = a_room(max_students_count=2)
        change(room, training.run_otherwise, is_locked=True)
        anna = change(room, Student.add, " Анна ")
        assert events(room)[-1].data == {"changed": [anna.as_user()], "removed": []}
        assert refused(room, Student.add, "анна") == "nickname_taken"
        assert refused(room, Student.add, "Я") == "bad_nickname"
        change(room, Student.add, "Борис")
        assert refused(room, Student.add, "Вера") == "room_full"
        open_round(room)
        change(room, training.close)
        assert refused(room, Student.add, "Галя") == "training_finished"

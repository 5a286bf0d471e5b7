"""The clock: more time for all, for one student, and what the bell does about it."""

from datetime import timedelta

import pytest

from models import clock, training
from models.errors import BadField, NotFound, WrongMoment
from models.extra_time import ExtraTime
from models.message import Message
from models.room import Room
from models.round import Round
from models.student import Student
from tests.rooms import a_room, change, events, join, let_time_run_out, open_round, refused

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def room():
    room = a_room(max_round_time=60)
    room.anna, room.boris = join(room, "Анна", "Борис")
    open_round(room)
    return room


def last(room):
    return Round.last(Room.by_id(room.id))


def own(student):
    """The student's extra time."""
    return ExtraTime.get(ExtraTime.student == student.id)


def own_time_runs_out(student):
    ExtraTime.update(deadline=Round.get().opened_at).where(ExtraTime.student == student.id).execute()


def answers(room, student):
    """Is an answer of this student taken now?"""
    try:
        change(room, Message.answer, student.id, "Париж")
    except WrongMoment as refused:
        assert refused.code == "no_open_round"
        return False
    return True


def phases(room):
    """Where the training stands for the trainer, Анна and Борис."""
    now = Room.by_id(room.id)
    return [training.phase(now, one and one.id) for one in (None, room.anna, room.boris)]


class TestMoreTime:
    def test_moves_the_deadline_by_just_so_much_and_tells_the_room(self, room):
        before = last(room).deadline
        change(room, clock.extend, 15)
        assert last(room).deadline - before == timedelta(seconds=15)
        told = events(room)[-1]
        assert (told.action, told.audience, told.student_id) == ("round_time", "room", None)
        assert told.data == {
            "round_id": last(room).id,
            "deadline": last(room).deadline.isoformat(),
            "is_open": True,
            "extras": [],
        }

    def test_moves_extra_times_too(self, room):
        change(room, clock.extend_for, room.anna.id, 30)
        before = own(room.anna).deadline
        change(room, clock.extend, 15)
        assert own(room.anna).deadline - before == timedelta(seconds=15)
        assert events(room)[-1].data["extras"] == [own(room.anna).as_public()]

    def test_is_for_an_open_round_alone(self, room):
        for code in ("training_not_started", "no_open_round"):
            other = a_room()
            if code == "no_open_round":
                change(other, training.start)
            assert refused(other, clock.extend, 15) == code
        let_time_run_out(room)
        change(room, clock.ring)
        change(room, clock.extend_for, room.anna.id, 30)
        assert refused(room, clock.extend, 15) == "no_open_round"
        change(room, training.close)
        assert refused(room, clock.extend, 15) == "training_finished"

    def test_ends_within_a_day(self, room):
        for _ in range(23):
            change(room, clock.extend, 3600)
        change(room, clock.extend_for, room.anna.id, 3500)
        for verb, args in ((clock.extend, (60,)), (clock.extend_for, (room.anna.id, 60))):
            before = last(room).deadline, own(room.anna).deadline
            with pytest.raises(BadField) as beyond:
                change(room, verb, *args)
            assert beyond.value.field == "seconds"
            assert (last(room).deadline, own(room.anna).deadline) == before


class TestExtraTime:
    def test_begins_where_the_students_time_ends(self, room):
        change(room, clock.extend_for, room.anna.id, 30)
        assert own(room.anna).deadline - last(room).deadline == timedelta(seconds=30)
        change(room, clock.extend_for, room.anna.id, 20)
        assert own(room.anna).deadline - last(room).deadline == timedelta(seconds=50)

    @pytest.mark.parametrize("how", ["clock", "trainer"])
    def test_begins_now_where_their_time_is_over(self, room, how):
        for _ in range(2):
            if how == "clock":
                let_time_run_out(room)
                ExtraTime.update(deadline=Round.get().opened_at).execute()
                change(room, clock.ring)
            else:
                change(room, clock.end)
            assert not answers(room, room.anna)
            change(room, clock.extend_for, room.anna.id, 30)
            told = events(room)[-1]
            assert own(room.anna).deadline - told.created_at == timedelta(seconds=30)
            assert answers(room, room.anna)
            assert not answers(room, room.boris)

    def test_is_told_to_the_student_and_trainers(self, room):
        change(room, clock.extend_for, room.anna.id, 30)
        told = events(room)[-1]
        assert (told.action, told.audience, told.student_id) == ("round_time", "author", room.anna.id)
        assert told.data == {
            "round_id": last(room).id,
            "deadline": own(room.anna).deadline.isoformat(),
            "is_open": True,
            "extras": [own(room.anna).as_public()],
        }

    def test_leaves_the_others_as_they_are(self, room):
        assert phases(room) == ["round_open"] * 3
        change(room, clock.extend_for, room.anna.id, 30)
        let_time_run_out(room)
        change(room, clock.ring)
        assert phases(room) == ["round_over", "round_open", "round_over"]
        assert answers(room, room.anna)
        assert not answers(room, room.boris)
        own_time_runs_out(room.anna)
        assert not answers(room, room.anna)  # though the bell has not rung
        change(room, clock.ring)
        assert phases(room) == ["round_over"] * 3

    def test_is_for_a_student_with_a_seat_in_this_room(self, room):
        (stranger,) = join(a_room(), "Чужой")
        change(room, Student.kick, room.boris.id)
        for student in (stranger, room.boris):
            with pytest.raises(NotFound) as missing:
                change(room, clock.extend_for, student.id, 30)
            assert missing.value.code == "no_such_student"
        assert ExtraTime.select().count() == 0

    def test_needs_a_round_and_ends_with_the_training(self, room):
        other = a_room()
        (vera,) = join(other, "Вера")
        assert refused(other, clock.extend_for, vera.id, 30) == "training_not_started"
        change(other, training.start)
        assert refused(other, clock.extend_for, vera.id, 30) == "no_open_round"
        change(room, clock.extend_for, room.anna.id, 30)
        change(room, training.close)
        assert own(room.anna).closed_at
        assert refused(room, clock.extend_for, room.anna.id, 30) == "training_finished"

    def test_ends_with_the_next_round(self, room):
        change(room, clock.extend_for, room.anna.id, 30)
        second = open_round(room)
        assert own(room.anna).closed_at == second.opened_at
        assert [event.action for event in events(room)[-2:]] == ["round_time", "round_new"]
        state = training.state(Room.by_id(room.id), "teacher", room.trainer_id)
        assert state["extras"] == []

    def test_of_a_kicked_student_goes_on_when_they_are_let_in_again(self, room):
        change(room, clock.extend_for, room.anna.id, 30)
        let_time_run_out(room)
        change(room, clock.ring)
        change(room, Student.kick, room.anna.id)
        change(room, Student.restore, room.anna.id)
        assert answers(room, room.anna)


class TestTheEnd:
    def test_is_the_end_for_everybody_told_once(self, room):
        change(room, clock.extend_for, room.anna.id, 30)
        change(room, clock.end)
        assert phases(room) == ["round_over"] * 3
        told = events(room)[-1]
        assert (told.action, told.audience) == ("round_close", "room")
        marks = {"correct_ids": [], "is_blind": False}
        assert told.data == {"round_id": last(room).id, "number": 1, "extras": []} | marks
        assert change(room, clock.ring) == 0
        assert len(events(room, "round_close")) == 1

    def test_is_told_only_to_those_for_whom_the_round_was_not_over(self, room):
        change(room, clock.extend_for, room.anna.id, 30)
        let_time_run_out(room)
        change(room, clock.ring)
        change(room, clock.end)
        told = events(room)[-1]
        assert (told.action, told.audience, told.student_id) == ("round_close", "author", room.anna.id)
        assert told.data["extras"] == []
        assert phases(room) == ["round_over"] * 3

    def test_is_refused_where_nothing_runs(self, room):
        assert refused(a_room(), clock.end) == "training_not_started"
        assert refused(room, clock.end, last(room).id + 1) == "no_open_round"
        change(room, clock.end, last(room).id)
        assert refused(room, clock.end) == "no_open_round"
        assert refused(room, clock.end, last(room).id) == "no_open_round"
        change(room, training.close)
        assert refused(room, clock.end) == "training_finished"


class TestTheBell:
    def test_says_how_long_it_is_to_the_next_end(self, room):
        change(room, clock.extend_for, room.anna.id, 30)
        assert 59 < change(room, clock.ring) <= 60
        let_time_run_out(room)
        assert 89 < change(room, clock.ring) <= 90
        own_time_runs_out(room.anna)
        assert change(room, clock.ring) == 0
        assert events(room, "round_close")[-1].student_id == room.anna.id

    def test_ends_the_round_first_then_each_students_own_time_in_the_order_they_end(self, room):
        change(room, clock.extend_for, room.anna.id, 40)
        change(room, clock.extend_for, room.boris.id, 20)
        let_time_run_out(room)
        for student, seconds in ((room.anna, 0.002), (room.boris, 0.001)):
            moment = last(room).opened_at + timedelta(seconds=seconds)
            ExtraTime.update(deadline=moment).where(ExtraTime.student == student.id).execute()
        assert change(room, clock.ring) == 0
        told = events(room, "round_close")
        assert [event.student_id for event in told] == [None, room.boris.id, room.anna.id]
        left = [[extra["student_id"] for extra in event.data["extras"]] for event in told]
        assert left == [[room.boris.id, room.anna.id], [room.anna.id], []]

    def test_has_every_room_to_ring_in_where_a_clock_runs(self, room):
        over, extra, paused, closed, waiting = (a_room() for _ in range(5))
        for one in (over, extra, paused, closed):
            open_round(one)
        (vera,) = join(extra, "Вера")
        change(over, clock.end)
        change(extra, clock.end)
        change(extra, clock.extend_for, vera.id, 30)
        change(paused, clock.pause)
        change(closed, training.close)
        assert sorted(clock.ticking()) == [room.id, extra.id]
        assert change(waiting, clock.ring) == 0

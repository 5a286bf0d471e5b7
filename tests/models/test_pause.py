"""The pause: the clock stands still for everybody, and goes on with what was left."""

from datetime import datetime, timedelta

import pytest

from models import clock, training
from models.errors import WrongMoment
from models.extra_time import ExtraTime
from models.mark import select_correct
from models.message import Message
from models.room import Room
from models.round import Round
from models.student import Student
from tests.rooms import a_room, change, events, join, let_time_run_out, open_round, refused

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def room():
    room = a_room()
    room.anna, room.boris = join(room, "Анна", "Борис")
    open_round(room)
    return room


def answer(room, student, ago=timedelta(0), ref=None):
    """An answer that reached the server so long ago; gives the code of the refusal."""

    def verb(room):
        room.asked_at = room.now - ago
        return Message.answer(room, student.id, "Париж", ref)

    return refused(room, verb)


def times(room):
    """All deadlines of the room's last round."""
    last = Round.last(Room.by_id(room.id))
    return [last.deadline, *(extra.deadline for extra in ExtraTime.select().order_by(ExtraTime.student))]


def test_a_pause_is_told_and_refuses_what_comes_after_it(room):
    change(room, clock.pause)
    (told,) = events(room, "training_pause")
    paused_at = Room.by_id(room.id).paused_at
    assert (told.audience, told.data) == ("room", {"paused_at": paused_at.isoformat()})
    assert answer(room, room.anna) == "training_paused"
    # Two clocks that differ by a little may say that it came before; its turn says that it did not.
    since = change(room, lambda room: room.now - paused_at)
    assert answer(room, room.anna, ago=since + timedelta(seconds=1)) == "training_paused"
    change(room, clock.resume)
    assert answer(room, room.boris) is None


def test_an_answer_behind_the_pause_in_the_same_transaction_is_refused_and_one_before_it_taken(room):
    def together(room):
        outcomes: list[str | None] = []
        for waited, verb in (
            (0.3, lambda: Message.answer(room, room_anna, "до")),
            (0.2, lambda: clock.pause(room)),
            (0.1, lambda: Message.answer(room, room_anna, "после")),
        ):
            room.waited(waited)
            try:
                outcomes.append(verb() and None)
            except WrongMoment as late:
                outcomes.append(late.code)
        return outcomes

    room_anna = room.anna.id
    assert change(room, together) == [None, None, "training_paused"]


def test_an_answer_stored_before_is_acknowledged_again_during_the_pause(room):
    assert answer(room, room.anna, ref="r1") is None
    change(room, clock.pause)
    assert answer(room, room.anna, ref="r1") is None
    assert Message.select().count() == 1


def test_deadlines_move_by_just_as_long_as_the_pause_was(room):
    change(room, clock.extend_for, room.anna.id, 30)
    before = times(room)
    change(room, clock.pause)
    assert times(room) == before
    paused_at = Room.by_id(room.id).paused_at
    change(room, clock.resume)
    resumed = events(room)[-1]
    paused_for = resumed.created_at - paused_at
    assert paused_for > timedelta(0)
    assert times(room) == [time + paused_for for time in before]
    assert resumed.action == "training_resume"
    assert resumed.data["deadline"] == times(room)[0].isoformat()
    assert [datetime.fromisoformat(one["deadline"]) for one in resumed.data["extras"]] == times(room)[1:]
    assert Room.by_id(room.id).paused_at is None


def test_several_pauses_add_up(room):
    (before,), gone = times(room), timedelta(0)
    for _ in range(3):
        change(room, clock.pause)
        paused_at = Room.by_id(room.id).paused_at
        change(room, clock.resume)
        gone += events(room)[-1].created_at - paused_at
    assert times(room) == [before + gone]


def test_nothing_rings_during_a_pause(room):
    change(room, clock.extend_for, room.anna.id, 30)
    change(room, clock.pause)
    let_time_run_out(room)
    ExtraTime.update(deadline=Round.get().opened_at).execute()
    assert change(room, clock.ring) == 0
    assert events(room, "round_close") == []
    assert room.id not in clock.ticking()


def test_what_ran_out_before_the_pause_is_over(room):
    let_time_run_out(room)
    change(room, clock.pause)
    assert [event.action for event in events(room)[-2:]] == ["round_close", "training_pause"]
    change(room, clock.resume)
    assert events(room)[-1].data == {"deadline": None, "extras": []}
    assert answer(room, room.anna) == "no_open_round"


def test_extra_time_alone_is_paused_too(room):
    change(room, clock.extend_for, room.anna.id, 30)
    let_time_run_out(room)
    change(room, clock.ring)
    main, before = times(room)
    change(room, clock.pause)
    assert (answer(room, room.anna), answer(room, room.boris)) == ("training_paused", "no_open_round")
    paused_at = Room.by_id(room.id).paused_at
    change(room, clock.resume)
    resumed = events(room)[-1]
    assert times(room) == [main, before + (resumed.created_at - paused_at)]
    assert resumed.data["deadline"] is None
    assert (answer(room, room.anna), answer(room, room.boris)) == (None, "no_open_round")


def test_more_time_may_be_given_during_a_pause(room):
    (before,) = times(room)
    change(room, clock.pause)
    paused_at = Room.by_id(room.id).paused_at
    change(room, clock.extend, 15)
    change(room, clock.extend_for, room.anna.id, 30)
    seconds = timedelta(seconds=1)
    assert times(room) == [before + 15 * seconds, before + 45 * seconds]
    change(room, clock.resume)
    paused_for = events(room)[-1].created_at - paused_at
    assert times(room) == [before + 15 * seconds + paused_for, before + 45 * seconds + paused_for]


def test_extra_time_given_during_a_pause_to_who_had_none_left_begins_when_it_ends(room):
    change(room, clock.end)
    change(room, clock.pause)
    change(room, clock.extend_for, room.anna.id, 30)
    change(room, clock.resume)
    resumed = events(room)[-1]
    assert times(room)[1] == resumed.created_at + timedelta(seconds=30)


def test_a_pause_is_of_a_running_training_and_not_twice(room):
    waiting = a_room()
    assert [refused(waiting, verb) for verb in (clock.pause, clock.resume)] == ["training_not_started"] * 2
    assert refused(room, clock.resume) == "training_not_paused"
    change(room, clock.pause)
    assert refused(room, clock.pause) == "training_paused"
    assert refused(room, Round.open) == "training_paused"
    change(room, training.close)
    assert [refused(room, verb) for verb in (clock.pause, clock.resume)] == ["training_finished"] * 2
    assert Room.by_id(room.id).paused_at is None  # the close ends the pause too


def test_a_training_may_be_paused_before_its_first_round():
    room = a_room()
    change(room, training.start)
    change(room, clock.pause)
    assert refused(room, Round.open) == "training_paused"
    change(room, clock.resume)
    assert events(room)[-1].data == {"deadline": None, "extras": []}
    change(room, Round.open)


def test_the_trainer_goes_on_with_other_things_during_a_pause(room):
    change(room, Message.answer, room.anna.id, "Париж")
    change(room, clock.pause)
    change(room, select_correct, [Message.get().id])
    change(room, Message.announce, room.trainer_id, "Перерыв")
    change(room, Student.kick, room.boris.id)
    change(room, clock.end)
    assert Room.by_id(room.id).paused_at
    change(room, training.close)

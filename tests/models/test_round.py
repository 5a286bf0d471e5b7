"""Rounds: opened one after the other, ended by the server's clock."""

import pytest

from models import clock, training
from models.errors import BadField, BadValue, WrongMoment
from models.message import Message
from models.room import Room
from models.round import Round
from tests.rooms import a_room, change, events, join, let_time_run_out, open_round, refused

pytestmark = pytest.mark.usefixtures("database")


def open_ones():
    return Round.select().where(Round.closed_at.is_null())


def test_a_round_has_a_number_a_question_and_a_deadline():
    room = a_room(max_round_time=90)
    first, second = open_round(room, "  Столица\r\nФранции? "), open_round(room, max_time=5)
    assert (first.number, first.question, second.number, second.question) == (1, "Столица\nФранции?", 2, "")
    assert (first.deadline - first.opened_at).total_seconds() == 90
    assert (second.deadline - second.opened_at).total_seconds() == 5


def test_the_next_round_closes_the_open_one_and_shows_its_messages():
    room = a_room()
    (anna,) = join(room, "Анна")
    first = open_round(room)
    message, _ = change(room, Message.answer, anna.id, "Париж")
    assert list(open_ones()) == [first]
    second = open_round(room)
    assert list(open_ones()) == [second]
    assert Round.get_by_id(first.id).closed_at == second.opened_at
    opened, told = events(room, "round_new")
    assert opened.data["messages"] == []
    assert told.data["messages"] == [message.as_public() | {"nickname": "Анна"}]
    assert told.data["round"]["round_id"] == second.id
    assert [event.action for event in events(room)[-2:]] == ["message_send", "round_new"]


def test_no_round_before_the_start_nor_after_the_close():
    room = a_room()
    with pytest.raises(WrongMoment) as no:
        change(room, Round.open)
    assert no.value.code == "training_not_started"
    change(room, training.start)
    change(room, training.close)
    with pytest.raises(WrongMoment) as no:
        change(room, Round.open)
    assert no.value.code == "training_finished"


def test_a_training_has_no_more_rounds_than_it_may():
    room = a_room(max_rounds_count=2)
    open_round(room)
    last = open_round(room)
    with pytest.raises(WrongMoment) as no:
        open_round(room)
    assert no.value.code == "no_rounds_left"
    assert Round.get_by_id(last.id).is_open  # a refusal changes nothing
    assert [event.action for event in events(room)] == ["training_start", "round_new", "round_new"]


@pytest.mark.parametrize("seconds", [4, 61, 0, -1])
def test_a_round_is_neither_too_short_nor_longer_than_its_room_allows(seconds):
    room = a_room(max_round_time=60)
    with pytest.raises(BadField) as no:
        open_round(room, max_time=seconds)
    assert no.value.field == "max_time"
    assert Round.select().count() == 0


def test_a_question_too_long_is_refused():
    room = a_room()
    assert len(open_round(room, "я" * 2000).question) == 2000
    with pytest.raises(BadValue) as no:
        open_round(room, "я" * 2001)
    assert no.value.code == "too_long"


def test_the_bell_closes_a_round_whose_time_is_up_once():
    room = a_room()
    opened = open_round(room)
    let_time_run_out(room)
    assert change(room, clock.ring) == 0
    assert change(room, clock.ring) == 0
    (told,) = events(room, "round_close")
    assert told.data == {
        "round_id": opened.id,
        "number": 1,
        "extras": [],
        "correct_ids": [],
        "is_blind": False,
    }
    assert list(open_ones()) == []


def test_a_bell_that_rings_early_hears_how_long_to_wait():
    room = a_room(max_round_time=60)
    opened = open_round(room)
    assert 0 < change(room, clock.ring) <= 60
    assert list(open_ones()) == [opened]
    assert events(room, "round_close") == []


def test_a_bell_of_a_round_that_was_followed_by_another_changes_nothing():
    room = a_room()
    first, second = open_round(room), open_round(room)
    Round.update(deadline=first.opened_at).where(Round.id == first.id).execute()
    assert 59 < change(room, clock.ring) <= 60
    assert change(a_room(), clock.ring) == 0
    assert list(open_ones()) == [second]


def test_the_last_round_is_the_one_with_the_highest_number():
    room, other = a_room(), a_room()
    open_round(other)
    assert Round.last(Room.by_id(room.id)) is None
    open_round(room)
    second = open_round(room)
    assert Round.last(Room.by_id(room.id)) == second


def test_a_round_keeps_its_accepted_answers_cleaned_and_once():
    room = a_room()
    change(room, training.start)
    change(room, Round.open, "Столица Франции?", accepted=[" Париж ", "", "Лютеция", "Париж"])
    opened = events(room)[-1].data["round"]
    assert opened["accepted"] == Round.get().accepted == ["Париж", "Лютеция"]
    assert opened["accepted_cards"] == ["париж", "лютеция"]
    with pytest.raises(BadValue) as no:
        change(room, Round.open, accepted=["я" * 2001])
    assert no.value.code == "too_long"


def test_a_question_may_be_given_to_the_round_afterwards_in_whole_or_in_part():
    room = a_room()
    open_round(room)
    change(room, Round.ask, " Столица Франции? ", [" Париж"])
    (told,) = events(room, "round_question")
    assert (told.audience, told.data) == (
        "room",
        {
            "round_id": Round.get().id,
            "question": "Столица Франции?",
            "accepted": ["Париж"],
            "accepted_cards": ["париж"],
        },
    )
    change(room, clock.end)
    change(room, Round.ask, "Столица Италии?", None)
    change(room, Round.ask, None, ["Рим"])
    assert (Round.get().question, Round.get().accepted) == ("Столица Италии?", ["Рим"])
    change(room, Round.ask, None, [])
    assert Round.get().accepted == []


def test_a_question_is_of_the_last_round_and_until_the_close():
    room = a_room()
    assert refused(room, Round.ask, "?", None) == "training_not_started"
    change(room, training.start)
    assert refused(room, Round.ask, "?", None) == "no_open_round"
    first, second = open_round(room), open_round(room)
    assert refused(room, Round.ask, "я" * 2001, None) == "too_long"
    change(room, Round.ask, "?", None)
    assert [Round.get_by_id(one.id).question for one in (first, second)] == ["", "?"]
    change(room, training.close)
    assert refused(room, Round.ask, "?!", None) == "training_finished"

"""Messages: answers in time, refs, and marks."""

import pytest

from models import clock, training
from models.errors import BadValue, NotAllowed, NotFound, WrongMoment
from models.mark import select_correct
from models.message import Message
from models.room import Room
from models.student import Student
from tests.rooms import a_room, change, events, join, let_time_run_out, open_round

pytestmark = pytest.mark.usefixtures("database")


def test_an_answer_is_stored_and_told_to_the_room():
    room = a_room()
    (anna,) = join(room, "Анна")
    opened = open_round(room)
    message, is_new = change(room, Message.answer, anna.id, "  Париж\r\nили Лион ", "r1")
    assert is_new
    (told,) = events(room, "message_send")
    assert (told.audience, told.student_id, told.data["ref"]) == ("room", anna.id, "r1")
    assert told.data["message"] == {
        "message_id": message.id,
        "round_id": opened.id,
        "student_id": anna.id,
        "nickname": "Анна",
        "text": "Париж\nили Лион",
        "is_correct": False,
        "by_trainer": False,
        "is_removed": False,
        "card": "париж или лион",
    }


def test_in_a_hidden_room_an_answer_is_told_to_its_author_alone():
    room = a_room(answers="hidden")
    (anna,) = join(room, "Анна")
    open_round(room)
    change(room, Message.answer, anna.id, "Париж")
    assert events(room, "message_send")[0].audience == "author"


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("before the start", "no_open_round"),
        ("before a round", "no_open_round"),
        ("after the deadline", "no_open_round"),
        ("after the bell", "no_open_round"),
        ("after the close", "no_open_round"),
    ],
)
def test_an_answer_at_the_wrong_moment_is_refused_and_not_stored(moment, code):
    room = a_room()
    (anna,) = join(room, "Анна")
    if moment != "before the start":
        change(room, training.start)
    if moment.startswith("after"):
        open_round(room)
        let_time_run_out(room)
        if moment == "after the bell":
            change(room, clock.ring)
        elif moment == "after the close":
            change(room, training.close)
    with pytest.raises(WrongMoment) as refused:
        change(room, Message.answer, anna.id, "Париж", "r1")
    assert refused.value.code == code
    assert Message.select().count() == 0


def test_an_answer_that_came_in_time_counts_however_long_it_waited():
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    let_time_run_out(room)

    def answer(locked):
        locked.waited(2.0)
        return Message.answer(locked, anna.id, "Париж")

    assert change(room, answer)[1]


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty_text"), (" \n\0\x07 ", "empty_text"), ("я" * 2001, "too_long")]
)
def test_a_text_that_is_none_is_refused(text, code):
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    for verb, author in ((Message.answer, anna.id), (Message.announce, room.trainer.id)):
        with pytest.raises(BadValue) as refused:
            change(room, verb, author, text)
        assert refused.value.code == code
    change(room, Message.answer, anna.id, "я" * 2000)


@pytest.mark.parametrize("meanwhile", ["nothing", "the deadline", "the next round", "the close"])
def test_the_same_ref_again_is_the_same_message_also_later(meanwhile):
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    first, _ = change(room, Message.answer, anna.id, "Париж", "r1")
    if meanwhile == "the deadline":
        let_time_run_out(room)
    elif meanwhile == "the next round":
        open_round(room)
    elif meanwhile == "the close":
        change(room, training.close)
    log = len(events(room))
    again, is_new = change(room, Message.answer, anna.id, "Another text", "r1")
    assert (again.id, again.text, is_new) == (first.id, "Париж", False)
    assert Message.select().count() == 1
    assert len(events(room)) == log


def test_a_ref_is_its_authors_own():
    room, other = a_room(), a_room()
    anna, boris = join(room, "Анна", "Борис")
    open_round(room)
    trainer = room.trainer.id
    stored = [
        change(room, Message.answer, anna.id, "1", "r"),
        change(room, Message.answer, boris.id, "2", "r"),
        change(room, Message.announce, trainer, "3", "r"),
        change(other, Message.announce, trainer, "4", "r"),
    ]
    assert [is_new for _, is_new in stored] == [True] * 4
    assert change(room, Message.announce, trainer, "5", "r")[0].text == "3"
    assert change(room, Message.answer, boris.id, "5", "r")[0].text == "2"


def test_without_a_ref_the_same_text_twice_is_two_messages():
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    for _ in range(2):
        change(room, Message.answer, anna.id, "Париж")
        change(room, Message.announce, room.trainer.id, "Внимание", None)
    assert Message.select().count() == 4


def test_a_kicked_student_answers_no_more_and_a_stranger_never():
    room, other = a_room(), a_room()
    (anna,), (stranger,) = join(room, "Анна"), join(other, "Борис")
    open_round(room)
    change(room, Message.answer, anna.id, "Париж", "r1")
    change(room, Student.kick, anna.id)
    for ref in ("r1", "r2"):
        with pytest.raises(NotAllowed) as refused:
            change(room, Message.answer, anna.id, "Париж", ref)
        assert refused.value.code == "kicked"
    with pytest.raises(NotFound):
        change(room, Message.answer, stranger.id, "Париж")


def test_a_trainer_speaks_at_any_time_and_it_is_no_answer():
    room = a_room(answers="hidden")
    (anna,) = join(room, "Анна")
    early, _ = change(room, Message.announce, room.trainer.id, "Скоро начнём")
    opened = open_round(room)
    late, _ = change(room, Message.announce, room.trainer.id, "Внимание")
    assert (early.round_id, late.round_id) == (None, opened.id)
    assert {event.audience for event in events(room, "message_send")} == {"room"}
    assert late.as_public()["nickname"] == "Ольга Петровна"
    with pytest.raises(NotFound):
        change(room, select_correct, [late.id])
    change(room, training.close)
    assert change(room, Message.announce, room.trainer.id, "Спасибо")[1]
    assert training.result(Room.by_id(room.id))[0]["student_id"] == anna.id


def test_what_one_student_writes_in_a_round_is_bounded():
    room = a_room()
    anna, boris = join(room, "Анна", "Борис")
    open_round(room)
    for _ in range(100):
        change(room, Message.answer, anna.id, "я")
    with pytest.raises(WrongMoment) as refused:
        change(room, Message.answer, anna.id, "я")
    assert refused.value.code == "too_much_written"
    change(room, Message.answer, boris.id, "я")
    open_round(room)
    change(room, Message.answer, anna.id, "я")

"""Messages that a trainer takes away: who loses them, what becomes of their marks, and the way back."""

import pytest

from models import training
from models.base import job
from models.errors import NotFound, WrongMoment
from models.mark import select_correct
from models.message import Message
from models.removal import remove
from models.room import Room
from tests.rooms import a_room, change, events, join, open_round

pytestmark = pytest.mark.usefixtures("database")


def answer(room, student, text="Париж", ref=None):
    return change(room, Message.answer, student.id, text, ref)[0].id


def seen(room, role, member, since=None):
    session = 0 if role == "student" else 1
    return job(training.sight, room.id, role, member, session, since)


def texts(room, role, member):
    return [message["text"] for message in seen(room, role, member).state["messages"]]


@pytest.mark.parametrize(("answers", "audience"), [("open", "room"), ("hidden", "author")])
def test_whoever_could_see_it_is_told_and_only_trainers_keep_it(answers, audience):
    room = a_room(answers=answers)
    anna, boris = join(room, "Анна", "Борис")
    open_round(room)
    id = answer(room, anna)
    change(room, remove, id)
    told = events(room)[-1]
    assert (told.action, told.audience, told.student_id) == ("message_remove", audience, anna.id)
    assert told.data == {"message_id": id}
    assert texts(room, "student", anna.id) == texts(room, "student", boris.id) == []
    (kept,) = seen(room, "teacher", room.trainer_id).state["messages"]
    assert (kept["is_removed"], kept["card"]) == (True, "париж")


def test_put_back_it_is_told_as_a_message_without_its_mark():
    room = a_room(answers="hidden")
    (anna,) = join(room, "Анна")
    open_round(room)
    id = answer(room, anna, ref="r1")
    change(room, select_correct, [id])
    change(room, remove, id)
    change(room, remove, id, False)
    told = events(room)[-1]
    assert (told.action, told.audience, told.data["ref"]) == ("message_send", "author", None)
    assert (told.data["message"]["is_removed"], told.data["message"]["is_correct"]) == (False, False)
    assert texts(room, "student", anna.id) == ["Париж"]


def test_it_loses_its_mark_cannot_be_marked_and_never_counts():
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    id = answer(room, anna)
    change(room, select_correct, [id])
    change(room, remove, id)
    with pytest.raises(NotFound) as refused:
        change(room, select_correct, [id])
    assert refused.value.code == "no_such_message"
    change(room, select_correct, None)
    assert events(room)[-1].data["message_ids"] == []
    change(room, training.close)
    record = job(training.record_of, Room.by_id(room.id))
    assert [row["correct_answers_count"] for row in record["result"]] == [0]
    (kept,) = record["rounds"][0]["messages"]
    assert (kept["is_removed"], kept["is_correct"], kept["by_trainer"]) == (True, False, False)


def test_a_removed_answer_with_a_mark_would_not_count_either():
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    id = answer(room, anna)
    Message.update(is_correct=True, removed_at=room.created_at).where(Message.id == id).execute()
    assert [row["correct_answers_count"] for row in training.result(room)] == [0]


def test_what_somebody_missed_does_not_have_it_any_more():
    room = a_room(answers="hidden")
    anna, boris = join(room, "Анна", "Борис")
    open_round(room)
    id, kept = answer(room, anna), answer(room, anna, "Рим")
    open_round(room)
    change(room, remove, id)
    for role, member, is_told in [
        ("student", anna.id, False),
        ("student", boris.id, False),
        ("teacher", room.trainer_id, True),
    ]:
        missed = seen(room, role, member, since=2).missed
        told = {m["message_id"]: m["is_removed"] for event in missed for m in event.messages}
        assert told == {id: not is_told, kept: False}, role
    change(room, remove, id, False)
    missed = seen(room, "student", boris.id, since=2).missed
    assert not any(message["is_removed"] for event in missed for message in event.messages)


def test_its_author_who_sends_the_ref_again_is_told_what_became_of_it():
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    id = answer(room, anna, ref="r1")
    change(room, remove, id)
    again, is_new = change(room, Message.answer, anna.id, "Париж", "r1")
    assert (again.id, is_new) == (id, False)
    assert again.as_seen_by("student")["is_removed"]


def test_a_trainers_text_is_taken_away_too_also_before_the_start():
    room = a_room()
    (anna,) = join(room, "Анна")
    said = change(room, Message.announce, room.trainer_id, "Скоро начнём")[0]
    change(room, remove, said.id)
    assert (events(room)[-1].audience, events(room)[-1].student_id) == ("room", None)
    assert texts(room, "student", anna.id) == []
    change(room, remove, said.id, False)
    assert texts(room, "student", anna.id) == ["Скоро начнём"]


def test_of_a_round_long_past_only_trainers_hear_that_it_is_back():
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    id = answer(room, anna)
    for audiences in (["room", "room"], ["room", "room"], ["room", "trainer"]):
        for is_removed in (True, False):
            change(room, remove, id, is_removed)
        assert [event.audience for event in events(room)[-2:]] == audiences
        open_round(room)


def test_there_is_no_such_message_or_it_is_too_late():
    room, other = a_room(), a_room()
    (boris,) = join(other, "Борис")
    open_round(other)
    foreign = answer(other, boris)
    for id in (foreign, 2**31 - 1):
        with pytest.raises(NotFound) as refused:
            change(room, remove, id)
        assert refused.value.code == "no_such_message"
    change(other, training.close)
    with pytest.raises(WrongMoment) as late:
        change(other, remove, foreign)
    assert late.value.code == "training_finished"
    assert Message.get_by_id(foreign).removed_at is None

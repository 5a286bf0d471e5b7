"""Marks: which answers the trainer took for right, and who may know."""

import pytest

from models import clock, removal, training
from models.errors import NotFound, WrongMoment
from models.mark import select_correct
from models.message import Message
from models.room import Room
from tests.rooms import a_room, change, events, join, let_time_run_out, open_round

pytestmark = pytest.mark.usefixtures("database")
FOR_ALL = {"hidden": {}, "unrevealed": [], "is_blind": False}


def answers(room, *students):
    return [change(room, Message.answer, student.id, "Париж")[0].id for student in students]


def marked(room):
    return [
        m.id
        for m in Message.select().where((Message.room == room.id) & Message.is_correct).order_by(Message.id)
    ]


def test_answers_are_marked_and_unmarked():
    room = a_room()
    open_round(room)
    ids = answers(room, *join(room, "Анна", "Борис", "Вера"))
    change(room, select_correct, [ids[2], ids[0], ids[0]])
    assert marked(room) == [ids[0], ids[2]]
    change(room, select_correct, [ids[0]], False)
    assert marked(room) == [ids[2]]
    first, second = events(room, "message_select")
    for told, its, is_correct in ((first, [ids[0], ids[2]], True), (second, ids[:1], False)):
        marks = {"message_ids": its, "unrevealed": its, "is_correct": is_correct}
        assert told.data == FOR_ALL | marks


def test_what_is_marked_in_a_round_that_is_open_is_told_to_screens_when_it_closes():
    room = a_room()
    anna, boris, vera = join(room, "Анна", "Борис", "Вера")
    open_round(room)
    (before,) = answers(room, anna)
    open_round(room)
    ids = answers(room, anna, boris, vera)
    change(room, select_correct, [before, *ids])
    assert events(room)[-1].data["unrevealed"] == ids
    change(room, select_correct, ids[:1], False)
    change(room, removal.remove, ids[1])
    change(room, clock.extend_for, anna.id, 60)
    let_time_run_out(room)
    change(room, clock.ring)
    (closed,) = events(room, "round_close")
    assert closed.data["correct_ids"] == ids[2:]
    change(room, select_correct, ids[:1])
    assert events(room)[-1].data == FOR_ALL | {"message_ids": ids[:1], "is_correct": True}, "it is over"


def test_a_round_that_closes_in_a_hidden_room_tells_screens_no_marks():
    room = a_room(answers="hidden")
    (anna,) = join(room, "Анна")
    open_round(room)
    change(room, select_correct, answers(room, anna))
    change(room, clock.end)
    assert events(room)[-1].data["correct_ids"] == []


@pytest.mark.parametrize("is_correct", [True, False])
def test_without_ids_the_room_is_told_the_present_selection(is_correct):
    room = a_room()
    open_round(room)
    ids = answers(room, *join(room, "Анна", "Борис"))
    change(room, select_correct, [ids[1]])
    change(room, select_correct, None, is_correct)
    assert marked(room) == [ids[1]]
    assert events(room)[-1].data["message_ids"] == [ids[1]]
    assert events(room)[-1].data["is_correct"] is True


def test_one_unknown_id_and_nothing_is_marked():
    room, other = a_room(), a_room()
    for one in (room, other):
        open_round(one)
    (known,), (foreign,) = answers(room, *join(room, "Анна")), answers(other, *join(other, "Анна"))
    for unknown in (foreign, 2**31 - 1):
        with pytest.raises(NotFound) as refused:
            change(room, select_correct, [known, unknown])
        assert refused.value.code == "no_such_message"
    assert marked(room) == marked(other) == events(room, "message_select") == []


def test_no_ids_at_all_mark_nothing():
    room = a_room()
    open_round(room)
    change(room, select_correct, [])
    assert events(room)[-1].data["message_ids"] == []


def test_marks_are_given_while_the_training_runs_and_asked_for_at_any_time():
    room = a_room()
    with pytest.raises(WrongMoment):
        change(room, select_correct, [])
    change(room, select_correct, None)
    open_round(room)
    change(room, training.close)
    with pytest.raises(WrongMoment):
        change(room, select_correct, [])
    change(room, select_correct, None)


def test_a_hidden_answers_mark_is_its_authors_until_the_next_round():
    room = a_room(answers="hidden")
    anna, boris = join(room, "Анна", "Борис")
    open_round(room)
    ids = answers(room, anna, boris)
    change(room, select_correct, ids)
    hidden = {str(ids[0]): anna.id, str(ids[1]): boris.id}
    assert events(room)[-1].data["hidden"] == hidden
    let_time_run_out(room)
    change(room, clock.ring)
    change(room, select_correct, ids)
    assert events(room)[-1].data["hidden"] == hidden
    open_round(room)
    change(room, select_correct, ids)
    assert events(room)[-1].data["hidden"] == {}


def test_a_hidden_answer_becomes_public_with_the_next_round_or_the_close():
    room = a_room(answers="hidden")
    (anna,) = join(room, "Анна")
    open_round(room)
    (first,) = answers(room, anna)
    said, _ = change(room, Message.announce, room.trainer.id, "Внимание")
    assert not Message.get_by_id(first).is_public(Room.by_id(room.id))
    assert said.is_public(Room.by_id(room.id))
    open_round(room)
    (second,) = answers(room, anna)
    assert Message.get_by_id(first).is_public(Room.by_id(room.id))
    assert not Message.get_by_id(second).is_public(Room.by_id(room.id))
    change(room, training.close)
    assert Message.get_by_id(second).is_public(Room.by_id(room.id))


def test_in_an_open_room_every_answer_is_public_at_once():
    room = a_room()
    open_round(room)
    (first,) = answers(room, *join(room, "Анна"))
    assert Message.get_by_id(first).is_public(Room.by_id(room.id))

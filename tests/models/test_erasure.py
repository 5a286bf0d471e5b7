"""Erasing a student: nothing of them is left, in no table, and the others lose nothing."""

from uuid import uuid4

import pytest

from models import clock, training
from models.base import database
from models.card import group
from models.erasure import erasable, erase
from models.errors import NotFound
from models.event import Event
from models.extra_time import ExtraTime
from models.mark import select_correct
from models.message import Message
from models.room import Room
from models.student import Student
from tests.rooms import a_room, change, events, join, open_round

pytestmark = pytest.mark.usefixtures("database")


def everything():
    """All that is stored, as text."""
    tables = database.get_tables()
    rows = [row for table in tables for row in database.execute_sql(f'SELECT t::text FROM "{table}" t')]
    return "\n".join(row[0] for row in rows)


@pytest.fixture
def room():
    """Anna and Boris have answered; what Anna wrote is all over the log."""
    room = a_room()
    anna, boris = join(room, "Аннушка", "Борис")
    opened = open_round(room)
    first = change(room, Message.answer, anna.id, "Канберрочка")[0]
    change(room, Message.answer, boris.id, "Сидней")
    change(room, Message.answer_for, room.trainer_id, anna.id, "за Аннушку")
    change(room, select_correct, [first.id])
    change(room, clock.extend_for, anna.id, 30)
    open_round(room)
    room.anna, room.boris, room.opened = anna, boris, opened
    return room


def test_nothing_is_left_of_the_student(room):
    before = everything()
    assert "Аннушк" in before and "Канберрочка" in before and "канберрочка" in before
    change(room, erase, room.anna.id)
    after = everything().casefold()
    assert "аннушк" not in after
    assert "канберрочка" not in after
    assert Student.get_or_none(Student.id == room.anna.id) is None
    assert Message.select().where(Message.student == room.anna.id).count() == 0
    assert ExtraTime.select().where(ExtraTime.student == room.anna.id).count() == 0


def test_the_others_keep_all_that_is_theirs(room):
    change(room, erase, room.anna.id)
    assert [message.text for message in Message.select().where(Message.room == room.id)] == ["Сидней"]
    assert [row["nickname"] for row in training.result(room)] == ["Борис"]
    assert [asked["number"] for asked in training.record_of(room)["rounds"]] == [1, 2]


def test_a_closed_training_forgets_a_student_too(room):
    change(room, training.close)
    change(room, erase, room.anna.id)
    assert "Аннушк" not in everything()


def test_who_is_there_is_told_whom_to_forget(room):
    change(room, erase, room.anna.id)
    told, listed = events(room)
    assert (told.action, told.audience, told.data) == ("student_erase", "room", {"id": room.anna.id})
    assert (listed.action, listed.data) == ("user_list", {"changed": [], "removed": [room.anna.id]})
    assert listed.seq == Room.by_id(room.id).seq


def test_the_student_is_put_out_first_which_is_told_and_not_kept(room):
    told = deliver(room, lambda its: erase(its, room.anna.id))
    assert [event.action for event in told] == ["student_kick", "student_erase", "user_list"]
    assert (told[0].student_id, told[0].audience) == (room.anna.id, "student")
    assert [event.action for event in events(room)] == ["student_erase", "user_list"]


def test_a_kicked_student_can_be_erased(room):
    change(room, Student.kick, room.anna.id, "Аннушка мешает")
    told = deliver(room, lambda its: erase(its, room.anna.id))
    assert [event.action for event in told] == ["student_erase", "user_list"]
    assert "Аннушк" not in everything()


def test_what_happened_in_the_same_transaction_is_told_and_forgotten_too(room):
    def both(its):
        Message.answer(its, room.anna.id, "Последнее слово")
        Message.answer(its, room.boris.id, "И моё")
        erase(its, room.anna.id)

    told = deliver(room, both)
    assert [event.action for event in told][:2] == ["message_send", "message_send"]
    assert [event.seq for event in told] == list(range(told[0].seq, told[0].seq + len(told)))
    assert "Последнее слово" not in everything()
    assert [event.action for event in events(room)] == ["student_erase", "user_list"]


def test_what_comes_later_in_the_same_transaction_knows_nothing_of_the_student(room):
    def both(its):
        Message.answer(its, room.anna.id, "Раз")
        erase(its, room.anna.id)
        with pytest.raises(NotFound):
            Message.answer(its, room.anna.id, "Два")
        Message.answer(its, room.boris.id, "Три")

    change(room, both)
    assert [event.action for event in events(room)][-1] == "message_send"
    assert "Раз" not in everything()


def test_whoever_comes_back_gets_the_present_state(room):
    before = Room.by_id(room.id)
    epochs = {event.seq: event.epoch for event in events(room)}
    change(room, erase, room.anna.id)
    now = Room.by_id(room.id)
    for seq in range(before.seq + 1):
        assert Event.missed(now, seq, epochs.get(seq, "0")) is None, seq
    assert Event.missed(now, now.seq, Event.epoch_of(now)) == []
    sight = training.sight(room.id, "student", room.boris.id, 0, since=before.seq, epoch=epochs[before.seq])
    assert sight.missed is None
    assert "Аннушк" not in str(sight.state)


def test_the_log_goes_on_after_it(room):
    change(room, erase, room.anna.id)
    seq, epoch = Room.by_id(room.id).seq, Event.epoch_of(Room.by_id(room.id))
    change(room, Message.answer, room.boris.id, "Дальше")
    missed = Event.missed(Room.by_id(room.id), seq, epoch)
    assert [event.action for event in missed] == ["message_send"]


def test_a_card_that_was_called_by_their_words_gets_another_name(room):
    (boris,) = Message.select().where(Message.text == "Сидней")
    change(room, group, [boris.id], "канберрочка")
    change(room, erase, room.anna.id)
    (left,) = Message.select().where(Message.room == room.id)
    assert left.card == f"#{left.id}"
    (told,) = events(room, "message_group")
    assert (told.audience, told.data) == ("trainer", {"message_ids": [left.id], "card": left.card})


def test_a_card_that_others_wrote_as_well_keeps_its_name(room):
    (boris,) = Message.select().where(Message.text == "Сидней")
    Message.update(text="канберрочка", fold="канберрочка", card="канберрочка").where(
        Message.id == boris.id
    ).execute()
    change(room, erase, room.anna.id)
    assert Message.get_by_id(boris.id).card == "канберрочка"
    assert events(room, "message_group") == []


def test_the_name_and_the_browser_are_free_again():
    room = a_room()
    browser = "9f1c7a52-58a5-4e70-8f0c-6c6f9d6a1c11"
    anna = change(room, Student.join, "Анна", browser)
    change(room, erase, anna.id)
    again = change(room, Student.join, "Анна", browser)
    assert again.id != anna.id


def test_only_a_student_of_this_room_can_be_erased(room):
    other = a_room()
    for student_id in (room.anna.id, 0, 2**31 - 1, 10**12):
        with pytest.raises(NotFound, match="student"):
            change(other, erase, student_id)
    assert erasable(room, room.anna.id)[1] == 2
    change(room, erase, room.anna.id)
    with pytest.raises(NotFound):
        change(room, erase, room.anna.id)


def deliver(room, verb):
    """What the writer tells after this verb."""
    with database.atomic():
        locked = Room.lock([room.id])[room.id]
        verb(locked)
        return Event.store([locked], uuid4())

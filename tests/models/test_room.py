"""Rooms: their limits, their codes, and the lock."""

import pytest

from models import room as rooms
from models.base import database as db
from models.code import CODE_ALPHABET
from models.errors import BadField, NotFound
from models.room import LIMITS, Room
from models.student import Student
from tests.rooms import a_room, a_trainer, change, events, join, open_round

pytestmark = pytest.mark.usefixtures("database")


def test_a_room_without_wishes_gets_the_defaults():
    room = Room.by_id(a_room().id)
    assert {field: getattr(room, field) for field in LIMITS} == {
        "max_students_count": 30,
        "max_rounds_count": 5,
        "max_round_time": 60,
    }
    assert (room.answers, room.seq, room.started_at, room.finished_at) == ("open", 0, None, None)


@pytest.mark.parametrize("field", LIMITS)
def test_each_limit_is_kept_at_both_ends(field):
    smallest, largest, _ = LIMITS[field]
    for good in (smallest, largest):
        assert getattr(Room.by_id(a_room(**{field: good}).id), field) == good
    for bad in (smallest - 1, largest + 1, -(2**40), 2**40):
        with pytest.raises(BadField) as refused:
            a_room(**{field: bad})
        assert (refused.value.field, refused.value.code) == (field, "bad_value")
        assert str(largest) in str(refused.value)


@pytest.mark.parametrize("title", ["", "  \n ", "я" * 121, "a\0b", "a\x1b[31mb", "a\u202eb", "\ud800"])
def test_a_title_that_cannot_be_shown_is_refused(title):
    with pytest.raises(BadField) as refused:
        Room.open(a_trainer(), title)
    assert refused.value.field == "title"


def test_a_title_is_kept_on_one_line():
    trainer = a_trainer()
    assert Room.open(trainer, "  Столицы\n\t мира ").title == "Столицы мира"
    assert len(Room.open(trainer, "я" * 120).title) == 120


@pytest.mark.parametrize("answers", ["", "OPEN", "closed"])
def test_answers_are_open_or_hidden_and_nothing_else(answers):
    with pytest.raises(BadField) as refused:
        a_room(answers=answers)
    assert refused.value.field == "answers"
    assert a_room(answers="hidden").answers == "hidden"


def test_a_code_has_six_letters_that_cannot_be_confused():
    for room in [a_room() for _ in range(20)]:
        assert len(room.code) == 6
        assert set(room.code) <= set(CODE_ALPHABET)
    assert not set(CODE_ALPHABET) & set("AEIOUY0123456789")


def test_a_code_that_is_in_use_is_drawn_again(monkeypatch):
    monkeypatch.setattr(rooms, "CODE_ALPHABET", "BC")
    monkeypatch.setattr(rooms, "CODE_LENGTH", 3)
    trainer = a_trainer()
    with db.atomic():  # and the transaction around it survives
        codes = {a_room(trainer).code for _ in range(8)}
    assert len(codes) == 8
    assert Room.select().count() == 8


def test_a_room_of_nobody_is_an_error_and_not_drawn_for_ever():
    trainer = a_trainer()
    trainer.id += 1
    with pytest.raises(Exception, match="trainer"):
        a_room(trainer)


@pytest.mark.parametrize(
    "typed", ["BCKMTX", "bckmtx", " bck mtx ", "BCK-MTX", "b.c_k—m–t x", "ВСКМТХ", "вскмтх", "BCK\u00a0MTX"]
)
def test_a_code_is_found_however_it_is_typed(typed):
    room = a_room()
    Room.update(code="BCKMTX").where(Room.id == room.id).execute()
    assert Room.by_code(typed) == room


@pytest.mark.parametrize(("typed", "code"), [("ВСНКМР", "BCHKMP"), ("тхвснк", "TXBCHK")])
def test_a_russian_keyboards_letters_are_taken_for_those_they_look_like(typed, code):
    room = a_room()
    Room.update(code=code).where(Room.id == room.id).execute()
    assert Room.by_code(typed) == room


@pytest.mark.parametrize(
    "typed", ["", "-", "BCDFG", "BCDFGHJ", "ABCDEF", "BC\0DFGH", "\ud800", "💡", "B" * 5000]
)
def test_a_code_of_no_room_is_not_found(typed):
    a_room()
    with pytest.raises(NotFound) as refused:
        Room.by_code(typed)
    assert refused.value.code == "no_such_room"


def test_a_trainer_finds_their_own_rooms_alone():
    room, stranger = a_room(), a_trainer("other@school.org")
    assert Room.of(room.trainer, str(room.uuid)) == room
    for find in (
        lambda: Room.of(stranger, str(room.uuid)),
        lambda: Room.by_uuid("00000000-0000-4000-8000-000000000000"),
        lambda: Room.by_id(room.id + 1),
    ):
        with pytest.raises(NotFound):
            find()


def test_rooms_are_locked_in_the_order_of_their_ids_and_missing_ones_left_out():
    trainer = a_trainer()
    ids = [a_room(trainer).id for _ in range(5)]
    with db.atomic():
        assert list(Room.lock([ids[3], ids[0], ids[4], ids[0], ids[-1] + 1])) == [ids[0], ids[3], ids[4]]


def test_a_locked_room_knows_the_time_of_the_database():
    room = a_room()
    before = db.execute_sql("SELECT clock_timestamp()").fetchone()[0]
    with db.atomic():
        locked = Room.lock([room.id])[room.id]
        assert before <= locked.now == locked.asked_at
        locked.waited(1.5)
        assert (locked.now - locked.asked_at).total_seconds() == 1.5


def test_events_are_numbered_without_a_hole():
    room = a_room()
    anna, boris = join(room, "Анна", "Борис")
    open_round(room)
    change(room, Student.kick, boris.id)
    assert [event.seq for event in events(room)] == list(range(1, len(events(room)) + 1))
    assert Room.by_id(room.id).seq == len(events(room))
    assert anna.nickname == "Анна"


def test_a_deleted_room_takes_everything_with_it_but_its_last_event():
    room, other = a_room(), a_room()
    join(room, "Анна")
    open_round(room)
    told = []

    def delete(locked):
        locked.delete_for_good()
        told.extend(locked.recorded)

    change(room, delete)
    assert [event["action"] for event in told] == ["room_delete"]
    assert [one.id for one in Room.select()] == [other.id]
    assert Student.select().count() == 0 == len(events(room))

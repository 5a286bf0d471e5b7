"""Ready-made names: the list of a room, and what its newcomers get of it."""

import pytest

from models.errors import BadField, BadValue, Taken
from models.ready_names import MOST_READY_NAMES
from models.room import Room
from models.room_copy import copy_of
from models.student import Student
from tests.rooms import a_room, change, join

pytestmark = pytest.mark.usefixtures("database")


def kept(*typed):
    return Room.by_id(a_room(ready_names=typed).id).ready_names


def mistake_of(*typed):
    with pytest.raises(BadField) as refused:
        a_room(ready_names=typed)
    assert refused.value.field == "ready_names"
    return str(refused.value)


def why_not(room, nickname):
    with pytest.raises((BadValue, Taken)) as refused:
        change(room, Student.join, nickname)
    return refused.value.code, refused.value.values["suggestion"]


class TestTheList:
    def test_is_cleaned_and_keeps_each_name_once(self):
        assert kept(" Лиса ", "", "  ", "Ёж", "лиса", "Fox", "Ｆｏｘ", "Еж") == ["Лиса", "Ёж", "Fox"]

    def test_has_one_name_at_least_and_two_hundred_at_most(self):
        assert "at least one name" in mistake_of()
        assert "at least one name" in mistake_of("", " \n ")
        names = [f"№{number:03}" for number in range(MOST_READY_NAMES + 1)]
        assert len(kept(*names[1:])) == 200
        assert "At most 200" in mistake_of(*names)

    @pytest.mark.parametrize("name", ["Я", "я" * 25, "\u200bЯ"])
    def test_says_which_name_is_none(self, name):
        assert name in mistake_of("Лиса", name)

    def test_is_empty_where_students_make_up_their_own(self):
        room = a_room()
        assert (Room.by_id(room.id).ready_names, Student.names_to_choose(room)) == ([], [])

    def test_goes_along_into_a_copy_of_the_room_with_the_switches(self):
        room = a_room(ready_names=["Лиса", "Волк"], is_polite=True, takes_drafts=False)
        copy = Room.by_id(copy_of(room, room.trainer).id)
        assert (copy.ready_names, copy.is_polite, copy.takes_drafts) == (["Лиса", "Волк"], True, False)
        plain = Room.by_id(copy_of(a_room(), room.trainer).id)
        assert (plain.ready_names, plain.is_polite, plain.takes_drafts) == ([], False, True)


class TestChoosing:
    def test_what_is_free_comes_by_the_alphabet(self):
        room = a_room(ready_names=["Лиса", "ёж", "Волк", "Жук"])
        assert Student.names_to_choose(room) == ["Волк", "ёж", "Жук", "Лиса"]
        join(room, "Волк")
        assert Student.names_to_choose(room) == ["ёж", "Жук", "Лиса"]

    def test_a_name_is_taken_as_the_list_writes_it(self):
        room = a_room(ready_names=["Лиса", "Ёж"])
        assert [student.nickname for student in join(room, " лиса", "ЕЖ")] == ["Лиса", "Ёж"]

    def test_any_other_name_is_refused_with_a_free_one(self):
        room = a_room(ready_names=["Лиса", "Волк"])
        join(room, "Волк")
        for typed in ("Анна", "Лиса 2", "", "л" * 10_000, "\0"):
            assert why_not(room, typed) == ("not_a_ready_name", "Лиса")

    def test_a_taken_name_is_refused_with_a_free_one(self):
        room = a_room(ready_names=["Лиса", "Волк"])
        join(room, "Волк")
        assert why_not(room, "волк") == ("nickname_taken", "Лиса")

    def test_when_all_are_taken_they_are_numbered_up_to_the_last_seat(self):
        room = a_room(ready_names=["Лиса", "Волк"], max_students_count=5)
        join(room, "Лиса")
        assert why_not(room, "Лиса 2") == ("not_a_ready_name", "Волк")
        join(room, "Волк")
        assert Student.names_to_choose(room) == ["Волк 2", "Лиса 2"]
        join(room, "лиса 2", "Волк 2")
        assert Student.names_to_choose(room) == ["Волк 3", "Лиса 3"]
        join(room, "Волк 3")
        with pytest.raises(Taken) as refused:
            change(room, Student.join, "Лиса 3")
        assert refused.value.code == "room_full"

    def test_who_is_put_out_leaves_the_name_free(self):
        room = a_room(ready_names=["Лиса", "Волк"])
        (fox,) = join(room, "Лиса")
        change(room, Student.kick, fox.id)
        assert Student.names_to_choose(room) == ["Волк", "Лиса"]

    def test_a_trainer_gives_a_seat_under_any_name(self):
        room = a_room(ready_names=["Лиса"])
        assert change(room, Student.add, "Анна").nickname == "Анна"
        assert Student.names_to_choose(room) == ["Лиса"]

    def test_a_list_is_above_the_dictionary_of_rude_words(self):
        room = a_room(ready_names=["Дик", "Dick"], is_polite=True)
        assert change(room, Student.join, "Dick").nickname == "Dick"

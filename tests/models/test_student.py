"""Students: seats, and being put out."""

from uuid import uuid4

import pytest

from models import training
from models.errors import NotAllowed, NotFound, Taken, WrongMoment
from models.student import Student
from tests.rooms import a_room, change, events, join, open_round


@pytest.mark.usefixtures("database")
class TestJoining:
    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("Alice", "alice"),
            ("Алёна", "АЛЕНА"),
            ("Strasse", "Straße"),
            ("Anna", "An\u200bna"),
            ("José", "Jose\u0301"),
            ("Anna", "Аnnа"),
            ("Oleg", "0leg"),
            ("Вера", "BEPA"),
        ],
    )
    def test_names_that_look_the_same_are_one_name(self, first, second):
        room = a_room()
        join(room, first)
        with pytest.raises(Taken) as refused:
            join(room, second)
        assert refused.value.code == "nickname_taken"
        assert change(room, Student.join, refused.value.values["suggestion"])

    def test_a_free_name_is_suggested_also_for_the_longest(self):
        room, longest = a_room(), "я" * 24
        join(room, "Anna", "anna 2", longest)
        for taken, free in (
            ("ANNA", "ANNA 3"),
            (longest, "я" * 22 + " 2"),
            (longest[:23] + "Я", "я" * 22 + " 2"),
        ):
            with pytest.raises(Taken) as refused:
                join(room, taken)
            assert refused.value.values["suggestion"] == free
        for number in range(2, 12):
            with pytest.raises(Taken) as refused:
                join(room, longest)
            join(room, refused.value.values["suggestion"])
            assert refused.value.values["suggestion"].endswith(f" {number}")

    def test_the_same_name_in_another_room_is_free(self):
        first, second = a_room(), a_room()
        join(first, "Анна")
        assert join(second, "Анна")

    def test_a_room_takes_as_many_as_it_has_seats(self):
        room = a_room(max_students_count=2)
        anna, _ = join(room, "Анна", "Борис")
        with pytest.raises(Taken) as refused:
            join(room, "Вера")
        assert refused.value.code == "room_full"
        change(room, Student.kick, anna.id)  # frees the seat, and the name
        (again,) = join(room, "анна")
        assert again.id != anna.id

    def test_the_same_browser_gets_the_seat_it_has(self):
        room, browser = a_room(max_students_count=1), uuid4()
        anna = change(room, Student.join, "Анна", browser)
        assert change(room, Student.join, "Somebody else", browser).nickname == "Анна"
        assert Student.of_browser(room, browser) == anna
        assert Student.of_browser(room, None) is None
        assert len(events(room)) == 1
        change(room, training.start)
        change(room, training.close)
        assert change(room, Student.join, "", browser) == anna

    def test_a_browser_has_a_seat_in_each_room(self):
        first, second, browser = a_room(), a_room(), uuid4()
        change(first, Student.join, "Анна", browser)
        assert Student.of_browser(second, browser) is None
        change(second, Student.join, "Анна", browser)

    def test_a_kicked_browser_stays_out_under_any_name(self):
        room, browser = a_room(), uuid4()
        anna = change(room, Student.join, "Анна", browser)
        change(room, Student.kick, anna.id)
        for name in ("Анна", "Вера"):
            with pytest.raises(NotAllowed) as refused:
                change(room, Student.join, name, browser)
            assert refused.value.code == "kicked"

    def test_nobody_joins_a_finished_training_but_a_running_one(self):
        room = a_room()
        open_round(room)
        join(room, "Анна")
        change(room, training.close)
        with pytest.raises(Taken) as refused:
            join(room, "Борис")
        assert refused.value.code == "room_finished"

    def test_the_room_is_told_who_came(self):
        room = a_room()
        (anna,) = join(room, "Анна")
        (told,) = events(room)
        user = {"id": anna.id, "nickname": "Анна", "is_ready": False}
        assert (told.action, told.data) == ("user_list", {"changed": [user], "removed": []})


@pytest.mark.usefixtures("database")
class TestBeingThere:
    def test_a_student_says_ready_and_takes_it_back(self):
        room = a_room()
        (anna,) = join(room, "Анна")
        for is_ready in (True, False):
            change(room, Student.ready, anna.id, is_ready)
            assert Student.get_by_id(anna.id).is_ready is is_ready
            assert events(room)[-1].data["changed"][0]["is_ready"] is is_ready

    def test_ready_is_refused_after_the_end_and_to_strangers(self):
        room, other = a_room(), a_room()
        (anna,), (stranger,) = join(room, "Анна"), join(other, "Борис")
        with pytest.raises(NotFound):
            change(room, Student.ready, stranger.id, True)
        open_round(room)
        change(room, training.close)
        with pytest.raises(WrongMoment):
            change(room, Student.ready, anna.id, True)

    def test_who_is_not_there_cannot_be_kicked(self):
        room, other = a_room(), a_room()
        (anna,), (stranger,) = join(room, "Анна"), join(other, "Борис")
        change(room, Student.kick, anna.id)
        for student_id in (anna.id, stranger.id, 2**31 - 1):
            with pytest.raises(NotFound) as refused:
                change(room, Student.kick, student_id)
            assert refused.value.code == "no_such_student"
        assert Student.get_by_id(stranger.id).kicked_at is None

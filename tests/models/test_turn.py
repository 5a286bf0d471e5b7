"""Turns at a shared device: who may be chosen, who is known by a code, and that nobody answers as another."""

import pytest

from models import removal, return_code, training, turn
from models.errors import NotAllowed, NotFound, Refused
from models.message import Message
from models.room import Room
from models.student import Student
from tests.rooms import a_room, change, events, join, open_round, refused

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def room():
    return a_room()


def sit(room, *nicknames):
    return [change(room, turn.sit, nickname) for nickname in nicknames]


def listed(room):
    names = turn.names(Room.by_id(room.id))
    return [(one["student_id"], one["nickname"], one["has_answered"]) for one in names]


def has_answered(room, student):
    return turn.has_answered(Room.by_id(room.id), student.id)


def answer(room, student, text="Париж", ref=None, once=True, **fields):
    return change(room, turn.answer, student.id, student.session, text, ref, once=once, **fields)


def why(verb, *args):
    with pytest.raises(Refused) as said:
        verb(*args)
    return said.value.code


class TestDevices:
    def test_who_joins_has_one_and_who_sits_down_or_is_added_has_none(self, room):
        (anna,) = join(room, "Анна")
        (boris,) = sit(room, "Борис")
        vera = change(room, Student.add, "Вера")
        assert [Student.get_by_id(one.id).has_device for one in (anna, boris, vera)] == [True, False, False]

    def test_who_comes_back_by_code_has_one_from_then_on(self, room):
        (boris,) = sit(room, "Борис")
        change(room, return_code.come_back, boris.return_code)
        assert Student.get_by_id(boris.id).has_device
        assert why(turn.by_name, room, boris.id) == "has_own_device"


class TestNames:
    def test_are_of_those_without_a_device_by_the_alphabet(self, room):
        join(room, "Анна")
        zoya, eva, egor = sit(room, "зоя", "Ёва", "Егор")
        expected = [(eva.id, "Ёва"), (egor.id, "Егор"), (zoya.id, "зоя")]
        assert listed(room) == [(*one, False) for one in expected]

    def test_say_who_has_answered_the_present_round(self, room):
        boris, vera = sit(room, "Борис", "Вера")
        open_round(room)
        message, _ = answer(room, boris)
        assert listed(room) == [(boris.id, "Борис", True), (vera.id, "Вера", False)]
        assert (has_answered(room, boris), has_answered(room, vera)) == (True, False)
        change(room, removal.remove, message.id)
        assert not has_answered(room, boris), "the trainer took it away"
        answer(room, vera)
        open_round(room)
        assert listed(room) == [(boris.id, "Борис", False), (vera.id, "Вера", False)]
        assert not has_answered(room, vera)

    def test_have_the_free_ready_names_behind_them(self):
        room = a_room(ready_names=["Лиса", "Ёж", "Сова"])
        join(room, "Сова")
        (fox,) = sit(room, "Лиса")
        assert listed(room) == [(fox.id, "Лиса", False), (None, "Ёж", False)]

    @pytest.mark.parametrize("how", ["locked", "full", "closed"])
    def test_have_no_free_ones_where_nobody_gets_in(self, how):
        room = a_room(ready_names=["Лиса", "Ёж"], max_students_count=1 if how == "full" else 5)
        (fox,) = sit(room, "Лиса")
        if how == "locked":
            change(room, training.run_otherwise, is_locked=True)
        elif how == "closed":
            change(room, training.start)
            change(room, training.close)
        assert listed(room) == [(fox.id, "Лиса", False)]

    def test_are_not_of_those_who_were_put_out(self):
        room = a_room(ready_names=["Лиса", "Ёж"])
        (fox,) = sit(room, "Лиса")
        change(room, Student.kick, fox.id)
        assert listed(room) == [(None, "Ёж", False)]


class TestWho:
    def test_a_code_says_who_and_the_phone_goes_on(self, room):
        (anna,) = join(room, "Анна")
        assert turn.by_code(room, f" {anna.return_code.lower()} ") == anna
        assert Student.get_by_id(anna.id).session == anna.session
        assert events(room, "student_moved") == []

    def test_a_code_of_another_room_of_nobody_or_of_somebody_put_out_does_not(self, room):
        other = a_room()
        (anna,), (boris,) = join(other, "Анна"), join(room, "Борис")
        change(room, Student.kick, boris.id)
        assert why(turn.by_code, room, anna.return_code) == "no_such_code"
        assert why(turn.by_code, room, "BCD") == "no_such_code"
        assert why(turn.by_code, room, boris.return_code) == "kicked"

    def test_a_code_of_who_was_put_out_of_another_room_tells_nothing_of_it(self, room):
        other = a_room()
        (anna,) = join(other, "Анна")
        change(other, Student.kick, anna.id, "Шумишь")
        assert why(turn.by_code, room, anna.return_code) == "no_such_code"

    def test_a_name_is_taken_only_of_who_has_no_device(self, room):
        (anna,), (boris,), (foreign,) = join(room, "Анна"), sit(room, "Борис"), sit(a_room(), "Вера")
        assert turn.by_name(room, boris.id) == boris
        with pytest.raises(NotAllowed) as has_one:
            turn.by_name(room, anna.id)
        assert has_one.value.code == "has_own_device"
        for nobody in (foreign.id, 2**31 - 1):
            with pytest.raises(NotFound):
                turn.by_name(room, nobody)
        change(room, Student.kick, boris.id)
        with pytest.raises(NotFound):
            turn.by_name(room, boris.id)


class TestSit:
    def test_the_rules_are_those_of_joining(self):
        room = a_room(max_students_count=2, is_polite=True)
        join(room, "Анна")
        assert refused(room, turn.sit, "анна") == "nickname_taken"
        assert refused(room, turn.sit, "я") == "bad_nickname"
        assert refused(room, turn.sit, "Сука") == "rude_nickname"
        sit(room, "Борис")
        assert refused(room, turn.sit, "Вера") == "room_full"
        change(room, training.run_otherwise, is_locked=True)
        assert refused(room, turn.sit, "Вера") == "room_locked"
        change(room, training.start)
        change(room, training.close)
        assert refused(room, turn.sit, "Вера") == "room_finished"

    def test_in_a_room_with_ready_names_it_is_one_of_them(self):
        room = a_room(ready_names=["Лиса"])
        assert refused(room, turn.sit, "Борис") == "not_a_ready_name"
        assert sit(room, "лиса")[0].nickname == "Лиса"

    def test_who_was_put_out_does_not_come_back_under_the_name(self, room):
        (anna,), (boris,) = join(room, "Анна"), sit(room, "Борис")
        for one in (anna, boris):
            change(room, Student.kick, one.id)
            assert refused(room, turn.sit, one.nickname.upper()) == "kicked"
        change(room, Student.restore, boris.id)
        assert turn.by_name(room, boris.id) == boris


class TestAnswer:
    def test_it_counts_as_any_other(self, room):
        (boris,) = sit(room, "Борис")
        open_round(room)
        message, is_new = answer(room, boris, ref="1")
        assert (message.student_id, message.text, is_new) == (boris.id, "Париж", True)
        assert events(room)[-1].action == "message_send"

    def test_who_was_chosen_from_the_list_answers_once_a_round(self, room):
        (boris,) = sit(room, "Борис")
        open_round(room)
        first, _ = answer(room, boris, ref="1")
        assert (
            refused(room, turn.answer, boris.id, boris.session, "Лион", "2", once=True) == "answered_already"
        )
        assert answer(room, boris, ref="1") == (first, False), "the same one is acknowledged again"
        assert Message.select().count() == 1
        open_round(room)
        answer(room, boris, ref="3")

    def test_what_the_trainer_wrote_for_them_is_their_answer(self, room):
        (boris,) = sit(room, "Борис")
        open_round(room)
        change(room, Message.answer_for, room.trainer_id, boris.id, "Лион", "1")
        assert (
            refused(room, turn.answer, boris.id, boris.session, "Рим", "1", once=True) == "answered_already"
        )

    def test_who_has_typed_a_code_may_answer_again(self, room):
        (anna,) = join(room, "Анна")
        open_round(room)
        answer(room, anna, ref="1")
        answer(room, anna, "Лион", ref="2", once=False)
        assert Message.select().count() == 2

    def test_a_turn_is_over_when_they_are_on_a_device_of_their_own(self, room):
        (boris,) = sit(room, "Борис")
        open_round(room)
        change(room, return_code.come_back, boris.return_code)
        for once in (True, False):
            assert refused(room, turn.answer, boris.id, boris.session, "Рим", once=once) == "turn_over"
        assert Message.select().count() == 0

    def test_it_is_refused_to_who_was_put_out_and_to_who_is_of_another_room(self, room):
        (boris,), (foreign,) = sit(room, "Борис"), sit(a_room(), "Вера")
        open_round(room)
        change(room, Student.kick, boris.id)
        assert refused(room, turn.answer, boris.id, boris.session, "Рим") == "kicked"
        assert refused(room, turn.answer, foreign.id, foreign.session, "Рим") == "no_such_student"

    def test_the_clock_is_everybodys(self, room):
        (boris,) = sit(room, "Борис")
        first = open_round(room)
        second = open_round(room)
        asked = (boris.id, boris.session, "Рим", None)
        assert refused(room, turn.answer, *asked, first.id) == "no_open_round"
        answer(room, boris, round_id=second.id)

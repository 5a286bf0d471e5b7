"""The class code: drawn once, and where it leads when."""

from datetime import timedelta

import pytest

from models import class_code, training
from models.base import CLOCK
from models.code import CODE_ALPHABET
from models.errors import WrongMoment
from models.room import Room
from models.trainer import Trainer
from tests.rooms import a_room, a_trainer, change

pytestmark = pytest.mark.usefixtures("database")


def led(trainer):
    room = class_code.led_room(trainer.id)
    return room and room.id


def follow(room):
    return change(room, class_code.follow, room.trainer_id)


def test_a_trainer_has_one_code_for_good():
    trainer, other = a_trainer(), a_trainer("other@school.org")
    code = class_code.code_of(trainer)
    assert len(code) == 5
    assert set(code) <= set(CODE_ALPHABET)
    assert class_code.code_of(Trainer.get_by_id(trainer.id)) == code
    assert class_code.code_of(other) != code


def test_two_pages_that_ask_at_once_get_the_same_code():
    trainer = a_trainer()
    also = Trainer.get_by_id(trainer.id)
    assert class_code.code_of(trainer) == class_code.code_of(also)


def test_a_code_that_somebody_has_is_not_drawn_again(monkeypatch):
    first, second = a_trainer(), a_trainer("other@school.org")
    drawn = iter("BBBBB" + "BBBBB" + "CCCCC")
    monkeypatch.setattr("models.code.secrets.choice", lambda letters: next(drawn))
    assert (class_code.code_of(first), class_code.code_of(second)) == ("BBBBB", "CCCCC")


@pytest.mark.parametrize("typed", ["BCHKM", "bchkm", " bch-km ", "всНкМ"])
def test_a_class_code_may_be_typed_in_many_ways(typed):
    trainer = a_trainer()
    Trainer.update(code="BCHKM").execute()
    assert class_code.trainer_of(typed) == trainer


@pytest.mark.parametrize("typed", ["", "BCHK", "BCHKMT", "BCHKX", "12345", "\0\0\0\0\0", "ы" * 5])
def test_anything_else_is_nobodys(typed):
    a_trainer()
    Trainer.update(code="BCHKM").execute()
    assert class_code.trainer_of(typed) is None


def test_the_code_leads_to_what_was_led_to_last_and_is_not_over():
    trainer = a_trainer()
    first, second = a_room(trainer), a_room(trainer)
    assert led(trainer) is None
    change(first, class_code.lead)
    assert led(trainer) == first.id
    change(second, training.start)
    assert led(trainer) == second.id
    change(second, training.close)
    assert led(trainer) == first.id
    with pytest.raises(WrongMoment):
        change(second, class_code.lead)
    change(first, Room.delete_for_good)
    assert led(trainer) is None


def test_the_code_follows_to_an_open_console_but_leaves_no_training():
    trainer = a_trainer()
    first, second, third = (a_room(trainer) for _ in range(3))
    follow(first)
    assert led(trainer) == first.id
    follow(second)  # the first has not started
    assert led(trainer) == second.id
    change(second, training.start)
    follow(third)
    assert led(trainer) == second.id
    Room.update(started_at=Room.started_at - timedelta(hours=12, seconds=1)).where(
        Room.id == second.id
    ).execute()
    follow(third)
    assert led(trainer) == third.id


def test_the_code_comes_anew_with_its_owners_console_where_a_room_has_waited_for_half_a_day():
    trainer, guest = a_trainer(), a_trainer("guest@school.org")
    room = a_room(trainer)

    def led_at(ago):
        Room.update(led_at=CLOCK - ago).where(Room.id == room.id).execute()
        return Room.by_id(room.id).led_at

    follow(room)
    before = led_at(timedelta(hours=11))
    assert not class_code.may_follow(Room.by_id(room.id), trainer.id)
    follow(room)
    assert Room.by_id(room.id).led_at == before
    before = led_at(timedelta(hours=12, seconds=1))
    change(room, class_code.follow, guest.id)
    assert Room.by_id(room.id).led_at == before
    follow(room)
    assert Room.by_id(room.id).led_at > before
    change(room, training.start)
    before = led_at(timedelta(hours=12, seconds=1))
    follow(room)
    assert Room.by_id(room.id).led_at == before, "it has begun"


def test_the_code_comes_anew_with_the_console_of_the_room_that_waited_while_another_lesson_was_closed():
    trainer = a_trainer()
    waiting, run = a_room(trainer), a_room(trainer)
    follow(waiting)
    change(run, training.start)
    assert not class_code.may_follow(Room.by_id(waiting.id), trainer.id)
    change(run, training.close)
    before = Room.by_id(waiting.id).led_at
    follow(waiting)
    assert Room.by_id(waiting.id).led_at > before
    assert not class_code.may_follow(Room.by_id(waiting.id), trainer.id), "once is enough"


def test_a_co_trainer_who_starts_takes_the_code_from_no_running_training_of_the_owners():
    trainer, guest = a_trainer(), a_trainer("guest@school.org")
    running, helped, own = (a_room(trainer) for _ in range(3))
    change(running, training.start, trainer.id)
    change(helped, training.start, guest.id)
    assert led(trainer) == running.id
    change(own, training.start, trainer.id)
    assert led(trainer) == own.id


def test_a_co_trainer_who_starts_takes_a_code_that_no_training_needs():
    trainer, guest = a_trainer(), a_trainer("guest@school.org")
    waiting, helped = a_room(trainer), a_room(trainer)
    change(waiting, class_code.lead)
    change(helped, training.start, guest.id)
    assert led(trainer) == helped.id


def test_the_code_follows_nobody_else_and_to_nothing_that_is_over():
    trainer, guest = a_trainer(), a_trainer("guest@school.org")
    room = a_room(trainer)
    change(room, class_code.follow, guest.id)
    assert led(trainer) is None
    change(room, training.start)
    change(room, training.close)
    follow(room)
    assert led(trainer) is None


def test_each_trainers_code_leads_to_their_own_rooms():
    trainer, other = a_trainer(), a_trainer("other@school.org")
    room, theirs = a_room(trainer), a_room(other)
    change(room, class_code.lead)
    change(theirs, class_code.lead)
    assert (led(trainer), led(other)) == (room.id, theirs.id)

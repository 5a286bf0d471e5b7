"""Co-trainers: who runs somebody else's room, and what of it stays the owner's."""

import pytest

from models import training
from models.co_trainer import CoTrainer
from models.errors import NotAllowed, NotFound, Taken
from models.room import Room
from models.trainer import Trainer
from tests.rooms import a_room, a_trainer, change

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def olga():
    return a_trainer()


@pytest.fixture
def boris():
    return a_trainer("boris@school.org")


@pytest.fixture
def room(olga):
    return a_room(olga)


@pytest.mark.parametrize("typed", ["boris@school.org", " Boris@School.org\n", "boris@school.org\0"])
def test_a_trainer_is_let_in_by_their_email(room, boris, typed):
    assert change(room, CoTrainer.add, typed) == boris
    assert Room.of(boris, room.uuid) == room
    assert [one.trainer.name for one in CoTrainer.of_room(room)] == [boris.name]


@pytest.mark.parametrize("typed", ["", "nobody@school.org", "%", "\0", "boris"])
def test_nobody_is_let_in_by_an_email_that_nobody_has(room, boris, typed):
    with pytest.raises(NotFound) as refused:
        change(room, CoTrainer.add, typed)
    assert refused.value.code == "no_such_trainer"
    assert CoTrainer.of_room(room) == []


def test_the_owner_is_no_co_trainer(room, olga):
    with pytest.raises(Taken) as refused:
        change(room, CoTrainer.add, olga.email)
    assert refused.value.code == "own_room"


def test_who_is_let_in_twice_is_in_once(room, boris):
    change(room, CoTrainer.add, boris.email)
    since = CoTrainer.get().since
    change(room, CoTrainer.add, boris.email)
    assert [one.since for one in CoTrainer.of_room(room)] == [since]


def test_a_co_trainer_runs_the_room_and_does_not_own_it(room, olga, boris):
    change(room, CoTrainer.add, boris.email)
    assert Room.owned(olga, room.uuid) == training.room_of(boris, room.uuid) == room
    with pytest.raises(NotAllowed) as refused:
        Room.owned(boris, room.uuid)
    assert refused.value.code == "owner_only"
    seen = training.sight(room.id, "teacher", boris.id, boris.session)
    assert seen.state["me"] == {"role": "teacher", "name": boris.name}


def test_a_co_trainer_of_one_room_is_a_stranger_in_the_others(room, olga, boris):
    other = a_room(olga)
    change(room, CoTrainer.add, boris.email)
    for find in (Room.of, Room.owned):
        with pytest.raises(NotFound):
            find(boris, other.uuid)
    with pytest.raises(NotAllowed):
        training.sight(other.id, "teacher", boris.id, boris.session)
    assert [row.room_id for row in CoTrainer.rooms_of(boris)] == [room.id]


def test_who_was_put_out_is_a_stranger_again(room, olga, boris):
    change(room, CoTrainer.add, boris.email)
    assert change(room, CoTrainer.put_out, boris.id) is True
    assert change(room, CoTrainer.put_out, boris.id) is False
    assert change(room, CoTrainer.put_out, olga.id) is False
    with pytest.raises(NotFound):
        Room.of(boris, room.uuid)
    with pytest.raises(NotAllowed):
        training.sight(room.id, "teacher", boris.id, boris.session)
    assert Room.owned(olga, room.uuid) == room


def test_co_trainers_are_listed_by_name(room):
    for name in ("яна", "Борис", "анна"):
        trainer = a_trainer(f"{name}@school.org")
        Trainer.update(name=name).where(Trainer.id == trainer.id).execute()
        change(room, CoTrainer.let_in, trainer)
    assert [one.trainer.name for one in CoTrainer.of_room(room)] == ["анна", "Борис", "яна"]


def test_a_room_that_is_deleted_takes_its_co_trainers_with_it(room, boris):
    change(room, CoTrainer.add, boris.email)
    change(room, Room.delete_for_good)
    assert CoTrainer.select().count() == 0
    assert Trainer.select().count() == 2

"""Invitations: each lets in one person, once, for a week, unless it was taken back."""

import threading
from typing import Any
from uuid import uuid4

import pytest

from models.base import database, job
from models.co_trainer import CoTrainer
from models.errors import BadField, NotFound, Refused
from models.invitation import LIFETIME, Invitation
from models.room import Room
from models.trainer import Trainer
from tests.rooms import a_room, a_trainer, change, until

pytestmark = pytest.mark.usefixtures("database")
NEWCOMER = ("ivan@school.org", "Иван", "correct horse")


@pytest.fixture
def olga():
    return a_trainer()


@pytest.fixture
def boris():
    return a_trainer("boris@school.org")


def why(verb, *args):
    """The code with which it refuses, and whom its sentence names."""
    with pytest.raises(NotFound) as refused:
        verb(*args)
    return refused.value.code, refused.value.values.get("trainer")


def grow_old(invitation, age):
    Invitation.update(created_at=Invitation.created_at - age).where(Invitation.id == invitation.id).execute()


def test_it_makes_a_newcomer_a_trainer_with_no_room(olga):
    a_room(olga)
    ivan = Invitation.register(Invitation.make(olga).uuid, *NEWCOMER)
    assert Trainer.sign_in(*NEWCOMER[::2]) == ivan
    assert [Room.select().where(Room.trainer == ivan).count(), CoTrainer.select().count()] == [0, 0]


def test_it_lets_a_newcomer_into_its_room(olga):
    room = a_room(olga)
    ivan = Invitation.register(Invitation.make(olga, room).uuid, *NEWCOMER)
    assert Room.of(ivan, room.uuid) == room
    assert Room.select().where(Room.trainer == ivan).count() == 0


def test_it_lets_a_trainer_into_its_room(olga, boris):
    room, other = a_room(olga), a_room(olga)
    assert Invitation.let_in(Invitation.make(olga, room).uuid, boris) == room
    assert Room.of(boris, room.uuid) == room
    with pytest.raises(NotFound):
        Room.of(boris, other.uuid)


def test_it_works_once(olga, boris):
    newcomers, into_room = Invitation.make(olga), Invitation.make(olga, a_room(olga))
    Invitation.register(newcomers.uuid, *NEWCOMER)
    Invitation.let_in(into_room.uuid, boris)
    third = a_trainer("third@school.org")
    for verb, args in (
        (Invitation.to_use, (newcomers.uuid,)),
        (Invitation.register, (newcomers.uuid, "late@school.org", "Пётр", "correct horse")),
        (Invitation.let_in, (into_room.uuid, third)),
    ):
        assert why(verb, *args) == ("invitation_used", olga.name)
    assert Trainer.with_email("late@school.org") is None
    assert [one.trainer for one in CoTrainer.select()] == [boris]


def test_it_is_not_used_up_by_who_needs_none(olga, boris):
    room = a_room(olga)
    change(room, CoTrainer.let_in, boris)
    invitation = Invitation.make(olga, room)
    assert Invitation.let_in(invitation.uuid, olga) == Invitation.let_in(invitation.uuid, boris) == room
    assert Invitation.open_into(room) == [invitation]


def test_it_is_not_used_up_by_what_is_refused(olga):
    invitation = Invitation.make(olga, a_room(olga))
    for credentials, expected in (
        (("ivan", *NEWCOMER[1:]), BadField),
        ((NEWCOMER[0], NEWCOMER[1], "short"), BadField),
        ((olga.email.upper(), *NEWCOMER[1:]), Refused),
    ):
        with pytest.raises(expected) as refused:
            Invitation.register(invitation.uuid, *credentials)
        assert refused.value.code in ("bad_value", "email_taken")
    assert Invitation.to_use(invitation.uuid) == invitation
    assert Trainer.select().count() == 1


def test_one_into_no_room_lets_no_trainer_into_any(olga, boris):
    invitation = Invitation.make(olga)
    assert why(Invitation.let_in, invitation.uuid, boris) == ("no_such_room", None)
    assert Invitation.to_use(invitation.uuid) == invitation


def test_it_is_good_for_a_week(olga):
    invitation = Invitation.make(olga)
    grow_old(invitation, LIFETIME * 0.999)
    assert Invitation.to_use(invitation.uuid) == invitation
    assert Invitation.open_by(olga) == [invitation]
    grow_old(invitation, LIFETIME * 0.001)
    assert why(Invitation.to_use, invitation.uuid) == ("invitation_expired", olga.name)
    assert why(Invitation.register, invitation.uuid, *NEWCOMER) == ("invitation_expired", olga.name)
    assert Invitation.open_by(olga) == []


def test_it_can_be_taken_back_by_who_made_it(olga, boris):
    invitation = Invitation.make(olga)
    assert why(Invitation.revoke, boris, invitation.uuid) == ("bad_invitation", None)
    assert Invitation.open_by(olga) == [invitation]
    for _ in range(2):
        Invitation.revoke(olga, invitation.uuid)
        assert why(Invitation.to_use, invitation.uuid) == ("invitation_revoked", olga.name)
    assert why(Invitation.register, invitation.uuid, *NEWCOMER) == ("invitation_revoked", olga.name)
    assert Invitation.open_by(olga) == []


def test_a_used_one_that_is_taken_back_stays_used(olga):
    invitation = Invitation.make(olga)
    Invitation.register(invitation.uuid, *NEWCOMER)
    Invitation.revoke(olga, invitation.uuid)
    assert why(Invitation.to_use, invitation.uuid) == ("invitation_used", olga.name)


def test_there_is_no_other(olga):
    assert why(Invitation.to_use, uuid4()) == ("bad_invitation", None)
    invitation = Invitation.make(olga, a_room(olga))
    Room.delete().execute()
    assert why(Invitation.to_use, invitation.uuid) == ("bad_invitation", None)


def test_open_ones_are_listed_for_who_made_them_and_for_their_room(olga, boris):
    room = a_room(olga)
    first, second = Invitation.make(olga), Invitation.make(olga, room)
    Invitation.make(boris)
    listed = Invitation.open_by(olga)
    assert listed == [second, first]
    assert [one.room and one.room.title for one in listed] == ["География", None]
    assert Invitation.open_into(room) == [second]


class Together:
    """Runs these at the same moment, a thread each; `outcomes`: what each returned, or the code of its refusal."""

    def __init__(self, *works):
        self.outcomes: list[Any] = [None] * len(works)
        self.threads = [threading.Thread(target=self._run, args=each) for each in enumerate(works)]
        for thread in self.threads:
            thread.start()

    def all_wait(self):
        """Does each of them wait for a lock?"""
        database.execute_sql(
            "SELECT pg_stat_clear_snapshot()"
        )  # a transaction sees the first one again and again
        query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        return database.execute_sql(query).fetchone()[0] == len(self.threads)

    def done(self):
        for thread in self.threads:
            thread.join()
        return self.outcomes

    def _run(self, number, work):
        try:
            self.outcomes[number] = job(work)
        except Refused as refused:
            self.outcomes[number] = refused.code


@pytest.mark.parametrize("has_room", [True, False])
def test_of_two_newcomers_at_once_one_gets_in(olga, has_room):
    invitation = Invitation.make(olga, a_room(olga) if has_room else None)
    with database.atomic():  # both have looked and found it open before either can use it
        list(Invitation.select().for_update())
        together = Together(
            lambda: Invitation.register(invitation.uuid, "1@school.org", "Иван", "correct horse"),
            lambda: Invitation.register(invitation.uuid, "2@school.org", "Пётр", "correct horse"),
        )
        until(together.all_wait)
    outcomes = together.done()
    (winner,) = [one for one in outcomes if isinstance(one, Trainer)]
    assert "invitation_used" in outcomes
    assert set(Trainer.select()) == {olga, winner}
    assert [one.trainer for one in CoTrainer.select()] == [winner] * has_room


def test_of_two_trainers_at_once_one_gets_in(olga, boris):
    room, third = a_room(olga), a_trainer("third@school.org")
    uuid = Invitation.make(olga, room).uuid
    with database.atomic():
        Room.lock([room.id])
        together = Together(lambda: Invitation.let_in(uuid, boris), lambda: Invitation.let_in(uuid, third))
        until(together.all_wait)
    assert [one for one in together.done() if one != "invitation_used"] == [room]
    assert CoTrainer.select().count() == 1


def test_of_two_with_the_same_email_at_once_one_gets_an_account(olga):
    invitations = [Invitation.make(olga), Invitation.make(olga)]
    with database.atomic():
        list(Invitation.select().for_update())
        together = Together(
            *(lambda uuid=one.uuid: Invitation.register(uuid, *NEWCOMER) for one in invitations)
        )
        until(together.all_wait)
    assert "email_taken" in together.done()
    assert len(Invitation.open_by(olga)) == 1
    assert Trainer.select().count() == 2


def test_a_room_that_is_deleted_while_somebody_comes_in_waits_for_nobody(olga, boris):
    """Whoever uses an invitation locks its room first, as the writer does."""
    room = a_room(olga)
    uuid = Invitation.make(olga, room).uuid
    with database.atomic():
        locked = Room.lock([room.id])[room.id]
        together = Together(lambda: Invitation.let_in(uuid, boris))
        until(together.all_wait)
        locked.delete_for_good()
    assert together.done() == ["bad_invitation"]

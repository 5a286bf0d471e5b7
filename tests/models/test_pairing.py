"""Pairings: one code, one screen, ten minutes, and the browser alone gets it."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest

from models.base import database, job
from models.code import CODE_ALPHABET
from models.errors import BadField, NotFound, Refused
from models.pairing import GRACE, LIFETIME, REMEMBERED, Pairing
from models.screen import Screen
from tests.rooms import a_trainer, until

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def olga():
    return a_trainer()


@pytest.fixture
def pairing():
    return Pairing.begin("Chromium 141")


def why(verb, *args):
    with pytest.raises(NotFound) as refused:
        verb(*args)
    return refused.value.code


def grow_old(pairing, age):
    Pairing.update(created_at=Pairing.created_at - age).where(Pairing.id == pairing.id).execute()


def test_a_code_has_eight_letters_and_each_is_another():
    codes = {Pairing.begin("").code for _ in range(20)}
    assert len(codes) == 20
    assert all(len(code) == 8 and set(code) <= set(CODE_ALPHABET) for code in codes)


def test_a_code_that_another_screen_shows_is_not_drawn_again(monkeypatch):
    drawn = iter("B" * 16 + "C" * 8)
    monkeypatch.setattr("models.code.secrets.choice", lambda letters: next(drawn))
    assert [Pairing.begin("").code for _ in range(2)] == ["B" * 8, "C" * 8]


@pytest.mark.parametrize("spelling", [str.lower, lambda code: f" {code[:4]} – {code[4:]}\n"])
def test_it_is_found_however_it_is_typed(pairing, spelling):
    found = Pairing.by_code(spelling(pairing.code))
    assert (found, found.device) == (pairing, "Chromium 141")


@pytest.mark.parametrize(
    "typed", ["", "BCDF", "BCDFGHJ", "BCDFGHJKL", "12345678", "АААААААА", "B\0DFGHJK", "BCDFGHJK"]
)
def test_a_wrong_code_is_nobodys(pairing, typed):
    Pairing.update(code="ZZZZZZZZ").execute()
    assert why(Pairing.by_code, typed) == "no_such_pairing"


def test_it_makes_a_screen_of_the_trainers(pairing, olga):
    screen = Pairing.approve(pairing.code, olga, " Кабинет  12 ", "shared", "list")
    assert Screen.of(olga, screen.uuid) == screen
    its = (screen.name, screen.mode, screen.who, screen.device, screen.revision, screen.room)
    assert its == ("Кабинет 12", "shared", "list", "Chromium 141", 1, None)
    assert Pairing.of_browser(pairing.uuid).screen == screen
    assert Pairing.approve(Pairing.begin("").code, olga, "Зал", "projector").who == "code"


def test_what_it_cannot_be_uses_no_code_up(pairing, olga):
    for wrong in (("", "projector"), ("Зал", "teacher"), ("Зал", "shared", "anybody")):
        with pytest.raises(BadField):
            Pairing.approve(pairing.code, olga, *wrong)
    assert (Screen.select().count(), Pairing.by_code(pairing.code)) == (0, pairing)


def test_it_works_once(pairing, olga):
    Pairing.approve(pairing.code, olga, "Зал", "projector")
    assert why(Pairing.by_code, pairing.code) == "pairing_used"
    assert why(Pairing.approve, pairing.code, olga, "Зал", "projector") == "pairing_used"
    assert Screen.select().count() == 1


def test_of_two_who_approve_at_once_one_wins(pairing, olga):
    outcomes = []

    def approve():
        try:
            outcomes.append(job(Pairing.approve, pairing.code, olga, "Зал", "projector").name)
        except Refused as refused:
            outcomes.append(refused.code)

    racers = [threading.Thread(target=approve) for _ in range(2)]
    with database.atomic():
        list(Pairing.select().for_update())
        for racer in racers:
            racer.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        until(lambda: database.execute_sql(waiting).fetchone()[0] == 2)
    for racer in racers:
        racer.join()
    assert sorted(outcomes) == ["pairing_used", "Зал"]
    assert Screen.select().count() == 1


def test_it_works_for_ten_minutes(pairing, olga):
    grow_old(pairing, LIFETIME - timedelta(minutes=1))
    assert Pairing.by_code(pairing.code) == Pairing.of_browser(pairing.uuid) == pairing
    assert 0 < Pairing.of_browser(pairing.uuid).seconds_left() <= 60
    grow_old(pairing, timedelta(minutes=1))
    assert why(Pairing.by_code, pairing.code) == "pairing_expired"
    assert why(Pairing.approve, pairing.code, olga, "Зал", "projector") == "pairing_expired"
    assert Pairing.of_browser(pairing.uuid) is None


def test_a_screen_approved_at_the_last_moment_still_gets_to_know_it(pairing, olga):
    grow_old(pairing, LIFETIME - timedelta(seconds=5))
    screen = Pairing.approve(pairing.code, olga, "Зал", "projector")
    grow_old(pairing, GRACE)
    assert Pairing.of_browser(pairing.uuid).screen == screen
    grow_old(pairing, timedelta(seconds=5))
    assert Pairing.of_browser(pairing.uuid) is None


def test_no_other_browser_gets_it(pairing):
    assert Pairing.of_browser(uuid4()) is None


def test_old_ones_are_forgotten_with_the_next(pairing):
    grow_old(pairing, REMEMBERED + timedelta(seconds=1))
    kept = Pairing.begin("")
    assert list(Pairing.select()) == [kept]
    assert why(Pairing.by_code, pairing.code) == "no_such_pairing"


def test_it_goes_with_the_screen_that_it_became(pairing, olga):
    Pairing.approve(pairing.code, olga, "Зал", "projector").revoke()
    assert Pairing.of_browser(pairing.uuid) is None


def test_a_browsers_name_for_itself_is_cut_and_made_printable():
    assert Pairing.begin("a\0b\n" + "c" * 300).device == "ab" + "c" * 198

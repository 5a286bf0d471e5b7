"""Trainers: the first one, their password, and being signed in."""

import threading

import pytest

from models.base import job
from models.errors import BadField, NotAllowed, Refused
from models.trainer import Trainer
from tests.rooms import a_trainer

pytestmark = pytest.mark.usefixtures("database")
EMAIL, NAME, PASSWORD = "olga@school.org", "Ольга Петровна", "correct horse"


def test_the_first_trainer_is_made_once():
    assert not Trainer.anybody()
    Trainer.create_first(EMAIL, NAME, PASSWORD)
    assert Trainer.anybody()
    with pytest.raises(Refused) as refused:
        Trainer.create_first("other@school.org", NAME, PASSWORD)
    assert refused.value.code == "trainer_exists"


def test_of_two_who_want_to_be_first_at_once_one_wins():
    together, outcomes = threading.Barrier(2), []

    def be_first(email):
        together.wait()
        try:
            outcomes.append(job(Trainer.create_first, email, NAME, PASSWORD).email)
        except Refused as refused:
            outcomes.append(refused.code)

    threads = [threading.Thread(target=be_first, args=(f"{n}@school.org",)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (only,) = Trainer.select()
    assert sorted(outcomes) == sorted([only.email, "trainer_exists"])


def test_a_trainer_signs_in_with_their_email_in_any_case():
    trainer = Trainer.register(" Olga@School.org ", " Ольга\n Петровна ", PASSWORD)
    assert (trainer.email, trainer.name) == (EMAIL, NAME)
    for typed in (EMAIL, "OLGA@SCHOOL.ORG", f" {EMAIL}\n", f"{EMAIL}\0"):
        assert Trainer.sign_in(typed, PASSWORD) == trainer
    assert PASSWORD not in Trainer.get_by_id(trainer.id).password_hash


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "wrong horse"),
        (EMAIL, ""),
        (EMAIL, PASSWORD.upper()),
        (EMAIL, PASSWORD + " "),
        (EMAIL, PASSWORD + "\0"),
        (EMAIL, "я" * 100_000),
        ("nobody@school.org", PASSWORD),
        ("", ""),
        ("\0", "\0"),
        ("%", PASSWORD),
    ],
)
def test_wrong_credentials_are_refused_without_saying_which(email, password):
    Trainer.register(EMAIL, NAME, PASSWORD)
    with pytest.raises(NotAllowed) as refused:
        Trainer.sign_in(email, password)
    assert (refused.value.code, refused.value.values) == ("bad_credentials", {})


def test_an_account_without_a_usable_hash_cannot_be_signed_in_to():
    a_trainer(EMAIL)
    with pytest.raises(NotAllowed):
        Trainer.sign_in(EMAIL, "-")


@pytest.mark.parametrize(
    ("field", "email", "name", "password"),
    [
        ("email", "", NAME, PASSWORD),
        ("email", "olga", NAME, PASSWORD),
        ("email", "@school.org", NAME, PASSWORD),
        ("email", "a@b@c", NAME, PASSWORD),
        ("email", "ol ga@school.org", NAME, PASSWORD),
        ("email", "olga\0@school.org", NAME, PASSWORD),
        ("email", "olga\ud800@school.org", NAME, PASSWORD),
        ("email", "a" * 250 + "@b.ru", NAME, PASSWORD),
        ("name", EMAIL, " ", PASSWORD),
        ("name", EMAIL, "я" * 81, PASSWORD),
        ("name", EMAIL, "Оль\0га", PASSWORD),
        ("name", EMAIL, "Оль\u202eга", PASSWORD),
        ("password", EMAIL, NAME, "1234567"),
        ("password", EMAIL, NAME, "x" * 1025),
    ],
)
def test_a_field_that_cannot_be_right_is_named(field, email, name, password):
    with pytest.raises(BadField) as refused:
        Trainer.create_first(email, name, password)
    assert refused.value.field == field
    assert not Trainer.anybody()


@pytest.mark.parametrize("password", ["12345678", "x" * 1024, "a\0b\0c\0d\0", "пароль с Ё 🔑"])
def test_any_password_of_a_fair_length_works(password):
    trainer = Trainer.register(EMAIL, NAME, password)
    assert Trainer.sign_in(EMAIL, password) == trainer


def test_a_cookie_names_its_trainer_until_they_sign_out_everywhere():
    trainer = a_trainer()
    assert Trainer.signed_in(trainer.id, 1) == trainer
    assert Trainer.signed_in(trainer.id, 2) is None
    assert Trainer.signed_in(trainer.id + 1, 1) is None
    Trainer.update(session=2).execute()
    assert Trainer.signed_in(trainer.id, 1) is None

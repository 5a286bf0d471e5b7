"""Trainers: the first one, their password, and being signed in."""

import threading

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from models.base import job
from models.errors import BadField, NotAllowed, Refused, Taken
from models.trainer import HASHER, Trainer
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


def test_a_password_is_stored_as_slow_to_guess_as_owasp_asks_for(monkeypatch):
    monkeypatch.setattr("models.trainer.HASHER", HASHER)  # all other tests are spared it
    trainer = Trainer.register(EMAIL, NAME, PASSWORD)
    stored = extract_parameters(trainer.password_hash)
    assert (stored.type, stored.memory_cost, stored.time_cost) == (Type.ID, 19 * 1024, 2)
    assert Trainer.sign_in(EMAIL, PASSWORD) == trainer


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


def test_an_email_has_one_account():
    Trainer.register(EMAIL, NAME, PASSWORD)
    with pytest.raises(Taken) as refused:
        Trainer.register(EMAIL.upper(), "Ольга", PASSWORD)
    assert refused.value.code == "email_taken"


def test_a_name_can_be_changed():
    trainer = a_trainer()
    trainer.rename(" Ольга\n Иванова ")
    assert trainer.name == Trainer.get().name == "Ольга Иванова"
    for bad in ("", " ", "я" * 81, "Оль\0га"):
        with pytest.raises(BadField) as refused:
            trainer.rename(bad)
        assert (refused.value.field, Trainer.get().name) == ("name", "Ольга Иванова")


def test_a_new_password_counts_at_once_and_ends_every_session():
    trainer = Trainer.register(EMAIL, NAME, PASSWORD)
    trainer.change_password(PASSWORD, "a new password")
    assert trainer.session == 2
    assert Trainer.signed_in(trainer.id, 1) is None
    assert Trainer.signed_in(trainer.id, 2) == Trainer.sign_in(EMAIL, "a new password") == trainer
    with pytest.raises(NotAllowed):
        Trainer.sign_in(EMAIL, PASSWORD)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("wrong horse", "a new password", "wrong_password"),
        ("", "a new password", "wrong_password"),
        (PASSWORD, "short", "bad_value"),
        (PASSWORD, "x" * 1025, "bad_value"),
        ("wrong horse", "short", "bad_value"),
    ],
)
def test_a_password_that_is_not_changed_ends_nothing(old, new, code):
    trainer = Trainer.register(EMAIL, NAME, PASSWORD)
    with pytest.raises(Refused) as refused:
        trainer.change_password(old, new)
    assert refused.value.code == code
    assert getattr(refused.value, "field", "new_password") == "new_password"
    assert Trainer.signed_in(trainer.id, 1) == Trainer.sign_in(EMAIL, PASSWORD) == trainer


def test_of_two_who_change_the_password_at_once_one_wins():
    Trainer.register(EMAIL, NAME, PASSWORD)
    together, outcomes = threading.Barrier(2), []

    def change(new):
        trainer = job(Trainer.get)
        together.wait()
        try:
            job(trainer.change_password, PASSWORD, new)
            outcomes.append(new)
        except NotAllowed as refused:
            outcomes.append(refused.code)

    threads = [threading.Thread(target=change, args=(f"password {n}",)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcomes.remove("wrong_password")
    (new,) = outcomes
    assert Trainer.sign_in(EMAIL, new).session == 2


def test_signing_out_everywhere_ends_this_trainers_sessions_alone():
    olga, boris = a_trainer(), a_trainer("boris@school.org")
    olga.sign_out_everywhere()
    assert Trainer.signed_in(olga.id, 1) is None
    assert Trainer.signed_in(boris.id, 1) == boris


def test_trainers_are_listed_by_name():
    for name in ("яна", "Борис", "анна"):
        Trainer.create(email=f"{name}@school.org", name=name, password_hash="-")
    assert [trainer.name for trainer in Trainer.everybody()] == ["анна", "Борис", "яна"]

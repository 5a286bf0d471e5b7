"""Nicknames: what is cleaned of them, and which look the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadValue
from models.nickname import LONGEST_KEY, clean_nickname, nickname_key, numbered
from models.text import is_printable


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Li", "Li"),
        ("Ян", "Ян"),
        ("  Анна \t Мария\n", "Анна Мария"),
        ("Ａｎｎａ", "Anna"),
        ("An\u200bna\u200d\ufeff", "Anna"),
        ("\u202eannA\u2066\u2069", "annA"),
        ("An\0na", "An na"),
        ("Anna\x1b[31m", "Anna [31m"),
        ("An\u00adna", "Anna"),
        ("An\ud800na", "Anna"),
        ("An\ue000na", "Anna"),
        ("Jose\u0301", "José"),
        ("Jose\u200b\u0301", "José"),
        ("я" * 24, "я" * 24),
        ("😀😀", "😀😀"),
        ("علي", "علي"),
        ("李明", "李明"),
        ("Việt", "Việt"),
    ],
)
def test_a_nickname_is_cleaned_of_what_cannot_be_seen(typed, shown):
    assert clean_nickname(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Z\u0300\u0301\u0302\u0303\u0304oe", "Z\u0300\u0301oe"),
        ("e\u0323\u0302\u0300\u0301a", "ệa"),
        ("é\u0302\u0303a", "é\u0302a"),  # the é's own counts
        ("ก" + "\u0e47" * 20 + "ข", "ก\u0e47\u0e47ข"),
        ("a\u20dd\u20dd\u20ddb", "a\u20dd\u20ddb"),
    ],
)
def test_a_tower_of_marks_keeps_the_two_lowest(typed, shown):
    assert clean_nickname(typed) == shown


@pytest.mark.parametrize("emoji", ["👩\u200d🏫", "👩🏽\u200d🏫", "👨\u200d👩\u200d👧"])
def test_an_emoji_made_of_several_stays_one(emoji):
    assert clean_nickname(f"{emoji} Анна") == f"{emoji} Анна"


@pytest.mark.parametrize(
    "typed", ["\u200d😀😀", "😀\u200d 😀", "A\u200d😀", "A\u200dB", "😀\u200d\u200dA", "😀😀\u200d"]
)
def test_elsewhere_nothing_joins(typed):
    assert "\u200d" not in clean_nickname(typed)


def test_a_tower_as_high_as_a_request_may_be_is_refused_unread(monkeypatch):
    monkeypatch.setattr("models.nickname.unicodedata", None)
    with pytest.raises(BadValue, match="2 to 24"):
        clean_nickname("Ann" + "\u0301\u0316" * 200_000)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "Я", "я" * 25, "\u200b\u200b\u200b", "\0\0\0", "a\u200b", "\ufdfa\ufdfa", "\u3164\u3164"],
)
def test_a_nickname_too_short_or_too_long_to_be_seen_is_refused(typed):
    with pytest.raises(BadValue) as refused:
        clean_nickname(typed)
    assert refused.value.code == "bad_nickname"


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_nickname_that_fits_its_columns_or_a_refusal(typed):
    try:
        nickname = clean_nickname(typed)
    except BadValue:
        return
    assert is_printable(nickname)
    assert clean_nickname(nickname) == nickname
    assert len(nickname_key(nickname)) <= LONGEST_KEY
    nickname.encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alice", "alice"),
        ("Alice", "Aliсe"),  # Cyrillic с
        ("Alice", "AIice"),
        ("Anna", "Аnna"),
        ("Oleg", "0leg"),
        ("Oleg", "OIeg"),
        ("Ivan", "lvan"),
        ("ivan", "1van"),
        ("ВЕРА", "BEPA"),
        ("вера", "Bepa"),
        ("Том", "Tom"),
        ("Torn", "Tom"),
        ("Зоя", "3оя"),
        ("Алёна", "АЛЕНА"),
        ("Strasse", "Straße"),
        ("ｅｖａ", "Eva"),
        ("Еvα", "Eva"),
        ("😀😀", "😀\u200d😀"),
    ],
)
def test_nicknames_that_look_the_same_have_one_key(one, other):
    assert nickname_key(clean_nickname(one)) == nickname_key(clean_nickname(other))


NAMES = """Анна Алина Арина Ирина Марина Мария Марья Дарья Дария Илья Юлия Лилия Лия Ия Яна Ян Иван Йван Олег Ольга
    Егор Игорь Лев Леонид Тимур Тарас Вера Рита Зара Тара Гуля Уля Юля Оля Коля Толя Поля Миша Маша Саша Паша Даша
    Maria Marla Mario Marlo Neil Nell Ella Elia Karl Kari Lila Lily Anna Ana Anne Tom Tim Tara Zara Yara Ruta Luca
    Luka Nina Mina Rina Una Ida Ada Eva Ava Max Mix Erik Eric José Jose Jörg Zoë"""


def test_nicknames_that_can_be_told_apart_have_keys_of_their_own():
    names = NAMES.split()
    by_key = [[other for other in names if nickname_key(other) == nickname_key(name)] for name in names]
    assert [alike for alike in by_key if len(alike) > 1] == []


def test_a_number_behind_a_long_nickname_takes_the_place_of_its_end():
    assert numbered("Fox", 2) == "Fox 2"
    assert numbered("я" * 24, 12) == "я" * 21 + " 12"

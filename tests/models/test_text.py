"""Texts that people type, made safe."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadValue
from models.text import clean_text, is_printable


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("  Париж \n", "Париж"),
        ("a\r\nb", "a\nb"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\0b", "ab"),
        ("\x1b[31mred\x7f", "[31mred"),
        ("lone \ud800 surrogate \udfff", "lone  surrogate"),
        ("Jose\u0301", "José"),
        ("Jose\0\u0301", "José"),
        ("👩\u200d👧 ❤\ufe0f", "👩\u200d👧 ❤\ufe0f"),
        ("<b>&amp;", "<b>&amp;"),
        ("\0\ud800\r\n ", ""),
    ],
)
def test_a_text_keeps_what_people_mean_and_loses_what_nothing_can_store(typed, stored):
    assert clean_text(typed, 100) == stored


def test_a_text_is_as_long_as_it_is_stored():
    assert clean_text("  " + "я" * 10 + "\0" * 50, 10) == "я" * 10
    with pytest.raises(BadValue) as refused:
        clean_text("я" * 11, 10)
    assert (refused.value.code, refused.value.values) == ("too_long", {"limit": 10})


@pytest.mark.parametrize(
    ("line", "can_be_shown"),
    [
        ("Кабинет 12", True),
        ("👩\u200d🏫 ❤\ufe0f", True),
        ("a\u202eb", False),
        ("\u3164", False),
        ("\u2800 \u200d\ufe0f", False),
    ],
)
def test_a_name_can_be_shown_and_there_is_something_to_be_seen(line, can_be_shown):
    assert is_printable(line) is can_be_shown


@given(st.text())
def test_every_cleaned_text_can_be_stored_and_stays_as_it_is(typed):
    text = clean_text(typed, 10_000)
    assert "\0" not in text
    assert text.encode().decode() == text == text.strip()
    assert unicodedata.is_normalized("NFC", text)
    assert clean_text(text, 10_000) == text

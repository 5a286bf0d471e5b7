"""Nicknames: how they are cleaned, and when two of them are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from .errors import BadValue
from .lookalike import skeleton
from .text import BLANKS

SHORTEST_NICKNAME, LONGEST_NICKNAME = 2, 24
# To clean a longer one takes up to the square of its length, in which nothing else can happen.
LONGEST_TYPED = 200
# A letter of a nickname has at most four in the key.
LONGEST_KEY = 4 * LONGEST_NICKNAME
# On one letter: Vietnamese needs two, a tower of them covers the lines above and below.
MOST_MARKS = 2
JOINER = "\u200d"


def clean_nickname(typed: str) -> str:
    """A nickname as it will be shown: NFKC, single spaces, no tower of marks, nothing invisible. Raises BadValue."""
    if len(typed) > LONGEST_TYPED:
        raise BadValue("bad_nickname")
    text = "".join(c if unicodedata.category(c) not in ("Cc", "Zl", "Zp") else " " for c in typed)
    # Cf bidi and zero-width, Cs lone surrogate, Co private use, Cn unassigned
    text = BLANKS.sub("", text)
    text = "".join(c for c in text if c == JOINER or unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn"))
    text = "".join(only_useful_joiners(text))
    # After that: what stood between a letter and its accent is gone.
    text = unicodedata.normalize("NFKD", text)
    text = unicodedata.normalize("NFKC", "".join(only_some_marks(text)))
    text = re.sub(r"\s+", " ", text).strip()
    if not SHORTEST_NICKNAME <= len(text) <= LONGEST_NICKNAME:
        raise BadValue("bad_nickname")
    return text


@lru_cache(maxsize=16_384)  # of a full room all keys are asked for at every door that is closed
def nickname_key(nickname: str) -> str:
    """What two nicknames that people would take for the same have in common."""
    return skeleton(nickname.replace(JOINER, ""))[:LONGEST_KEY]


def numbered(nickname: str, number: int) -> str:
    """`nickname` with a number behind it; a long one loses its end."""
    suffix = f" {number}"
    return nickname[: LONGEST_NICKNAME - len(suffix)].rstrip() + suffix


def only_useful_joiners(text: str) -> Iterator[str]:
    """U+200D only between two emoji, of which it makes one: a teacher is a woman and a school."""
    for before, here, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if here != JOINER or (is_emoji(before) and is_emoji(after)):
            yield here


def is_emoji(one: str) -> bool:
    """Is it a picture, or a colour of skin?"""
    return unicodedata.category(one) == "So" or "\U0001f3fb" <= one <= "\U0001f3ff"


def only_some_marks(text: str) -> Iterator[str]:
    marks = 0
    for one in text:
        marks = marks + 1 if unicodedata.category(one) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            yield one

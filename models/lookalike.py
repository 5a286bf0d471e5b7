"""Letters that look the same: "Аnna" with a Cyrillic А is "Anna" to the eye."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from confusable_homoglyphs.confusables import is_confusable

# In Latin, Cyrillic and Greek.
CAPITAL_I, SMALL_I = "IІΙ", "iіι"


def skeleton(text: str) -> str:
    """What texts have in common that people would take for the same, whatever their case and alphabet. Not to be shown.

    Unicode's skeletons (TR39) know only exact letters: "ВЕРА" in Cyrillic looks like "BEPA", and "вера" is the same
    name. So each letter is looked up in both cases.
    """
    seen = "".join(map(letter, upright(unicodedata.normalize("NFD", text))))
    # Writing ё as е is no other name.
    return unicodedata.normalize("NFD", seen).replace("e\u0308", "e")


def upright(text: str) -> Iterator[str]:
    """I as l where it looks like one: next to small letters. At the start of a word also i, which is I to others.

    Not everywhere: Neil and Nell, Maria and Marla are different people.
    """
    for before, here, after in zip(" " + text, text, text[1:] + " ", strict=False):
        looks = here in CAPITAL_I and (before.islower() or after.islower())
        starts = here in CAPITAL_I + SMALL_I and not before.isalnum()
        yield "l" if looks or starts else here


@cache  # of at most 1.1 million letters, of which a school uses a few hundred
def letter(one: str) -> str:
    """What one letter, as it comes in NFD, is for a skeleton."""
    for form in (one.casefold(), one.upper()):
        twin = "".join(map(prototype, form))
        if twin.isascii():
            return "".join(map(plain, twin))
    return "".join(map(prototype, one.casefold()))


def plain(one: str) -> str:
    """The same for a letter of ASCII: 0 is O, which is o; l is 1; m is "rn"."""
    capital = one if one in CAPITAL_I + SMALL_I else prototype(one.upper())
    return prototype(capital.casefold())


@cache
def prototype(one: str) -> str:
    """The one of all that look like this letter that Unicode has chosen to stand for them.

    The library tells of each letter which others look like it: of a prototype all, of any other only the prototype.
    """
    others = twins(one)
    if len(others) != 1:
        return one
    (other,) = others
    # Each is all that looks like the other: either will do.
    return other if len(other) > 1 or len(twins(other)) > 1 else min(one, other)


def twins(one: str) -> list[str]:
    found = is_confusable(one, greedy=True)
    return [other["c"] for other in found[0]["homoglyphs"]] if found else []

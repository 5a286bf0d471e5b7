"""Rude nicknames: a library's dictionary of Russian and English, and how people write around one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from badwords import Options, ProfanityFilter

from .lookalike import letter

LANGUAGES = ["en", "ru"]
# Not inside of words: that would refuse Cummings, Мандельштам and Курбатов.
OPTIONS = Options(split_on_punctuation=True, collapse_repeats=True, leetspeak=True)
# What it lacks: as Latin letters spell it, and what schools add.
MORE = ["blyat", "blyad", "pidor", "pidoras", "suka", "чмо", "дрочер", "членосос", "гитлер", "hitler"]
# Names that it takes for something else.
NAMES = ["Wang", "Rey", "Mandy", "Elda", "Ilda", "Lolita", "Лолита", "Fanny", "Фанни", "Тит", "Шота"]
NAMES += ["Дик", "Эви", "Гарей", "Ента", "Буев", "Головня", "Бульба", "Кок", "Eby", "Енот"]
# One letter of each alphabet for those that look like it.
CYRILLIC = {letter(one): one for one in "ъыьэюяабвгдежзиклмнопрстуфхцчшщ"}
LATIN = {letter(one): one for one in "abcdefghijklmnopqrstuvwxyz"}


def is_rude(nickname: str) -> bool:
    return any(dictionary().is_profane_many(list(readings(nickname)), OPTIONS))


def readings(nickname: str) -> Iterator[str]:
    """What somebody may read there: x for х, 3 for з, and words that are spaced out, run together or numbered."""
    for text in (nickname, in_one(nickname, CYRILLIC, "а-яё"), in_one(nickname, LATIN, "a-z")):
        words = re.sub(r"[\W\d_]+", " ", text)
        yield from (text, words, re.sub(r"(?<=\w)(?=[A-ZА-ЯЁ][a-zа-яё])", " ", words))
        yield re.sub(r"[\W_]+", "", text)


def in_one(text: str, alphabet: dict[str, str], its: str) -> str:
    """`text` with letters of that alphabet for all that look like them."""
    own = re.compile(f"[{its}]", re.IGNORECASE)
    return "".join(one if own.match(one) else alphabet.get(letter(one), one) for one in text)


@cache
def dictionary() -> ProfanityFilter:
    """Read when a polite room asks for it: 40 ms."""
    made = ProfanityFilter()
    made.init(LANGUAGES)
    made.add_words(MORE)
    made.add_whitelist(NAMES)
    return made

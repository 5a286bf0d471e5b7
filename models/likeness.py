"""How much two answers look like the same one, mistyped: the pairs of cards that a trainer may want to make one.

What cannot be a slip of the finger is never offered: another number, another sign, a "not", another short word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, islice, product
from typing import NamedTuple

from rapidfuzz.distance import OSA, Levenshtein

MOST_PARTNERS, MOST_PAIRS = 3, 300
# Who writes more has written something of their own. So many that are worth comparing are compared.
MOST_WORDS, LARGEST_HEAP = 12, 40
LONGEST_WORD, LARGEST_KIN, MOST_COMPARED = 14, 16, 6_000
# Different ones, the first in the alphabet: more are no answers to one question.
MOST_DIFFERENT = 2_000
ORDER, SPACES, MORE_WORDS = 95, 97, 70  # the likeness of answers that differ in nothing but that

ROMAN = re.compile(r"(?=.)m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
NEGATIONS = {"не", "нет", "ни", "без", "no", "not", "never", "non", "without", "nicht", "kein", "keine"}
ARTICLES = {"the", "a", "an", "это", "der", "die", "das", "le", "la", "les"}
# A word with a name that makes another one of it (Новая Зеландия, South Korea), but for those that are first names.
QUALIFIER = re.compile(
    r"(?!(юр|дмитр|анатол|валер|васил|георг|евген|григор|аркад|витал|геннад|арсен)ий)"
    r"(.+(ая|яя|ый|ий|ой|ое|ее|ые|ие)|(nor|sou)th(ern)?|(ea|we)st(ern)?|new|great|upper|lower)"
)
ENDINGS = (
    "а я ы и у ю е о ь й ой ей ом ем ам ям ах ях ами ями ов ев ый ий ая яя ое ее ые ие ого его ому ему ым им ых их "
    "ую юю s es ed d"
)
# What sounds alike, or looks it; what lies beside on a keyboard.
CONFUSED = "оа еи яе ыи эе юу йи бп вф гк дт жш зс шщ цс чщ нм ae ei iy oa ou sc ck zs gj vw mn"
KEYS = "йцукенгшщзхъ фывапролджэ ячсмитьбю qwertyuiop asdfghjkl zxcvbnm"
ALIKE = {frozenset(pair): 0.9 for pair in CONFUSED.split()}
BESIDE = {frozenset(row[place : place + 2]): 1.1 for row in KEYS.split() for place in range(len(row) - 1)}
COSTS = BESIDE | ALIKE
INFLECTED = frozenset(ENDINGS.split()) | {""}
FAINT = "ьъй"  # letters that are left out easily
# What mistakes in a word may cost, by the length of the shorter one.
LIMITS = [(13, 3.0), (9, 2.0), (7, 1.8), (5, 1.0), (4, 0.8)]
ANOTHER = 1.9  # letter, which is not that likely in place of the right one


class Answer(NamedTuple):
    """An answer's fold, taken apart: its words, and what has to be the same in another one."""

    fold: str
    # Without the spaces that somebody may have left out.
    tight: str
    words: tuple[str, ...]
    letters: tuple[str, ...]
    exact: tuple[str, ...]


def pairs_of(lying: Iterable[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    """Pairs of cards that may mean the same, with their likeness, the most alike first.

    `lying`: (card, fold) wherever such an answer lies on that card.
    """
    cards: dict[str, set[str]] = defaultdict(set)
    for card, fold in lying:
        cards[fold].add(card)
    # Equal answers on two cards: somebody has put them apart.
    apart = {(a, b) for its in cards.values() for a, b in combinations(sorted(its), 2)}
    found: dict[tuple[str, str], int] = {}
    for one, other, likeness in alike_answers([taken_apart(fold) for fold in sorted(cards)]):
        for pair in {(min(a, b), max(a, b)) for a in cards[one] for b in cards[other] if a != b} - apart:
            found[pair] = max(found.get(pair, 0), likeness)
    partners: dict[str, int] = defaultdict(int)
    kept = []
    for pair, likeness in sorted(found.items(), key=lambda one: (-one[1], one[0])):
        if all(partners[card] < MOST_PARTNERS for card in pair):
            kept.append((pair, likeness))
            for card in pair:
                partners[card] += 1
    return kept[:MOST_PAIRS]


def taken_apart(fold: str) -> Answer:
    tokens = re.findall(r"\w+", fold)
    exact = [
        token for token in tokens if re.search(r"\d", token) or ROMAN.fullmatch(token) or token in NEGATIONS
    ]
    left = [token for token in tokens if token not in exact]
    signs = [
        sign for sign in fold if not (sign.isalnum() or sign.isspace() or unicodedata.category(sign) == "So")
    ]
    words = tuple(token for token in left if len(token) > 1 and token not in ARTICLES)
    letters = tuple(sorted(token for token in left if len(token) == 1 and token not in ARTICLES))
    tight = re.sub(r"(?<!\d) | (?!\d)", "", fold)
    return Answer(fold, tight, words, letters, tuple(sorted(exact) + sorted(signs)))


def alike_answers(answers: list[Answer]) -> Iterator[tuple[str, str, int]]:
    """The folds of answers that are alike, and how much; a pair may come more than once."""
    short = [answer for answer in answers if len(answer.words) <= MOST_WORDS]
    alike = alike_words({word for answer in short for word in answer.words})
    for heap in heaps(short, alike):
        for one, other in combinations(heap[:LARGEST_HEAP], 2):
            if likeness := likeness_of(one, other, alike):
                yield one.fold, other.fold, likeness


def heaps(answers: list[Answer], alike: dict[tuple[str, str], int]) -> Iterator[list[Answer]]:
    """Answers that are worth comparing with each other."""
    kin = kinships(alike)
    found: dict[tuple[object, ...], list[Answer]] = defaultdict(list)
    single: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        found["spaces", answer.tight].append(answer)
        if len(answer.words) == 1:
            single[answer.words[0]].append(answer)
            found["word", answer.exact, answer.words[0]].append(answer)
        elif answer.words:
            found["kin", answer.exact, *sorted(kin.get(word, word) for word in answer.words)].append(answer)
    yield from found.values()
    for one, other in alike:
        if one < other:
            yield from (list(pair) for pair in product(single[one], single[other]))
    whole = {(answer.exact, answer.words): answer for answer in answers if len(answer.words) in (1, 2)}
    for answer in answers:
        words = answer.words
        for size in (1, 2):
            for start in range(len(words) - size + 1) if size < len(words) <= size + 2 else ():
                part = whole.get((answer.exact, words[start : start + size]))
                if part:
                    yield [part, answer]


def likeness_of(one: Answer, other: Answer, alike: dict[tuple[str, str], int]) -> int:
    """From 0 to 100; 0: that is not the same answer mistyped."""
    if one.tight == other.tight:
        return SPACES
    if one.exact != other.exact or (one.letters != other.letters and one.letters and other.letters):
        return 0
    mine, theirs = sorted(one.words), sorted(other.words)
    if mine == theirs:
        return ORDER
    if len(mine) != len(theirs):
        return more_words(*sorted((one.words, other.words), key=len))
    left, total = list(theirs), 0
    for word in mine:
        best = max(left, key=lambda their: alike_to(word, their, alike))
        likeness = alike_to(word, best, alike)
        if not likeness:
            return 0
        left.remove(best)
        total += likeness * len(word)
    return round(total / sum(map(len, mine)))


def more_words(few: tuple[str, ...], many: tuple[str, ...]) -> int:
    """Пушкин, and Александр Пушкин."""
    rest = list(many)
    for word in few:
        if word not in rest:
            return 0
        rest.remove(word)
    is_name = max(map(len, few)) >= 5
    return MORE_WORDS if is_name and len(rest) <= 2 and not any(map(QUALIFIER.fullmatch, rest)) else 0


def alike_to(word: str, other: str, alike: dict[tuple[str, str], int]) -> int:
    return 100 if word == other else alike.get((word, other), 0)


def alike_words(words: set[str]) -> dict[tuple[str, str], int]:
    """Pairs of words, both ways round, of which one may be the other mistyped or inflected."""
    near: dict[str, list[str]] = defaultdict(list)
    for word in sorted(word for word in words if len(word) > 2)[:MOST_DIFFERENT]:
        for rest in rests(word):
            near[rest].append(word)
    alike = {}
    neighbours = (pair for its in near.values() for pair in combinations(its[:LARGEST_KIN], 2))
    compared: set[tuple[str, str]] = set()
    # Each is bounded by itself: the same pair comes many times where the words are long.
    for pair in islice(neighbours, 20 * MOST_COMPARED):
        if pair in compared or len(compared) == MOST_COMPARED:
            continue
        compared.add(pair)
        if is_slip(*pair):
            alike[pair] = alike[pair[::-1]] = round(100 * OSA.normalized_similarity(*pair))
    return alike


def rests(word: str) -> set[str]:
    """What is left of a word without some letters: two that differ in little have such a rest in common."""
    found = {word, *(word[:length] for length in range(max(3, len(word) - 3), len(word)))}
    once = {word[:place] + word[place + 1 :] for place in range(len(word))}
    found |= once
    if 6 <= len(word) <= LONGEST_WORD:
        found |= {rest[:place] + rest[place + 1 :] for rest in once for place in range(len(rest))}
    return found


def is_slip(word: str, other: str) -> bool:
    """Is one of these the other, mistyped or with another ending?"""
    same = next(
        (place for place, pair in enumerate(zip(word, other, strict=False)) if len(set(pair)) > 1), None
    )
    same = min(len(word), len(other)) if same is None else same
    ends = {word[same:], other[same:]}
    if ends <= INFLECTED and (
        same > 3 or (same == 3 and (all(len(end) == 1 for end in ends) or ends == {"", "s"}))
    ):
        return True
    shorter = min(len(word), len(other))
    limit = next((cost for length, cost in LIMITS if shorter >= length), 0.0)
    return cost_of(word, other) <= limit


def cost_of(word: str, other: str) -> float:
    """How unlikely it is that somebody who meant the one has written the other."""
    if OSA.distance(word, other) == 1 and Levenshtein.distance(word, other) == 2:
        return 0.8  # two letters have changed places
    cost = 0.0
    for edit in Levenshtein.editops(word, other):
        kind, here, there = edit.tag, edit.src_pos, edit.dest_pos
        if kind == "replace":
            cost += COSTS.get(frozenset(word[here] + other[there]), ANOTHER)
        else:
            text, place = (word, here) if kind == "delete" else (other, there)
            is_double = text[place] in (text[place - 1 : place], text[place + 1 : place + 2])
            cost += 0.6 if is_double or text[place] in FAINT else 1.0
        if here == 0 or there == 0:  # the first letter is seldom wrong
            cost += 0.7
    return cost


def kinships(alike: dict[tuple[str, str], int]) -> dict[str, str]:
    """For each word that is like another one the name of its kin: words that are alike have the same."""
    head = {word: word for pair in alike for word in pair}
    for one, other in alike:
        head[root(head, one)] = root(head, other)
    return {word: root(head, word) for word in head}


def root(head: dict[str, str], word: str) -> str:
    while head[word] != word:
        head[word] = head[head[word]]
        word = head[word]
    return word

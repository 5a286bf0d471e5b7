"""What equal answers have in common: what is left of a text without case, accents, spaces and punctuation.

Two answers that mean something else must not fall together, since one tap marks them both: in doubt a sign stays. What
falls apart by that is offered as a near miss.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

# An index takes no long text: what is longer is told apart by its hash.
LONGEST_FOLD = 200
# Nor is all of it looked at closely.
LONGEST_READ = 600
MOST_PASSES = 9

# In a long text: what stands by no number.
LOOSE = re.compile(r"(?<!\d)[^\w\s+=^*<>|-](?!\d)")
OTHER = re.compile(r"[^\w\s]")
# "й" is a letter of its own.
FOREIGN = re.compile("[^\x00-\x7fа-я]")
# Before NFKC, which would make accents and letters of some: apostrophes go, the sign before a number is a space.
SIGNS = str.maketrans({**dict.fromkeys("'’‘‛ʼʻʹ`´′＇"), "№": " ", "_": " ", "×": "*", "⋅": "*", "∙": "*"})
RAISED = re.compile(r"(?<=[\d)])([⁺⁻]?[⁰¹²³⁴-⁹]+)")
FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅟↉])")
# All that look the same; the long ones are no minus.
DASHES = str.maketrans(
    {**dict.fromkeys("‐‑‒–−⁃﹣－", "-"), **dict.fromkeys("―⸺⸻", "—"), **dict.fromkeys("⁄∕", "/")}
)

THOUSANDS = re.compile(r"(?<![\d.,])(?<!\d )\d{1,3}(?:( \d{3})+|(,\d{3}){2,})(?![ ,]?\d)")
NUMBERS = re.compile(r"(?<!\d)\d+(?:[.,]\d+)+")
# What is written with spaces or without.
TIGHT = [
    (re.compile(r"(?<=\d) ?[-—] ?(?=\d)"), "-"),  # 1941 — 1945
    (re.compile(r"(^|[^\w\s] ?)- (?=\d)"), r"\1-"),  # a minus sign
    (re.compile(r"(?<=[\w)]) ?[*·] ?(?=[\w(])"), "*"),  # 2 * 3
    (re.compile(r"(?<=\d) ?([/:]) ?(?=\d)"), r"\1"),
    (re.compile(r"(?<=\d) (?=[%‰])"), ""),
    (re.compile(r"(?<![\w.,])[.,](?=\d)"), "0."),  # .5
    (re.compile(r"(?<=[^\W\d])\^(?=\d)"), ""),  # m^2 is m²
]
# Punctuation that means something where it stands.
KEPT = re.compile(
    r"""
    (?<=\d)[.:/](?=\d)          # 3.5, 12:30, 1/2
    | (?<=\d)-(?=\d)
    | (?<!\w)-(?=\d|[^\W\d]\b)  # -5, -x
    | (?<=[\w)])\*(?=[\w(])     # 2*3
    | (?<=\d)[%‰]
    | (?<=\d)!(?![!?])          # 5!
    | (?<=\w)\#                 # C#
    """,
    re.VERBOSE,
)
ION = re.compile(r"\b\w{1,4}(-)$")  # Cl-
FORMULA = re.compile(r"[=+^*<>≤≥√|]|\d/\d")
BRACKETED = re.compile(r"[\[(][^()\[\]]*[\])]")


def fold(text: str) -> str:
    """The same for answers that a trainer would take for the same; never empty, and never with "#" at its beginning."""
    short = text if len(text) <= LONGEST_READ else gist(text.casefold())  # a writer waits for this
    raised = FRACTION.sub(" ", RAISED.sub(r"^\1", short)).translate(SIGNS)
    letters = plain(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", raised).casefold()))
    folded = squeeze(letters if len(letters) <= LONGEST_FOLD else gist(letters))
    return folded or bare(text)


def gist(text: str) -> str:
    """The beginning of a long text, and what tells it from others; looked at less closely, since a writer waits."""
    words = " ".join(LOOSE.sub(" ", text).split())
    return f"{words[:150]} x{sha256(words.encode()).hexdigest()[:32]}"


def squeeze(text: str) -> str:
    """May be empty, where there is nothing but punctuation."""
    # What one sign leaves may be a pattern again: "A:^0".
    for _ in range(MOST_PASSES):
        before, text = text, squeeze_once(text)
        if text == before:
            break
    return text


def squeeze_once(text: str) -> str:
    text = re.sub(r"\s+", " ", text.translate(SIGNS).translate(DASHES)).strip()
    text = THOUSANDS.sub(lambda found: re.sub("[ ,]", "", found[0]), text)
    text = NUMBERS.sub(lambda found: decimal(found[0]), text)
    for pattern, tight in TIGHT:
        text = pattern.sub(tight, text)
    kept = {found.start() for found in KEPT.finditer(text)}
    if ion := ION.search(text):
        kept.add(ion.start(1))
    for found in BRACKETED.finditer(text):
        if re.search(r"\d", found[0]) and ";" in found[0]:  # an interval, a point: [1; 2) is not (1; 2)
            kept |= {found.start(), found.end() - 1, text.index(";", found.start())}
    if FORMULA.search(text):
        kept |= {place for place, sign in enumerate(text) if sign in "()"}
    text = OTHER.sub(
        lambda found: found[0] if found.start() in kept or not is_punctuation(found[0]) else " ", text
    )
    return " ".join(re.sub(r" ?([^\w\s]) ?", spaced, " ".join(text.split())).split())


def plain(text: str) -> str:
    """Without accents and what cannot be seen; digits of all scripts are 0 to 9."""
    return unicodedata.normalize("NFC", FOREIGN.sub(lambda found: plain_sign(found[0]), text))


@lru_cache(maxsize=4096)
def plain_sign(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    return unicodedata.normalize(
        "NFC", "".join(c for c in unicodedata.normalize("NFD", sign) if not is_faint(c))
    )


def is_faint(sign: str) -> bool:
    """Is that an accent, or nothing to be seen? Vowels of scripts that write them as marks are neither."""
    kind = unicodedata.category(sign)
    if kind == "Mn":
        height = unicodedata.combining(sign)
        return height >= 200 or 10 <= height <= 35 or "VARIATION SELECTOR" in unicodedata.name(sign, "")
    # A flag's letters are tags: without them England would be Scotland.
    return kind == "Me" or (kind == "Cf" and not "\U000e0020" <= sign <= "\U000e007f")


def is_punctuation(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "P"


def decimal(number: str) -> str:
    """3,5 is 3.5; 1,2,3 are three numbers."""
    if number.count(",") + number.count(".") == 1:
        return number.replace(",", ".")
    return number.replace(",", " ")


def spaced(found: re.Match[str]) -> str:
    """A sign stands close, but for those that belong to one side."""
    return found[0] if found[1] in "-%‰!#" else found[1]


def bare(text: str) -> str:
    """Nothing but punctuation, as it is."""
    # NFKC would make a word of that one sign.
    folded = re.sub("[^№]+", lambda found: unicodedata.normalize("NFKC", found[0]), text).casefold()
    folded = ("".join(folded.split()) or (folded and " "))[: LONGEST_FOLD - 1]
    return "." + folded if folded.startswith("#") else folded

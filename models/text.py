"""What people type, made safe to store and to show."""

from __future__ import annotations

import re
import unicodedata

from .errors import BadValue

# Letters and marks that show nothing: fillers and variation selectors.
BLANKS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def clean_text(typed: str, longest: int) -> str:
    """`typed` in NFC, trimmed, without control characters other than line breaks and tabs. May be empty.

    Raises BadValue `too_long` beyond `longest` characters. (PostgreSQL cannot store U+0000, UTF-8 no lone surrogates.)
    """
    text = typed.replace("\r\n", "\n")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) > longest:
        raise BadValue("too_long", limit=longest)
    return text


def is_printable(line: str) -> bool:
    """Can `line` be shown as it is, and is there anything to be seen?

    With U+200D it can, which makes one emoji of several (a teacher: woman, school).
    """
    line = line.replace("\u200d", "")
    return line.isprintable() and bool(BLANKS.sub("", line).strip())

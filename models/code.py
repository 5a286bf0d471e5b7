"""The codes that people type: of rooms, of trainers' classes, and of students who come back."""

from __future__ import annotations

import re
import secrets

# Consonants only (RFC 8628, 6.1): no code looks like another, none spells a word, no digit reads as a letter.
CODE_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
# What a Russian keyboard gives for letters that look the same.
LOOKALIKES = str.maketrans("ВСНКМРТХ", "BCHKMPTX")


def clean_code(typed: str) -> str:
    """What somebody typed as a code, in any case, with spaces or dashes, the way that codes are written."""
    return re.sub(r"[\s\-–—_.]", "", typed).upper().translate(LOOKALIKES)


def new_code(length: int) -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))

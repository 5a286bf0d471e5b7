"""Source maps (ECMA-426): whoever looks for an error in a made script sees the modules, line for line.

The minifier only leaves out: what it keeps stands in the same order. So both texts are read side by side.
"""

from __future__ import annotations

from collections.abc import Iterator

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def source_map(parts: list[tuple[str, str, str, str]], first: int) -> dict[str, object]:
    """The map of a script that has these parts from line `first` on, each beginning a line.

    A part: the address of its module, what that says, the text that was minified (whose second line is the module's
    first), and what was made of that.
    """
    lines = [""] * first
    source = row = 0  # each number in a map is the difference to the one before
    for index, (_, said, text, small) in enumerate(parts):
        last = said.count("\n")
        for made in _begun(text, small):
            segments, column = [], 0
            for at, line in made:
                if 1 <= line <= last + 1:
                    segments.append(
                        _number(at - column) + _number(index - source) + _number(line - 1 - row) + "A"
                    )
                    column, source, row = at, index, line - 1
            lines.append(",".join(segments))
    return {
        "version": 3,
        "sources": [address for address, _, _, _ in parts],
        "sourcesContent": [said for _, said, _, _ in parts],
        "names": [],
        "mappings": ";".join(lines),
    }


def _begun(text: str, small: str) -> Iterator[list[tuple[int, int]]]:
    """For each line of `small`: where in it which lines of `text` begin (columns, lines from 0)."""
    line, at, told = 0, 0, -1
    for row in small.split("\n"):
        begun = []
        for column, letter in enumerate(row):
            here = at
            while here < len(text) and not _same(text, here, row, column):
                here = _past(text, here)
            if here == len(text):  # a space that the minifier put in
                continue
            line += text.count("\n", at, here)
            at = here + 1
            if line != told:
                begun.append((column, line))
                told = line
            line += letter == "\n"
        yield begun


def _same(text: str, here: int, row: str, column: int) -> bool:
    """Is this the place? Where a comment begins it is not, unless the minified text goes on the same way (a string)."""
    comment = text.startswith(("//", "/*"), here)
    return text[here] == row[column] and (not comment or row[column : column + 2] == text[here : here + 2])


def _past(text: str, here: int) -> int:
    """The place after what the minifier leaves out here: a comment, or one letter of space."""
    for begin, end in (("//", "\n"), ("/*", "*/")):
        if text.startswith(begin, here):
            found = text.find(end, here + 2)
            return len(text) if found < 0 else found + (len(end) if end == "*/" else 0)
    return here + 1


def _number(value: int) -> str:
    """A number as a map writes it (VLQ in base 64)."""
    rest, digits = (-value << 1 | 1) if value < 0 else value << 1, ""
    while True:
        rest, low = rest >> 5, rest & 31
        digits += DIGITS[low | 32 if rest else low]
        if not rest:
            return digits

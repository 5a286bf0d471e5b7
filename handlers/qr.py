"""QR codes of join links."""

from __future__ import annotations

import io
from functools import lru_cache

import segno
from markupsafe import Markup


@lru_cache(maxsize=256)  # drawing takes milliseconds, and a page shows the same picture again and again
def qr_svg(url: str) -> Markup:
    """`url` as inline SVG, black on white in both themes."""
    drawn = draw(url, "m").svg_inline(
        scale=4, border=4, dark="#000", light="#fff", svgclass="qr", omitsize=True
    )
    return Markup(drawn)  # noqa: S704 (segno made it, of numbers)


def qr_text(url: str) -> str:
    """`url` for a terminal, two modules a character."""
    out = io.StringIO()
    draw(url, "l").terminal(out, compact=True)
    return out.getvalue()


def draw(url: str, error: str) -> segno.QRCode:
    """In upper case where that leads to the same page: fewer, bigger modules (ISO/IEC 18004, alphanumeric mode)."""
    return segno.make_qr(url.upper() if can_be_upper(url) else url, error=error)


def can_be_upper(url: str) -> bool:
    """Host names and our join links have no case; a path before them (behind a proxy) may have."""
    return url.count("/") <= 4

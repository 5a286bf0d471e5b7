"""A phone's camera in front of a screen: what it reads from the picture that stands there."""

from __future__ import annotations

from io import BytesIO

import zxingcpp
from PIL import Image


def scan(page):
    """The text of the only code in sight."""
    with Image.open(BytesIO(page.screenshot())) as picture:
        (code,) = zxingcpp.read_barcodes(picture)
    return code.text

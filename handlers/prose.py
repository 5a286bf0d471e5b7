"""Texts of the protocol's document as HTML: Markdown, and JSON laid out for people."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

WIDTH = 96  # columns of an example

markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def prose(text: str) -> tuple[Markup, list[tuple[str, str]]]:
    """Markdown as HTML, and its headings: (anchor, text)."""
    tokens = markdown.parse(text)
    headings = []
    for opening, inner in pairwise(tokens):
        if opening.type == "heading_open":
            slug = re.sub(r"\W+", "-", inner.content.lower()).strip("-")
            opening.attrSet("id", slug)
            headings.append((slug, inner.content))
    return Markup(scrolled(markdown.renderer.render(tokens, markdown.options, {}))), headings  # noqa: S704


def scrolled(html: str) -> str:
    """What is wider than a phone scrolls by itself, also by the keyboard: so the focus must get there."""
    table = '<div class="protocol__scroll" tabindex="0"><table>'
    html = html.replace("<pre>", '<pre tabindex="0">')
    return html.replace("<table>", table).replace("</table>", "</table></div>")


def line(text: str) -> Markup:
    """One line of Markdown as HTML."""
    return Markup(markdown.renderInline(text))  # noqa: S704


def laid_out(value: Any, indent: str = "", used: int = 0) -> str:
    """JSON for people: on one line what fits there, the rest one member a line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(indent) + used + len(flat) <= WIDTH or not isinstance(value, dict | list):
        return flat
    inner = indent + "  "
    if isinstance(value, list):
        parts = [laid_out(item, inner) for item in value]
        opening, closing = "[]"
    else:
        names = [json.dumps(name, ensure_ascii=False) + ": " for name in value]
        parts = [
            name + laid_out(item, inner, len(name)) for name, item in zip(names, value.values(), strict=True)
        ]
        opening, closing = "{}"
    return opening + "".join(f"\n{inner}{part}," for part in parts).rstrip(",") + f"\n{indent}{closing}"

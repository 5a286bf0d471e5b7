"""One stylesheet a page, made from those that it imports, without `@layer`: iOS Safari 15.0 to 15.3 drop a layer whole.

The layers' order becomes specificity: a rule gets one `:not(#_)` for every layer below its own. No selector of ours
names an id, so a higher layer wins over any selector of a lower one, as it does with layers.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tinycss2
from rcssmin import cssmin

GROUPS = ("media", "supports")  # at-rules that hold rules
# A property that is empty on purpose: without a space Chrome 92 and Safari 15 take it for a mistake.
EMPTY = re.compile(r"(--[\w-]+):(?=[;}])")
PLACE = re.compile(r'url\("(\.[^"]+)"\)')


class NotFlattable(Exception):
    """A stylesheet says something that cannot be said without layers; the message names the file."""


@dataclass
class Sheet:
    """A file, taken apart. `rules`: by layer, each weighted already."""

    imports: list[Path] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    rules: dict[str, list[str]] = field(default_factory=dict)


class Sheets:
    """The stylesheets of pages, whose parts are in this folder; each file is read once."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.layers: list[str] = []  # the lowest first, as the first file of them all says
        self.sheets: dict[Path, Sheet] = {}

    def small(self, page: str) -> str:
        """The stylesheet of `pages/<page>.css` and all that it imports. Raises NotFlattable."""
        found: dict[Path, Sheet] = {}
        self._gather(self.root / "pages" / f"{page}.css", found)
        fonts = [font for sheet in found.values() for font in sheet.fonts]
        layers = [
            [rule for sheet in found.values() for rule in sheet.rules.get(layer, [])] for layer in self.layers
        ]
        if sum(any("!important" in rule for rule in rules) for rules in layers) > 1:
            # among those the lower layer wins, which no specificity can say
            raise NotFlattable(f"{page}.css: !important in more than one layer")
        small = cssmin("\n".join([*fonts, *(rule for rules in layers for rule in rules)]))
        return EMPTY.sub(r"\1: ", small)

    def _gather(self, path: Path, found: dict[Path, Sheet]) -> None:
        """Add this file after all that it imports."""
        if path in found:
            return
        if path not in self.sheets:
            self.sheets[path] = self._read(path)
        for imported in self.sheets[path].imports:
            self._gather(imported, found)
        found[path] = self.sheets[path]

    def _read(self, path: Path) -> Sheet:
        if not path.is_file() or not path.is_relative_to(self.root):
            raise NotFlattable(f"there is no {path.name} in {self.root.name}/")

        def moved(found: re.Match[str]) -> str:
            """A place as the page's stylesheet sees it."""
            return f'url("{os.path.relpath((path.parent / found[1]).resolve(), self.root / "pages")}")'

        sheet, text = Sheet(), PLACE.sub(moved, path.read_text(encoding="utf-8"))
        for rule in sound(
            tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), path.name
        ):
            match getattr(rule, "lower_at_keyword", None):
                case "import":
                    sheet.imports.append((path.parent / words(rule, "string")[0]).resolve())
                case "font-face":
                    sheet.fonts.append(rule.serialize())
                case "layer" if rule.content is None:
                    self._order(words(rule, "ident"), path.name)
                case "layer":
                    (layer,) = words(rule, "ident")
                    if layer not in self.layers:
                        raise NotFlattable(f"{path.name}: nothing says where the layer {layer} comes")
                    sheet.rules.setdefault(layer, []).extend(
                        text_of(one, self.layers.index(layer)) for one in inside(rule, path.name)
                    )
                case _:
                    raise NotFlattable(f"{path.name}:{rule.source_line}: this rule is in no layer")
        return sheet

    def _order(self, layers: list[str], name: str) -> None:
        if self.layers and self.layers != layers:
            raise NotFlattable(f"{name}: another order of layers than before")
        self.layers = layers


def text_of(rule: Any, weight: int) -> str:
    """A rule of a layer that lies over so many others."""
    if rule.type == "qualified-rule":
        selectors = ",".join(weighted(selector, weight) for selector in selectors_of(rule.prelude))
        return f"{selectors}{{{tinycss2.serialize(rule.content)}}}"
    if rule.lower_at_keyword in GROUPS:
        rules = "".join(text_of(one, weight) for one in inside(rule, rule.at_keyword))
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{rules}}}"
    return str(rule.serialize())  # keyframes have no specificity


def selectors_of(prelude: list[Any]) -> Iterator[list[Any]]:
    """The selectors of a rule: what its own commas part, not those inside of `:is(…)`."""
    selector: list[Any] = []
    for part in prelude:
        if part == ",":
            yield selector
            selector = []
        else:
            selector.append(part)
    yield selector


def weighted(selector: list[Any], weight: int) -> str:
    """The selector with so many ids more; they stand before a pseudo-element, after which nothing may."""
    if any(token.type == "hash" for token in selector):
        raise NotFlattable(f"{tinycss2.serialize(selector).strip()}: an id would win over every layer")
    colons = [at for at, part in enumerate(selector) if part == ":" and selector[at + 1] == ":"]
    at = colons[0] if colons else len(selector)
    more = f":not({'#_' * weight})" if weight else ""
    before, after = (tinycss2.serialize(part).strip() for part in (selector[:at], selector[at:]))
    return f"{before}{more}{after}"


def inside(rule: Any, where: str) -> list[Any]:
    """The rules in a block."""
    return sound(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), where)


def sound(rules: list[Any], where: str) -> list[Any]:
    for rule in rules:
        if rule.type == "error":
            raise NotFlattable(f"{where}:{rule.source_line}: {rule.message}")
    return rules


def words(rule: Any, kind: str) -> list[str]:
    return [token.value for token in rule.prelude if token.type == kind]

"""One script a page, made from the ES modules as they stand: a phone far from the server fetches one file, not forty.

Each module becomes a function that is called once, after those it imports, and gives what it exports; so its own
names stay its own. That takes only what our modules use of `import` and `export`; anything else is refused by name.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from rjsmin import jsmin

from .source_maps import source_map

# The code's form (`make fmt`) begins these statements at the start of a line.
IMPORT = re.compile(r'^import (?:\{(?P<names>[^{}]*)\} from )?"(?P<place>\.[^"\n]+)";', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (?P<name>[\w$]+))", re.MULTILINE)
STATEMENT = re.compile(r"^(?:import|export)\b[^\n]*", re.MULTILINE)
# At any other place, comments aside: these have no like in one script.
ELSEWHERE = re.compile(r"\bimport(?:\s*\(|\.meta\b)")


class NotLinkable(Exception):
    """A module says something that no script can be made of; the message names it."""


@dataclass(frozen=True)
class Module:
    """A file as a script holds it. Of `imports`: whose they are, and of each name what it is there and here."""

    path: Path
    name: str
    source: str
    imports: tuple[tuple[Path, tuple[tuple[str, str], ...]], ...]
    exports: tuple[str, ...]
    text: str  # a function that is called; its lines are the file's, one further down
    small: str  # the same without comments and spaces; all names stay, so that an error still says where


class Scripts:
    """The scripts of pages, whose modules are in this folder; each module is read once."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.modules: dict[Path, Module] = {}

    def modules_of(self, page: str) -> list[Module]:
        """What the script of `pages/<page>.js` consists of, each after those that it imports. Raises NotLinkable."""
        found: dict[Path, Module] = {}
        self._gather(self.root / "pages" / f"{page}.js", found, ())
        return list(found.values())

    def small(self, page: str) -> str:
        """The script. Raises NotLinkable."""
        return "\n".join(['"use strict";', *(module.small for module in self.modules_of(page))])

    def map(self, page: str) -> str:
        """The source map of the script. Raises NotLinkable."""
        parts = [
            (os.path.relpath(module.path, self.root / "pages"), module.source, module.text, module.small)
            for module in self.modules_of(page)
        ]
        return json.dumps(source_map(parts, first=1), ensure_ascii=False)

    def source(self, page: str) -> str:
        """All that its modules say, as it was written. Raises NotLinkable."""
        return "".join(module.source for module in self.modules_of(page))

    def _gather(self, path: Path, found: dict[Path, Module], above: tuple[Path, ...]) -> None:
        """Add this module after all that it imports; what is there already stays."""
        if path in above:
            ring = " → ".join(one.name for one in (*above[above.index(path) :], path))
            raise NotLinkable(f"{ring} import each other: what both need belongs into a third")
        if path in found:
            return
        module = self._module(path)
        for place, names in module.imports:
            self._gather(place, found, (*above, path))
            for name, _ in names:
                if name not in found[place].exports:
                    raise NotLinkable(f"{module.name}: {found[place].name} exports no {name}")
        found[path] = module

    def _module(self, path: Path) -> Module:
        if path not in self.modules:
            self.modules[path] = self._read(path)
        return self.modules[path]

    def _read(self, path: Path) -> Module:
        name, source = self._name(path), path.read_text(encoding="utf-8")
        imports = []
        for found in IMPORT.finditer(source):
            place = (path.parent / found["place"]).resolve()
            if not place.is_file() or not place.is_relative_to(self.root):
                raise NotLinkable(f"{name}: there is no {found['place']}")
            imports.append((place, pairs(found["names"] or "")))
        exports = tuple(found["name"] for found in EXPORT.finditer(source))
        body = EXPORT.sub("", IMPORT.sub(lambda found: "\n" * found[0].count("\n"), source))
        for odd in (*STATEMENT.finditer(body), *ELSEWHERE.finditer(jsmin(body))):
            raise NotLinkable(f"{name}: `{odd[0]}` is no form that can be linked")
        taken = "".join(
            f"const {{ {', '.join(': '.join(dict.fromkeys(pair)) for pair in names)} }} = {self._variable(place)};"
            for place, names in imports
            if names
        )
        text = f"const {self._variable(path)} = (() => {{{taken}\n{body}\nreturn {{ {', '.join(exports)} }};\n}})();"
        return Module(path, name, source, tuple(imports), exports, text, str(jsmin(text)))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _variable(self, path: Path) -> str:
        return "$" + re.sub(r"\W", "_", self._name(path).removesuffix(".js"))


def pairs(names: str) -> tuple[tuple[str, str], ...]:
    """What stands in the braces of an import: each name as it is exported, and as it is called here."""
    listed = [name.split() for name in names.split(",") if name.strip()]
    return tuple((words[0], words[-1]) for words in listed)

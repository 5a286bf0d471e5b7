"""Static files under an address that changes with their content, so that a browser may keep them for ever."""

from __future__ import annotations

import gzip
import logging
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from tornado.web import HTTPError, RequestHandler, StaticFileHandler

from .logs import loggable
from .scripts import Scripts
from .sheets import Sheets

log = logging.getLogger("rounds.web")

FOLDER = Path(__file__).parent.parent / "static"
MAKERS = [Path(__file__).with_name(name) for name in ("scripts.py", "sheets.py", "source_maps.py")]
MADE = re.compile(
    r"(?P<file>(?P<kind>js|css)/pages/(?P<page>[\w-]{1,50})\.(?P=kind))(?P<map>(?<=\.js)\.map)?"
)
TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "map": "application/json"}
YEAR = 365 * 86400


@dataclass(frozen=True)
class Made:
    """What a page gets instead of the file at this address: that file and all that it imports, in one."""

    kind: str
    plain: bytes
    zipped: bytes


class Static:
    """The build: all static files as they were at the start, and what is made of them when it is first asked for."""

    def __init__(self) -> None:
        content = sha256()
        for path in sorted(FOLDER.rglob("*")):
            if path.is_file():
                content.update(str(path.relative_to(FOLDER)).encode() + b"\0" + path.read_bytes())
        for path in MAKERS:
            content.update(path.read_bytes())
        self.build = content.hexdigest()[:12]
        self.scripts = Scripts(FOLDER / "js")
        self.sheets = Sheets(FOLDER / "css")
        self._made: dict[str, Made] = {}

    def url(self, path: str) -> str:
        """Where `path` is served. The build is in the path, not in the query: what it names itself keeps the build."""
        return f"/static/{self.build}/{path}"

    def made(self, path: str) -> Made | None:
        """What is served at `path` where that is not the file itself. Raises NotLinkable, NotFlattable."""
        if path not in self._made:
            found = MADE.fullmatch(path)
            if not found or not (FOLDER / found["file"]).is_file():
                return None
            kind = "map" if found["map"] else found["kind"]
            make = {"js": self.scripts.small, "css": self.sheets.small, "map": self.scripts.map}[kind]
            plain = make(found["page"]).encode()
            self._made[path] = Made(kind, plain, gzip.compress(plain, 9, mtime=0))
        return self._made[path]

    def make_all(self) -> None:
        """Make everything that is made, so that nobody waits for it, and what cannot be made says so now."""
        for path in (*FOLDER.glob("js/pages/*.js"), *FOLDER.glob("css/pages/*.css")):
            self.made(path.relative_to(FOLDER).as_posix())


class StaticFile(StaticFileHandler):
    """A file of the present build; a page of an older build gets the present file, which it must not keep."""

    made: Made | None = None

    def initialize(self, static: Static) -> None:  # type: ignore[override]
        super().initialize(str(FOLDER))
        self.static = static

    async def get(self, build: str, path: str, include_body: bool = True) -> None:  # type: ignore[override]
        self.build = build
        if "\0" in path:
            raise HTTPError(404)
        self.made = self.static.made(path)
        if self.made:
            self.give(self.made, path)
        else:
            await super().get(path, include_body)

    def head(self, build: str, path: str) -> Any:  # type: ignore[override]
        return self.get(build, path, include_body=False)

    def give(self, made: Made, path: str) -> None:
        """Answer with what was made, compressed once for all."""
        self.set_header("Content-Type", TYPES[made.kind])
        if made.kind == "js":
            self.set_header("SourceMap", path.rpartition("/")[2] + ".map")
        self.set_extra_headers("")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(made.zipped)
        else:
            self.finish(made.plain)

    def compute_etag(self) -> str | None:
        return RequestHandler.compute_etag(self) if self.made else super().compute_etag()

    def log_exception(self, *error: Any) -> None:
        """Tornado's own would log the query."""
        if not isinstance(error[1], HTTPError):
            log.error("%s", loggable(self.request.path), exc_info=error)

    def set_extra_headers(self, path: str) -> None:
        self.set_header("X-Content-Type-Options", "nosniff")
        self.clear_header("Server")
        current = self.build == self.static.build
        self.set_header("Cache-Control", f"public, max-age={YEAR}, immutable" if current else "no-cache")

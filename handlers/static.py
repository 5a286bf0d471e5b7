"""Static files under an address that changes with their content, so that a browser may keep them for ever."""

from __future__ import annotations

import logging
from hashlib import sha256
from pathlib import Path
from typing import Any

from tornado.web import HTTPError, StaticFileHandler

from .logs import loggable

log = logging.getLogger("rounds.web")

FOLDER = Path(__file__).parent.parent / "static"
YEAR = 365 * 86400


class Static:
    """The build: all static files as they were at the start."""

    def __init__(self) -> None:
        content = sha256()
        for path in sorted(FOLDER.rglob("*")):
            if path.is_file():
                content.update(str(path.relative_to(FOLDER)).encode() + b"\0" + path.read_bytes())
        self.build = content.hexdigest()[:12]

    def url(self, path: str) -> str:
        """Where `path` is served. The build is in the path, not in the query: nested imports of modules keep it."""
        return f"/static/{self.build}/{path}"


class StaticFile(StaticFileHandler):
    """A file of the present build; a page of an older build gets the present file, which it must not keep."""

    def initialize(self, static: Static) -> None:  # type: ignore[override]
        super().initialize(str(FOLDER))
        self.static = static

    async def get(self, build: str, path: str, include_body: bool = True) -> None:  # type: ignore[override]
        self.build = build
        if "\0" in path:
            raise HTTPError(404)
        await super().get(path, include_body)

    def head(self, build: str, path: str) -> Any:  # type: ignore[override]
        return self.get(build, path, include_body=False)

    def log_exception(self, *error: Any) -> None:
        """Tornado's own would log the query."""
        if not isinstance(error[1], HTTPError):
            log.error("%s", loggable(self.request.path), exc_info=error)

    def set_extra_headers(self, path: str) -> None:
        self.set_header("X-Content-Type-Options", "nosniff")
        self.clear_header("Server")
        current = self.build == self.static.build
        self.set_header("Cache-Control", f"public, max-age={YEAR}, immutable" if current else "no-cache")

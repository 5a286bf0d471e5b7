"""The log: one line a request, never a token."""

from __future__ import annotations

import logging
import re

from tornado.web import RequestHandler

access = logging.getLogger("rounds.access")


def set_up_logs() -> None:
    """Log to stderr; stdout is for what the server says to whoever started it."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # Tornado's own lines carry whole addresses, with the token in the query.
    logging.getLogger("tornado.access").disabled = True


def log_request(handler: RequestHandler) -> None:
    status = handler.get_status()
    # 503 is said on purpose: the database is away, or the server stops.
    level = logging.INFO if status < 500 else logging.WARNING if status == 503 else logging.ERROR
    is_waiting = status == 200 and handler.request.path in ("/kiosk/look", "/kiosk/pairing")
    if is_waiting or handler.request.path.startswith(("/static/", "/healthz", "/readyz")):
        level = logging.DEBUG
    milliseconds = 1000 * handler.request.request_time()
    access.log(
        level,
        "%d %s %s %.0f ms",
        status,
        handler.request.method,
        loggable(handler.request.path),
        milliseconds,
    )


def loggable(path: str) -> str:
    """An address without what opens doors: the query, the token of a first-run link or an invitation, a code."""
    # Codes of rooms and of trainers, which everybody in the class knows, are shorter.
    return re.sub(
        r"^(/first-run/|/invitation/|(?i:/pair/)|(?i:/join/)(?=.{7})).*", r"\1…", path.partition("?")[0]
    )

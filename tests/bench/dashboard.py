"""The dashboard's page, search, filter and last page: the queries alone, and the whole page from a server."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from models.overview import STATES, Wanted, overview
from models.room import Room
from models.tokens import Purpose, Tokens, load_keys
from models.trainer import Trainer
from tests.bench import former, school
from tests.bench.timing import row, timed
from tests.process import Process

TIMES = 100


def measure(data: Path, url: str, trainer: Trainer) -> None:
    ids = Room.select(Room.id).where(Room.trainer == trainer.id).order_by(Room.id)
    middle = ids[school.ROOMS // 2].id
    second = overview(trainer, Wanted()).rooms[-1].id
    pages = {
        "first page": Wanted(),
        "second page": Wanted(before=second),
        "page 200 of 400": Wanted(before=middle),
        "last page": Wanted(after=0),
        "search, in 2,000 titles": Wanted("ДРОБИ"),
        "search, in 2,000 titles, last page": Wanted("дроби", after=0),
        "search, in one title": Wanted("елки 4321"),
        "search, in no title": Wanted("тригонометрия"),
        **{f"filter, {state}": Wanted(state=state) for state in STATES},
        "filter, closed, last page": Wanted(state="closed", after=0),
    }
    server = Process(data, port=0, database_url=url)
    get = browser(server.url, data, trainer)
    row("dashboard, p50 / p95", "queries", "whole page over HTTP")
    for name, wanted in pages.items():
        queries = timed(TIMES, overview, trainer, wanted)
        row(name, queries, timed(TIMES, get, f"/rooms?{query(wanted)}"))
    row("before it had pages: all rooms", timed(10, former.overview, trainer), "")
    for call in ("/api/rooms?limit=100", f"/api/rooms?limit=100&before={middle}", "/api/rooms"):
        row(f"GET {call}", "", timed(20, get, call))
    server.stop()


def query(wanted: Wanted) -> str:
    return urlencode({name: value for name, value in vars(wanted).items() if value not in ("", None)})


def browser(url: str, data: Path, trainer: Trainer) -> Callable[[str], bytes]:
    """GETs pages and API calls as this trainer, over one connection."""
    tokens, claims = Tokens(load_keys(data)), [trainer.id, trainer.session]
    headers = {
        "Cookie": f"trainer={tokens.make(Purpose.SESSION, claims)}",
        "Authorization": f"Bearer {tokens.make(Purpose.API, claims)}",
    }
    connection = http.client.HTTPConnection(url.removeprefix("http://"))

    def get(path: str) -> bytes:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, answer.status)
        return body

    return get

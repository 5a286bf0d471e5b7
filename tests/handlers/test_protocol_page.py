"""The protocol's page, and the files beside it."""

import json
import re

import pytest

from handlers.protocol import DOCS, contents, document

DOCUMENT = document()
MESSAGES = DOCUMENT["components"]["messages"]


async def test_the_page_tells_of_everything_in_the_document(app, visitor):
    page = await visitor().get("/docs/protocol")
    assert page.status == 200
    ids = re.findall(r'\bid="([^"]+)"', page.body)
    assert len(ids) == len(set(ids))
    assert {f"error-{code}" for code in DOCUMENT["x-error-codes"]} | {
        f"close-{code}" for code in DOCUMENT["x-close-codes"]
    } <= set(ids)
    for name, message in MESSAGES.items():
        assert f"{'event' if 'x-stamp' in message else 'request'}-{message['name']}" in ids, name
    assert set(re.findall(r'href="#([^"]+)"', page.body)) <= set(ids)
    for name in ("Канберра", "no_rounds_left", "rounds.changes"):
        assert name in page.text


def test_the_examples_on_the_page_are_those_of_the_document():
    page = contents()
    shown = [example["text"] for one in page["requests"] + page["events"] for example in one["examples"]]
    written = [example["payload"] for message in MESSAGES.values() for example in message["examples"]]
    assert [json.loads(text) for text in shown] == written
    assert max(len(line) for text in shown for line in text.splitlines()) < 130


@pytest.mark.parametrize(
    ("address", "path", "kind"),
    [
        ("asyncapi.yaml", "asyncapi.yaml", "text/yaml"),
        ("student.py", "clients/student.py", "text/plain"),
        ("board", "clients/board.html", "text/html"),
        ("board.js", "clients/board.js", "text/javascript"),
        ("board.css", "clients/board.css", "text/css"),
    ],
)
async def test_the_files_are_served_as_they_are(app, visitor, address, path, kind):
    served = await visitor().get(f"/docs/{address}")
    assert (served.status, served.body) == (200, (DOCS / path).read_text(encoding="utf-8"))
    assert served.headers["Content-Type"] == f"{kind}; charset=utf-8"
    assert served.headers["Content-Security-Policy"].startswith("default-src 'none'")

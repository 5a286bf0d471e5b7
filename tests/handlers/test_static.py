"""What is served beside pages: made files once for all, under an address that changes with what is in them."""

import gzip
import json
import re

import pytest
from tornado.httpclient import HTTPRequest

from handlers.pages import TEMPLATES
from handlers.static import FOLDER, Static

WRITTEN = {path: path.read_text() for path in TEMPLATES.rglob("*.html")}


@pytest.fixture
def fetch(http_client, base_url, app):
    """Gets a static file of this build, or of another."""

    def fetch(path, build=None, **request):
        address = f"{base_url}/static/{build or app.static.build}/{path}"
        return http_client.fetch(HTTPRequest(address, **request), raise_error=False)

    return fetch


@pytest.mark.parametrize("path", ["js/pages/student.js", "css/pages/phone.css"])
async def test_a_page_gets_one_file_compressed_and_for_ever(fetch, path):
    answer = await fetch(path, headers={"Accept-Encoding": "gzip"}, decompress_response=False)
    assert answer.code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    plain = await fetch(path, decompress_response=False)
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(answer.body) == plain.body
    assert not re.search(rb"^(import|export|@import|@layer)\b", plain.body, re.MULTILINE)


async def test_a_script_and_a_stylesheet_are_of_their_kind(fetch):
    assert (await fetch("js/pages/student.js")).headers["Content-Type"].startswith("text/javascript")
    assert (await fetch("css/pages/phone.css")).headers["Content-Type"].startswith("text/css")


async def test_whoever_has_it_already_is_sent_nothing(fetch):
    first = await fetch("js/pages/wait.js", decompress_response=False)
    again = await fetch(
        "js/pages/wait.js", headers={"If-None-Match": first.headers["Etag"]}, decompress_response=False
    )
    assert (again.code, again.body) == (304, b"")
    head = await fetch("js/pages/wait.js", method="HEAD", decompress_response=False)
    assert (head.code, head.body, head.headers["Content-Length"]) == (200, b"", str(len(first.body)))


async def test_a_page_of_an_older_build_gets_the_present_file_and_does_not_keep_it(fetch):
    answer = await fetch("js/pages/wait.js", build="0123abcd")
    assert answer.code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


async def test_whoever_looks_for_an_error_is_led_to_the_modules(fetch):
    named = (await fetch("js/pages/student.js")).headers["SourceMap"]
    found = json.loads((await fetch(f"js/pages/{named}")).body)
    assert found["sourcesContent"][-1] == (FOLDER / "js/pages/student.js").read_text()
    assert "../lib/socket.js" in found["sources"]


async def test_the_modules_themselves_are_there_as_they_were_written(fetch):
    assert (await fetch("js/lib/dom.js")).body == (FOLDER / "js/lib/dom.js").read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "js/pages/none.js",
        "js/pages/none.js.map",
        "css/pages/phone.css.map",
        "js/pages/phone.css",
        "js/pages/",
        f"js/pages/{'x' * 300}.js",
        f"css/pages/{'я' * 200}.css",
    ],
)
async def test_what_is_not_there_is_not_made(fetch, path):
    assert (await fetch(path)).code in (403, 404)


def test_everything_that_pages_name_can_be_made():
    static = Static()
    static.make_all()
    named = {
        f"{folder}/pages/{name}.{folder}"
        for text in WRITTEN.values()
        for word, folder in (("script", "js"), ("stylesheet", "css"))
        for name in re.findall(rf'set {word} = "([\w-]+)"', text)
    }
    assert len(named) > 10
    assert [path for path in named if not static.made(path)] == []

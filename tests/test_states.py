"""No page, and no view of a live page, is left out of the catalogue of states, which the journeys try one by one."""

import re
from pathlib import Path

import pytest
from tornado.web import RequestHandler
from tornado.websocket import WebSocketHandler

from handlers import routes
from handlers.base import Api
from handlers.static import Static
from tests.journeys.catalogue import STATES

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
NO_PAGES = {
    "/rooms/UUID/results.csv": "a file",
    "/rooms/UUID/results.xlsx": "a file",
    "/docs/asyncapi.yaml": "a file",
    "/docs/student.py": "a file",
    "/docs/board.js": "a file",
    "/docs/board.css": "a file",
    "/static/([0-9a-f]+)/(.+)": "files",
    "/screens/state": "JSON",
    "/account/password": "as /account",
    "/account/sign-out-everywhere": "as /account",
    "/rooms/UUID/co-trainers/remove": "as /rooms/UUID/co-trainers",
    "/rooms/UUID/co-trainers/invite": "as /rooms/UUID/co-trainers",
    "/kiosk/pairing": "for our script",
    "/kiosk/names": "for our script",
}
UUID = re.compile(r"\(\[0-9a-fA-F\]\{8\}.*?\{12\}\)")


def pages():
    """The addresses that answer a browser which goes there."""
    for rule in routes(Static(), lambda request: None):
        path, handler = (rule[0], rule[1]) if isinstance(rule, tuple) else ("", rule.target)
        if issubclass(handler, Api | WebSocketHandler) or handler.get is RequestHandler.get:
            continue
        yield UUID.sub("UUID", path)


def test_every_page_is_in_a_state_or_is_none():
    tried = {UUID.sub("UUID", state.path) for state in STATES.values()}
    found = set(pages())
    assert len(found) > 20
    assert found - tried - NO_PAGES.keys() == set()
    assert NO_PAGES.keys() - found == set()
    assert NO_PAGES.keys() & tried == set()


def test_every_template_of_a_page_is_in_a_state():
    whole = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if "{% extends" in path.read_text()
    }
    tried = {state.template for state in STATES.values()}
    assert whole - tried == {"stage.html"}  # a frame
    assert tried - whole == {""}  # docs/board, which is none of ours


def source(name):
    """A template with all that it includes or takes macros from."""
    text = (TEMPLATES / name).read_text()
    for part in re.findall(r'{% (?:include|from) "(\w+/_\w+\.html)"', text):
        text += source(part)
    return text


@pytest.mark.parametrize("template", ["students/student.html", "rooms/console.html"])
def test_every_view_of_a_live_page_is_in_a_state(template):
    shown = {state.phase for state in STATES.values() if state.template == template}
    text = source(template)
    views = re.findall(r'data-phase="([a-z_ ]+)"', text) + re.findall(r'\bending\("([a-z_ ]+)"', text)
    assert len(views) > 8
    assert [view for view in views if not shown & set(view.split())] == []
    assert {"waiting", "started", "round_open", "round_over", "closed", "connecting"} <= shown


@pytest.mark.parametrize("template", ["kiosk/shared.html", "kiosk/screen.html", "kiosk/pairing.html"])
def test_every_view_of_a_screen_is_in_a_state(template):
    shown = {state.phase for state in STATES.values() if state.template == template}
    views = re.findall(r'data-phase="([a-z_ ]+)"', source(template))
    assert len(views) > 2
    assert [view for view in views if not shown & set(view.split())] == []

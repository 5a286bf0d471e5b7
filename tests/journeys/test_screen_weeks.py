"""A screen hangs on its wall for months: whatever comes and goes around it, it shows the room, untouched."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import EMAIL, PASSWORD
from tests.journeys.tablet import Classroom, shows
from tests.journeys.walls import hung_up

IS_THERE = "/kiosk/pairing"  # what a page asks before it is loaded anew
EVENING = datetime(2026, 11, 23, 20, tzinfo=UTC)


@pytest.fixture
def hang(people, desk, wire):
    """Hangs a screen up that shows the desk's room, in the evening."""

    def hang(before=lambda page: None):
        def prepare(page):
            page.clock.install(time=EVENING)
            wire.take(page)
            page.loads = 0
            page.on("load", lambda: setattr(page, "loads", page.loads + 1))
            before(page)

        page = hung_up(people, desk, before=prepare, timezone_id="UTC")
        page.loads = 0
        return page

    return hang


@pytest.fixture
def screen(hang):
    return hang()


def test_the_server_restarts_under_it(screen, desk, server, wire):
    desk.do("training_start")
    server.kill()
    until(screen, banner(screen).is_visible)
    shows(screen, "lobby")
    server.start()
    until(screen, banner(screen).is_hidden)
    desk.connect()
    before = wire.connections
    desk.do("round_new")
    shows(screen, "round")
    assert (screen.loads, wire.connections) == (0, before)  # the same page, with one connection


def test_the_network_is_away_for_a_week_and_the_first_thing_after_it_is_the_room_as_it_stands(screen, desk):
    asked = []
    screen.on("requestfailed", lambda request: asked.append(request.url))
    screen.context.set_offline(True)
    until(screen, banner(screen).is_visible)
    for _ in range(7):
        screen.clock.fast_forward("24:00:00")
    known = len(asked)
    while len(asked) < known + 3:  # never further apart than half a minute
        screen.clock.run_for(30_000)
    desk.do("training_start")
    desk.do("round_new")
    screen.context.set_offline(False)
    shows(screen, "round")
    expect(screen.locator("connection-banner")).to_be_hidden()


def test_a_new_version_is_loaded_once_and_only_between_rounds(screen, desk):
    desk.do("training_start")
    desk.do("round_new")
    shows(screen, "round")
    screen.route("**/kiosk/look", lambda route: altered(route, version="another"))
    with screen.expect_response("**/kiosk/look"):
        screen.clock.fast_forward("01:01")
    live(screen, 40)
    shows(screen, "round")
    assert screen.loads == 0
    desk.do("round_end", "round_close")
    until(screen, lambda: screen.loads == 1)
    until_shown(screen, "marking")
    with screen.expect_response("**/kiosk/look"):
        screen.clock.fast_forward("01:01")
    live(screen, 40)
    until_shown(screen, "marking")
    screen.unroute_all(behavior="wait")
    assert screen.loads == 1


def test_it_begins_anew_every_night(screen):
    screen.clock.fast_forward("06:55:00")  # to five minutes to three
    screen.clock.run_for(21_000)
    assert screen.loads == 0
    for _ in range(2):
        with screen.expect_event("load"):
            screen.clock.fast_forward("01:06:00")
            screen.clock.run_for(21_000)
        shows(screen, "lobby")
        screen.clock.fast_forward("22:50:00")
    assert screen.loads == 2


def test_a_night_with_a_training_is_not_for_that(screen, desk):
    desk.do("training_start")
    desk.do("round_new")
    shows(screen, "round")
    night(screen)
    live(screen, 25)
    desk.do("round_end", "round_close")
    until_shown(screen, "marking")
    live(screen, 25)
    assert screen.loads == 0
    desk.do("training_close")
    until_shown(screen, "closed")
    until(screen, lambda: screen.loads == 1)


def test_it_is_never_loaded_anew_into_an_error_page(screen, server):
    server.kill()
    until(screen, banner(screen).is_visible)
    tried = []
    screen.on("requestfailed", lambda request: tried.extend([request] if IS_THERE in request.url else []))
    night(screen)
    until(screen, lambda: tried)
    shows(screen, "lobby")
    assert screen.loads == 0
    server.start()
    until(screen, lambda: screen.loads == 1)
    until_shown(screen, "lobby")


def test_a_proxys_sign_in_page_is_not_the_server(screen):
    screen.route(f"**{IS_THERE}", lambda route: route.fulfill(body="<title>Welcome to our network</title>"))
    with screen.expect_response(f"**{IS_THERE}"):
        night(screen)
        screen.clock.run_for(21_000)
    shows(screen, "lobby")
    assert screen.loads == 0


def test_a_page_whose_key_is_too_old_is_loaded_anew(screen, people):
    screen.route("**/kiosk/look", lambda route: route.fulfill(status=403, json={}), times=1)
    with screen.expect_event("load"):
        screen.clock.fast_forward("01:01")
    shows(screen, "lobby")
    people.complaints.clear()  # of the 403


def test_only_its_own_server_can_take_its_classroom_from_it(screen, desk, people):
    screen.route("**/kiosk/look", lambda route: route.fulfill(status=401, body="Sign in to the network"))
    with screen.expect_response("**/kiosk/look"):
        screen.clock.fast_forward("01:01")
    desk.do("training_start")
    desk.do("round_new")
    until_shown(screen, "round")
    people.complaints.clear()  # of the 401


def test_nothing_grows_from_round_to_round(hang, desk, wire):
    screen = hang(lambda page: page.add_init_script(TIMERS))
    desk.do("training_start")
    chrome = screen.context.new_cdp_session(screen)
    counts = []
    for _ in range(2):
        desk.do("round_new")
        shows(screen, "round")
        desk.do("round_end", "round_close")
        shows(screen, "marking")
        for _ in range(8):
            known = wire.connections
            wire.cut(1012)
            until(screen, lambda known=known: wire.connections > known and banner(screen).is_hidden())
        counts.append(grown(screen, chrome))
    (listeners, timeouts, intervals), then = counts[1], counts[0]
    assert (listeners, intervals) == (then[0], then[2])
    assert timeouts < then[1] + 4  # half of what one a connection would be; now and then one is between two


def test_the_other_mode_is_another_page(screen, people):
    Classroom(people, EMAIL, PASSWORD).change(mode="shared")
    with screen.expect_event("load"):
        screen.clock.run_for(2_000)
    shows(screen, "lobby")
    expect(screen.locator(".shared")).to_be_visible()


def test_a_screen_that_was_disconnected_shows_a_code_again(screen, people):
    Classroom(people, EMAIL, PASSWORD).revoke()
    screen.clock.run_for(2_000)
    shows(screen, "revoked")
    people.complaints.clear()  # of the 401, which told it
    with screen.expect_event("load"):
        screen.clock.run_for(31_000)
    shows(screen, "code")
    expect(screen.locator(".pairing__note")).to_be_visible()


def altered(route, **fields):
    """The server's answer, with something else in it."""
    answer = route.fetch()
    route.fulfill(response=answer, body=json.dumps(answer.json() | fields))


def until(page, condition):
    """The page does in its own time what makes this true, and has plenty of it."""
    for _ in range(900):
        if condition():
            return
        page.clock.run_for(1_000)
        page.wait_for_timeout(20)
    pytest.fail("it never came")


def live(page, seconds):
    """So much time passes for the page, and it gets all its answers meanwhile."""
    for _ in range(seconds):
        page.clock.run_for(1_000)
        page.wait_for_timeout(20)


def until_shown(page, phase):
    until(page, lambda: page.locator("phase-views").get_attribute("data-now") == phase)


def banner(page):
    return page.locator("connection-banner")


def night(page):
    """It is half past four."""
    page.clock.fast_forward("08:30:00")


# What waits to be called, and how often something is called again and again.
TIMERS = """
  window.timers = { timeouts: new Set(), intervals: new Set() };
  const { setTimeout, clearTimeout, setInterval, clearInterval } = window;
  window.setTimeout = (call, ...rest) => {
    const id = setTimeout((...given) => { timers.timeouts.delete(id); call(...given); }, ...rest);
    timers.timeouts.add(id);
    return id;
  };
  window.clearTimeout = (id) => { timers.timeouts.delete(id); clearTimeout(id); };
  window.setInterval = (...all) => {
    const id = setInterval(...all);
    timers.intervals.add(id);
    return id;
  };
"""


def grown(page, chrome):
    """How much there is of what a page can have too much of."""
    chrome.send("HeapProfiler.collectGarbage")
    chrome.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in chrome.send("Performance.getMetrics")["metrics"]}
    return metrics["JSEventListeners"], *page.evaluate("[timers.timeouts.size, timers.intervals.size]")

"""Nothing gets a screen out of its place: it stays awake, and hands, mice and keys that come near it do no harm."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from models.screen import Screen
from tests.journeys.tablet import shows
from tests.journeys.test_wake_lock import HELD, STUB
from tests.journeys.walls import hung_up


@pytest.fixture
def screen(people, desk):
    def before(page):
        page.clock.install()
        page.add_init_script(STUB)

    return hung_up(people, desk, before=before)


def test_it_stays_awake_and_asks_again_whenever_that_was_dropped(screen):
    screen.wait_for_function(f"() => {HELD}.join() === 'true'")
    screen.evaluate("turn('hidden')")
    screen.evaluate("turn('visible')")
    screen.wait_for_function(f"() => {HELD}.join() === 'false,true'")
    screen.evaluate("locks[1].release()")  # by the system, while it is seen
    screen.clock.run_for(1_000)
    screen.wait_for_function(f"() => {HELD}.join() === 'false,false,true'")
    expect(screen.locator("wake-banner")).to_be_hidden()
    told(screen, "granted")


def test_where_it_is_refused_a_tap_asks_again(screen):
    screen.evaluate("window.refuses = true; locks[0].release()")
    screen.clock.run_for(1_000)
    banner = screen.locator("wake-banner")
    expect(banner).to_contain_text("This screen may go dark")
    told(screen, "refused")
    screen.evaluate("window.refuses = false")
    banner.get_by_role("button", name="Keep it on").click()
    expect(banner).to_be_hidden()
    screen.wait_for_function(f"() => {HELD}.join() === 'false,true'")
    told(screen, "granted")


def test_nobody_has_to_tap_and_the_words_do_not_stay(screen):
    screen.evaluate("window.refuses = true; locks[0].release()")
    screen.clock.run_for(1_000)
    expect(screen.locator("wake-banner")).to_be_visible()
    screen.clock.run_for(60_000)
    expect(screen.locator("wake-banner")).to_be_hidden()
    screen.evaluate("window.refuses = false")
    screen.clock.run_for(30_000)
    screen.wait_for_function(f"() => {HELD}.join() === 'false,true'")


def test_plain_http_is_said_to_be_the_reason(people, desk):
    url = desk.server.url.replace("127.0.0.1", "class.test")
    screen = hung_up(people, desk, url=url, before=lambda page: page.clock.install())
    expect(screen.locator("wake-banner")).to_contain_text("over plain http")
    expect(screen.get_by_role("button", name="Keep it on")).to_be_hidden()
    told(screen, "unavailable")
    screen.clock.run_for(60_000)
    expect(screen.locator("wake-banner")).to_be_hidden()


@pytest.mark.parametrize("name", ["contextmenu", "dragstart", "drop", "selectstart", "gesturestart"])
def test_what_a_browser_would_do_by_itself_it_does_not(screen, name):
    event = f"new Event('{name}', {{ bubbles: true, cancelable: true }})"
    assert screen.evaluate(f"document.querySelector('h1').dispatchEvent({event})") is False


def test_no_wheel_and_no_key_makes_it_larger(screen):
    event = "new WheelEvent('wheel', { ctrlKey: true, bubbles: true, cancelable: true })"
    assert screen.evaluate(f"document.body.dispatchEvent({event})") is False
    event = "new KeyboardEvent('keydown', { ctrlKey: true, key: '+', bubbles: true, cancelable: true })"
    assert screen.evaluate(f"document.body.dispatchEvent({event})") is False


def test_no_link_leads_out_of_it(screen):
    screen.evaluate(
        """() => {
          const link = document.createElement("a");
          link.href = "/sign-in";
          link.textContent = "out";
          document.querySelector(".screen").append(link);
          link.click();
        }"""
    )
    shows(screen, "lobby")
    assert screen.url.endswith("/kiosk")


def test_a_swipe_back_ends_where_it_began(screen):
    for _ in range(3):
        screen.evaluate("history.back()")
        screen.wait_for_function("() => history.state === 'wall'")
    shows(screen, "lobby")
    assert screen.url.endswith("/kiosk")
    assert screen.evaluate("history.length") < 8


def test_the_mouse_is_hidden_until_it_moves(screen):
    cursor = "getComputedStyle(document.querySelector('h1')).cursor"
    screen.clock.run_for(4_000)
    assert screen.evaluate(cursor) == "none"
    screen.mouse.move(300, 300)
    assert screen.evaluate(cursor) != "none"
    screen.clock.run_for(4_000)
    assert screen.evaluate(cursor) == "none"


def test_nothing_stands_on_the_same_pixels_for_long_and_nothing_can_be_scrolled(screen):
    places = set()
    for _ in range(30):
        screen.clock.run_for(120_000)
        box = screen.locator("h1:visible").first.bounding_box()
        places.add((box["x"], box["y"]))
        assert screen.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        assert screen.evaluate("document.scrollingElement.scrollHeight <= innerHeight")
    assert len(places) > 10
    assert max(x for x, _ in places) - min(x for x, _ in places) <= 4


def told(screen, state):
    """The trainer is told."""
    for _ in range(300):
        if Screen.get().wake_lock == state:
            return
        screen.clock.run_for(1_000)
        screen.wait_for_timeout(20)
    pytest.fail(f"told is {Screen.get().wake_lock!r}")

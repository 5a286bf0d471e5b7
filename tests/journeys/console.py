"""What a test does at the trainer's console, and reads from it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.desk import EMAIL, PASSWORD
from tests.journeys.people import LAPTOP


def console(people, desk, device=None, **settings):
    """The page of the desk's room, of the same trainer, in a browser of its own."""
    page = people.person(device or LAPTOP, **settings)
    page.goto(f"{people.server.url}/sign-in")
    page.locator("[name=email]").fill(EMAIL)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/rooms")
    page.goto(f"{people.server.url}/rooms/{desk.room['uuid']}")
    expect(page.locator("[data-phase=connecting]")).to_be_hidden()
    return page


def button(page, name):
    return page.get_by_role("button", name=name)


def primary(page):
    """The one next step, as the page shows it."""
    return page.locator(".console .button--primary:visible")


def group(page, name):
    """The names in one group of the people."""
    return page.locator(f".people__group[data-group={name}] .person__name")


def menu(page, nickname):
    """Unfold what can be done for somebody."""
    button(page, f"What to do for {nickname}").click()
    return page.locator("person-menu")


def clock(page):
    """The seconds on the large clock."""
    minutes, left = page.locator(".desk__head [data-text=left]").text_content().split(":")
    return 60 * int(minutes) + int(left)

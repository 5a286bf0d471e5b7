"""A trainer and their classroom screens in real browsers: connected, set at once, let go."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from models.pairing import Pairing
from models.screen import Screen
from models.trainer import Trainer
from tests.journeys.people import EMAIL, LAPTOP, PASSWORD, PHONE

LETTERS = ".pairing__letters"


@pytest.fixture
def olga(people):
    """A trainer at their laptop."""
    return people.trainer()


@pytest.fixture
def wall(people, olga):
    """A new browser on the classroom's wall."""
    page = people.person(LAPTOP)
    page.goto(f"{people.server.url}/kiosk")
    expect(page.locator(LETTERS)).to_be_visible()
    yield page
    people.complaints[:] = [one for one in people.complaints if "status of 401" not in one]  # disconnected


@pytest.fixture
def screen(wall):
    """The same, connected: Olga's."""
    Pairing.approve(code_on(wall), Trainer.get(), "Room 12", "projector")
    connected(wall)
    return wall


def code_on(wall):
    return re.sub(r"\s", "", wall.locator(LETTERS).text_content())


def connected(wall):
    """It shows the screen's own page."""
    expect(wall.locator("html[data-zoom]")).to_be_attached()
    # a page that is loaded again forgets this
    wall.evaluate("window.isTheSame = true")


def shows(screen, title):
    expect(screen.get_by_role("heading", name=title)).to_be_visible()


def press(page, name, value):
    page.locator(f"button[name={name}][value='{value}']").click()


def is_pressed(page, name, value):
    expect(page.locator(f"button[name={name}][value='{value}']")).to_have_attribute("aria-pressed", "true")


def test_a_screen_is_connected_by_the_code_that_stands_on_it(people, olga, wall):
    code = code_on(wall)
    olga.get_by_role("link", name="Screens").click()
    olga.get_by_role("link", name="Type the code").click()
    olga.locator("#code").fill(f"{code[:4]} {code[4:]}".lower())
    olga.locator("#code").press("Enter")
    expect(olga.get_by_role("heading", level=1)).to_have_text(f"{code[:4]}\xa0{code[4:]}")
    expect(olga.get_by_text("Chrome, Linux")).to_be_visible()
    olga.locator("[name=name]").fill("Room 12")
    olga.get_by_role("button", name="Connect it").click()
    expect(olga.locator(".screen-card__name")).to_have_text("Room 12")
    connected(wall)
    expect(olga.locator(".screen-card__state")).to_have_text("Online")


def test_the_picture_leads_a_phone_there_by_way_of_signing_in(people, wall):
    phone = people.person(PHONE)
    phone.goto(f"{people.server.url}/PAIR/{code_on(wall)}")  # as the picture has it
    phone.locator("main [name=email]").fill(EMAIL)
    phone.locator("main [name=password]").fill(PASSWORD)
    phone.locator("main button[type=submit]").click()
    who = phone.locator("chosen-part")
    expect(who).to_be_hidden()
    phone.locator("input[name=mode][value=shared]").check(force=True)
    expect(who).to_be_visible()
    phone.locator("[name=name]").fill("Tablet")
    phone.get_by_role("button", name="Connect it").click()
    expect(phone.get_by_text("The screen is connected")).to_be_visible()
    expect(wall.locator(LETTERS)).to_have_count(0)
    assert Screen.get().mode == "shared"


def test_the_console_sets_a_screen_at_once(people, olga, screen):
    people.room(olga)
    olga.locator(".side-screen__head").click()
    html = screen.locator("html")
    press(olga, "zoom", "l")
    expect(html).to_have_attribute("data-zoom", "l")
    is_pressed(olga, "zoom", "l")
    # by the keyboard, too
    olga.keyboard.press("Tab")
    olga.keyboard.press("Tab")
    olga.keyboard.press("Space")
    expect(html).to_have_attribute("data-theme", "dark")
    is_pressed(olga, "theme", "dark")
    assert screen.evaluate("window.isTheSame")


def test_what_was_pressed_last_is_what_counts(people, olga, screen):
    people.room(olga)
    olga.locator(".side-screen__head").click()
    for value in "slslsl":
        press(olga, "zoom", value)
    expect(screen.locator("html")).to_have_attribute("data-zoom", "l")
    is_pressed(olga, "zoom", "l")
    assert Screen.get().zoom == "l"


def test_a_room_is_put_on_a_screen_and_taken_off_again(people, olga, screen):
    people.room(olga, title="Capitals")
    shows(screen, "Capitals")
    other = olga.context.new_page()
    people.room(other, title="Rivers")  # the class code leads to the newest
    shows(screen, "Rivers")
    olga.locator(".side-screen__head").click()
    olga.get_by_role("button", name="This room").click()
    shows(screen, "Capitals")
    expect(olga.locator(".side-screen [data-shown]")).to_have_text("Capitals")
    olga.get_by_role("button", name="Whichever I run").click()
    shows(screen, "Rivers")
    expect(olga.locator(".side-screen [data-shown]")).to_have_text("Rivers")

    other.goto(f"{people.server.url}/screens")
    other.locator("select[name=room]").select_option("Capitals")
    shows(screen, "Capitals")
    expect(other.locator("[data-shown]")).to_have_text("Capitals")


def test_a_screen_that_is_connected_during_the_lesson_comes_up_in_the_console(people, olga, wall):
    people.room(olga)
    expect(olga.locator(".side-screen")).to_have_count(0)
    Pairing.approve(code_on(wall), Trainer.get(), "Room 12", "projector")
    connected(wall)
    expect(olga.locator(".side-screen__name")).to_have_text("Room 12")
    expect(olga.locator(".side-screen .badge")).to_have_text("Online")
    olga.locator(".side-screen__head").click()
    press(olga, "zoom", "s")
    expect(wall.locator("html")).to_have_attribute("data-zoom", "s")
    Screen.get().revoke()
    expect(olga.locator(".side-screen")).to_have_count(0)


def test_a_screen_is_renamed_and_disconnected(people, olga, screen):
    olga.goto(f"{people.server.url}/screens")
    unfold(olga)
    olga.locator("[name=name]").fill("Room 13")
    olga.get_by_role("button", name="Save").click()
    expect(olga.locator(".screen-card__name")).to_have_text("Room 13")

    people.room(olga, title="Capitals")
    shows(screen, "Capitals")
    olga.goto(f"{people.server.url}/screens")
    unfold(olga)
    olga.locator(".ask > summary").click()
    olga.locator(".ask .button--danger").click()
    expect(olga.get_by_text("The screen is disconnected.")).to_be_visible()
    expect(olga.locator(".screen-card")).to_have_count(0)
    expect(screen.locator("[data-phase=revoked]")).to_be_visible()


def test_without_scripts_all_of_it_works_by_forms(people, screen):
    page = people.person(PHONE, java_script_enabled=False)
    page.goto(f"{people.server.url}/sign-in?next=/screens")
    page.locator("main [name=email]").fill(EMAIL)
    page.locator("main [name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    press(page, "zoom", "l")
    is_pressed(page, "zoom", "l")
    expect(screen.locator("html")).to_have_attribute("data-zoom", "l")
    unfold(page)
    page.locator("select[name=mode]").select_option("shared")
    page.locator("select[name=who]").select_option("list")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    kept = Screen.get()
    assert (kept.mode, kept.who, kept.zoom) == ("shared", "list", "l")


def unfold(page):
    page.locator(".screen-card__more > summary").click()

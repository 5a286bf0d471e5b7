"""A classroom's screen from its code to the next lesson, through a server that dies, too: nobody touches it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.phone import answer
from tests.journeys.tablet import shows
from tests.journeys.walls import SCREEN, letters


@pytest.fixture
def olga(people):
    """A trainer at their laptop."""
    return people.trainer()


@pytest.fixture
def screen(people, olga):
    """A browser on the wall, which Olga has made hers by typing the code that stands on it."""
    wall = people.person(SCREEN)
    wall.goto(f"{people.server.url}/kiosk")
    olga.goto(f"{people.server.url}/pair")
    olga.locator("#code").fill(letters(wall).lower())
    olga.locator("#code").press("Enter")
    olga.locator("[name=name]").fill("Room 12")
    olga.get_by_role("button", name="Connect it").click()
    shows(wall, "waiting")
    wall.evaluate("window.isTheSame = true")  # until it is loaded anew
    return wall


def test_from_the_code_on_it_to_the_next_room(people, olga, screen):
    code = people.room(olga, title="Capitals", rounds=1)
    shows(screen, "lobby")
    expect(screen.locator("h1:visible")).to_have_text("Capitals")
    expect(screen.locator(".join-way__code")).to_have_text(spaced(code))
    anna, boris = (people.student(code, name) for name in ("Anna", "Boris"))
    expect(screen.locator(".screen-name__text")).to_have_text(["Anna", "Boris"])

    olga.get_by_role("button", name="Start training").click()
    anna.locator(".ready__button").click()
    expect(screen.locator(".screen__count")).to_contain_text("1 of 2")
    expect(screen.locator(".screen-name[data-state=ready]")).to_contain_text("Anna")

    olga.locator("[name=question]").fill("The capital of France?")
    olga.get_by_role("button", name="Open round 1").click()
    shows(screen, "round")
    expect(screen.locator("#question")).to_contain_text("The capital of France?")
    expect(screen.locator("round-clock [data-text=left]")).to_have_text(re.compile(r"^[01]:\d\d$"))
    answer(anna, "Paris")
    answer(boris, "Lyon")
    expect(screen.locator("#answered")).to_have_text("2 of 2")
    expect(screen.locator(".screen-answer__text")).to_have_text(["Paris", "Lyon"])

    olga.locator("step-button[action=round_end] [data-ask]").click()
    shows(screen, "marking")
    lyon = olga.locator("#cards answer-card").filter(has_text="Lyon")
    lyon.locator(".answer-card__mark").click()
    shows(screen, "reveal")
    expect(screen.locator(".screen-answer__text")).to_have_text(["Lyon", "Paris"])
    expect(screen.locator(".screen-answer[data-state=right]")).to_contain_text("Right")

    olga.get_by_role("button", name="Close training").click()
    olga.get_by_role("button", name="Close and show results").click()
    shows(screen, "results")
    expect(screen.locator(".screen-podium__step[data-step='0']")).to_contain_text("Boris")
    people.room(olga, title="Rivers")
    shows(screen, "lobby")
    expect(screen.locator("h1:visible")).to_have_text("Rivers")
    assert "Boris" not in screen.locator("body").inner_text()
    assert screen.evaluate("window.isTheSame")


def test_the_server_is_killed_and_the_last_picture_stays_until_it_is_back(people, olga, screen, server):
    code = people.room(olga, title="Capitals")
    anna = people.student(code, "Anna")
    olga.get_by_role("button", name="Start training").click()
    olga.locator("[name=question]").fill("The capital of France?")
    olga.get_by_role("button", name="Open round 1").click()
    answer(anna, "Paris")
    expect(screen.locator(".screen-answer")).to_contain_text("Paris")
    bright = colour(screen)

    server.kill()
    expect(screen.locator("connection-banner")).to_be_visible()
    expect(screen.locator("connection-banner")).to_contain_text("Connection lost")
    shows(screen, "round")
    expect(screen.locator("#question")).to_contain_text("The capital of France?")
    expect(screen.locator(".screen-answer")).to_contain_text("Paris")
    assert colour(screen) != bright

    server.start()
    expect(screen.locator("connection-banner")).to_be_hidden()
    assert colour(screen) == bright
    answer(anna, "Orléans")
    expect(screen.locator(".screen-answer__text")).to_have_text(["Paris", "Orléans"])
    assert screen.evaluate("window.isTheSame")


def spaced(code):
    return f"{code[:3]}\xa0{code[3:]}"


def colour(page):
    """Of the question."""
    return page.evaluate("getComputedStyle(document.querySelector('#question h1')).color")

"""A language is one file: a server whose locale/ has one more catalogue speaks it, down to the plurals of the phone."""

from __future__ import annotations

import re
import shutil

import pytest
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po
from playwright.sync_api import expect

from models.trainer import Trainer
from tests.journeys.desk import EMAIL, PASSWORD, Desk
from tests.journeys.people import PHONE, People
from tests.process import ROOT, Process

LANGUAGE = "lv"  # its plural forms stand in another order than those of most
GIVEN = {"Join": "Ieiet", "Go in": "Turpināt"}


@pytest.fixture
def server(data, database, database_url, tmp_path):
    """A server in whose tree just one file is more."""
    for name in ("docs", "handlers", "models", "static", "templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "server.py", tmp_path)
    shutil.copytree(ROOT / "locale", tmp_path / "locale")
    translate(tmp_path / "locale" / "ru.po", tmp_path / "locale" / f"{LANGUAGE}.po")
    process = Process(data, folder=tmp_path, port=0, database_url=database_url)
    yield process
    assert process.stop() == 0, process.log


def translate(source, target):
    """A catalogue in which every text says what it was, and of which form."""
    with source.open("rb") as file:
        catalog = read_po(file)
    catalog.locale = LANGUAGE
    count, rule = get_plural(LANGUAGE)[:2]
    catalog._num_plurals, catalog._plural_expr = count, rule
    for message in catalog:
        if isinstance(message.id, tuple):
            message.string = tuple(f"[{form}] {message.id[1]}" for form in range(count))
        elif message.id:
            message.string = GIVEN.get(str(message.id), f"[{message.id}]")
    with target.open("wb") as file:
        write_po(file, catalog)


def test_one_more_file_is_one_more_language(server, browser):
    people = People(browser, server)
    Trainer.register(EMAIL, "Olga", PASSWORD)
    desk = Desk(server)
    page = people.person(PHONE, locale="lv-LV")
    page.goto(f"{server.url}/join/{desk.room['code']}")
    expect(page.locator("html")).to_have_attribute("lang", "lv")
    expect(page.get_by_role("button", name="English")).to_be_visible()
    expect(page.get_by_role("button", name="Русский")).to_be_visible()
    page.locator("[name=nickname]").fill("Anna")
    page.get_by_role("button", name="Turpināt").click()
    here = page.locator("[data-text=here]")
    expect(here).to_have_text("[0] 1 people are in the room")
    for number, form in ((2, 1), (3, 1)):
        desk.seat(f"Nr {number}").close()
        expect(here).to_have_text(f"[{form}] {number} people are in the room")

    page.get_by_role("button", name="Русский").click()
    expect(here).to_have_text(re.compile(" 3 человека$"))
    page.get_by_role("button", name="Latviešu").click()
    expect(page.locator("html")).to_have_attribute("lang", "lv")
    page.goto(f"{server.url}/join")
    expect(page.get_by_role("button", name="Ieiet")).to_be_visible()  # it is remembered
    desk.close()
    people.leave()
    assert people.complaints == []

"""Names in the browser: the list in the form for a new room, choosing from it by a tap, and the console's switches."""

import re

from playwright.sync_api import expect

from models.room import Room
from tests.journeys.people import PHONE


def make_room(trainer, url, **fields):
    """Gives the new room's code; the trainer is in its console."""
    trainer.goto(f"{url}/rooms/new")
    trainer.get_by_label("Title").fill("Capitals")
    for words in fields.get("choose", ()):
        trainer.get_by_role("radio", name=words).check(force=True)
    if "names" in fields:
        trainer.get_by_label("The list, one name a line").fill(fields["names"])
    trainer.get_by_role("button", name="Make the room").click()
    expect(trainer.locator("[data-phase=waiting]").first).to_be_visible()
    return Room.get().code


def at_the_door(people, code):
    phone = people.person(PHONE)
    phone.goto(f"{people.server.url}/join/{code}")
    return phone


def heard(people, *statuses):
    """Chromium complains of every page that comes with such a status: these were meant."""
    assert [re.search(r"status of (\d+)", complaint)[1] for complaint in people.complaints] == [*statuses]
    people.complaints.clear()


def test_a_class_chooses_its_names_from_a_list(people):
    trainer = people.trainer()
    trainer.goto(f"{people.server.url}/rooms/new")
    names = trainer.get_by_label("The list, one name a line")
    expect(names).to_be_hidden()
    trainer.get_by_role("radio", name="Students choose from a list").check(force=True)
    expect(names).to_be_visible()
    expect(names).to_have_value(re.compile("Badger\n.*Fox\n", re.DOTALL))
    code = make_room(
        trainer, people.server.url, choose=["Students choose from a list"], names="Wolf\nFox\nBear\n"
    )

    anna, boris = at_the_door(people, code), at_the_door(people, code)
    expect(anna.locator("main").get_by_role("button")).to_have_text(["Bear", "Fox", "Wolf"])
    expect(anna.get_by_role("textbox")).to_have_count(0)
    for button in anna.locator("main").get_by_role("button").all():
        assert button.bounding_box()["height"] >= 44
    for phone in (anna, boris):
        phone.get_by_role("group", name="Choose your name").get_by_role("button", name="Fox").click()
    expect(anna).to_have_url(re.compile("/student$"))
    expect(boris.get_by_role("alert")).to_contain_text("Somebody in this room has that name already")
    expect(boris.locator("main").get_by_role("button")).to_have_text(["Bear", "Wolf"])
    boris.get_by_role("button", name="Wolf").press("Enter")
    expect(boris).to_have_url(re.compile("/student$"))
    expect(trainer.locator("people-list")).to_contain_text("Fox")
    expect(trainer.locator("people-list")).to_contain_text("Wolf")
    expect(trainer.get_by_role("switch", name="Refuse rude names")).to_have_count(0)
    heard(people, "409")


def test_a_trainer_refuses_rude_names_and_unsent_answers_by_a_key(people):
    trainer = people.trainer()
    code = make_room(trainer, people.server.url)
    polite = trainer.get_by_role("switch", name="Refuse rude names")
    drafts = trainer.get_by_role("switch", name="Count unsent answers")
    expect(polite).to_have_attribute("aria-checked", "false")
    expect(drafts).to_have_attribute("aria-checked", "true")
    trainer.keyboard.press("9")
    trainer.keyboard.press("8")
    expect(polite).to_have_attribute("aria-checked", "true")
    expect(drafts).to_have_attribute("aria-checked", "false")

    phone = at_the_door(people, code)
    phone.get_by_label("What shall we call you?").fill("fuсk")  # with a Cyrillic letter
    phone.get_by_role("button", name="Go in").click()
    expect(phone.get_by_role("alert")).to_contain_text("not for a classroom")
    name = phone.get_by_label("What shall we call you?")
    expect(name).to_be_focused()
    name.fill("Anna")
    phone.get_by_role("button", name="Go in").click()
    expect(phone).to_have_url(re.compile("/student$"))

    copycat = at_the_door(people, code)
    copycat.get_by_label("What shall we call you?").fill("Аnna")  # with a Cyrillic letter
    copycat.get_by_role("button", name="Go in").click()
    copycat.get_by_role("button", name="Go in as Аnna 2").click()
    expect(copycat).to_have_url(re.compile("/student$"))
    heard(people, "400", "409")

"""The dashboard in a browser: days as the viewer's calendar has them, what can be done with a room, the class code."""

import re

from playwright.sync_api import expect

from models.room import Room
from tests.journeys.people import PHONE


def test_days_are_the_viewers(people):
    trainer = people.trainer(timezone_id="Asia/Tokyo")
    people.room(trainer)
    Room.update(created_at="2026-01-31 23:30:00+00").execute()
    trainer.goto(f"{people.server.url}/rooms")
    expect(trainer.locator(".room time")).to_have_text("1 February 2026")


def test_a_room_is_duplicated_and_deleted_from_its_row(people):
    trainer = people.trainer()
    people.room(trainer, title="Capitals")
    trainer.goto(f"{people.server.url}/rooms")
    trainer.get_by_label("More: Capitals").click()
    trainer.get_by_role("button", name="Duplicate").click()
    expect(trainer).to_have_title("Capitals (copy) · Rounds")
    trainer.goto(f"{people.server.url}/rooms")
    expect(trainer.locator(".room__title")).to_have_text(["Capitals (copy)", "Capitals"])
    trainer.get_by_label("More: Capitals", exact=True).click()
    trainer.get_by_role("link", name="Delete…").click()
    trainer.get_by_role("button", name="Delete for good").click()
    expect(trainer.locator(".room__title")).to_have_text(["Capitals (copy)"])


def test_a_phone_that_waits_at_the_class_code_gets_into_the_room_by_itself(people):
    trainer = people.trainer()
    people.room(trainer)
    trainer.goto(f"{people.server.url}/rooms")
    code = trainer.locator(".class-code__code").text_content()
    Room.update(led_at=None).execute()
    phone = people.person(PHONE, before=lambda page: page.clock.install())
    phone.goto(f"{people.server.url}/join")
    phone.locator("[name=code]").fill(code)
    phone.locator("main button[type=submit]").click()
    expect(phone.locator("h1")).to_have_text("The room is not open yet")
    trainer.locator(".room__link").click()  # the console leads the class there
    expect(trainer.locator("[data-phase=waiting]").first).to_be_visible()
    phone.clock.fast_forward("00:12")
    expect(phone).to_have_url(re.compile("/join/[B-Z]{6}$"))

"""A phone has died: its student goes on with another one, and the old one, when it wakes, says where they are."""

import re

from playwright.sync_api import expect

from tests.journeys.console import button, console, group, menu
from tests.journeys.people import PHONE
from tests.journeys.phone import answer, send


def spaced(code):
    return re.compile(rf"{code[:3]}\s{code[3:]}")


def come_to(people, code):
    """Another phone, at whose door somebody has typed the code."""
    phone = people.person(PHONE)
    phone.goto(f"{people.server.url}/join")
    phone.get_by_role("link", name="I was here before").click()
    phone.get_by_label("Return code").fill(code)
    button(phone, "Go on").click()
    return phone


def test_a_student_goes_on_with_another_phone_and_back_with_the_old_one(people, desk, phones):
    anna, boris = phones
    answer(anna, "Paris")
    page = console(people, desk)
    menu(page, "Anna")
    page.keyboard.press("d")
    shown = menu_code(page)
    expect(shown).to_have_text(re.compile(r"[B-Z]{3}\s[B-Z]{4}"))
    code = re.sub(r"\s", "", shown.text_content())

    new = come_to(people, f"{code[:3].lower()} {code[3:]}")
    expect(new.get_by_role("heading", name="Welcome back, Anna")).to_be_visible()
    expect(anna.locator("#answer")).to_be_visible()  # nothing has happened yet
    button(new, "Go on as Anna").click()
    expect(new.locator("#mine .message")).to_contain_text("Paris")
    expect(anna.locator("[data-phase=moved]")).to_be_visible()
    expect(anna.locator("#answer")).to_be_hidden()
    answer(new, "Lyon")
    expect(boris.locator("#others .message")).to_have_count(2)
    expect(group(page, "done")).to_have_text(["Anna"])
    expect(group(page, "missing")).to_have_text(["Boris"])

    anna.locator("[data-phase=moved]").get_by_role("button").click()
    expect(anna.locator("#mine .message")).to_have_count(2)
    expect(new.locator("[data-phase=moved]")).to_be_visible()
    answer(anna, "Marseille")
    expect(page.locator(".person__name")).to_have_count(2)


def test_a_phone_that_missed_it_is_told_when_it_wakes_and_keeps_what_it_had(people, phones):
    anna, boris = phones
    answer(boris, "Rome")
    anna.context.set_offline(True)
    send(anna, "Paris")
    code = anna.evaluate("document.querySelector('[data-phase=moved] form').action").rsplit("/", 1)[1]
    new = come_to(people, code)
    button(new, "Go on as Anna").click()
    expect(new.locator("#others .message")).to_contain_text("Rome")
    anna.context.set_offline(False)
    expect(anna.locator("[data-phase=moved]")).to_be_visible()
    anna.locator("[data-phase=moved]").get_by_role("button").click()
    expect(anna.locator("#mine .message")).to_contain_text("Paris")
    expect(boris.locator("#others .message")).to_have_count(1)


def test_two_tabs_of_one_browser_are_never_two_students(people, phones):
    """The tab of the student who was here before ends, and what it had unsent does not go out as the other one."""
    anna, boris = phones
    code = anna.evaluate("document.querySelector('[data-phase=moved] form').action").rsplit("/", 1)[1]
    tab = boris.context.new_page()
    tab.goto(f"{people.server.url}/join/{code}")
    expect(tab.locator(".stage__warning")).to_contain_text("Here you are Boris until now")
    button(tab, "Go on as Anna").click()
    answer(tab, "Paris")
    for ended in (anna, boris):
        expect(ended.locator("[data-phase=moved]")).to_be_visible()
    boris.reload()
    expect(boris.locator("#mine .message")).to_contain_text("Paris")


def menu_code(page):
    return page.locator("person-menu .row-menu__code .code")

"""Several trainers in real browsers: an invitation followed, a room run by two, and sessions that end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import EMAIL, LAPTOP, PASSWORD, PHONE

CONSOLE = re.compile(r"/rooms/[0-9a-f-]{36}$")
LINK = ".invitation__link"


@pytest.fixture
def owner(people):
    """A trainer in the console of their room."""
    page = people.trainer()
    page.code = people.room(page, rounds=1)
    page.place = page.url
    return page


@pytest.fixture
def newcomer(people, owner):
    """Somebody new who has followed a link into that room, and is in its console."""
    owner.goto(f"{owner.place}/co-trainers")
    owner.get_by_role("button", name="Make a link").click()
    link = owner.locator(LINK).text_content()
    owner.goto(owner.place)
    page = people.person(LAPTOP, locale="ru-RU")
    page.goto(link)
    expect(page.get_by_role("heading", name="Capitals")).to_be_visible()
    fill(page, name="Иван", email="ivan@school.org", password="тоже хороший пароль")
    expect(page).to_have_url(CONSOLE)
    page.link = link
    return page


def test_somebody_invited_runs_a_round_in_the_room_they_were_let_into(people, owner, newcomer):
    anna = people.student(owner.code, "Anna")
    for page in (owner, newcomer):
        expect(page.locator(".person__name")).to_have_text(["Anna"])
    newcomer.locator("step-button[action=training_start] [data-ask]").click()
    newcomer.locator("[name=question]").fill("Столица Франции?")
    newcomer.locator("step-button[action=round_new] [data-ask]").click()
    for page in (owner, anna):
        expect(page.locator("#question")).to_have_text("Столица Франции?")
    anna.locator("#answer").fill("Париж")
    anna.locator(".answer-box__send").click()
    for page in (owner, newcomer):
        expect(page.get_by_text("Париж").first).to_be_visible()

    newcomer.goto(f"{people.server.url}/rooms")
    expect(newcomer.locator(".room__title")).to_have_text(["Capitals"])
    expect(newcomer.locator(".room__owner")).to_contain_text("Olga")


def test_a_co_trainer_who_is_put_out_sees_their_console_close(people, owner, newcomer):
    owner.goto(f"{owner.place}/co-trainers")
    row = owner.locator(".trainer").filter(has_text="Иван")
    row.locator("summary").click()
    row.locator(".button--danger").click()
    expect(owner.get_by_text("You run this room alone so far.")).to_be_visible()
    expect(newcomer.locator("[data-phase=no_room]")).to_be_visible()
    newcomer.goto(f"{people.server.url}/rooms")
    expect(newcomer.locator(".room")).to_have_count(0)
    people.complaints.clear()  # the ticket that was refused


def test_a_link_works_once_and_a_phone_is_told_what_to_do(people, newcomer):
    late = people.person(PHONE)
    late.goto(newcomer.link)
    expect(late.get_by_role("heading", name="This invitation has been used")).to_be_visible()
    late.locator("main .button--primary").click()
    expect(late).to_have_url(re.compile("/sign-in$"))
    people.complaints.clear()  # 404


def test_who_has_an_account_signs_in_on_the_way_and_is_in(people, owner, newcomer):
    newcomer.goto(f"{people.server.url}/rooms/new")
    newcomer.locator("[name=title]").fill("Реки")
    newcomer.locator("main button[type=submit]").click()
    expect(newcomer).to_have_url(CONSOLE)
    newcomer.goto(newcomer.url + "/co-trainers")
    newcomer.locator("form[action$=invite] button").click()
    page = people.person(PHONE)
    page.goto(newcomer.locator(LINK).text_content())
    page.get_by_role("link", name="sign in instead").click()
    fill(page, email=EMAIL, password=PASSWORD)
    expect(page.get_by_role("heading", name="Реки")).to_be_visible()
    page.get_by_role("button", name="Go in").click()
    expect(page).to_have_url(CONSOLE)
    expect(page.locator("[data-phase=waiting]").first).to_be_visible()


def test_a_new_password_in_one_browser_signs_out_the_other(people, owner):
    other = people.person(PHONE)
    other.goto(f"{people.server.url}/sign-in")
    fill(other, email=EMAIL, password=PASSWORD)
    expect(other).to_have_url(re.compile("/rooms$"))
    other.goto(owner.place)
    expect(other.locator("[data-phase=waiting]").first).to_be_visible()

    account = owner.context.new_page()  # beside the console, in the same browser
    account.goto(f"{people.server.url}/account")
    form = account.locator("form[action='/account/password']")
    form.locator("[name=password]").fill(PASSWORD)
    form.locator("[name=new_password]").fill("quite another password")
    form.locator("button").click()
    expect(account.get_by_text("Your password is changed.")).to_be_visible()

    expect(other.locator("[data-phase=signed_out]")).to_be_visible()
    people.student(owner.code, "Anna")
    expect(owner.locator(".person__name")).to_have_text(["Anna"])  # it came back by itself
    other.reload()
    expect(other).to_have_url(re.compile("/sign-in"))
    fill(other, email=EMAIL, password="quite another password")
    expect(other).to_have_url(owner.place)
    people.complaints.clear()  # the ticket that was refused


def test_signing_out_everywhere_closes_every_console(people, owner):
    account = owner.context.new_page()
    account.goto(f"{people.server.url}/account")
    account.get_by_role("button", name="Sign out everywhere").click()
    expect(account).to_have_url(re.compile("/sign-in$"))
    expect(owner.locator("[data-phase=signed_out]")).to_be_visible()
    people.complaints.clear()  # the ticket that was refused


def fill(page, **fields):
    """Fill in the page's one form and send it."""
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator("main button[type=submit]").click()

"""The pages that nobody has to sign in for: the doors of trainers and students, and what is said to who is lost."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from models import class_code
from tests.journeys.people import LAPTOP
from tests.journeys.states import state


@state("/", "accounts/not_ready.html")
def nobody_has_set_it_up(scene):
    return scene.visit("/")


@state("/first-run/([^/]+)", "accounts/first_run.html")
def first_run(scene):
    return scene.visit(scene.server.first_run.removeprefix(scene.server.url), LAPTOP)


@state("/first-run/([^/]+)", "accounts/first_run.html")
def first_run_with_mistakes(scene):
    page = first_run(scene)
    page.locator("form[action^='/first-run']").evaluate("form => { form.noValidate = true }")
    page.locator("[name=email]").fill("olga")
    page.locator("main button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    return page


@state("/sign-in", "accounts/sign_in.html")
def sign_in(scene):
    scene.trainer()
    return scene.visit("/sign-in", LAPTOP)


@state("/sign-in", "accounts/sign_in.html")
def sign_in_refused(scene):
    page = sign_in(scene)
    page.locator("[name=email]").fill("somebody@school.org")
    page.locator("[name=password]").fill("not the password")
    page.locator("main button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    return page


@state("/invitation/([^/]+)", "accounts/invitation.html")
def invitation(scene):
    return scene.visit(invited(scene, "/trainers"))


@state("/invitation/([^/]+)", "accounts/invitation.html")
def invitation_into_a_room_with_mistakes(scene):
    page = scene.visit(invited(scene, f"{scene.address}/co-trainers"))
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    page.locator("main button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    return page


@state("/invitation/([^/]+)", "error.html", status=404)
def invitation_that_is_none(scene):
    return scene.visit("/invitation/x")


def invited(scene, place):
    """The path of a new invitation."""
    page = scene.signed_in(place)
    page.locator(f"form[action^='{place}']").last.locator("button").click()
    return re.sub("^https?://[^/]+", "", page.locator(".invitation__link").text_content())


@state("/", "join/code.html")
def front(scene):
    scene.trainer()
    return scene.visit("/")


@state("/join/?", "join/code.html", status=404)
def a_code_that_is_none(scene):
    scene.trainer()
    return scene.visit("/join?code=ZZZZZZ")


@state("(?i)/join/([^/]+)", "join/nickname.html")
def nickname(scene):
    return scene.visit(f"/join/{scene.desk().room['code']}")


@state("(?i)/join/([^/]+)", "join/nickname.html", status=409)
def nickname_taken(scene):
    scene.seat("Анна")
    return named(nickname(scene), "анна")


@state("(?i)/join/([^/]+)", "join/nickname.html", status=400)
def nickname_too_short(scene):
    page = nickname(scene)
    page.locator("main form").last.evaluate("form => { form.noValidate = true }")
    return named(page, "А")


@state("(?i)/join/([^/]+)", "join/nickname.html")
def nicknames_from_a_list(scene):
    scene.desk(ready_names=["Лиса", "Волк", "Неверятно длинное имя 24"])
    scene.seat("Лиса")
    page = nickname(scene)
    expect(page.locator(".ready-names button")).to_have_count(2)
    return page


@state("(?i)/join/([^/]+)", "join/nickname.html", status=400)
def nickname_too_rude(scene):
    scene.desk(is_polite=True)
    return named(nickname(scene), "х у й")


def named(page, nickname):
    page.locator("input[name=nickname]").fill(nickname)
    page.locator("main button[type=submit]").last.click()
    expect(page.locator(".field__error")).to_be_visible()
    return page


@state("(?i)/join/([^/]+)", "join/nickname.html", status=409)
def a_locked_room(scene):
    scene.desk().do("room_change", is_locked=True)
    return nickname(scene)


@state("(?i)/join/([^/]+)", "error.html", status=409)
def a_training_that_is_over(scene):
    desk = scene.desk()
    desk.do("training_start")
    desk.do("training_close")
    return nickname(scene)


@state("(?i)/join/([^/]+)", "join/wait.html")
def a_class_code_that_leads_nowhere_yet(scene):
    return scene.visit(f"/join/{class_code.code_of(scene.trainer())}")


@state("/docs/protocol", "docs/protocol.html")
def protocol(scene):
    """Its messages and rows are made alike: some of them stand for thousands of elements."""
    page = scene.visit("/docs/protocol", LAPTOP)
    page.evaluate(
        "document.querySelectorAll('.protocol__message:nth-of-type(n + 6), tr:nth-of-type(n + 6)')"
        ".forEach((one) => one.remove())"
    )
    return page


@state("/docs/board", "")
def board(scene):
    return scene.visit("/docs/board", LAPTOP)


@state("", "error.html", status=404)
def nothing_here(scene):
    return scene.visit("/nothing/here")


@state("/sign-in", "error.html", status=403)
def a_page_open_for_too_long(scene):
    page = sign_in(scene)
    page.context.clear_cookies()
    page.locator("[name=email]").fill("olga@school.org")
    page.locator("[name=password]").fill("a good password")
    page.locator("main button[type=submit]").click()
    expect(page.locator("[name=password]")).to_have_count(0)
    return page

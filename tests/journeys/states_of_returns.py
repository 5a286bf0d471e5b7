"""Coming back: the box for a return code, the page it leads to, and what the phone shows that was left."""

from __future__ import annotations

from playwright.sync_api import expect

from models.student import Student
from tests.journeys.states import state
from tests.journeys.states_of_consoles import CONSOLE
from tests.journeys.states_of_students import PHONE

BACK = "(?i)/join/([^/]+)", "join/return.html"


@state("/join/?", "join/code.html")
def box_for_a_return_code(scene):
    scene.trainer()
    return scene.visit("/join?again=yes")


@state("/join/?", "join/code.html", status=404)
def a_return_code_that_is_none(scene):
    scene.trainer()
    return scene.visit("/join?again=yes&code=ZZZZZZZ")


@state(*BACK)
def back_on_another_phone(scene):
    scene.seat("Анна")
    return scene.visit(f"/join/{code()}")


@state(*BACK)
def back_in_somebody_elses_browser(scene):
    scene.seat("Анна")
    page = scene.phone("waiting", "Борис")
    page.goto(f"{scene.server.url}/join/{code()}")
    expect(page.locator(".stage__warning")).to_be_visible()
    return page


@state("(?i)/join/([^/]+)", "error.html", status=403)
def back_though_kicked(scene):
    seat = scene.seat("Анна")
    scene.desk().do("student_kick", "student_kicked", id=seat.id, reason="<b>Хватит</b>")
    return scene.visit(f"/join/{code()}")


@state(*PHONE, phase="moved")
def phone_moved(scene):
    page = scene.phone("waiting", "Анна")
    other = scene.visit(f"/join/{code()}")
    other.locator("main button[type=submit]").click()
    expect(page.locator("[data-phase=moved]")).to_be_visible()
    return page


@state(*CONSOLE, phase="waiting")
def console_with_a_return_code(scene):
    scene.seat("Анна")
    page = scene.console("waiting")
    page.locator(".person [data-more]").click()
    page.locator("person-menu step-button[action=student_code] button").click()
    expect(page.locator("person-menu .row-menu__code")).to_be_visible()
    return page


def code():
    return Student.get(Student.nickname == "Анна").return_code

"""A trainer's classroom screens: how they are connected, how they fare, what is set."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect

from models import class_code
from models.base import clock
from models.pairing import Pairing
from models.room import Room
from models.screen import Screen
from tests.journeys.people import LAPTOP, PHONE
from tests.journeys.states import state
from tests.journeys.states_of_trainers import UUID
from tests.rooms import change
from tests.wall import TABLET

LONG = "Актовый-зал-проектор-над-сценой-и-экран-"  # as long as a name may be


@state("/screens", "screens/screens.html")
def no_screens_yet(scene):
    return scene.signed_in("/screens")


@state("/screens", "screens/screens.html")
def screens(scene):
    """One of each kind, and all that unfolds is open."""
    page = with_screens(scene)
    page.locator(".screen-card__more > summary").first.click()
    page.locator(".ask > summary").first.click()
    page.locator(".screens__how > summary").click()
    expect(page.locator(".ask__sure").first).to_be_visible()
    return page


@state("/screens", "screens/screens.html")
def screens_on_a_phone(scene):
    page = with_screens(scene, PHONE)
    shared = page.locator(".screen-card").filter(has_text="Планшет")
    shared.locator(".screen-card__more > summary").click()
    expect(shared.locator("select[name=who]")).to_be_visible()
    return page


@state("/screens", "screens/screens.html")
def screens_that_are_others_by_now(scene):
    page = with_screens(scene)
    Screen.delete().where(Screen.name == LONG).execute()
    expect(page.locator("[data-others]")).to_be_visible()
    return page


@state("/screens", "screens/screens.html")
def a_screen_that_could_not_be_changed(scene):
    page = with_screens(scene)
    page.route("**/change", lambda route: route.abort())
    page.locator("button[name=zoom][value=l]").first.click()
    expect(page.locator("[data-error]").first).to_be_visible()
    return page


@state("/screens", "screens/screens.html")
def a_screen_that_was_connected(scene):
    scene.trainer()
    page = scene.signed_in(f"/pair/{Pairing.begin(TABLET).code}")
    page.locator("[name=name]").fill("Кабинет 12")
    page.locator("main button[type=submit]").click()
    expect(page.locator(".notice").first).to_be_visible()
    return page


@state(f"/screens/{UUID}/change", "screens/screens.html", status=400)
def a_screen_without_a_name(scene):
    page = with_screens(scene)
    return mistaken(page, "name", "")


def mistaken(page, name, typed):
    page.locator(".screen-card__more > summary").first.click()
    form = page.locator(".screen-card__settings form").filter(has=page.locator(f"[name={name}]")).first
    form.evaluate("form => { form.noValidate = true }")
    form.locator(f"[name={name}]").fill(typed)
    form.locator("button").click()
    expect(page.locator(".field__error")).to_be_visible()
    return page


@state("/pair/?", "screens/pair.html")
def a_screens_code_asked_for(scene):
    return scene.signed_in("/pair", PHONE)


@state("/pair/?", "screens/pair.html", status=404)
def a_screens_code_that_is_none(scene):
    return scene.signed_in("/pair?code=ZZZZZZZZ", PHONE)


@state("(?i)/pair/([^/]+)", "screens/approve.html")
def a_screen_to_be_connected(scene):
    scene.trainer()
    return scene.signed_in(f"/pair/{Pairing.begin(TABLET).code}", PHONE)


@state("(?i)/pair/([^/]+)", "screens/approve.html", status=400)
def a_shared_device_to_be_connected_without_a_name(scene):
    scene.trainer()
    page = scene.signed_in(f"/pair/{Pairing.begin('').code}", LAPTOP)
    page.locator("input[name=mode][value=shared]").check(force=True)
    expect(page.locator("input[name=who]").first).to_be_attached()
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    page.locator("main button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    return page


@state(f"/rooms/{UUID}", "rooms/console.html", phase="waiting")
def console_with_screens(scene):
    three_screens(scene)
    page = scene.console("waiting")
    page.locator(".side-screen__head").first.click()
    expect(page.locator(".side-screen__body").first).to_be_visible()
    return page


@state(f"/rooms/{UUID}", "rooms/console.html", phase="waiting")
def console_with_screens_on_a_phone(scene):
    three_screens(scene)
    page = scene.console("waiting", PHONE)
    page.locator(".panes__tab[value=side]").click()
    page.locator(".side-screen__head").last.click()
    expect(page.locator(".side-screen__body").last).to_be_visible()
    return page


def with_screens(scene, device=LAPTOP):
    """The trainer's page with three screens, of which two show a room."""
    three_screens(scene)
    change(Room.open(scene.trainer(), "Столицы Европы"), class_code.lead)
    return scene.signed_in("/screens", device)


def three_screens(scene):
    """One that is well, one that may fall asleep, one that is away."""
    trainer = scene.trainer()
    there = {"seen_at": clock(), "device": TABLET}
    Screen.create(trainer=trainer, name="Кабинет 12", wake_lock="granted", **there)
    Screen.create(trainer=trainer, name="Планшет", mode="shared", wake_lock="unavailable", **there)
    Screen.create(trainer=trainer, name=LONG, seen_at=clock() - timedelta(hours=3), zoom="l", theme="dark")

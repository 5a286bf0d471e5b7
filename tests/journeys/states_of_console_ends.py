"""The trainer's console before it knows its room, and each way in which it ends."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from models.room import Room
from models.trainer import Trainer
from tests.journeys.states import state
from tests.journeys.states_of_consoles import CONSOLE, HEARTBEAT


@state(*CONSOLE, phase="connecting")
def console_connecting(scene):
    scene.desk()
    page = scene.signed_in()
    page.route("**/ticket", lambda route: None)
    page.goto(scene.server.url + scene.address)
    expect(page.locator(".desk[data-phase=connecting]")).to_be_visible()
    return page


@state(*CONSOLE, phase="deleted")
def console_deleted(scene):
    page = scene.console("waiting")
    other = scene.signed_in(f"{scene.address}/delete")
    other.locator("main button[type=submit]").click()
    expect(page.locator("[data-phase=deleted]")).to_be_visible()
    return page


@state(*CONSOLE, phase="signed_out")
def console_signed_out(scene):
    page = scene.console("waiting")
    other = page.context.new_page()
    other.goto(scene.server.url + "/account")
    other.locator("form[action='/account/sign-out-everywhere'] button").click()
    expect(page.locator("[data-phase=signed_out]")).to_be_visible()
    return page


@state(*CONSOLE, phase="full")
def console_that_cannot_be_reached(scene):
    page = scene.console("waiting")
    page.route_web_socket(re.compile("/ws/room/"), lambda socket: socket.close(code=4409))
    page.context.set_offline(True)
    expect(page.locator("connection-banner")).to_be_visible(timeout=HEARTBEAT)
    page.context.set_offline(False)
    expect(page.locator("[data-phase='kicked full']")).to_be_visible()
    return page


@state(*CONSOLE, phase="no_room")
def console_of_a_co_trainer_who_was_put_out(scene):
    page = scene.console("waiting")
    ivan = Trainer.create(email="ivan@school.org", name="Иван", password_hash="-")
    Room.update(trainer=ivan).where(Room.uuid == scene.desk().room["uuid"]).execute()
    page.context.set_offline(True)
    expect(page.locator("connection-banner")).to_be_visible(timeout=HEARTBEAT)
    page.context.set_offline(False)
    expect(page.locator("[data-phase=no_room]")).to_be_visible()
    return page

"""A trainer's pages around the console: rooms, results, accounts."""

from __future__ import annotations

from playwright.sync_api import expect

from models.message import Message
from models.removal import remove
from models.room import Room
from models.student import Student
from models.trainer import Trainer
from tests.journeys.states import state
from tests.journeys.states_of_visitors import invited
from tests.rooms import change, join, open_round

UUID = "([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})"
LONG = "НеверятноДлинноеСловоБезПробелов" * 20


@state("/rooms/?", "rooms/dashboard.html")
def no_rooms_yet(scene):
    return scene.signed_in()


@state("/rooms/?", "rooms/dashboard.html")
def rooms(scene):
    """In every phase, some with long titles; the menu of one is open."""
    trainer = scene.trainer()
    opened = [Room.open(trainer, title) for title in ("География", LONG[:120], "Реки", "Столицы")]
    open_round(opened[1])
    open_round(opened[2])
    page = scene.signed_in()
    page.locator(".room__more summary").first.click()
    page.locator(".class-code__more summary").click()
    return page


@state("/rooms/?", "rooms/dashboard.html")
def many_rooms(scene):
    trainer = scene.trainer()
    for number in range(25):
        Room.open(trainer, f"Урок {number}")
    return scene.signed_in()


@state("/rooms/?", "rooms/dashboard.html")
def no_room_found(scene):
    Room.open(scene.trainer(), "География")
    return scene.signed_in("/rooms?search=xyz")


@state("/rooms/new", "rooms/new.html")
def new_room(scene):
    return scene.signed_in("/rooms/new")


@state("/rooms/new", "rooms/new.html")
def new_room_with_a_list_of_names(scene):
    page = new_room(scene)
    page.locator("input[name=names][value=ready]").check(force=True)
    expect(page.locator("#ready_names")).to_be_visible()
    return page


@state("/rooms/new", "rooms/new.html", status=400)
def new_room_with_mistakes(scene):
    page = new_room(scene)
    page.locator("form.sheet").evaluate("form => { form.noValidate = true }")
    page.locator("[name=max_students_count]").fill("0")
    page.locator("main button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    return page


@state(f"/rooms/{UUID}/delete", "rooms/deletion.html")
def deletion(scene):
    return scene.signed_in(f"/rooms/{a_lesson(scene).uuid}/delete")


@state(f"/rooms/{UUID}/results", "rooms/results.html")
def results(scene):
    return scene.signed_in(f"/rooms/{a_lesson(scene).uuid}/results")


@state(f"/rooms/{UUID}/results", "rooms/results.html")
def results_without_answers(scene):
    return scene.signed_in(f"/rooms/{Room.open(scene.trainer(), 'Столицы').uuid}/results")


@state(f"/rooms/{UUID}/results/rounds/([^/]+)", "rooms/results_round.html")
def results_of_a_round(scene):
    return scene.signed_in(f"/rooms/{a_lesson(scene).uuid}/results/rounds/1")


@state(f"/rooms/{UUID}/results/students/([^/]+)", "rooms/results_student.html")
def results_of_a_student(scene):
    room = a_lesson(scene)
    return scene.signed_in(f"/rooms/{room.uuid}/results/students/{anna().id}")


@state(f"/rooms/{UUID}/students/([^/]+)/erase", "students/erasure.html")
def erasure(scene):
    room = a_lesson(scene)
    return scene.signed_in(f"/rooms/{room.uuid}/students/{anna().id}/erase")


def anna():
    return Student.get(Student.nickname == "Анна")


def a_lesson(scene):
    """A training under way, with answers that are hard to show."""
    room = Room.open(scene.trainer(), "География")
    first, second, kicked = join(room, "Анна", "А" * 24, "Вера")
    open_round(room, "Столица Австралии?")
    for student, text in ((first, "Канберра"), (second, LONG), (kicked, "Волга")):
        change(room, Message.answer, student.id, text)
    Message.update(is_correct=True).where(Message.card == "канберра").execute()
    bad = change(room, Message.answer, second.id, "это уберут")[0]
    change(room, remove, bad.id)
    change(room, Student.kick, kicked.id)
    open_round(room, LONG)
    return room


@state("/account", "accounts/account.html")
def account(scene):
    return scene.signed_in("/account")


@state("/account/name", "accounts/account.html", status=400)
def account_with_a_mistake(scene):
    page = account(scene)
    form = page.locator("form[action='/account/name']")
    form.evaluate("form => { form.noValidate = true }")
    form.locator("[name=name]").fill("")
    form.locator("button").click()
    expect(page.locator(".error-summary")).to_be_visible()
    return page


@state("/account", "accounts/account.html")
def account_changed(scene):
    page = account(scene)
    form = page.locator("form[action='/account/name']")
    form.locator("[name=name]").fill("Ольга")
    form.locator("button").click()
    expect(page.locator(".notice")).to_be_visible()
    return page


@state("/trainers", "accounts/trainers.html")
def trainers(scene):
    page = scene.signed_in("/trainers")
    page.locator("form[action='/trainers'] button").click()
    expect(page.locator(".invitation__link")).to_be_visible()
    return page


@state(f"/rooms/{UUID}/co-trainers", "accounts/co_trainers.html")
def co_trainers(scene):
    ivan = Trainer.create(email="ivan@school.org", name="Иван", password_hash="-")
    page = scene.signed_in(f"{scene.address}/co-trainers")
    page.locator("[name=email]").fill(ivan.email)
    page.locator("main .button--primary").click()
    page.locator("form[action$='/invite'] button").click()
    page.locator(".ask summary").click()
    expect(page.locator(".ask__sure")).to_be_visible()
    return page


@state(f"/rooms/{UUID}/co-trainers", "accounts/co_trainers.html", status=404)
def co_trainers_with_a_mistake(scene):
    page = scene.signed_in(f"{scene.address}/co-trainers")
    page.locator("[name=email]").fill("nobody@school.org")
    page.locator("main .button--primary").click()
    expect(page.locator(".field__error")).to_be_visible()
    return page


@state("/invitation/([^/]+)", "accounts/let_in.html")
def invitation_of_who_is_signed_in(scene):
    path = invited(scene, "/trainers")
    return scene.signed_in(path)


@state(f"/rooms/{UUID}", "error.html", status=404)
def no_such_room(scene):
    return scene.signed_in("/rooms/00000000-0000-0000-0000-000000000000")

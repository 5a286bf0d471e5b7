"""The results in a browser: at every width, on paper, without scripts; and a student erased from every screen."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from models.message import Message
from models.removal import remove
from models.room import Room
from models.student import Student
from tests.journeys.people import EMAIL, LAPTOP, PASSWORD
from tests.rooms import a_room, change, join, open_round

WIDE = "А" * 24
LONG = "НеверятноДлинноеСловоБезПробелов" * 20


@pytest.fixture
def trainer(people):
    return people.trainer()


@pytest.fixture
def room(trainer):
    """A training under way, with answers that are hard to show."""
    room = a_room()
    anna, boris, wide, kicked = join(room, "Анна", "Борис", WIDE, "Вера")
    open_round(room, "Столица Австралии?")
    for student, text in ((anna, "Канберра"), (boris, "канберра!"), (wide, LONG), (kicked, "Волга")):
        change(room, Message.answer, student.id, text)
    Message.update(is_correct=True).where(Message.card == "канберра").execute()
    bad = change(room, Message.answer, wide.id, "это уберут")[0]
    change(room, remove, bad.id)
    change(room, Student.kick, kicked.id)
    open_round(room, LONG)
    return room


def results(server, room):
    return f"{server.url}/rooms/{room.uuid}/results"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 820, 1440])
def test_the_page_fits_every_width_and_passes_axe(trainer, room, server, width, scheme):
    trainer.set_viewport_size({"width": width, "height": 800})
    trainer.emulate_media(color_scheme=scheme)
    anna = Student.get(Student.nickname == "Анна").id
    pages = ["", "/rounds/1", f"/students/{anna}", f"/../students/{anna}/erase"]
    for rest in pages:
        trainer.goto(results(server, room) + rest)
        expect(trainer.locator("h1")).to_be_visible()
        assert trainer.evaluate("document.documentElement.scrollWidth") == width, rest
        found = Axe().run(trainer)
        assert found.violations_count == 0, found.generate_report()


def test_it_can_be_printed_and_paper_is_light_also_at_night(trainer, room, server):
    trainer.emulate_media(color_scheme="dark")
    trainer.goto(results(server, room))
    trainer.evaluate("window.print = () => { window.hasPrinted = true }")
    trainer.get_by_role("button", name="Print").click()
    assert trainer.evaluate("window.hasPrinted")
    trainer.emulate_media(media="print", color_scheme="dark")
    for unwanted in ("header.page__header", ".record__take", ".record__menu", ".record__ways"):
        expect(trainer.locator(unwanted).first).to_be_hidden()
    expect(trainer.locator(".record__student")).to_have_count(4)
    red, green, blue = map(int, re.findall(r"\d+", trainer.evaluate(COLOUR)))
    assert max(red, green, blue) < 80
    paper = trainer.pdf(format="A4")
    assert paper.startswith(b"%PDF") and len(re.findall(rb"/Type /Page\b", paper)) >= 2


# As the canvas sees it: the page may write its colours in any space.
COLOUR = """() => {
  const context = document.createElement("canvas").getContext("2d");
  context.fillStyle = getComputedStyle(document.querySelector("h1")).color;
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data.slice(0, 3).join(" ");
}"""


def test_it_is_read_and_taken_away_without_scripts(people, trainer, room, server):
    page = people.person(LAPTOP, java_script_enabled=False)
    page.goto(f"{server.url}/sign-in")
    page.locator("[name=email]").fill(EMAIL)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.goto(results(server, room))
    expect(page.locator(".podium__step")).to_have_count(2)
    expect(page.locator(".result")).to_have_count(3)
    expect(page.get_by_text("Print")).to_be_hidden()
    page.locator(".result__name a", has_text="Анна").click()
    expect(page).to_have_url(re.compile(r"#student-\d+$"))
    for name, ending in (("Excel", "xlsx"), ("CSV", "csv")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert (
            download.value.suggested_filename
            == f"География Results {Room.get().created_at:%Y-%m-%d}.{ending}"
        )


def test_a_student_is_erased_from_every_screen(people, trainer, server):
    code = people.room(trainer)
    anna, boris = people.student(code, "Anna"), people.student(code, "Boris")
    room = Room.get()
    trainer.get_by_role("button", name="Start training").click()
    trainer.get_by_role("button", name="Open round 1").click()
    for phone, text in ((anna, "my secret"), (boris, "Lyon")):
        phone.locator("#answer").fill(text)
        phone.locator(".answer-box__send").click()
        expect(trainer.get_by_text(text).first).to_be_visible()
    expect(boris.locator("#others")).to_contain_text("my secret")
    second = trainer.context.new_page()
    second.goto(results(server, room))
    block = second.locator(".record__student").filter(has_text="Anna")
    block.locator("summary").click()
    block.get_by_role("link", name="Delete").click()
    expect(second.get_by_role("heading", name="Anna")).to_be_visible()
    second.get_by_role("button", name="Delete for good").click()
    expect(second).to_have_url(results(server, room))
    expect(second.get_by_text("my secret")).to_have_count(0)
    trainer.bring_to_front()  # a page behind another one is not drawn
    for page in (trainer, boris):
        expect(page.get_by_text("my secret")).to_have_count(0)
        expect(page.get_by_text("Lyon").first).to_be_visible()
    expect(trainer.locator(".person")).to_have_count(1)
    expect(anna.get_by_role("heading", name="You’re no longer in this room")).to_be_visible()

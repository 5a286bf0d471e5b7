"""What the page does under the fingers of who uses it, row by row: the focus is never lost, and what changed is said,
in a sentence, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from models.student import Student
from tests.journeys import states_of_consoles as consoles
from tests.journeys import states_of_students as students
from tests.journeys.ears import focused, heard, listen
from tests.journeys.phone import send
from tests.journeys.scene import Scene

ANSWER = "#answer"
ROUND = ".round__number:visible"


@dataclass(frozen=True)
class Row:
    name: str
    reach: Callable[[Any], Any]
    focus: str  # where it is before
    act: Callable[[Any, Any], Any]
    then: str  # what stands there once it has happened
    lands: str  # where the focus is then
    says: tuple[str, ...] = ()  # all that is said, in this order


def desk(action, event=None, **fields):
    """The trainer does it. A name as `student_id` is that student's number."""

    def act(scene, page):
        told = {**fields}
        if isinstance(told.get("student_id"), str):
            told["student_id"] = scene.desk().students()[told["student_id"]]
        scene.desk().do(action, event, **told)

    return act


def with_draft(reach):
    def reached(scene):
        page = reach(scene)
        page.locator(ANSWER).fill("черновик")
        return page

    return reached


def with_answer(scene):
    page = students.phone_round_open(scene)
    send(page, "Канберра")
    expect(page.locator("#mine .message")).to_contain_text("Received")
    # Said, so that it is no news to who listens from now on.
    expect(page.locator("#live-polite")).to_contain_text("Received")
    return page


def own(scene):
    return scene.desk().until("message_send")["message"]["message_id"]


def mark(scene, page):
    scene.desk().do("message_select", message_ids=[own(scene)])


def remove_own(scene, page):
    scene.desk().do("message_remove", id=own(scene))


def kick(scene, page):
    students.kick(scene)


def come_back_elsewhere(scene, page):
    other = scene.visit(f"/join/{Student.get().return_code}")
    other.locator("main button[type=submit]").click()


def click(selector):
    return lambda scene, page: page.locator(selector).first.press("Enter")


def keys(keys):
    return lambda scene, page: page.keyboard.press(keys)


PHONE = [
    Row("the training starts", students.phone_waiting, "[name=language]", desk("training_start"),
        "[data-not-yet]", "[name=language]", ("Ready to start?",)),
    Row("I say that I am ready", students.phone_asked_whether_ready, "ready-check [value=yes]",
        click("ready-check [value=yes]"), "[data-ready]", "ready-check [value=no]"),
    Row("I am not ready after all", students.phone_ready, "ready-check [value=no]",
        click("ready-check [value=no]"), "[data-not-yet]", "ready-check [value=yes]"),
    Row("a round opens", students.phone_asked_whether_ready, "ready-check [value=yes]",
        desk("round_new", question="2 + 2?"), ANSWER, ROUND, ("Round 1 is open. 2 + 2?",)),
    Row("I send", with_draft(students.phone_round_open), ANSWER, keys("Control+Enter"),
        "#mine .message", ANSWER, ("Received",)),
    Row("I send by the button", with_draft(students.phone_round_open), ".answer-box__send",
        click(".answer-box__send"), "#mine .message", ".answer-box__send", ("Received",)),
    Row("the trainer pauses while I write", students.phone_round_open, ANSWER, desk("training_pause"),
        ".round__head [data-paused]", ANSWER, ("The trainer has paused. Your answer waits.",)),
    Row("the trainer pauses before I send", with_draft(students.phone_round_open), ".answer-box__send",
        desk("training_pause"), ".round__head [data-paused]", ROUND, ("The trainer has paused. Your answer waits.",)),
    Row("the trainer goes on", students.phone_paused, ANSWER, desk("training_resume"), ".answer-box__send", ANSWER,
        ("The trainer goes on.",)),
    Row("the question changes", students.phone_round_open, ANSWER, desk("round_question", question="2 + 3?"),
        "text=2 + 3?", ANSWER, ("The question: 2 + 3?",)),
    Row("there is more time", students.phone_round_open, ANSWER, desk("round_extend", "round_time", seconds=15),
        ANSWER, ANSWER, ("15 seconds more",)),
    Row("my answer is right", with_answer, ANSWER, mark, "#mine [data-state=right]", ANSWER,
        ("Your answer was marked right.",)),
    Row("my answer is removed", with_answer, ANSWER, remove_own, "#removed", ANSWER,
        ("The trainer removed your answer.",)),
    Row("the trainer writes to all", students.phone_round_open, ANSWER,
        desk("message_send", message="Думайте", ref="1"), "#told .told__item", ANSWER, ("Думайте",)),
    Row("the round ends, with nothing written", students.phone_round_open, ANSWER, desk("round_end", "round_close"),
        "[data-phase=round_over] >> visible=true", ROUND, ("The trainer ended the round.",)),
    Row("the training closes", students.phone_round_open, ANSWER, desk("training_close"), ".closed__title",
        ".closed__title", ("The training is over",)),
    Row("I am put out", students.phone_round_open, ANSWER, kick, "[data-phase=kicked]", "[data-phase=kicked] h1",
        ("You’re no longer in this room",)),
    Row("I go on with another phone", students.phone_round_open, ANSWER, come_back_elsewhere, "[data-phase=moved]",
        "[data-phase=moved] h1", ("You’re on another phone now",)),
    Row("the network is lost", students.phone_round_open, ANSWER,
        lambda scene, page: page.context.set_offline(True), "connection-banner", ANSWER, ("Connection lost.",)),
]  # fmt: skip

CONSOLE = [
    Row("I start the training", consoles.console_waiting, "step-button[action=training_start] [data-ask]",
        click("step-button[action=training_start] [data-ask]"), "text=Who is ready?", ".desk__title:visible"),
    Row("I open a round", consoles.console_started, "step-button[action=round_new] [data-ask]",
        click("step-button[action=round_new] [data-ask]"), "#answers-section", ".next__unfold"),
    Row("I end the round", consoles.console_round_open, "step-button[action=round_end] [data-ask]",
        click("step-button[action=round_end] [data-ask]"), "text=Over", ".desk__number:visible", ("Round 1 is over.",)),
    Row("I pause", consoles.console_round_open, ".controls step-button[action=training_pause] [data-ask]",
        click(".controls step-button[action=training_pause] [data-ask]"), "#desk-paused",
        ".desk__number:visible", ("The training is paused.",)),
    Row("I go on", consoles.console_paused, "#desk-paused [data-ask]", click("#desk-paused [data-ask]"),
        ".controls step-button[action=training_pause]", ".desk__number:visible"),
    Row("I am asked before the next round", consoles.console_with_the_next_round_asked_for,
        "step-button[action=round_new] [data-no]", click("step-button[action=round_new] [data-no]"),
        "step-button[action=round_new] [data-ask]", "step-button[action=round_new] [data-ask]"),
    Row("I close a person's menu", consoles.console_with_a_persons_menu, "#answer-for",
        keys("Escape"), ".person [data-more]", ".person [data-more]"),
    Row("I put a person out", consoles.console_that_asks_before_a_kick, "kick-dialog [data-ask]",
        click("kick-dialog [data-ask]"), ".toast", ".desk__number:visible", ("was removed",)),
    Row("a student joins", consoles.console_round_open, "#answers-section .answer-card__mark",
        lambda scene, page: scene.seat("Вера"), "text=Вера", ".answer-card__mark"),
]  # fmt: skip


@pytest.fixture
def scene(people):
    scene = Scene(people)
    yield scene
    scene.close()
    people.complaints[:] = [one for one in people.complaints if "status of 4" not in one]


@pytest.mark.parametrize("row", [*PHONE, *CONSOLE], ids=lambda row: row.name.replace(" ", "_"))
def test_the_focus_is_kept_and_the_change_is_said_when(row, scene):
    page = row.reach(scene)
    page.locator(row.focus).first.focus()
    assert focused(page)
    listen(page)
    row.act(scene, page)
    expect(page.locator(row.then).first).to_be_visible(timeout=students.HEARTBEAT)
    said = heard(page, *row.says)
    assert [
        re.search(re.escape(words), one) and words for words, one in zip(row.says, said, strict=False)
    ] == list(row.says)
    assert len(said) == len(row.says), said
    there = page.locator(row.lands).first
    assert there.evaluate("one => one === document.activeElement"), focused(page)

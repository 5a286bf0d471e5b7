"""The cards on a trainer's console, as a test touches and reads them, and the students whose answers lie on them."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from models.message import Message
from tests.journeys.desk import EMAIL, PASSWORD
from tests.journeys.people import LAPTOP


class Cards:
    """A console in a browser of its own, in the room of this desk, whose training runs."""

    def __init__(self, people, desk, device=LAPTOP, **settings):
        self.page = page = people.person(device, **settings)
        page.goto(f"{people.server.url}/sign-in")
        page.locator("[name=email]").fill(EMAIL)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        expect(page).to_have_url(re.compile("/rooms$"))
        page.goto(f"{people.server.url}/rooms/{desk.room['uuid']}")
        expect(page.locator("#answers-section")).to_be_visible()
        self.all = page.locator("#cards answer-card")
        self.titles = page.locator("#cards .answer-card__title")
        self.right = page.locator(".answers__right")
        self.undo_button = page.locator("[data-part=undo]")

    def card(self, title):
        exactly = re.compile(f"^{re.escape(title)}$")
        return self.page.locator("answer-card").filter(
            has=self.page.locator(".answer-card__title", has_text=exactly)
        )

    def mark(self, title):
        """The whole card is the button."""
        return self.card(title).locator(".answer-card__mark")

    def answers(self, title):
        return self.card(title).locator(".card-answer")

    def open(self, title):
        self.card(title).locator(".answer-card__open").click()
        return self.answers(title)

    def tool(self, title, name):
        return self.card(title).locator(f"[data-tool={name}]")

    def undo(self):
        self.undo_button.click()

    def expect_titles(self, *titles):
        expect(self.titles).to_have_text(list(titles))

    def expect_focus(self, title):
        expect(self.mark(title)).to_be_focused()


class Class:
    """Students without pages, who answer in the desk's open round."""

    def __init__(self, desk):
        self.desk = desk
        self.students = {}

    def say(self, *answers):
        """("Anna", "Paris"), …: each is stored before the next one is sent."""
        for name, text in answers:
            if name not in self.students:
                self.students[name] = self.desk.seat(name)
            ref = f"{len(self.students[name].received)}:{text}"[:64]
            self.students[name].do("message_send", message=text, ref=ref)

    def close(self):
        for member in (self.desk, *self.students.values()):
            member.students()  # all was received: what is unread holds the closing up
        for student in self.students.values():
            student.close()


def right_texts():
    """What is marked right in PostgreSQL."""
    return sorted(message.text for message in Message.select().where(Message.is_correct))

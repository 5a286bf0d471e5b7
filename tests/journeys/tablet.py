"""A tablet that a class shares: how it comes into the classroom, and what fingers do with it."""

from __future__ import annotations

from playwright.sync_api import expect

from models.pairing import Pairing
from models.screen import Screen
from models.student import Student
from tests.journeys.people import LAPTOP

TABLET = {"viewport": {"width": 1024, "height": 768}, "has_touch": True}


def pair(page, url, trainer, who="code", mode="shared", **fields):
    """This browser becomes a screen of that trainer's, with these settings."""
    page.goto(f"{url}/kiosk")
    (pairing,) = Pairing.select().where(Pairing.screen.is_null())
    Pairing.approve(pairing.code, trainer, "Планшет", mode, who).change(**fields)
    page.goto(f"{url}/kiosk")
    expect(page.locator("phase-views")).to_be_attached()
    return page


class Classroom:
    """The trainer of a screen, who has their own browser for it and looks at no page."""

    def __init__(self, people, email, password):
        self.context = people.person(LAPTOP).context
        self.url = people.server.url
        forms = self.context.request
        forms.get(f"{self.url}/sign-in")
        asked = forms.post(
            f"{self.url}/sign-in", form={"_xsrf": self.key, "email": email, "password": password}
        )
        assert asked.url.endswith("/rooms"), asked.url

    @property
    def key(self):
        (key,) = (one["value"] for one in self.context.cookies() if one["name"] == "_xsrf")
        return key

    def change(self, **fields):
        """Have the only screen otherwise."""
        self._post("change", data=fields, headers={"X-XSRFToken": self.key})

    def revoke(self):
        self._post("revoke", form={"_xsrf": self.key})

    def tries(self, deed, **fields):
        """The status of the answer."""
        return self._ask(deed, form={"_xsrf": self.key, **fields}).status

    def _post(self, deed, **how):
        done = self._ask(deed, **how)
        assert done.ok, done.text()

    def _ask(self, deed, **how):
        return self.context.request.post(f"{self.url}/screens/{Screen.get().uuid}/{deed}", **how)


def shows(page, phase, **how):
    expect(page.locator("phase-views")).to_have_attribute("data-now", phase, **how)


def code_of(nickname):
    return Student.get(Student.nickname == nickname).return_code


def enter(page, code):
    """Letter by letter on the page's own keys."""
    for letter in code:
        page.locator(f".pad__key[value={letter}]").click()
    page.locator(".pad__go").click()


def choose(page, name):
    page.locator(".name__button", has_text=name).click()


def write(page, text):
    page.locator("#turn-answer").fill(text)


def send(page, text):
    write(page, text)
    page.locator(".turn-form__send").click()


def answers(page, text):
    """Sends it, and is thanked."""
    send(page, text)
    shows(page, "sent")


def next_person(page):
    page.locator("[data-phase=sent] [data-next]").click()
    shows(page, "who")

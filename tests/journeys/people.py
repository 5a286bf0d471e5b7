"""Who sits in front of the browser: a trainer at a laptop, students with their phones."""

from __future__ import annotations

import re

from playwright.sync_api import expect

PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
LAPTOP = {"viewport": {"width": 1440, "height": 900}}
EMAIL, PASSWORD = "trainer@school.org", "a good password"

expect.set_options(timeout=15_000)


class People:
    """Opens a browser profile for each person. `complaints`: what any page wrote to its console as an error."""

    def __init__(self, browser, server):
        self.browser = browser
        self.server = server
        self.contexts = []
        self.complaints = []

    def person(self, device, locale="en-GB", before=None, **settings):
        """A page in a new profile. `before`: is given the page before it goes anywhere."""
        context = self.browser.new_context(**device, locale=locale, **settings)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)
        if before:
            before(page)
        return page

    def trainer(self, **settings):
        """A trainer who has just made the installation's first account, on the dashboard."""
        page = self.person(LAPTOP, **settings)
        page.goto(self.server.first_run)
        page.locator("[name=name]").fill("Olga")
        page.locator("[name=email]").fill(EMAIL)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        expect(page).to_have_url(re.compile("/rooms$"))
        return page

    def room(self, page, title="Capitals", rounds=2, seconds=60, answers="open"):
        """The trainer opens a room, and is in its console; gives the room's code."""
        page.goto(f"{self.server.url}/rooms/new")
        page.locator("[name=title]").fill(title)
        page.locator("[name=max_rounds_count]").fill(str(rounds))
        page.locator("[name=max_round_time]").fill(str(seconds))
        page.locator(f"[name=answers][value={answers}]").check(force=True)
        page.locator("main button[type=submit]").click()
        expect(page.locator("[data-phase=waiting]").first).to_be_visible()
        return re.sub(r"\s", "", page.locator("#link-lobby").text_content()).rsplit("/", 1)[1]

    def student(self, code, nickname, **settings):
        """A student who is in. Their phone has drawn no page but its own: joins() is how they get there."""
        page = self.person(PHONE, **settings)
        door, forms = f"{self.server.url}/join/{code}", page.context.request
        forms.get(door)
        (key,) = (cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "_xsrf")
        page.goto(forms.post(door, form={"_xsrf": key, "nickname": nickname}).url)
        expect(page).to_have_url(re.compile("/student$"))
        return page

    def joins(self, code, nickname, url=None, **settings):
        """A student who has typed the code and a nickname, and is in. `url`: the server's, under another name."""
        page = self.person(PHONE, **settings)
        page.goto(f"{url or self.server.url}/join")
        page.locator("[name=code]").fill(code)
        page.locator("main button[type=submit]").click()
        page.locator("input[name=nickname]").fill(nickname)
        page.locator("main button[type=submit]").last.click()
        expect(page).to_have_url(re.compile("/student$"))
        return page

    def leave(self):
        for context in self.contexts:
            context.close()

    def _hear(self, message):
        # A network that is down, a server that restarts, or no way in any more, is no complaint of the page.
        if message.type != "error" or "net::ERR_" in message.text or "WebSocket" in message.text:
            return
        if "status of 403" not in message.text or "/ticket" not in message.location["url"]:
            self.complaints.append(message.text)

"""`make soak`: 10,000 rounds on a classroom's screen, in a real browser: what its page holds after each thousand.

A server of its own, a screen connected as a trainer connects it, and room after room put on it, with students who
answer. Prints, and decides nothing. `make soak ARGS=1000`: so many rounds.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import ensure
from tests.journeys import desk as members
from tests.journeys.desk import EMAIL, PASSWORD, Desk, Member
from tests.process import ROOT, Process

ROUNDS, PER_ROOM = 10_000, 100
STUDENTS = 6
# No trainer opens ten rounds a second: the server, but without its limit of frames.
HASTY = f"""
import runpy, sys
sys.path[0] = {str(ROOT)!r}
from handlers.live import channel, flood
channel.Bucket = lambda: flood.Bucket(1e9, 1e9)
runpy.run_path({str(ROOT / "server.py")!r}, run_name="__main__")
"""
WORDS = (
    "Paris",
    "and the river",
    "that runs",
    "through it,",
    "as far as I",
    "remember",
    "from the last",
    "lesson",
)


def main(rounds: int) -> None:
    members.PATIENCE = 120  # the machine may have other work
    with tempfile.TemporaryDirectory(prefix="rounds-soak-") as made, sync_playwright() as playwright:
        Path(made).chmod(0o755)  # the private PostgreSQL of a server that runs as root has to enter it
        (Path(made) / "server.py").write_text(HASTY)
        server = Process(made, Path(made), port=0, trainer_email=EMAIL, trainer_password=PASSWORD)
        browser = playwright.chromium.launch(executable_path=ensure(), args=["--no-sandbox"])
        try:
            wall = Wall(browser, server)
            print("| rounds | heap | nodes | listeners | sockets opened | pages loaded |")
            print("| --- | --- | --- | --- | --- | --- |")
            wall.report(0)
            for number in range(1, rounds // PER_ROOM + 1):
                lesson(server, wall)
                if number % 10 == 0 or number * PER_ROOM == rounds:
                    wall.report(number * PER_ROOM)
        finally:
            browser.close()
            server.stop()


def lesson(server, wall):
    """A room with all its rounds, on the screen."""
    desk = Desk(server, max_rounds_count=PER_ROOM, max_round_time=600)
    closing, marking = (Member(desk.room["ws_url"]) for _ in range(2))  # the same trainer's other windows
    students = [desk.seat(f"Student {number}") for number in range(STUDENTS)]
    wall.show(desk.room, "lobby")
    desk.do("training_start")
    for number in range(PER_ROOM):
        opened = desk.do("round_new", question=text(12))["message"]["round_id"]
        for student in students:
            student.send("message_send", message=text(20), ref=f"{number}", round_id=opened)
        answers = [desk.until("message_send")["message"]["message_id"] for _ in students]
        closing.send("round_end")
        desk.until("round_close")
        marking.send("message_select", message_ids=answers[:3], is_correct=True)
        desk.until("message_select")
    desk.do("training_close")
    wall.shows("results")
    for member in (desk, closing, marking, *students):
        member.close()


def text(longest):
    return " ".join(random.choices(WORDS, k=random.randint(1, longest)))


class Wall:
    """A screen, and its trainer's browser."""

    def __init__(self, browser, server):
        self.url = server.url
        self.page = browser.new_page(viewport={"width": 1920, "height": 1080})
        self.loads = self.sockets = 0
        self.page.on("load", lambda: setattr(self, "loads", self.loads + 1))
        self.page.on("websocket", lambda _: setattr(self, "sockets", self.sockets + 1))
        self.page.goto(f"{self.url}/kiosk")
        code = self.page.locator(".pairing__letters").get_attribute("aria-label").replace(" ", "")
        self.forms = browser.new_context().request
        self.post("/sign-in", email=EMAIL, password=PASSWORD)
        self.post(f"/pair/{code}", name="Room 12", mode="projector")
        self.uuid = re.search(r"/screens/([0-9a-f-]{36})/", self.forms.get(f"{self.url}/screens").text())[1]
        self.shows("waiting")
        self.loads = 0
        self.chrome = self.page.context.new_cdp_session(self.page)
        self.chrome.send("Performance.enable")

    def post(self, path, **form):
        self.forms.get(f"{self.url}/sign-in")
        (key,) = (one["value"] for one in self.forms.storage_state()["cookies"] if one["name"] == "_xsrf")
        done = self.forms.post(f"{self.url}{path}", form={"_xsrf": key, **form})
        assert done.ok, (path, done.status)

    def show(self, room, phase):
        self.post(f"/screens/{self.uuid}/change", room=room["uuid"])
        self.shows(phase)

    def shows(self, phase):
        self.page.locator(f"phase-views[data-now={phase}]").wait_for(timeout=60_000)

    def report(self, rounds):
        for _ in range(3):  # what a first one frees may free more
            self.chrome.send("HeapProfiler.collectGarbage")
        found = {one["name"]: one["value"] for one in self.chrome.send("Performance.getMetrics")["metrics"]}
        heap = self.chrome.send("Runtime.getHeapUsage")["usedSize"] / 1_000_000
        print(
            f"| {rounds:,} | {heap:.2f} MB | {found['Nodes']:,.0f} | {found['JSEventListeners']:,.0f} | {self.sockets} "
            f"| {self.loads} |",
            flush=True,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)

"""`make weight`: what the student's pages weigh, and how long they take on slow 3G. Prints, and decides nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from tests.browser import ensure
from tests.journeys.desk import EMAIL, PASSWORD, Desk
from tests.journeys.people import PHONE
from tests.process import Process
from tests.wire import Wire

TIMES = 7
# When the field can be typed in: the page notes it itself, and does not wait for whoever measures.
WATCH = """globalThis.usable = new Promise((tell) => {
  const look = () => {
    const field = document.querySelector("#answer, input[name=nickname]");
    const painted = performance.getEntriesByName("first-contentful-paint")[0];
    if (!field?.getClientRects().length || field.disabled || !painted) return void setTimeout(look, 5);
    tell(Math.max(performance.now(), painted.startTime));
  };
  look();
});"""
PARTS = ("", ".js", ".css", ".woff2")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="rounds-weight-") as made, sync_playwright() as playwright:
        Path(made).chmod(0o755)  # the private PostgreSQL of a server that runs as root has to enter it
        server = Process(made, port=0, trainer_email=EMAIL, trainer_password=PASSWORD)
        browser = playwright.chromium.launch(executable_path=ensure(), args=["--no-sandbox"])
        try:
            print("| page | bytes | of these script, style, fonts | ms on slow 3G, median (range) |")
            print("| --- | --- | --- | --- |")
            for locale in ("en-GB", "ru-RU"):
                report([journey(browser, server, locale, number) for number in range(TIMES)], locale)
        finally:
            browser.close()
            server.stop()


def report(journeys, locale):
    for steps in zip(*journeys, strict=True):
        name, weight, _ = steps[0]
        parts = ", ".join(f"{weight[part]:,}" for part in PARTS[1:])
        times = sorted(round(took) for _, _, took in steps)
        print(
            f"| {name}, {locale[:2]} | {weight['']:,} | {parts} | {median(times):,} ({times[0]:,}–{times[-1]:,}) |"
        )


def journey(browser, server, locale, number):
    """A phone that was never here: by the link to the nickname, and in; then the student's page with nothing kept."""
    desk = Desk(server, max_round_time=600)
    desk.do("training_start")
    desk.do("round_new")
    desk.close()
    context = browser.new_context(**PHONE, locale=locale)
    context.add_init_script(WATCH)
    page = context.new_page()
    wire = Wire(page)
    wire.slow_down()
    steps = []

    def step(name, act, field):
        wire.bytes.clear()
        act()
        page.locator(field).wait_for()
        took = page.evaluate("usable")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1500)  # what the page asks for when it has nothing else to do
        steps.append((name, {part: wire.of(part) for part in PARTS}, took))

    nickname = page.locator("input[name=nickname]")
    link = f"{server.url}/join/{desk.room['code']}"
    step("by the link to the nickname", lambda: page.goto(link, wait_until="commit"), "input[name=nickname]")
    nickname.fill("Anna")
    step("from the nickname to the answer", lambda: nickname.press("Enter"), "#answer")
    wire.forget()
    step("student’s page, nothing kept", lambda: page.reload(wait_until="commit"), "#answer")
    context.close()
    return steps


if __name__ == "__main__":
    main()

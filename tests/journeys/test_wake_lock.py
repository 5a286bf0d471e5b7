"""The screen stays awake during a round, where the browser allows it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

STUB = """
  const locks = (window.locks = []);
  const request = async (kind) => {
    if (window.refuses) throw new DOMException("low battery", "NotAllowedError");
    const lock = new EventTarget();
    lock.kind = kind;
    lock.released = false;
    lock.release = async () => {
      lock.released = true;
      lock.dispatchEvent(new Event("release"));
    };
    locks.push(lock);
    return lock;
  };
  Object.defineProperty(navigator, "wakeLock", { value: { request }, configurable: true });
  let visibility = "visible";
  Object.defineProperty(document, "visibilityState", { get: () => visibility });
  window.turn = async (state) => {
    visibility = state;
    // as browsers do
    if (state === "hidden") for (const lock of locks) if (!lock.released) await lock.release();
    document.dispatchEvent(new Event("visibilitychange"));
  };
"""
HELD = "window.locks.map((lock) => !lock.released)"


def test_the_screen_stays_awake_while_a_round_is_open(people, desk):
    anna = people.student(desk.room["code"], "Anna", before=lambda page: page.add_init_script(STUB))
    desk.do("training_start")
    expect(anna.get_by_role("button", name="I’m ready")).to_be_visible()
    assert anna.evaluate(HELD) == []
    desk.do("round_new")
    expect(anna.locator("#answer")).to_be_visible()
    anna.wait_for_function(f"() => {HELD}.join() === 'true'")
    desk.do("training_pause")
    desk.do("training_resume")
    expect(anna.locator(".round__head [data-paused]")).to_be_hidden()

    anna.evaluate("turn('hidden')")
    assert anna.evaluate(HELD) == [False]
    anna.evaluate("turn('visible')")
    anna.wait_for_function(f"() => {HELD}.join() === 'false,true'")

    desk.do("round_end", "round_close")
    anna.wait_for_function(f"() => {HELD}.join() === 'false,false'")
    anna.evaluate("turn('hidden').then(() => turn('visible'))")
    assert anna.evaluate(HELD) == [False, False]

    desk.do("round_new")
    anna.wait_for_function(f"() => {HELD}.join() === 'false,false,true'")
    desk.do("student_kick", "student_kicked", id=desk.students()["Anna"])
    anna.wait_for_function(f"() => {HELD}.join() === 'false,false,false'")
    people.complaints[:] = [one for one in people.complaints if not re.search("status of 403", one)]


def test_a_browser_that_refuses_or_has_none_is_no_trouble(people, desk):
    refuses = STUB + "window.refuses = true;"
    none = "delete Navigator.prototype.wakeLock;"
    phones = [
        people.student(
            desk.room["code"], name, before=lambda page, script=script: page.add_init_script(script)
        )
        for name, script in (("Anna", refuses), ("Boris", none))
    ]
    desk.do("training_start")
    desk.do("round_new")
    for phone in phones:
        expect(phone.locator("#answer")).to_be_editable()
    assert phones[1].evaluate("'wakeLock' in navigator") is False

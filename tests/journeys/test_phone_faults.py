"""What goes wrong in a school, in the middle of an answer: the phone loses none, doubles none, and says where it is."""

from __future__ import annotations

import re
from contextlib import contextmanager

from playwright.sync_api import expect

from tests.journeys.phone import SENT, answer, send, texts

SAVED = re.compile("^Saved")
UNSAVED = re.compile("Kept on this phone|Saving…")


def test_a_socket_that_is_cut_before_the_acknowledgement_costs_no_answer_and_doubles_none(anna, desk, wire):
    wire.held = {"message_send"}  # it is stored, and the phone does not know
    send(anna, "Paris")
    desk.until("message_send")
    anna.locator("#answer").fill("and Lyon")
    expect(anna.locator("#mine .message")).to_have_text([re.compile("Paris.*Sending…", re.S)])
    wire.held = set()
    wire.cut(1012)
    expect(anna.locator("#mine .message")).to_have_text([re.compile("Paris.*Received", re.S)])
    expect(anna.locator("connection-banner")).to_be_hidden()
    expect(anna.locator("#answer")).to_have_value("and Lyon")
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    assert (texts(), wire.connections) == (["Paris"], 2)
    assert len({frame["ref"] for frame in wire.of("message_send")}) == 1


def test_a_server_that_is_killed_and_started_again_keeps_answer_and_draft(people, desk, server, wire, anna):
    anna.locator("#answer").fill("Par")
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    server.kill()
    send(anna, "Paris")
    expect(anna.locator("#mine .message")).to_contain_text(re.compile("Sending…|Goes out when"))
    anna.locator("#answer").fill("and Lyon")
    expect(anna.locator("[data-saved]")).to_have_text(UNSAVED)
    server.start()
    expect(anna.locator("#mine .message")).to_contain_text(SENT)
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    desk.connect()
    desk.do("round_end", "round_close")
    expect(anna.locator("#mine .message__text")).to_have_text(["Paris", "and Lyon"])
    assert texts() == ["Paris", "and Lyon"]


def test_a_phone_that_slept_wakes_up_where_the_room_is(desk, phones):
    anna, boris = phones
    answer(boris, "Lyon")
    anna.locator("#answer").fill("Paris")
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    with asleep(anna):
        desk.do("round_new")
        answer(boris, "Rome")
    expect(anna.get_by_role("heading", name="Round 2 of")).to_be_visible()
    expect(anna.locator("#others .message__text")).to_have_text(["Rome"])
    expect(anna.locator("#before-mine")).to_contain_text("Paris")
    expect(anna.locator("#answer")).to_have_value("")
    answer(anna, "Roma")
    assert texts() == ["Lyon", "Paris", "Rome", "Roma"]


def test_an_answer_on_its_way_when_the_phone_fell_asleep_goes_out_when_it_wakes(server, phones):
    anna, boris = phones
    anna.context.set_offline(True)
    send(anna, "Paris")
    with asleep(anna):
        server.kill()
        server.start()
    for phone, own, others in ((anna, ["Paris"], []), (boris, [], ["Paris"])):
        expect(phone.locator("#mine .message__text")).to_have_text(own)
        expect(phone.locator("#others .message__text")).to_have_text(others)
    expect(anna.locator("#mine .message")).to_contain_text(SENT)
    assert texts() == ["Paris"]


@contextmanager
def asleep(phone):
    """Its screen is dark: nothing runs on the page, and nothing comes; after it the network is there last."""
    devtools, stopped = phone.context.new_cdp_session(phone), []
    devtools.on("Debugger.paused", lambda _: stopped.append(True))
    devtools.send("Debugger.enable")
    phone.context.set_offline(True)
    devtools.send("Runtime.evaluate", {"expression": "setTimeout(() => { debugger }, 0); 0"})
    while not stopped:
        phone.wait_for_timeout(20)
    yield
    devtools.send("Debugger.disable")  # which lets it go on
    phone.context.set_offline(False)
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

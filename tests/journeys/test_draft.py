"""What is written and not sent: it is kept as it is typed, counts when the round is over, and is never lost."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.phone import SENT, answer, send, texts

SAVED = "Saved. It counts when time is up."
COUNTED = "The round ended: what you had written was sent."
PARTLY = "Time was up before all of it had arrived: only a part was sent. Your text is kept."


def test_a_draft_is_called_saved_only_once_the_server_has_acknowledged_it(anna, wire):
    wire.held = {"message_draft"}
    anna.locator("#answer").fill("Par")
    expect(anna.locator("[data-saved]")).to_have_text("Saving…")
    anna.locator("#answer").blur()
    until(anna, lambda: wire.of("message_draft"))
    expect(anna.locator("[data-saved]")).to_have_text("Saving…")
    wire.release()
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    anna.locator("#answer").fill("")
    expect(anna.locator("[data-saved]")).to_have_text("")


def test_a_draft_goes_out_seldom_and_the_answer_has_its_ref(people, desk, wire):
    def before(page):
        page.clock.install()
        wire.take(page)

    anna = people.student(desk.room["code"], "Anna", before=before)
    desk.do("training_start")
    desk.do("round_new")
    field = anna.locator("#answer")
    field.click()
    anna.clock.pause_at(anna.evaluate("Date.now()") + 100)
    field.press_sequentially("Paris")
    assert wire.of("message_draft") == []
    anna.clock.run_for(1100)
    until(anna, lambda: wire.of("message_draft"))
    field.press_sequentially(" it is")
    anna.clock.run_for(1100)
    until(anna, lambda: len(wire.of("message_draft")) == 2)
    anna.clock.run_for(5000)
    anna.clock.resume()
    send(anna, "Paris!")
    expect(anna.locator("#mine .message")).to_contain_text(SENT)
    drafts, [sent] = wire.of("message_draft"), wire.of("message_send")
    assert [draft["message"] for draft in drafts[:2]] == ["Paris", "Paris it is"]
    assert {draft["ref"] for draft in drafts} == {sent["ref"]}
    assert {draft["round_id"] for draft in drafts} == {sent["round_id"]}


def test_what_is_written_counts_when_the_trainer_ends_the_round(anna, desk):
    anna.locator("#answer").fill("Paris")
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    desk.do("round_end", "round_close")
    expect(anna.locator("#mine .message")).to_contain_text("Paris")
    expect(anna.locator("#box [data-note]:visible")).to_have_text(COUNTED)
    expect(anna.locator("#live-now")).to_contain_text(COUNTED)
    expect(anna.locator("#answer")).to_have_value("")
    expect(anna.locator("#box button:visible")).to_have_count(0)
    assert texts() == ["Paris"]
    desk.do("round_new")
    expect(anna.locator("#answer")).to_be_editable()
    expect(anna.locator("#box [data-note]")).to_be_hidden()


def test_what_is_written_counts_when_the_clock_runs_out_and_with_the_next_round(anna, desk):
    anna.locator("#answer").fill("Paris")
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    desk.do("round_new", max_time=5)
    expect(anna.locator("#box [data-note]:visible")).to_have_text(COUNTED)
    anna.locator("#answer").fill("Rome")
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    expect(anna.get_by_role("heading", name="Round 2 is over")).to_be_visible()
    expect(anna.locator("#mine .message")).to_contain_text("Rome")
    expect(anna.locator("#box [data-note]:visible")).to_have_text(
        "Time was up: what you had written was sent."
    )
    assert texts() == ["Paris", "Rome"]


def test_the_rest_of_a_text_of_which_only_a_part_arrived_is_kept_and_can_be_sent_in_more_time(
    anna, desk, wire
):
    anna.locator("#answer").fill("Par")
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    wire.lost = {"message_draft"}
    anna.locator("#answer").fill("Paris")
    expect(anna.locator("[data-saved]")).to_have_text("Saving…")
    desk.do("round_end", "round_close")
    expect(anna.locator("#box [data-note]:visible")).to_have_text(PARTLY)
    expect(anna.locator("#live-now")).to_contain_text(PARTLY)
    expect(anna.locator("#answer")).to_have_value("Paris")
    desk.do("round_extra", "round_time", student_id=desk.students()["Anna"], seconds=60)
    anna.locator(".answer-box__send").click()
    expect(anna.locator("#mine .message__text")).to_have_text(["Par", "Paris"])
    expect(anna.locator("#mine .message").last).to_contain_text(SENT)
    assert texts() == ["Par", "Paris"]


def test_a_text_that_is_left_from_the_round_before_is_no_draft_until_it_is_touched(anna, desk, wire):
    desk.do("room_change", takes_drafts=False)
    anna.locator("#answer").fill("Paris")
    expect(anna.locator("[data-saved]")).to_have_text("Saved")
    desk.do("round_end", "round_close")
    expect(anna.locator("#box")).to_contain_text("The round ended before you sent this. Your text is kept.")
    desk.do("room_change", takes_drafts=True)
    desk.do("round_new")
    expect(anna.locator("#box [data-note]:visible")).to_have_text("This text is left from the round before.")
    anna.reload()
    expect(anna.locator("#box [data-note]:visible")).to_have_text("This text is left from the round before.")
    desk.do("round_end", "round_close")
    expect(anna.locator("#box [data-note]:visible")).to_contain_text("Your text is kept.")
    assert texts() == []
    desk.do("round_new")
    anna.locator("#answer").fill("Paris, France")
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    desk.do("round_end", "round_close")
    expect(anna.locator("#mine .message")).to_contain_text("Paris, France")


def test_a_phone_that_kept_nothing_gets_its_draft_back_from_the_server(anna, desk):
    anna.locator("#answer").fill("Paris")
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    anna.evaluate("localStorage.clear()")
    anna.reload()
    expect(anna.locator("#answer")).to_have_value("Paris")
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    anna.locator(".answer-box__send").click()
    expect(anna.locator("#mine .message")).to_contain_text(SENT)
    desk.do("round_end", "round_close")
    assert texts() == ["Paris"]


def test_a_killed_browser_loses_neither_an_answer_nor_a_draft(anna, desk):
    anna.context.set_offline(True)
    expect(anna.locator("connection-banner")).to_be_visible()
    send(anna, "Paris")
    expect(anna.locator("#mine .message")).to_contain_text("Goes out when the network is back")
    anna.locator("#answer").fill("and Lyon")
    expect(anna.locator("[data-saved]")).to_have_text("Kept on this phone")
    address = anna.url
    anna.close()
    anna.context.set_offline(False)
    assert texts() == []
    again = anna.context.new_page()
    again.goto(address)
    expect(again.locator("#mine .message")).to_contain_text(SENT)
    expect(again.locator("#answer")).to_have_value("and Lyon")
    expect(again.locator("[data-saved]")).to_have_text(SAVED)
    desk.do("round_end", "round_close")
    expect(again.locator("#mine .message__text")).to_have_text(["Paris", "and Lyon"])


def test_an_answer_that_comes_too_late_is_kept_where_its_beginning_has_counted(anna, desk):
    anna.locator("#answer").fill("Par")
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    anna.context.set_offline(True)
    expect(anna.locator("connection-banner")).to_be_visible()
    send(anna, "Paris")
    desk.do("round_end", "round_close")
    anna.context.set_offline(False)
    expect(anna.locator("#answer")).to_have_value("Paris")
    expect(anna.locator("#box [data-note]:visible")).to_have_text(PARTLY)
    expect(anna.locator("#mine .message__text")).to_have_text(["Par"])
    assert texts() == ["Par"]


def test_a_phone_that_was_away_at_the_bell_learns_that_its_draft_has_counted(anna, desk):
    anna.locator("#answer").fill("Paris")
    expect(anna.locator("[data-saved]")).to_have_text(SAVED)
    address = anna.url
    anna.goto("about:blank")
    desk.do("round_end", "round_close")
    anna.goto(address)
    expect(anna.locator("#mine .message")).to_contain_text("Paris")
    expect(anna.locator("#answer")).to_have_value("")
    expect(anna.locator("#box [data-note]:visible")).to_have_text(
        "Time was up: what you had written was sent."
    )


def test_a_draft_that_was_acknowledged_says_nothing_of_the_answer(anna, wire):
    """Both have one ref: the answer waits until it is itself acknowledged."""
    wire.held, wire.lost = {"message_draft"}, {"message_send"}
    anna.locator("#answer").fill("Paris")
    anna.locator("#answer").blur()
    until(anna, lambda: wire.of("message_draft"))
    send(anna, "Paris")
    wire.release()
    until(anna, lambda: wire.of("message_send"))
    expect(anna.locator("#mine .message")).to_contain_text("Sending…")
    wire.lost = set()
    wire.cut()
    expect(anna.locator("#mine .message")).to_contain_text(SENT)
    assert texts() == ["Paris"]


def test_a_pause_keeps_the_draft_back_until_it_ends(anna, desk, wire):
    wire.lost = {"message_draft"}
    anna.locator("#answer").fill("Paris")
    desk.do("training_pause")
    expect(anna.locator(".answer-box__send")).to_be_hidden()
    wire.cut()
    wire.lost = set()
    expect(anna.locator(".round__head [data-paused]:visible")).to_be_visible()
    desk.do("training_resume")
    expect(anna.locator("[data-saved]:visible")).to_have_text(SAVED)
    answer(anna, "Paris")


def until(page, is_so):
    """Wait while the page's sockets are served."""
    while not is_so():
        page.wait_for_timeout(20)

"""A page that heard every event of a room knows what a newcomer is told: static/js/lib/room.js against the server."""

from __future__ import annotations

from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import Member

FOLLOW = """async (frames) => {
  const page = document.querySelector("script[src*='/pages/']").src;
  const { apply, isGap } = await import(new URL("../lib/room.js", page).href);
  let room = null;
  for (const frame of frames) {
    if (isGap(room, frame)) throw new Error("a gap before " + JSON.stringify(frame));
    room = apply(room, frame, []);
  }
  for (const message of room.messages) delete message.ref;
  return JSON.parse(JSON.stringify(room)); // without what is undefined
}"""


@pytest.fixture
def check(people, desk):
    """Compares what these members have followed with what each is told on coming anew."""
    page = people.student(desk.room["code"], "Watching")
    expect(page.locator("[data-phase=waiting]")).to_be_visible()

    def check(*members):
        for member in members:
            member.students()
            followed = page.evaluate(FOLLOW, member.received)
            with closing(Member(member.url)) as newcomer:
                told = newcomer.state
            assert {key: followed.get(key) for key in told} == told

    return check


@pytest.mark.parametrize("desk", [{"answers": "open"}, {"answers": "hidden"}], indirect=True)
def test_whoever_followed_knows_what_a_newcomer_is_told(desk, check):
    anna, boris = desk.seat("Anna"), desk.seat("Boris")
    everybody = (desk, anna, boris)
    desk.do("message_send", message="Welcome", ref="welcome")
    wanted = [{"text": "2 + 2?", "accepted": ["4"]}, {"text": "3 + 3?", "max_time": 30}]
    prepared = desk.do("question_add", "questions", questions=wanted)["message"]
    desk.do("training_start")
    anna.do("student_ready", "user_list", is_ready=True)
    desk.do("round_new", question_id=prepared[0]["id"])
    check(*everybody)

    four, four_too, five = [
        author.do("message_send", message=text, ref=text)["message"]["message_id"]
        for author, text in ((anna, "4"), (boris, "4!"), (boris, "5"))
    ]
    desk.do("message_send", message="four", ref="for Anna", student_id=anna.id)
    desk.do("message_select", message_ids=[four, four_too, five])
    desk.do("message_group", message_ids=[four_too], card=None)
    desk.do("message_remove", id=five)
    desk.do("message_remove", id=four)
    check(*everybody)
    desk.do("message_remove", "message_send", id=four, is_removed=False)
    desk.do("round_question", question="Two and two?", accepted=["4", "four"])
    desk.do("room_change", is_blind=True, is_locked=True)
    check(*everybody)

    desk.do("round_extra", "round_time", student_id=anna.id, seconds=20)
    desk.do("training_pause")
    check(*everybody)
    desk.do("round_extend", "round_time", seconds=15)
    desk.do("training_resume")
    check(*everybody)
    desk.do("round_end", "round_close")
    check(*everybody)
    desk.do("round_extra", "round_time", student_id=boris.id, seconds=40)
    boris.do("message_send", message="later", ref="later")
    check(*everybody)

    desk.do("student_add", "user_list", nickname="Chen")
    chen = desk.students()["Chen"]
    desk.do("student_kick", "student_kicked", id=chen, reason="Sit down")
    check(*everybody)
    desk.do("student_restore", "user_list", id=chen)
    desk.do("round_new")
    check(*everybody)
    desk.do("question_remove", "questions", id=prepared[1]["id"])
    anna.do("message_send", message="last", ref="last")
    desk.do("training_pause")
    desk.do("training_close")
    check(*everybody)


def test_a_clock_that_runs_out_leaves_the_same_state(desk, check):
    anna, boris = desk.seat("Anna"), desk.seat("Boris")
    desk.do("training_start")
    desk.do("round_new", max_time=5)
    desk.do("round_extra", "round_time", student_id=anna.id, seconds=4)
    boris.until("round_close")
    check(desk, anna, boris)
    anna.until("round_close")
    check(desk, anna, boris)

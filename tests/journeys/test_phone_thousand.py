"""A thousand messages on a phone: all there, cheap to draw, and what changes touches one of them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from models.message import Message

OTHERS = "#others .message"
# Which of them the browser draws at all.
DRAWN = (
    "all => all.filter(one => one.firstElementChild.checkVisibility({ contentVisibilityAuto: true })).length"
)
NOTE = """() => {
  window.noted = { added: 0, removed: 0, marked: 0 };
  new MutationObserver((changes) => {
    for (const { type, addedNodes, removedNodes } of changes) {
      if (type === "attributes") noted.marked += 1;
      noted.added += addedNodes.length;
      noted.removed += removedNodes.length;
    }
  }).observe(document.querySelector("#others ol"), { childList: true, subtree: true, attributeFilter: ["data-state"] });
}"""


@pytest.fixture
def crowd(desk, phones):
    """Boris has written nine hundred and ninety-nine answers; Anna has just loaded the page."""
    anna, _ = phones
    boris = desk.students()["Boris"]
    student = desk.seat("Chen")
    first = student.do("message_send", message="Paris 0", ref="1")["message"]
    row = Message.get_by_id(first["message_id"]).__data__
    copies = [row | {"text": f"Paris {n}", "ref": None, "student": boris} for n in range(1, 999)]
    for copy in copies:
        del copy["id"]
    Message.insert_many(copies).execute()
    anna.reload()
    expect(anna.locator(OTHERS)).to_have_count(999)
    yield anna, student
    student.close()


def test_only_those_in_sight_are_drawn_and_the_last_can_be_reached(crowd):
    anna, _ = crowd
    assert anna.locator(OTHERS).evaluate_all(DRAWN) < 100
    anna.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(anna.locator(OTHERS).last).to_be_in_viewport()
    assert anna.locator(OTHERS).evaluate_all(DRAWN) < 100


def test_another_answer_and_a_mark_touch_one_row_each(desk, crowd):
    anna, chen = crowd
    anna.evaluate(NOTE)
    chen.do("message_send", message="Lyon", ref="2")
    expect(anna.locator(OTHERS)).to_have_count(1000)
    paris = desk.until("message_send")["message"]["message_id"]
    desk.do("message_select", message_ids=[paris])
    expect(anna.locator(OTHERS).first).to_have_attribute("data-state", "right")
    assert anna.evaluate("noted") == {"added": 1, "removed": 0, "marked": 1}


def test_of_hundreds_of_right_texts_a_few_are_listed_and_the_rest_counted(desk, crowd):
    anna, _ = crowd
    right = [one.id for one in Message.select(Message.id).order_by(Message.id).limit(400)]
    desk.do("message_select", message_ids=right)
    desk.do("round_end", "round_close")
    expect(anna.locator("#right .message")).to_have_count(5)
    expect(anna.locator("#right-more")).to_have_text("and 395 more")

"""What a trainer's two tabs do in the interleavings."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.protocol.moves import TURNS, WHO, Moves

TAB = st.integers(0, 1)
RIGHT = st.sampled_from([True, True, False])
CLOCK = st.sampled_from(
    [
        "training_pause",
        "training_resume",
        "training_resume",
        "round_extend",
        "round_extra",
        "round_extra",
        "round_end",
    ]
)
# None: the question, not the room.
SETTING = st.sampled_from(
    [{"is_blind": True}, {"is_blind": False}, {"is_locked": True}, {"is_locked": False}, None]
)
QUESTION = st.sampled_from(
    ["question_add", "question_add", "question_change", "question_move", "question_remove", "round_new"]
)
MOST_KICKED = 2


class TrainersMoves(Moves):
    """Each on the tab that Hypothesis chooses."""

    @rule(tab=TAB, action=st.sampled_from(["training_start", "round_new", "round_new"]), turns=TURNS)
    def lead(self, tab, action, turns):
        if page := self.page(tab):
            page.send(action)
        self.go(turns)

    @rule(tab=TAB, turns=TURNS)
    def announce(self, tab, turns):
        self.sent += 1
        if page := self.page(tab):
            page.post(f"r{self.sent}", f"слово {self.sent}")
        self.go(turns)

    @rule(tab=TAB, picks=st.lists(st.integers(0, 30), max_size=3), is_correct=RIGHT, turns=TURNS)
    def mark(self, tab, picks, is_correct, turns):
        if page := self.page(tab):
            answers = [m["message_id"] for m in page.picture.messages.values() if m["student_id"]]
            ids = [answers[pick % len(answers)] for pick in picks if answers]
            page.send("message_select", **({"message_ids": ids, "is_correct": is_correct} if ids else {}))
        self.go(turns)

    @rule(tab=TAB, who=WHO, turns=TURNS)
    def answer_for(self, tab, who, turns):
        self.sent += 1
        if page := self.page(tab):
            page.post(f"r{self.sent}", f"ответ {self.sent % 3}", student_id=self.someone(who))
            self.counts["answered for"] += 1
        self.go(turns)

    @rule(
        tab=TAB,
        picks=st.lists(st.integers(0, 30), min_size=1, max_size=3),
        where=st.integers(-2, 30),
        turns=TURNS,
    )
    def group(self, tab, picks, where, turns):
        page = self.page(tab)
        answers = [m for m in page.picture.messages.values() if m["student_id"]] if page else []
        if answers:
            chosen = [answers[pick % len(answers)] for pick in picks]
            ids = [m["message_id"] for m in chosen if m["round_id"] == chosen[0]["round_id"] or where < 0]
            card = answers[where % len(answers)]["card"] if where >= 0 else None
            page.send("message_group", message_ids=ids, card=card)
            self.counts["grouped"] += 1
        self.go(turns)

    @rule(tab=TAB, which=st.integers(0, 30), is_removed=RIGHT, turns=TURNS)
    def take_away(self, tab, which, is_removed, turns):
        if page := self.page(tab):
            # Also one of a round long past.
            ids = sorted({*page.picture.messages, *page.acknowledged.values()})
            if ids:
                page.send("message_remove", id=ids[which % len(ids)], is_removed=is_removed)
                self.counts["taken away" if is_removed else "put back"] += 1
        self.go(turns)

    @rule(tab=TAB, what=QUESTION, which=st.integers(0, 9), place=st.integers(1, 9), turns=TURNS)
    def prepare(self, tab, what, which, place, turns):
        self.sent += 1
        page = self.page(tab)
        ids = [question["id"] for question in page.picture.questions or ()] if page else []
        if page and (ids or what == "question_add"):
            id = ids[which % len(ids)] if ids else None
            text = f"Вопрос {self.sent}?"
            fields: dict[str, Any] = {
                "question_add": {"questions": [{"text": text}, {"text": text, "accepted": ["да"]}]},
                "question_change": {"id": id, "text": text},
                "question_move": {"id": id, "position": place},
                "question_remove": {"id": id},
                "round_new": {"question_id": id},
            }
            page.send(what, **fields[what])
            self.counts["prepared"] += 1
        self.go(turns)

    @precondition(lambda self: self.kicks < MOST_KICKED)
    @rule(tab=TAB, who=WHO, turns=TURNS)
    def kick(self, tab, who, turns):
        self.kicks += 1
        if page := self.page(tab):
            page.send("student_kick", id=self.someone(who), reason="шум")
        self.go(turns)

    @rule(tab=TAB, who=WHO, turns=TURNS)
    def let_in_again(self, tab, who, turns):
        if page := self.page(tab):
            page.send("student_restore", id=self.someone(who))
        self.go(turns)

    @rule(tab=TAB, who=WHO, action=CLOCK, turns=TURNS)
    def turn_the_clock(self, tab, who, action, turns):
        if page := self.page(tab):
            self.turn(page, action, self.someone(who))
        self.go(turns)

    def turn(self, page, action, student_id):
        fields: dict[str, Any] = {"round_extend": {"seconds": 30}}
        fields["round_extra"] = {"seconds": 30, "student_id": student_id}
        page.send(action, **fields.get(action, {}))
        self.counts[action] += 1

    @rule(tab=TAB, setting=SETTING, turns=TURNS)
    def run_otherwise(self, tab, setting, turns):
        self.sent += 1
        if page := self.page(tab):
            asked = {"question": f"Вопрос {self.sent}?", "accepted": [f"ответ {self.sent}"]}
            page.send("room_change", **setting) if setting else page.send("round_question", **asked)
        self.go(turns)

    @precondition(lambda self: self.sent > 8)
    @rule(tab=TAB, turns=TURNS)
    def close(self, tab, turns):
        if page := self.page(tab):
            page.send("training_close")
        self.go(turns)

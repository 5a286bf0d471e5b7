"""Everything that people in a room do to each other and to their connections, in any order: Hypothesis chooses."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.protocol.crowd import FIRST_STUDENT, Crowd

WHO = st.integers(0, 8)
TAB = st.integers(0, 1)
# How long the server runs before the next thing happens: turns of the loop.
TURNS = st.sampled_from([0, 0, 1, 3, 10, 40])
HOW = st.sampled_from(["abort", "close", "dark"])
WHAT = st.sampled_from(["since and epoch", "since and epoch", "since", "nothing", "wrong epoch"])
RIGHT = st.sampled_from([True, True, False])
MOST_KICKED = 2
# Something has to be under way before it is worth while to wait for the end of it.
RESTLESS = 6


class Interleavings(RuleBasedStateMachine):
    """A rule sends and does not wait: what it causes is under way while others follow. `rest` waits and looks."""

    # Given by whoever runs it.
    loop: Any
    app: Any
    lesson: Any
    screen_seat: Any
    times_up: Any
    counts: Any

    def __init__(self):
        super().__init__()
        self.crowd = Crowd(self.app, self.lesson, self.screen_seat, self.counts)
        # Which rules may follow depends on these alone, not on how far the server got: Hypothesis wants it repeatable.
        self.sent = self.kicks = self.joins = self.restless = 0

    def go(self, turns):
        """Let the server run for so long, or for so little, before the next thing happens."""
        self.restless += 1

        async def go():
            for _ in range(turns):
                await asyncio.sleep(0)

        self.run(go())

    def run(self, work):
        return self.loop.run_until_complete(work)

    def page(self, who):
        """That page, if it is connected: else nothing can be sent."""
        page = self.crowd.pages[who % len(self.crowd.pages)]
        return page if page.is_connected else None

    def student(self, who):
        return self.page(FIRST_STUDENT + who % (len(self.crowd.pages) - FIRST_STUDENT))

    @initialize(
        answers=st.sampled_from(["open", "hidden"]),
        students=st.lists(st.booleans(), min_size=3, max_size=3),
        is_early=st.sampled_from([False, False, False, True]),
    )
    def enter(self, answers, students, is_early):
        self.counts[answers] += 1
        self.run(self.crowd.enter(answers, students))
        trainer, _, _, *students, _ = self.crowd.pages
        if not is_early:  # than that there would be something to do
            trainer.send("training_start")
            trainer.send("round_new")
            self.run(trainer.settle())
            for page in students:
                page.post("r0", "первый ответ")
                self.run(page.settle())
            trainer.send("message_select", id=students[0].acknowledged["r0"])

    @rule(who=WHO, names_round=st.booleans(), turns=TURNS)
    def answer(self, who, names_round, turns):
        self.sent += 1
        if page := self.student(who):
            round_now = page.picture.round
            fields = {"round_id": round_now["round_id"]} if names_round and round_now else {}
            page.post(f"r{self.sent}", f"ответ {self.sent}", **fields)
        self.go(turns)

    @rule(who=WHO, which=st.integers(0, 20), turns=TURNS)
    def send_again(self, who, which, turns):
        page = self.page(who)
        if page and page.sent:
            page.resend(list(page.sent)[which % len(page.sent)])
            self.counts["sent again"] += 1
        self.go(turns)

    @rule(who=WHO, is_ready=st.booleans(), turns=TURNS)
    def be_ready(self, who, is_ready, turns):
        if page := self.student(who):
            page.send("student_ready", is_ready=is_ready)
        self.go(turns)

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

    @precondition(lambda self: self.kicks < MOST_KICKED)
    @rule(tab=TAB, who=WHO, turns=TURNS)
    def kick(self, tab, who, turns):
        self.kicks += 1
        student = self.crowd.pages[FIRST_STUDENT + who % (len(self.crowd.pages) - FIRST_STUDENT)].student_id
        if page := self.page(tab):
            self.crowd.kicked.add(student)
            page.send("student_kick", id=student)
        self.go(turns)

    @precondition(lambda self: self.sent > 8)
    @rule(tab=TAB, turns=TURNS)
    def close(self, tab, turns):
        if page := self.page(tab):
            page.send("training_close")
        self.go(turns)

    @rule(turns=TURNS)
    def clock_runs_out(self, turns):
        self.times_up(self.crowd.seat)
        self.go(turns)

    @rule(who=WHO, how=HOW, turns=TURNS)
    def lose_connection(self, who, how, turns):
        self.crowd.pages[who % len(self.crowd.pages)].cut(how)
        self.go(turns)

    @rule(who=WHO, how=HOW, away=TURNS, what=WHAT, turns=TURNS)
    def flicker(self, who, how, away, what, turns):
        page = self.crowd.pages[who % len(self.crowd.pages)]
        page.cut(how)
        self.go(away)
        self.come(page, what)
        self.go(turns)

    @rule(what=WHAT, turns=TURNS)
    def come_back(self, what, turns):
        for page in self.crowd.pages:
            if not page.is_connected:
                self.come(page, what)
        self.go(turns)

    def come(self, page, what):
        """Connect again, not waited for, with this knowledge of where the page stands."""
        if what == "nothing" or page.seq is None:
            page.seq, what = None, "nothing"
        if what == "wrong epoch":
            page.epoch = "ffffffff"
        self.counts[f"back with {what}"] += 1
        self.crowd.start(page.resume(epoch=what != "since"))

    @precondition(lambda self: self.joins < 2)
    @rule(changes=st.booleans())
    def join(self, changes):
        self.joins += 1

        async def come():
            await (await self.crowd.join(changes)).connect()

        if self.crowd.pages[0].picture.phase != "closed":
            self.run(come())

    @precondition(lambda self: self.restless > RESTLESS)
    @rule()
    def rest(self):
        self.restless = 0
        self.run(self.crowd.rest())

    def teardown(self):
        try:
            if self.crowd.is_sound and self.crowd.pages:
                self.run(self.crowd.end())
        finally:
            self.run(self.crowd.leave())

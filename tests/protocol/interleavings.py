"""Everything that people in a room do to each other and to their connections, in any order: Hypothesis chooses."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tests.protocol.connections_moves import ConnectionsMoves
from tests.protocol.moves import TURNS, WHO
from tests.protocol.trainers_moves import CLOCK, TrainersMoves

# Something has to be under way before it is worth while to wait for the end of it.
RESTLESS = 6
SELDOM = st.sampled_from([False, False, False, False, True])


class Interleavings(TrainersMoves, ConnectionsMoves):
    """The beginning, what students do, and `rest`, which waits and looks whether all promises were kept."""

    @initialize(
        answers=st.sampled_from(["open", "hidden"]),
        students=st.lists(st.booleans(), min_size=3, max_size=3),
        takes_drafts=st.sampled_from([True, True, True, False]),
        is_early=st.sampled_from([False, False, False, True]),
        turned=st.lists(CLOCK, max_size=3),
    )
    def enter(self, answers, students, takes_drafts, is_early, turned):
        self.counts[answers] += 1
        self.run(self.crowd.enter(answers, students, takes_drafts))
        trainer, _, _, *students, _ = self.crowd.pages
        if not is_early:  # than that there would be something to do
            trainer.send("training_start")
            trainer.send("round_new")
            self.run(trainer.settle())
            for page in students:
                page.post("r0", "первый ответ")
                self.run(page.settle())
            students[1].draft("d0", "первый черновик")
            trainer.send("message_select", id=students[0].acknowledged["r0"])
            for action in turned:
                self.turn(trainer, action, students[0].student_id)

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

    @rule(who=WHO, is_new=st.booleans(), is_empty=SELDOM, names_round=st.booleans(), turns=TURNS)
    def write_down(self, who, is_new, is_empty, names_round, turns):
        self.sent += 1
        if page := self.student(who):
            ref = f"d{self.sent}" if is_new or not page.drafts else page.drafts[-1]["ref"]
            round_now = page.picture.round
            fields = {"round_id": round_now["round_id"]} if names_round and round_now else {}
            page.draft(ref, "" if is_empty else f"черновик {self.sent}", **fields)
            self.counts["drafted"] += 1
        self.go(turns)

    @rule(who=WHO, is_changed=st.booleans(), turns=TURNS)
    def send_what_is_written(self, who, is_changed, turns):
        self.sent += 1
        pages = [page for page in self.crowd.pages if page.is_connected and page.drafts]
        page = pages[who % len(pages)] if pages else None
        if page and page.drafts[-1]["ref"] not in page.sent:
            text = f"ответ {self.sent}" if is_changed else page.drafts[-1]["text"] or "ответ"
            page.post(page.drafts[-1]["ref"], text)
            self.counts["drafts sent"] += 1
        self.go(turns)

    @rule(who=WHO, is_ready=st.booleans(), turns=TURNS)
    def be_ready(self, who, is_ready, turns):
        if page := self.student(who):
            page.send("student_ready", is_ready=is_ready)
        self.go(turns)

    @rule(who=WHO, is_writing=st.booleans(), turns=TURNS)
    def write(self, who, is_writing, turns):
        if page := self.student(who):
            page.send("student_writing", is_writing=is_writing)
        self.go(turns)

    @rule(whose=st.sampled_from(["the room's", "students' own"]), turns=TURNS)
    def clock_runs_out(self, whose, turns):
        self.crowd.turned.add(self.times_up(self.crowd.seat, whose))
        self.go(turns)

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

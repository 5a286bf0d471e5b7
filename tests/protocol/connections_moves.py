"""How connections get lost in the interleavings, and come back."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.protocol.moves import TURNS, WHO, Moves

HOW = st.sampled_from(["abort", "close", "dark"])
WHAT = st.sampled_from(["since and epoch", "since and epoch", "since", "nothing", "wrong epoch"])


class ConnectionsMoves(Moves):
    """Any page's, the screen's too."""

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
            if page := await self.crowd.join(changes):
                await page.connect()

        if self.crowd.pages[0].picture.phase != "closed":
            self.run(come())

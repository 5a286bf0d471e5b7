"""What the interleavings stand on: a crowd, its pages, and how long the server runs between two moves."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from tests.protocol.crowd import FIRST_STUDENT, Crowd

WHO = st.integers(0, 8)
# How long the server runs before the next thing happens: turns of the loop.
TURNS = st.sampled_from([0, 0, 1, 3, 10, 40])


class Moves(RuleBasedStateMachine):
    """A rule sends and does not wait: what it causes is under way while others follow."""

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

    def someone(self, who):
        """A student's id."""
        return self.crowd.pages[FIRST_STUDENT + who % (len(self.crowd.pages) - FIRST_STUDENT)].student_id

    def student(self, who):
        return self.page(FIRST_STUDENT + who % (len(self.crowd.pages) - FIRST_STUDENT))

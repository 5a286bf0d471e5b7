"""`interleave`   runs the interleavings so many times; gives what happened in them all

Import `interleave_fixture` where it is needed, and beside it the fixtures of tests/protocol/conftest.py.
"""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.protocol.interleavings import Interleavings


@pytest.fixture(name="interleave")
def interleave_fixture(io_loop, app, lesson, screen_seat, times_up):
    def interleave(profile):
        counts: Counter[str] = Counter()
        parts = {
            "loop": io_loop.asyncio_loop,
            "app": app,
            "lesson": lesson,
            "screen_seat": staticmethod(screen_seat),
            "times_up": staticmethod(times_up),
            "counts": counts,
        }
        run_state_machine_as_test(type("Machine", (Interleavings,), parts), settings=profile)
        return counts

    return interleave


def profile(examples, steps, phases=(Phase.generate,), **more):
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        database=None,
        deadline=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
        **more,
    )

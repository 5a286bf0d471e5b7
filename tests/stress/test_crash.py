"""The server is killed in the middle of a burst, at any moment: no acknowledged answer is lost, none is there twice."""

import random

import pytest

from tests.burst import TRAINER, crash
from tests.processes import folder_fixture, serve_fixture  # noqa: F401

KILLS = 10
STUDENTS, ANSWERS = 30, 500


@pytest.mark.gen_test(timeout=900)
async def test_whenever_the_server_is_killed_every_acknowledged_answer_is_there_once(io_loop, serve):
    process, kept = serve(**TRAINER), []
    for _ in range(KILLS):
        moment = random.randrange(1, ANSWERS - 20)
        print(f"killed after {moment} of {ANSWERS}")
        kept.append(await crash(process, moment, STUDENTS, ANSWERS))
    assert min(kept) < ANSWERS, "every time it was killed too late to show anything"
    assert process.stop() == 0


@pytest.mark.gen_test(timeout=900)
async def test_whenever_the_server_is_stopped_every_acknowledged_answer_is_there_once(io_loop, serve):
    process = serve(**TRAINER)
    for _ in range(KILLS // 2):
        moment = random.randrange(1, ANSWERS - 20)
        print(f"stopped after {moment} of {ANSWERS}")
        statuses: list = []
        await crash(process, moment, STUDENTS, ANSWERS, pull=lambda its=statuses: its.append(process.stop()))
        assert statuses == [0]
    assert process.stop() == 0

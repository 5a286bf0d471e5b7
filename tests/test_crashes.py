"""Whatever dies, an acknowledged answer is there, once."""

import asyncio
import os
import signal

import pytest
from tornado.httpclient import AsyncHTTPClient

from tests.burst import TRAINER, Burst, crash
from tests.processes import folder_fixture, postmaster, serve_fixture  # noqa: F401


async def test_a_killed_server_has_kept_every_acknowledged_answer_once(io_loop, serve):
    process = serve(**TRAINER)
    kept = await crash(process, moment=40, students=10, answers=100)
    assert kept < 100, "it was killed too late to show anything"
    assert process.stop() == 0


async def test_a_server_that_is_told_to_stop_has_kept_them_too(io_loop, serve):
    process = serve(**TRAINER)
    statuses: list = []
    await crash(process, moment=20, students=10, answers=100, pull=lambda: statuses.append(process.stop()))
    assert statuses == [0]


@pytest.mark.gen_test(timeout=90)
async def test_a_killed_postgresql_comes_back_and_no_answer_is_lost_meanwhile(io_loop, serve, folder):
    process = serve(**TRAINER)
    burst = Burst(process, students=10, answers=100)
    await burst.open()
    await burst.connect()
    server = postmaster(folder / "var")
    await asyncio.gather(*[burst.stored() for _ in range(16)])  # fills the pool with connections
    sending = asyncio.ensure_future(burst.send(burst.answers[:50]))
    await burst.heard(10)
    os.kill(server, signal.SIGKILL)
    await sending
    await burst.send(burst.answers[50:])
    statuses: list = []
    while statuses[-2:] != [503, 200]:
        answer = await AsyncHTTPClient().fetch(process.url + "/readyz", raise_error=False)
        assert answer.code in (200, 503)
        if statuses[-1:] != [answer.code]:
            statuses.append(answer.code)
            if answer.code == 503:
                assert b"database" in answer.body
    await asyncio.gather(*[burst.stored() for _ in range(16)])  # no dead connection is left in the pool
    await burst.heard(100)
    stored = await burst.stored()
    assert burst.acknowledged.items() <= stored.items()
    assert set(burst.refused.values()) <= {"unavailable"}
    assert set(stored) | set(burst.refused) == {ref for _, ref in burst.answers}
    assert postmaster(folder / "var") != server
    await burst.leave()
    assert process.stop() == 0

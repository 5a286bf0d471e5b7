"""The server ends a round when its time is up, also when it was away at that moment."""

import asyncio
from datetime import datetime

import pytest

from models.round import Round


async def test_a_round_ends_by_itself_and_takes_no_answer_after_it(lesson):
    """Five real seconds, the shortest round there is: one as long as its room's, one shorter than its room's."""
    quick_trainer, anna = await lesson.running("Анна", max_round_time=5)
    lesson.room = None
    trainer, boris = await lesson.running("Борис", max_round_time=60)
    await asyncio.gather(quick_trainer.send("round_new"), trainer.send("round_new", max_time=5))
    for clients in [(quick_trainer, anna), (trainer, boris)]:
        for client in clients:
            opened = (await client.until("round_new"))["message"]
            assert lasts(opened) == 5
    await asyncio.gather(anna.answer("вовремя"), boris.answer("вовремя"))
    for clients in [(quick_trainer, anna), (trainer, boris)]:
        for client in clients:
            closed = await client.until("round_close")
            assert closed["phase"] == "round_over"
            assert closed["message"]["number"] == 1
    for client in (anna, boris):
        refused = await client.ask("message_send", message="поздно", ref="r1")
        assert (refused["action"], refused["code"], refused["ref"]) == ("error", "no_open_round", "r1")
    for stored in Round.select():
        assert 0 <= (stored.closed_at - stored.deadline).total_seconds() < 1


def lasts(opened):
    times = [datetime.fromisoformat(opened[name]) for name in ("opened_at", "deadline")]
    return round((times[1] - times[0]).total_seconds(), 3)


@pytest.mark.parametrize(("wanted", "seconds"), [({}, 60), ({"max_time": 5}, 5), ({"max_time": 60}, 60)])
async def test_a_round_lasts_as_long_as_the_room_says_or_shorter_if_asked(lesson, wanted, seconds):
    trainer, anna = await lesson.running("Анна", max_round_time=60)
    await trainer.send("round_new", **wanted)
    assert lasts((await anna.until("round_new"))["message"]) == seconds


async def test_the_next_round_silences_the_bell_of_the_one_before(lesson, times_up):
    trainer, anna = await lesson.in_round("Анна")
    await trainer.ask("round_new")
    times_up(lesson.room)
    for client in (trainer, anna):
        assert (await client.until("round_close"))["message"]["number"] == 2
        assert len(client.of("round_close")) == 1


async def test_an_answer_after_the_deadline_is_refused_though_the_bell_has_not_rung(lesson):
    _, anna = await lesson.in_round("Анна")
    Round.update(deadline=Round.opened_at).execute()
    assert (await anna.ask("message_send", message="поздно"))["code"] == "no_open_round"


async def test_a_bell_that_rings_too_early_rings_again(lesson, app):
    """The loop's clock and the database's may differ: the database's decides."""
    _, anna = await lesson.in_round("Анна")
    app.bell.ring_in(0, lesson.room["id"])
    await anna.answer("вовремя")
    Round.update(deadline=Round.opened_at).execute()
    app.bell.ring_in(0, lesson.room["id"])
    await anna.until("round_close")


async def test_a_closed_or_deleted_room_has_no_bell(lesson, app):
    trainer, _ = await lesson.in_round("Анна")
    while not app.bell.timers or app.bell.tasks:
        await asyncio.sleep(0)
    await trainer.ask("training_close")
    assert not app.bell.timers
    lesson.room = None
    trainer, _ = await lesson.in_round("Борис")
    await lesson.call("DELETE", f"/api/rooms/{lesson.room['uuid']}", token=lesson.token)
    assert await trainer.closed() == 4410
    assert not app.bell.timers


async def test_a_server_that_starts_again_goes_on_with_an_open_round(lesson, app, second_app, base_url):
    trainer = await lesson.trainer()
    seat = await lesson.join("Анна")
    anna = await lesson.connect(seat["ws_url"])
    await trainer.ask("training_start")
    await trainer.ask("round_new")
    before = await anna.answer("Париж")
    await app.stop()
    assert [await client.closed() for client in (trainer, anna)] == [1012, 1012]

    address = await second_app()
    back = await lesson.connect(seat["ws_url"].replace(base_url[7:], address[7:]))
    assert (back.state["phase"], back.state["messages"][0]["message_id"]) == ("round_open", before)
    assert await back.answer("Лион") > before


async def test_a_round_whose_time_ran_out_while_the_server_was_away_ends_at_its_start(
    lesson, app, second_app, base_url
):
    trainer, anna = await lesson.in_round("Анна")
    await app.stop()
    assert await anna.closed() == 1012
    assert await trainer.closed() == 1012
    Round.update(deadline=Round.opened_at).execute()

    address = await second_app()
    back = await lesson.connect(lesson.room["ws_url"].replace(base_url[7:], address[7:]))
    if back.state["phase"] == "round_open":
        await back.until("round_close")
    assert Round.get().closed_at
    assert (await back.ask("round_new"))["message"]["number"] == 2

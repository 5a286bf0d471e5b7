"""The pause over real sockets: phones freeze, the clock stands still, and a restart of the server changes nothing."""

from datetime import datetime, timedelta

from models.extra_time import ExtraTime
from models.room import Room
from models.round import Round


def at(time):
    return datetime.fromisoformat(time)


async def test_everybody_hears_of_the_pause_and_of_its_end(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    await trainer.send("round_extra", student_id=anna.id, seconds=30)
    await trainer.until("round_time")
    main, own = Round.get().deadline, ExtraTime.get().deadline
    await trainer.send("training_pause")
    paused = [await client.until("training_pause") for client in (trainer, anna, boris)]
    assert len({frame["paused_at"] for frame in paused}) == 1
    assert (await anna.ask("message_send", message="тихо"))["code"] == "training_paused"
    assert (await trainer.ask("round_new"))["code"] == "training_paused"
    await trainer.send("training_resume")
    resumed = [await client.until("training_resume") for client in (trainer, anna, boris)]
    moved = at(resumed[0]["deadline"]) - main
    assert moved > timedelta(0)
    assert at(resumed[1]["deadline"]) - own == at(resumed[2]["deadline"]) - main == moved
    assert [at(extra["deadline"]) for extra in resumed[0]["extras"]] == [own + moved]
    assert "extras" not in resumed[1]
    assert "extras" not in resumed[2]
    await anna.answer("дальше")


async def test_whoever_comes_during_the_pause_is_told_of_it(lesson):
    trainer, _ = await lesson.in_round("Анна")
    paused_at = (await trainer.ask("training_pause"))["paused_at"]
    assert (await lesson.student("Борис")).state["paused_at"] == paused_at
    await trainer.ask("training_resume")
    assert (await lesson.student("Вера")).state["paused_at"] is None


async def test_a_pause_lasts_over_a_restart_and_leaves_as_much_time_as_there_was(
    lesson, app, second_app, base_url
):
    trainer, anna = await lesson.in_round("Анна")
    await trainer.send("round_extra", student_id=anna.id, seconds=30)
    await trainer.ask("training_pause")
    before, own = Round.get().deadline, ExtraTime.get().deadline
    paused_at = Room.get().paused_at
    await app.stop()
    assert [await client.closed() for client in (trainer, anna)] == [1012, 1012]
    # It was away for so long that the time would be up.
    away = timedelta(hours=2)
    Room.update(paused_at=Room.paused_at - away).execute()
    Round.update(deadline=Round.deadline - away).execute()
    ExtraTime.update(deadline=ExtraTime.deadline - away).execute()

    address = await second_app()
    back = await lesson.connect(lesson.room["ws_url"].replace(base_url[7:], address[7:]))
    assert back.state["phase"] == "round_open"
    assert at(back.state["paused_at"]) == paused_at - away
    await back.caught_up()
    assert back.of("round_close") == []
    resumed = await back.ask("training_resume")
    left = at(resumed["deadline"]) - (before - away)
    assert left >= away
    assert at(resumed["extras"][0]["deadline"]) - at(resumed["deadline"]) == own - before


async def test_a_restart_goes_on_with_extra_time(lesson, app, second_app, base_url, times_up):
    trainer = await lesson.trainer()
    seat = await lesson.join("Анна")
    await trainer.ask("training_start")
    await trainer.ask("round_new")
    await trainer.send("round_end")
    await trainer.send("round_extra", student_id=seat["id"], seconds=30)
    await trainer.until("round_time")
    await app.stop()
    assert await trainer.closed() == 1012

    address = await second_app()
    anna = await lesson.connect(seat["ws_url"].replace(base_url[7:], address[7:]))
    assert anna.state["phase"] == "round_open"
    assert await anna.answer("Париж")


async def test_extra_time_that_ran_out_while_the_server_was_away_ends_at_its_start(
    lesson, app, second_app, base_url
):
    trainer = await lesson.trainer()
    seat = await lesson.join("Анна")
    await trainer.ask("training_start")
    await trainer.ask("round_new")
    await trainer.send("round_extra", student_id=seat["id"], seconds=30)
    await trainer.until("round_time")
    await app.stop()
    assert await trainer.closed() == 1012
    Round.update(deadline=Round.opened_at).execute()
    ExtraTime.update(deadline=Round.get().opened_at + timedelta(milliseconds=1)).execute()

    address = await second_app()
    back = await lesson.connect(
        f"{lesson.room['ws_url']}&since=0".replace(base_url[7:], address[7:]), settle=False
    )
    ends = [(await back.until("round_close")).get("student_id") for _ in range(2)]
    assert ends == [None, seat["id"]]

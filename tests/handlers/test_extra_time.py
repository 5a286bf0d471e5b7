"""Extra time over real sockets: one student's own round, of which the others hear nothing."""

from datetime import datetime

import pytest

from models.extra_time import ExtraTime
from models.round import Round
from tests.document_client import DocumentClient


@pytest.fixture
def own_time_up(app):
    """The extra time of every student in the room runs out now."""

    def own_time_up(room):
        ExtraTime.update(deadline=Round.get().opened_at).execute()
        app.bell.ring_in(0, room["id"])

    return own_time_up


def since(client):
    """Where this client stands, as it says when it comes back."""
    last = [frame for frame in client.received if "seq" in frame][-1]
    return f"&since={last['seq']}&epoch={last['epoch']}"


async def with_extra(lesson, answers="open"):
    """The trainer, Анна who has 30 seconds more, and Борис."""
    trainer, anna, boris = await lesson.in_round("Анна", "Борис", answers=answers)
    await trainer.send("round_extra", student_id=anna.id, seconds=30)
    await trainer.until("round_time")
    return trainer, anna, boris


async def test_the_student_and_the_trainer_hear_of_it_and_nobody_else(lesson):
    trainer, anna, boris = await with_extra(lesson)
    deadline = Round.get().deadline
    mine = await anna.until("round_time")
    theirs = trainer.of("round_time")[-1]
    assert (
        (mine["phase"], mine["student_id"])
        == (theirs["phase"], theirs["student_id"])
        == ("round_open", anna.id)
    )
    left = datetime.fromisoformat(mine["deadline"]) - deadline
    assert (left.total_seconds(), theirs["deadline"]) == (30, mine["deadline"])
    assert theirs["extras"] == [{"student_id": anna.id, "deadline": mine["deadline"]}]
    assert "extras" not in mine
    await boris.caught_up()
    assert boris.of("round_time") == []


@pytest.mark.parametrize("answers", ["open", "hidden"])
async def test_the_round_ends_for_each_at_their_own_time(lesson, times_up, own_time_up, answers):
    trainer, anna, boris = await with_extra(lesson, answers)
    times_up(lesson.room)
    over = [await client.until("round_close") for client in (trainer, boris)]
    assert [frame["phase"] for frame in over] == ["round_over"] * 2
    assert [extra["student_id"] for extra in over[0]["extras"]] == [anna.id]
    assert "extras" not in over[1]
    assert (await boris.ask("message_send", message="поздно"))["code"] == "no_open_round"
    await anna.answer("вовремя")
    assert anna.of("round_close") == []
    own_time_up(lesson.room)
    for client in (trainer, anna):
        closed = await client.until("round_close")
        assert (closed["phase"], closed["student_id"]) == ("round_over", anna.id)
    assert closed.get("extras") is None
    assert trainer.of("round_close")[-1]["extras"] == []
    assert (await anna.ask("message_send", message="поздно"))["code"] == "no_open_round"
    await boris.caught_up()
    assert len(boris.of("round_close")) == 1


async def test_time_may_be_given_after_the_end_by_whomever(lesson, times_up):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    await trainer.send("round_end")
    for client in (trainer, anna, boris):
        await client.until("round_close")
    await trainer.send("round_extra", student_id=anna.id, seconds=30)
    assert (await anna.until("round_time"))["phase"] == "round_open"
    assert (await trainer.until("round_time"))["phase"] == "round_over"
    await anna.answer("всё-таки")
    assert (await boris.until("message_send"))["message"][
        "text"
    ] == "всё-таки"  # as any answer in an open room
    assert (await boris.ask("message_send", message="и я"))["code"] == "no_open_round"


@pytest.mark.parametrize("how", ["snapshot", "replay"])
async def test_whoever_comes_back_is_in_their_own_round(lesson, times_up, how):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    places = [(client, "" if how == "snapshot" else since(client)) for client in (trainer, anna, boris)]
    await trainer.send("round_extra", student_id=anna.id, seconds=30)
    await trainer.until("round_time")
    times_up(lesson.room)
    await trainer.until("round_close")
    deadline = ExtraTime.get().deadline.isoformat()
    back = []
    for client, place in places:
        back.append(await lesson.connect(client.url + place, settle=how == "snapshot"))
    if how == "snapshot":
        phases = [(one.state["phase"], one.state["round"]["is_open"]) for one in back]
        assert phases == [("round_over", False), ("round_open", True), ("round_over", False)]
        assert back[1].state["round"]["deadline"] == deadline
        assert back[0].state["extras"] == [{"student_id": anna.id, "deadline": deadline}]
        assert "extras" not in back[1].state
        assert "extras" not in back[2].state
    else:
        for one in back:
            await one.caught_up()
        actions = [[frame["action"] for frame in one.received if "seq" in frame] for one in back]
        assert actions == [["round_time", "round_close"], ["round_time"], ["round_close"]]
        assert back[1].of("round_time")[0]["deadline"] == deadline
    assert await back[1].answer("вернулась")


async def test_the_trainers_early_end_is_the_end_of_it_too(lesson):
    trainer, anna, boris = await with_extra(lesson)
    await trainer.send("round_end", round_id=Round.get().id)
    for client in (trainer, anna, boris):
        closed = await client.until("round_close")
        assert (closed["phase"], closed.get("student_id")) == ("round_over", None)
    assert (await anna.ask("message_send", message="поздно"))["code"] == "no_open_round"
    assert (await trainer.ask("round_end"))["code"] == "no_open_round"


async def test_more_time_for_all_is_more_for_each(lesson):
    trainer, anna, boris = await with_extra(lesson)
    own = (await anna.until("round_time"))["deadline"]
    await trainer.send("round_extend", seconds=15)
    told = [(await client.until("round_time")) for client in (trainer, anna, boris)]
    main = Round.get().deadline.isoformat()
    assert [frame["deadline"] for frame in told] == [main, ExtraTime.get().deadline.isoformat(), main]
    longer = datetime.fromisoformat(told[1]["deadline"]) - datetime.fromisoformat(own)
    assert longer.total_seconds() == 15
    assert [frame.get("student_id") for frame in told] == [None] * 3
    assert [frame["phase"] for frame in told] == ["round_open"] * 3


async def test_the_next_round_is_for_all(lesson, times_up):
    trainer, anna, boris = await with_extra(lesson)
    times_up(lesson.room)
    await boris.until("round_close")
    await trainer.send("round_new")
    for client in (trainer, anna, boris):
        assert (await client.until("round_new"))["message"]["number"] == 2
    assert anna.of("round_close") == []  # the new round says it
    deadline = Round.get(Round.number == 2).deadline.isoformat()
    assert anna.of("round_new")[-1]["message"]["deadline"] == deadline


async def test_a_client_of_the_old_document_sees_a_round_that_ends_when_its_answers_are_refused(
    lesson, times_up, own_time_up, base_url
):
    """It knows none of the new events: what it does know comes in an order that makes sense to it."""
    trainer = await lesson.trainer()
    seat = await lesson.join("Анна")
    boris = await lesson.student("Борис")
    old = await DocumentClient.connect(base_url[7:], lesson.room["uuid"], seat["token"])
    await trainer.ask("training_start")
    await trainer.ask("round_new")
    await old.hears("round_new")
    await trainer.ask("training_pause")
    await trainer.ask("training_resume")
    await trainer.send("round_extra", student_id=seat["id"], seconds=30)
    await trainer.until("round_time")
    times_up(lesson.room)
    await boris.until("round_close")
    await old.message_send("ещё могу")
    assert (await old.hears("message_send"))["message"]["text"] == "ещё могу"
    own_time_up(lesson.room)
    assert (await old.hears("round_close"))["message"]["number"] == 1
    await old.message_send("поздно")
    assert (await old.hears("error"))["code"] == "no_open_round"
    await trainer.ask("round_new")
    assert (await old.hears("round_new"))["message"]["number"] == 2
    old.close()
    assert await old.is_closed()


async def test_a_student_of_another_room_gets_nothing(lesson):
    await lesson.open_room()
    stranger = await lesson.join("Чужой")
    lesson.room = None
    trainer, anna = await lesson.in_round("Анна")
    refused = await trainer.ask("round_extra", student_id=stranger["id"], seconds=30)
    assert refused["code"] == "no_such_student"
    await trainer.send("student_kick", id=anna.id)
    await trainer.until("student_kicked")
    refused = await trainer.ask("round_extra", student_id=anna.id, seconds=30)
    assert refused["code"] == "no_such_student"  # and the trainer stays
    assert (await trainer.ask("room_info"))["message"]["is_started"]

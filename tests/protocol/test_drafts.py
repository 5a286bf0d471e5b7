"""Drafts over sockets: acknowledged to whoever sent them, counted when time is up, kept over a crash."""

import asyncio

import pytest

from models.base import CLOCK
from models.draft import Draft
from models.message import Message
from models.round import Round
from tests.protocol.crowd import share
from tests.protocol.follower import Follower
from tests.protocol.served import Served


async def in_round(room, *nicknames, **settings):
    """Followers of the trainer and of these students, in the first round."""
    pages = await room(*nicknames, **settings)
    pages[0].send("round_new")
    await asyncio.gather(*(page.until(lambda page=page: page.of("round_new")) for page in pages))
    return pages


def heard(page):
    """(action, ref) of what the page heard of answers and of the round's end."""
    told = ("message_send", "round_close", "message_draft")
    return [(frame["action"], frame.get("ref")) for frame in page.frames if frame["action"] in told]


async def test_the_acknowledgement_goes_to_the_connection_that_asked_alone(room, follow):
    trainer, anna, boris = await in_round(room, "Анна", "Борис")
    tablet = await follow(anna.seat)
    anna.draft("d", "Пари", round_id=anna.picture.round["round_id"])
    await anna.settle()
    assert heard(anna) == [("message_draft", "d")]
    assert anna.of("message_draft")[0]["round_id"] == anna.picture.round["round_id"]
    for other in (trainer, boris, tablet):
        await other.settle()
        assert heard(other) == []


@pytest.mark.parametrize("answers", ["open", "hidden"])
async def test_when_time_is_up_everybody_whom_it_concerns_hears_it_and_then_that_the_round_is_over(
    room, follow, lesson, times_up, answers
):
    trainer, anna, boris = pages = await in_round(room, "Анна", "Борис", answers=answers)
    tablet = await follow(anna.seat)
    anna.draft("d", "Пари")
    await anna.settle()
    times_up(lesson.room)
    await asyncio.gather(*(page.until(lambda page=page: page.of("round_close")) for page in pages))
    await tablet.until(lambda: tablet.of("round_close"))
    assert heard(anna) == [("message_draft", "d"), ("message_send", "d"), ("round_close", None)]
    assert heard(tablet) == [("message_send", "d"), ("round_close", None)]
    assert heard(trainer) == [("message_send", None), ("round_close", None)]
    assert heard(boris) == (heard(trainer) if answers == "open" else [("round_close", None)])
    assert [message["text"] for message in trainer.picture.messages.values()] == ["Пари"]


async def test_what_is_sent_after_the_bell_under_its_ref_is_the_answer_that_counted(room, lesson, times_up):
    trainer, anna = await in_round(room, "Анна")
    anna.draft("d", "Пари")
    await anna.settle()
    anna.cut("dark")
    times_up(lesson.room)
    await trainer.until(lambda: trainer.of("round_close"))
    anna.post("d", "Париж")
    await anna.resume()
    await anna.settle()
    assert anna.acknowledged["d"] == Message.get().id
    assert anna.picture.messages[anna.acknowledged["d"]]["text"] == "Пари"
    assert not anna.faults


async def test_another_device_finds_what_is_written_and_goes_on(room, follow, lesson, times_up):
    trainer, anna = await in_round(room, "Анна")
    anna.draft("d", "Пар")
    await anna.settle()
    anna.cut("dark")
    tablet = await follow(anna.seat)
    share(anna, tablet)
    round_id = trainer.picture.round["round_id"]
    kept = {**tablet.picture.draft}
    assert kept.pop("number")
    assert kept == {"round_id": round_id, "text": "Пар", "ref": "d"}
    tablet.draft("d", "Париж")
    tablet.post("d", "Париж!")
    await tablet.settle()
    times_up(lesson.room)
    await trainer.until(lambda: trainer.of("round_close"))
    assert [message["text"] for message in trainer.picture.messages.values()] == ["Париж!"]


async def test_a_draft_that_comes_too_late_is_refused_and_the_answer_before_it_stays(room, lesson, times_up):
    _, anna = await in_round(room, "Анна")
    anna.draft("d", "Пари")
    await anna.settle()
    times_up(lesson.room)
    await anna.until(lambda: anna.of("round_close"))
    anna.draft("d", "Париж")
    await anna.settle()
    (error,) = anna.of("error")
    assert (error["code"], error["request"], error["ref"]) == ("no_open_round", "message_draft", "d")
    assert [one["is_kept"] for one in anna.drafts] == [True, False]
    assert Message.get().text == "Пари"


async def test_drafts_and_answers_of_one_connection_are_obeyed_in_their_order(room, lesson, times_up):
    _, anna = await in_round(room, "Анна")
    for number in range(10):
        anna.draft(f"{number}", f"ответ {number}")
        anna.post(f"{number}", f"ответ {number}!")
    anna.draft("last", "последний")
    await anna.settle()
    times_up(lesson.room)
    await anna.until(lambda: anna.of("round_close"))
    texts = [message.text for message in Message.select().order_by(Message.id)]
    assert texts == [*(f"ответ {number}!" for number in range(10)), "последний"]


async def test_after_a_crash_in_which_time_ran_out_an_acknowledged_draft_is_an_answer(
    tmp_path, database, database_url
):
    served = Served(tmp_path, database_url)
    lesson = served.lesson
    trainer = Follower(await lesson.open_room())
    seats = [await lesson.join(nickname) for nickname in ("Анна", "Борис")]
    anna, boris = (Follower(seat, student_id=seat["id"]) for seat in seats)
    for page in (trainer, anna, boris):
        await page.connect()
    trainer.send("training_start")
    trainer.send("round_new")
    await trainer.settle()
    for page, text in ((anna, "Париж"), (boris, "Рим")):
        await page.until(lambda page=page: page.picture.round)
        page.draft("d", text)
    await anna.until(lambda: anna.of("message_draft"))
    await boris.until(lambda: boris.of("message_draft"))
    served.process.kill()
    Round.update(deadline=CLOCK).execute()
    served.process.start()
    for page in (trainer, anna, boris):
        await page.closed()
        page.url = served.here(page.seat)["ws_url"]
        await page.resume()
        await page.until(lambda page=page: page.of("round_close"))
        assert not page.of("room_state")
        assert not page.faults
    assert {message.student_id: message.text for message in Message.select()} == {
        anna.student_id: "Париж",
        boris.student_id: "Рим",
    }
    assert anna.acknowledged["d"] != boris.acknowledged["d"]
    assert not Draft.select().exists()
    for page in (trainer, anna, boris):
        await page.end()
    served.stop()

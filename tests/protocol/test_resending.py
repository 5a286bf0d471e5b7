"""What nobody acknowledged is sent again under its `ref`, on any connection: it is stored once, under one id."""

import asyncio

import pytest

from models.message import Message
from models.room import Room
from models.round import Round
from tests.protocol.crowd import share
from tests.protocol.follower import Follower
from tests.protocol.served import Served


def stored():
    return {(message.student_id, message.ref): message.id for message in Message.select()}


@pytest.fixture
def served(tmp_path, database, database_url):
    served = Served(tmp_path, database_url)
    yield served
    served.stop()


async def test_the_same_ref_on_two_connections_at_once_is_one_message(room, follow):
    trainer, anna = await room("Анна")
    tablet = await follow(anna.seat)
    share(anna, tablet)
    trainer.send("round_new")
    await asyncio.gather(trainer.settle(), anna.settle())
    for number in range(20):
        anna.post(f"{number}", "ответ")
        tablet.post(f"{number}", "ответ")
    await asyncio.gather(anna.settle(), tablet.settle(), trainer.settle())
    assert len(trainer.of("message_send")) == 20
    assert stored() == {(anna.student_id, ref): id for ref, id in anna.acknowledged.items()}
    assert not anna.faults
    assert not tablet.faults


@pytest.mark.parametrize("how", ["the clock ran out", "the next round", "the close"])
async def test_what_was_stored_in_time_is_acknowledged_again_whatever_happened_since(
    room, times_up, lesson, how
):
    trainer, anna = await room("Анна")
    trainer.send("round_new")
    await asyncio.gather(trainer.settle(), anna.settle())
    anna.post("r", "вовремя", round_id=anna.picture.round["round_id"])
    await anna.settle()
    first = anna.acknowledged["r"]
    anna.cut()
    if how == "the clock ran out":
        times_up(lesson.room)
        await trainer.until(lambda: trainer.of("round_close"))
    elif how == "the next round":
        trainer.send("round_new")
    elif how == "the close":
        trainer.send("training_close")
    await trainer.settle()
    await anna.connect()
    anna.resend("r")
    await anna.settle()
    assert anna.answers["r"] == first
    assert stored() == {(anna.student_id, "r"): first}


async def test_an_answer_that_names_an_earlier_round_is_refused_and_not_taken_for_the_next_question(room):
    trainer, anna = await room("Анна")
    trainer.send("round_new")
    await asyncio.gather(trainer.settle(), anna.settle())
    first = anna.picture.round["round_id"]
    anna.cut()
    trainer.send("round_new")
    await trainer.settle()
    anna.post("late", "ответ на первый вопрос", round_id=first)
    await anna.resume()
    await anna.settle()
    assert (anna.answers["late"], stored()) == ("no_open_round", {})
    second = anna.picture.round["round_id"]
    anna.post("in time", "ответ на второй вопрос", round_id=second)
    await anna.settle()
    assert Message.get().round_id == second


async def test_after_a_crash_all_that_was_acknowledged_is_there_and_the_rest_is_sent_again_and_stored_once(
    served,
):
    lesson = served.lesson
    trainer = Follower(await lesson.open_room(answers="hidden"))
    await trainer.connect()
    seats = [await lesson.join(f"Ученик {number}") for number in range(4)]
    students = [Follower(seat, number % 2 == 0, seat["id"]) for number, seat in enumerate(seats)]
    await asyncio.gather(*(page.connect() for page in students))
    trainer.send("training_start")
    trainer.send("round_new")
    await trainer.settle()
    pages = [trainer, *students]
    for number in range(40):
        for page in pages:
            page.post(f"{number}", f"ответ {number}")
    await students[0].until(lambda: len(students[0].acknowledged) >= 5)
    before = [dict(page.acknowledged) for page in pages]
    served.crash()
    for page in pages:
        await page.closed()
        page.url = served.here(page.seat)["ws_url"]
        await page.resume()
    await asyncio.gather(*(page.settle() for page in pages))
    for page, acknowledged in zip(pages, before, strict=True):
        assert page.acknowledged.items() >= acknowledged.items()
        assert len(page.acknowledged) == 40
        assert not page.faults
        assert not page.of("room_state")
    assert stored() == {(page.student_id, ref): id for page in pages for ref, id in page.acknowledged.items()}
    assert Round.get().closed_at is None
    trainer.send("training_close")
    await asyncio.gather(*(page.until(lambda page=page: page.picture.result) for page in pages))
    assert all(without_cards(page) == without_cards(trainer) for page in pages)
    assert trainer.seq == Room.get().seq
    await asyncio.gather(*(page.end() for page in pages))


def without_cards(page):
    """What every role knows of the messages."""
    return [{**message, "card": None} for _, message in sorted(page.picture.messages.items())]

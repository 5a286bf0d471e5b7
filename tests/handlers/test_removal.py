"""A message that a trainer takes away: who hears of it, live, later and on coming back."""

from itertools import pairwise

import pytest


@pytest.mark.parametrize("answers", ["open", "hidden"])
async def test_whoever_could_see_it_loses_it_and_gets_it_back(lesson, screen_seat, answers):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис", answers=answers)
    screen = await lesson.connect(screen_seat(lesson.room)["ws_url"])
    answer = await anna.answer("Дурак", ref="r1")
    await trainer.ask("message_select", id=answer)
    await trainer.send("message_remove", id=answer)
    await trainer.send("message_remove", id=answer, is_removed=False)
    for client, is_told in (
        (trainer, True),
        (anna, True),
        (boris, answers == "open"),
        (screen, answers == "open"),
    ):
        await client.caught_up()
        if not is_told:
            assert client.of("message_remove") == client.of("message_send") == []
            continue
        assert [frame["message_id"] for frame in client.of("message_remove")] == [answer]
        back = client.of("message_send")[-1]
        assert (back["message"]["message_id"], back["message"]["is_correct"]) == (answer, False)
        assert "ref" not in back


async def test_students_get_it_in_no_list_any_more_and_trainers_do(lesson):
    trainer = await lesson.trainer(answers="hidden")
    seat = await lesson.join("Анна")
    anna = await lesson.connect(seat["ws_url"])
    await trainer.ask("training_start")
    await trainer.send("round_new")
    for client in (trainer, anna):
        await client.until("round_new")
    kept, gone = await anna.answer("Париж"), await anna.answer("Дурак")
    await trainer.ask("message_remove", id=gone)
    await trainer.send("round_new")
    for client, ids in ((trainer, [kept, gone]), (anna, [kept])):
        opened = (await client.until("round_new"))["message"]
        assert [message["message_id"] for message in opened["messages"]] == ids
    gone = await anna.answer("Дурак")
    await trainer.ask("message_remove", id=gone)
    await trainer.send("training_close")
    for client, ids in ((trainer, [gone]), (anna, [])):
        closed = await client.until("training_close")
        assert [message["message_id"] for message in closed["message"]["messages"]] == ids
    late = await lesson.connect(seat["ws_url"])
    assert [message["message_id"] for message in late.state["messages"]] == [kept]


async def test_whoever_comes_back_never_reads_it(lesson):
    trainer, anna = await lesson.in_round("Анна")
    boris = await lesson.join("Борис")
    since = max(frame["seq"] for frame in trainer.received if "seq" in frame)
    gone, kept = await anna.answer("Дурак"), await anna.answer("Париж")
    await trainer.ask("message_remove", id=gone)
    for url, texts in ((boris["ws_url"], ["Париж"]), (lesson.room["ws_url"], ["Дурак", "Париж"])):
        back = await lesson.connect(f"{url}&since={since}", settle=False)
        frames = [frame for frame in await back.caught_up() if "prev" in frame]
        assert [frame["message"]["text"] for frame in frames if frame["action"] == "message_send"] == texts
        assert gone in [frame["message_id"] for frame in frames if frame["action"] == "message_remove"]
        assert all(one["seq"] == two["prev"] for one, two in pairwise(frames))
    assert kept


async def test_its_author_sends_it_again_after_a_lost_connection_and_learns_that_it_is_gone(lesson):
    trainer, anna = await lesson.in_round("Анна")
    gone = await anna.answer("Дурак", ref="r1")
    await trainer.ask("message_remove", id=gone)
    await anna.send("message_send", message="Дурак", ref="r1")
    again = (await anna.until("message_send", ref="r1"))["message"]
    assert (again["message_id"], again["is_removed"]) == (gone, True)
    assert "card" not in again
    await trainer.caught_up()
    assert len(trainer.of("message_send")) == 1


async def test_the_record_has_it_as_removed(lesson):
    trainer, anna = await lesson.in_round("Анна")
    gone = await anna.answer("Дурак")
    await trainer.ask("message_remove", id=gone)
    (message,) = (await lesson.results())["rounds"][0]["messages"]
    assert (message["message_id"], message["is_removed"], message["by_trainer"]) == (gone, True, False)


async def test_a_removed_message_cannot_be_marked(lesson):
    trainer, anna = await lesson.in_round("Анна")
    gone = await anna.answer("Дурак")
    await trainer.ask("message_remove", id=gone)
    assert (await trainer.ask("message_select", id=gone))["code"] == "no_such_message"

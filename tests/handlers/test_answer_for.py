"""A trainer answers in a student's place: whose acknowledgement that is, and that everybody sees it."""

import pytest


@pytest.mark.parametrize("answers", ["open", "hidden"])
async def test_the_trainer_gets_the_ref_back_and_everybody_sees_who_wrote_it(lesson, answers):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис", answers=answers)
    laptop = await lesson.trainer()
    await trainer.send("message_send", message="Париж", student_id=anna.id, ref="r1")
    for client in (trainer, laptop, anna):
        frame = await client.until("message_send")
        assert (frame["message"]["student_id"], frame["message"]["nickname"]) == (anna.id, "Анна")
        assert frame["message"]["by_trainer"] is True
        assert frame.get("ref") == (None if client is anna else "r1")
    await boris.caught_up()
    assert len(boris.of("message_send")) == (1 if answers == "open" else 0)


async def test_the_same_ref_again_is_acknowledged_and_stores_nothing(lesson):
    trainer, anna = await lesson.in_round("Анна")
    ids = [await trainer.answer("Париж", student_id=anna.id, ref="r1") for _ in "12"]
    assert ids[0] == ids[1]
    await anna.caught_up()
    assert len(anna.of("message_send")) == 1


async def test_a_student_answers_with_that_ref_too(lesson):
    trainer, anna = await lesson.in_round("Анна")
    ids = [await client.answer("Париж", student_id=anna.id, ref="r1") for client in (trainer, anna)]
    assert ids[0] != ids[1]


async def test_somebody_without_a_phone_gets_a_seat_and_answers(lesson, times_up):
    trainer, anna = await lesson.in_round("Анна")
    await trainer.send("student_add", nickname="Вера")
    while "Вера" not in (
        names := {user["nickname"]: user["id"] for user in trainer.of("user_list")[-1]["message"]}
    ):
        await trainer.until("user_list")
    times_up(lesson.room)
    await trainer.until("round_close")
    answer = await trainer.answer("Париж", student_id=names["Вера"])
    assert (await anna.until("message_send"))["message"]["message_id"] == answer
    await trainer.ask("message_select", id=answer)
    result = (await trainer.ask("training_close"))["result"]
    assert [(row["nickname"], row["correct_answers_count"]) for row in result] == [("Вера", 1), ("Анна", 0)]


async def test_a_kicked_student_is_answered_for_no_more_and_the_console_stays(lesson):
    trainer, anna = await lesson.in_round("Анна")
    await trainer.send("student_kick", id=anna.id)
    await anna.closed()
    refused = await trainer.ask("message_send", message="Париж", student_id=anna.id, ref="r1")
    while refused["action"] != "error":
        refused = await trainer.next()
    assert (refused["code"], refused["ref"]) == ("no_such_student", "r1")
    assert await trainer.ask("room_info")


async def test_what_is_answered_in_each_phase(lesson, times_up):
    codes: list[str | None] = []

    async def ask():
        await trainer.send("message_send", message="Париж", student_id=anna.id, ref=f"r{len(codes)}")
        while (frame := await trainer.next()).get("ref") != f"r{len(codes)}":
            pass
        codes.append(frame.get("code"))

    trainer, anna = await lesson.trainer(), await lesson.student("Анна")
    await ask()
    await trainer.ask("training_start")
    await ask()
    await trainer.ask("round_new")
    await ask()
    await trainer.ask("training_pause")
    await ask()
    await trainer.ask("training_resume")
    times_up(lesson.room)
    await trainer.until("round_close")
    await ask()
    await trainer.ask("training_close")
    await ask()
    assert codes == ["no_open_round", "no_open_round", None, None, None, "training_finished"]

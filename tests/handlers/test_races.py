"""Two people at the same moment: the room's lock lets one of them in first."""

import asyncio

from models.message import Message
from models.student import Student


async def join_at_once(lesson, *nicknames):
    """The answers to so many joins at once: status and code or nickname, sorted."""
    path = f"/api/rooms/{lesson.room['uuid']}/students"
    calls = [lesson.call("POST", path, {"nickname": nickname}) for nickname in nicknames]
    answers = await asyncio.gather(*calls)
    return sorted(
        (status, answer["error"]["code"] if "error" in answer else answer["nickname"])
        for status, answer in answers
    )


async def test_of_two_students_for_the_last_seat_one_gets_it(lesson):
    await lesson.open_room(max_students_count=2)
    await lesson.join("Анна")
    taken, refused = await join_at_once(lesson, "Борис", "Вера")
    assert taken[0] == 201
    assert refused == (409, "room_full")
    assert Student.select().count() == 2


async def test_of_many_students_as_many_get_in_as_there_are_seats(lesson):
    await lesson.open_room(max_students_count=5)
    answers = await join_at_once(lesson, *(f"Ученик {number}" for number in range(10)))
    assert [status for status, _ in answers] == [201] * 5 + [409] * 5
    assert Student.select().count() == 5


async def test_of_two_with_the_same_name_one_gets_it(lesson):
    await lesson.open_room()
    for first, second in [("Анна", "Анна"), ("Li", "lI"), ("Пётр", "петр")]:
        taken, refused = await join_at_once(lesson, first, second)
        assert taken[0] == 201
        assert refused == (409, "nickname_taken")


async def test_of_two_rounds_at_once_both_open_one_after_the_other(lesson):
    first, anna = await lesson.running("Анна", max_rounds_count=2)
    second = await lesson.trainer()
    await asyncio.gather(first.send("round_new", question="А"), second.send("round_new", question="Б"))
    for client in (first, second, anna):
        opened = [(await client.until("round_new"))["message"] for _ in range(2)]
        assert [one["number"] for one in opened] == [1, 2]
        assert {one["question"] for one in opened} == {"А", "Б"}


async def test_of_two_rounds_at_once_with_one_left_one_is_refused(lesson):
    first, anna = await lesson.running("Анна", max_rounds_count=1)
    second = await lesson.trainer()
    await asyncio.gather(first.send("round_new"), second.send("round_new"))
    for client in (first, second, anna):
        await client.until("round_new")
        await client.caught_up()
        assert len(client.of("round_new")) == 1
    # the refused one may have had its error before the room's frame
    errors = [(frame["request"], frame["code"]) for frame in first.of("error") + second.of("error")]
    assert errors == [("round_new", "no_rounds_left")]


async def test_of_two_starts_at_once_one_is_refused(lesson):
    first, anna = await lesson.trainer(), await lesson.student("Анна")
    second = await lesson.trainer()
    await asyncio.gather(first.send("training_start"), second.send("training_start"))
    for client in (first, second, anna):
        await client.until("training_start")
        await client.caught_up()
        assert len(client.of("training_start")) == 1
    assert [frame["code"] for frame in first.of("error") + second.of("error")] == ["training_started"]


async def test_the_same_ref_on_two_connections_at_once_is_one_message(lesson):
    trainer = await lesson.trainer()
    seat = await lesson.join("Анна")
    clients = [await lesson.connect(seat["ws_url"]) for _ in range(2)]
    await trainer.ask("training_start")
    await trainer.ask("round_new")
    ids = await asyncio.gather(*(client.answer("Париж", ref="r1") for client in clients))
    assert ids[0] == ids[1]
    assert Message.select().count() == 1
    await trainer.caught_up()
    assert len(trainer.of("message_send")) == 1


async def test_answers_of_many_at_once_are_all_stored_and_shown_in_one_order(lesson):
    trainer, *students = await lesson.in_round(*(f"Ученик {number}" for number in range(12)))
    ids = await asyncio.gather(*(student.answer("Париж") for student in students))
    assert len(set(ids)) == Message.select().count() == 12
    for client in (trainer, *students):
        await client.caught_up()
        assert [frame["message"]["message_id"] for frame in client.of("message_send")] == sorted(ids)


async def test_an_answer_and_the_close_at_once_leave_a_result_that_counts_what_is_stored(lesson):
    trainer, anna = await lesson.in_round("Анна")
    await asyncio.gather(anna.send("message_send", message="Париж", ref="r1"), trainer.send("training_close"))
    await anna.until("training_close")
    await anna.caught_up()
    was_acknowledged = any(frame.get("ref") == "r1" for frame in anna.of("message_send"))
    assert Message.select().count() == was_acknowledged
    assert was_acknowledged or anna.of("error")[0]["code"] == "training_finished"


async def test_a_kick_and_an_answer_of_the_kicked_at_once(lesson):
    trainer, anna = await lesson.in_round("Анна")
    await asyncio.gather(
        trainer.send("student_kick", id=anna.id), *(anna.send("message_send", message="Париж") for _ in "123")
    )
    assert await anna.closed() == 4403
    await trainer.caught_up()
    assert len(trainer.of("message_send")) == Message.select().count()


async def test_two_rooms_do_not_wait_for_each_other_nor_hear_each_other(lesson):
    first, anna = await lesson.in_round("Анна")
    lesson.room = None
    second, boris = await lesson.in_round("Борис")
    await asyncio.gather(anna.answer("Париж"), boris.answer("Рим"))
    for client, text in [(first, "Париж"), (second, "Рим")]:
        await client.caught_up()
        assert [frame["message"]["text"] for frame in client.of("message_send")] == [text]

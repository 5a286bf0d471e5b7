"""What a student asks for over the socket, and who gets what of it."""

import logging
import threading

from models.message import Message


async def test_being_ready_goes_to_the_room_as_a_list(lesson):
    trainer, anna, boris = await lesson.running("Анна", "Борис")
    for is_ready in (True, False):
        await anna.send("student_ready", is_ready=is_ready)
        for client in (trainer, anna, boris):
            users: dict[str, bool] = {}
            while (users.get("Анна"), users.get("Борис")) != (is_ready, False):
                listed = (await client.until("user_list"))["message"]
                users = {user["nickname"]: user["is_ready"] for user in listed}


async def test_in_an_open_room_an_answer_goes_to_the_room_at_once(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    await anna.send("message_send", message="  Париж ", ref="r1")
    own = await anna.until("message_send")
    for client, more in ((trainer, {"card": "париж"}), (boris, {})):
        copy = await client.until("message_send")
        assert copy["message"] == own["message"] | more
        assert "ref" not in copy
    assert own["ref"] == "r1"
    assert own["message"] | {"message_id": 0, "round_id": 0} == {
        "message_id": 0,
        "round_id": 0,
        "student_id": anna.id,
        "nickname": "Анна",
        "text": "Париж",
        "is_correct": False,
    }


async def test_a_message_without_ref_comes_back_without_ref(lesson):
    _, anna = await lesson.in_round("Анна")
    await anna.send("message_send", message="Париж")
    assert "ref" not in await anna.until("message_send")


async def test_a_message_is_stored_before_it_is_acknowledged(lesson):
    _, anna = await lesson.in_round("Анна")
    for number in range(10):
        message_id = await anna.answer(f"ответ {number}")
        assert Message.get_by_id(message_id).text == f"ответ {number}"


async def test_the_same_ref_again_stores_nothing_and_is_acknowledged_with_the_first_id(lesson):
    trainer, anna = await lesson.in_round("Анна")
    first = await anna.answer("Париж", ref="r1")
    again = await anna.ask("message_send", message="Париж", ref="r1")
    assert (again["message"]["message_id"], again["ref"]) == (first, "r1")
    await trainer.caught_up()
    assert len(trainer.of("message_send")) == 1
    assert [m["text"] for m in (await lesson.results())["rounds"][0]["messages"]] == ["Париж"]


async def test_a_ref_is_acknowledged_again_even_after_the_close(lesson):
    trainer, anna = await lesson.in_round("Анна")
    first = await anna.answer("Париж", ref="r1")
    await trainer.ask("training_close")
    again = await anna.ask("message_send", message="Париж", ref="r1")
    assert again["message"]["message_id"] == first


async def test_a_trainers_ref_is_acknowledged_again_too(lesson):
    trainer, anna = await lesson.in_round("Анна")
    first = await trainer.answer("Минута", ref="r1")
    again = await trainer.ask("message_send", message="Минута", ref="r1")
    assert (again["message"]["message_id"], again["message"]["nickname"]) == (first, "Ольга Петровна")
    await anna.caught_up()
    assert len(anna.of("message_send")) == 1


async def test_the_event_loop_never_asks_the_database(lesson, caplog):
    trainer, anna = await lesson.in_round("Анна")
    seat = await lesson.join("Борис")
    caplog.set_level(logging.DEBUG, "peewee")
    boris = await lesson.connect(seat["ws_url"])
    for _ in range(2):
        await anna.answer("Париж", ref="r1")
        await trainer.answer("Минута", ref="r1")
    await trainer.ask("message_select", message_ids=[anna.of("message_send")[0]["message"]["message_id"]])
    await trainer.ask("round_new")
    await trainer.ask("room_info")
    await trainer.send("student_kick", id=seat["id"])
    await boris.closed()
    await trainer.ask("training_close")
    await lesson.results()
    queries = [record for record in caplog.records if record.name == "peewee"]
    assert queries
    assert not [query.getMessage() for query in queries if query.thread == threading.get_ident()]


async def test_two_students_may_use_the_same_ref(lesson):
    _, anna, boris = await lesson.in_round("Анна", "Борис")
    assert await anna.answer("Париж", ref="1") != await boris.answer("Париж", ref="1")


async def test_a_student_may_answer_more_than_once(lesson):
    trainer, anna = await lesson.in_round("Анна")
    ids = [await anna.answer("Париж"), await anna.answer("Париж")]
    assert len(set(ids)) == 2
    await trainer.caught_up()
    assert [frame["message"]["message_id"] for frame in trainer.of("message_send")] == ids


async def test_text_is_kept_as_written_but_for_what_nobody_sees(lesson):
    _, anna = await lesson.in_round("Анна")
    for typed, kept in [
        ("<b>жирно</b> & 'кавычки'", "<b>жирно</b> & 'кавычки'"),
        ("первая\r\nвторая", "первая\nвторая"),
        ("ноль\x00внутри", "нольвнутри"),
        ("👩‍👩‍👧‍👦 семья", "👩‍👩‍👧‍👦 семья"),
        ("я" * 2000, "я" * 2000),
    ]:
        await anna.send("message_send", message=typed)
        assert (await anna.until("message_send"))["message"]["text"] == kept

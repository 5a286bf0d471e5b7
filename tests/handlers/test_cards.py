"""Cards over the socket: trainers see and move them, nobody else hears of them."""

from tests.lesson import Lesson


async def test_trainers_alone_are_told_of_cards(lesson, screen_seat):
    trainer, anna = await lesson.in_round("Анна")
    screen = await lesson.connect(screen_seat(lesson.room)["ws_url"])
    first = await anna.answer("Париж")
    second = await anna.answer(" париж! ")
    await trainer.send("message_group", message_ids=[second])
    assert (await trainer.until("message_group"))["card"] == f"#{second}"
    await trainer.send("round_new")
    for client in (trainer, anna, screen):
        opened = (await client.until("round_new"))["message"]
        told = [*(frame["message"] for frame in client.of("message_send")), *opened["messages"]]
        if client is trainer:
            assert [message["card"] for message in told] == ["париж", "париж", "париж", f"#{second}"]
        else:
            assert len(told) == 4 and not any("card" in message for message in told)
            assert client.of("message_group") == []
    for url, is_trainer in ((lesson.room["ws_url"], True), (screen_seat(lesson.room)["ws_url"], False)):
        messages = (await lesson.connect(url)).state["messages"]
        assert [message["message_id"] for message in messages] == [first, second]
        assert all(("card" in message) == is_trainer for message in messages)


async def test_two_consoles_hear_of_a_move_and_a_reload_knows_it(lesson):
    trainer, anna = await lesson.in_round("Анна")
    laptop = await lesson.trainer()
    ids = [await anna.answer(text) for text in ("Париж", "Париш")]
    await trainer.send("message_group", message_ids=ids[1:], card="париж")
    for client in (trainer, laptop):
        frame = await client.until("message_group")
        assert (frame["message_ids"], frame["card"]) == (ids[1:], "париж")
    assert [m["card"] for m in (await lesson.trainer()).state["messages"]] == ["париж", "париж"]


async def test_near_misses_go_to_whoever_asks(lesson):
    trainer, anna = await lesson.in_round("Анна")
    laptop = await lesson.trainer()
    for text in ("Париж", "Париш", "Рим"):
        await anna.answer(text)
    answer = await trainer.ask("near_misses")
    assert answer["pairs"] == [{"cards": ["париж", "париш"], "likeness": 80}]
    assert answer["round_id"] == trainer.of("round_new")[0]["message"]["round_id"]
    await laptop.caught_up()
    assert laptop.of("near_misses") == []
    assert (await anna.ask("near_misses"))["code"] == "not_allowed"


async def test_a_newcomer_on_a_marked_card_is_not_marked(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    await trainer.ask("message_select", id=await anna.answer("Париж"))
    await boris.answer("париж")
    await trainer.caught_up()
    told = trainer.of("message_send")[-1]["message"]
    assert (told["card"], told["is_correct"]) == ("париж", False)


async def test_accepted_answers_name_their_cards_to_trainers_alone(lesson):
    trainer, anna = await lesson.running("Анна")
    await trainer.send("round_new", question="Столица?", accepted=["Париж!", "Paris"])
    assert (await trainer.until("round_new"))["message"]["accepted_cards"] == ["париж", "paris"]
    assert "accepted_cards" not in (await anna.until("round_new"))["message"]


async def test_another_trainer_moves_nothing(lesson, http_client, base_url):
    trainer, anna = await lesson.in_round("Анна")
    answer = await anna.answer("Париж")
    other = Lesson(http_client, base_url)
    other.token = await other.sign_in("other@school.org", "Другой")
    stranger, *_ = await other.in_round("Борис")
    for action, fields in (
        ("message_group", {"message_ids": [answer]}),
        ("message_remove", {"id": answer}),
    ):
        assert (await stranger.ask(action, **fields))["code"] == "no_such_message", action
    assert (await stranger.ask("message_send", message="x", student_id=anna.id))["code"] == "no_such_student"
    await trainer.caught_up()
    assert trainer.of("message_group") == trainer.of("message_remove") == []
    await other.close()


async def test_a_card_that_no_database_can_name_is_refused(lesson):
    trainer, anna = await lesson.in_round("Анна")
    answer = await anna.answer("Париж")
    refused = await trainer.ask("message_group", message_ids=[answer], card="па\0риж")
    assert refused["code"] == "bad_value"


async def test_a_screen_that_comes_back_while_names_are_hidden_is_told_none(lesson, screen_seat):
    trainer, anna = await lesson.in_round("Анна")
    await anna.answer("Париж")
    await trainer.ask("room_change", is_blind=True)
    address = screen_seat(lesson.room)["ws_url"]
    for since in ("", "&since=1"):
        screen = await lesson.connect(address + since, settle=False)
        (message,) = (await screen.until("room_state"))["message"]["messages"]
        assert (message["text"], message["nickname"], message["student_id"]) == ("Париж", "", None)

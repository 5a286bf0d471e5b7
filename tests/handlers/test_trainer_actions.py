"""What a trainer asks for over the socket, and who gets what of it."""


async def test_training_start_goes_to_the_room(lesson):
    trainer, anna = await lesson.trainer(), await lesson.student("Анна")
    await trainer.send("training_start")
    for client in (trainer, anna):
        assert (await client.until("training_start"))["phase"] == "started"
    assert (await anna.ask("room_info"))["message"]["is_started"] is True


async def test_a_round_goes_to_the_room_with_its_number_question_clock_and_the_last_rounds_messages(lesson):
    trainer, anna = await lesson.in_round("Анна", max_round_time=60)
    first = anna.of("round_new")[0]["message"]
    answer = await anna.answer("Париж")
    await trainer.send("round_new", question=" Столица Италии? ", max_time=30)
    for client in (trainer, anna):
        frame = await client.until("round_new")
        opened = frame["message"]
        assert frame["phase"] == "round_open"
        assert opened["round_id"] > first["round_id"]
        assert (opened["number"], opened["question"], opened["is_open"]) == (2, "Столица Италии?", True)
        assert opened["opened_at"] < opened["deadline"]
        assert frame["server_time"][:10] == opened["opened_at"][:10]
        card = {"card": "париж"} if client is trainer else {}
        assert opened["messages"] == [
            {
                **card,
                "message_id": answer,
                "round_id": first["round_id"],
                "student_id": anna.id,
                "nickname": "Анна",
                "text": "Париж",
                "is_correct": False,
            }
        ]


async def test_a_trainers_message_is_shown_to_the_room_and_is_no_answer(lesson):
    trainer, anna = await lesson.in_round("Анна", answers="hidden")
    message_id = await trainer.answer("Осталась минута")
    shown = (await anna.until("message_send"))["message"]
    assert (shown["message_id"], shown["text"], shown["student_id"]) == (message_id, "Осталась минута", None)
    assert shown["nickname"] == "Ольга Петровна"
    refused = await trainer.ask("message_select", message_ids=[message_id])
    assert refused["code"] == "no_such_message"
    assert (await lesson.results())["rounds"][0]["messages"] == []


async def test_marks_go_to_the_room_with_the_ids_and_their_state(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    first, second = await anna.answer("Париж"), await boris.answer("Лион")
    await trainer.send("message_select", message_ids=[second, first])
    for client in (trainer, anna, boris):
        marked = await client.until("message_select")
        assert (marked["message_ids"], marked["is_correct"]) == ([first, second], True)
    await trainer.send("message_select", id=second, is_correct=False)
    for client in (trainer, anna, boris):
        marked = await client.until("message_select")
        assert (marked["message_ids"], marked["is_correct"]) == ([second], False)


async def test_a_select_without_ids_changes_nothing_and_tells_the_room_the_present_selection(lesson):
    trainer, anna = await lesson.in_round("Анна")
    right, _ = await anna.answer("Париж"), await anna.answer("Лион")
    await trainer.send("message_select", id=right)
    await anna.until("message_select")
    await trainer.send("message_select")
    for client in (trainer, anna):
        told = await client.until("message_select")
        assert (told["message_ids"], told["is_correct"]) == ([right], True)
    assert [m["is_correct"] for m in (await lesson.results())["rounds"][0]["messages"]] == [True, False]


async def test_no_mark_is_set_when_one_of_the_ids_is_of_another_room(lesson):
    _, stranger = await lesson.in_round("Чужой")
    foreign = await stranger.answer("Рим")
    lesson.room = None
    trainer, anna = await lesson.in_round("Анна")
    own = await anna.answer("Париж")
    refused = await trainer.ask("message_select", message_ids=[own, foreign])
    assert refused["code"] == "no_such_message"
    assert not (await lesson.results())["rounds"][0]["messages"][0]["is_correct"]


async def test_the_results_go_to_the_room_best_first_also_those_with_none_right(lesson):
    trainer, anna, boris, _ = await lesson.in_round("Анна", "Борис", "Вера")
    marked = [await boris.answer("Париж"), await boris.answer("Лютеция"), await anna.answer("Париж")]
    await trainer.send("message_select", message_ids=marked)
    await trainer.send("training_close")
    for client in (trainer, anna, boris):
        closed = await client.until("training_close")
        rows = [(row["nickname"], row["correct_answers_count"]) for row in closed["result"]]
        assert rows == [("Борис", 2), ("Анна", 1), ("Вера", 0)]
        assert closed["phase"] == "closed"
    assert (await anna.ask("room_info"))["message"]["is_finished"] is True


async def test_a_kicked_student_has_no_row_in_the_results(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    await trainer.send("message_select", id=await boris.answer("Париж"))
    await trainer.send("student_kick", id=boris.id)
    await trainer.send("training_close")
    assert [row["nickname"] for row in (await anna.until("training_close"))["result"]] == ["Анна"]


async def test_users_list_and_room_info_are_answered_to_the_sender_alone(lesson):
    trainer, anna = await lesson.trainer(), await lesson.student("Анна")
    await anna.caught_up()
    (user,) = (await trainer.ask("users_list"))["message"]
    assert user == {"id": anna.id, "nickname": "Анна", "is_ready": False, "is_online": True}
    info = await trainer.ask("room_info")
    assert info["message"]["title"] == "География"
    assert "seq" not in info
    assert not [f for f in await anna.caught_up() if f["action"] in ("users_list", "room_info", "error")]


async def test_an_error_goes_to_the_sender_alone(lesson):
    trainer, anna = await lesson.trainer(), await lesson.student("Анна")
    assert (await trainer.ask("round_new"))["code"] == "training_not_started"
    await anna.caught_up()
    assert anna.of("error") == []


async def test_no_more_rounds_than_the_room_allows(lesson):
    trainer, anna = await lesson.in_round("Анна", max_rounds_count=1)
    refused = await trainer.ask("round_new")
    assert (refused["action"], refused["code"]) == ("error", "no_rounds_left")
    # the open one goes on
    assert await anna.answer("Париж")

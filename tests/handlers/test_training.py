"""A training from its start to its results, as the customer's document tells it."""


async def test_a_training_runs_from_its_start_to_its_results(lesson):
    trainer = await lesson.trainer(max_rounds_count=2)
    anna, boris = await lesson.student("Анна"), await lesson.student("Борис")

    await trainer.send("training_start")
    for client in (trainer, anna, boris):
        await client.until("training_start")

    await anna.send("student_ready", is_ready=True)
    users = (await trainer.until("user_list", seq=4))["message"]
    assert [(user["nickname"], user["is_ready"]) for user in users] == [("Анна", True), ("Борис", False)]

    await trainer.send("round_new", question="Столица Франции?")
    first = await anna.until("round_new")
    assert first["message"]["messages"] == []
    right = await anna.answer("Париж")
    wrong = await boris.answer("Лион")
    told = (await anna.until("message_send"))["message"]
    await trainer.until("message_send", message=told | {"card": "лион"})

    await trainer.send("message_select", message_ids=[right])
    marked = await boris.until("message_select")
    assert (marked["message_ids"], marked["is_correct"]) == ([right], True)

    await trainer.send("round_new")
    shown = (await boris.until("round_new"))["message"]
    assert [(m["nickname"], m["text"]) for m in shown["messages"]] == [("Анна", "Париж"), ("Борис", "Лион")]
    assert [m["message_id"] for m in shown["messages"]] == [right, wrong]

    await trainer.send("training_close")
    for client in (trainer, anna, boris):
        result = (await client.until("training_close"))["result"]
        assert [(row["nickname"], row["correct_answers_count"]) for row in result] == [
            ("Анна", 1),
            ("Борис", 0),
        ]

"""The results of a room, as the API gives them."""


async def test_results_of_a_room(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    right, _ = await anna.answer("Париж"), await boris.answer("Лион")
    await trainer.answer("Минута")
    await trainer.ask("message_select", id=right)
    await trainer.ask("round_new", question="Столица Италии?")
    answer = await lesson.results()
    assert answer.keys() == {"room", "rounds", "result"}
    assert answer["room"]["uuid"] == lesson.room["uuid"]
    first, second = answer["rounds"]
    assert (first["number"], first["question"]) == (1, "")
    assert (second["number"], second["question"], second["messages"]) == (2, "Столица Италии?", [])
    assert type(first["round_id"]) is int
    assert [{**m, "message_id": 0, "round_id": 0} for m in first["messages"]] == [
        message(anna, "Париж", is_correct=True),
        message(boris, "Лион", is_correct=False),
    ]
    assert [(row["nickname"], row["correct_answers_count"]) for row in answer["result"]] == [
        ("Анна", 1),
        ("Борис", 0),
    ]


def message(client, text, is_correct):
    who = {"student_id": client.id, "nickname": client.nickname}
    flags = {"is_correct": is_correct, "by_trainer": False, "is_removed": False}
    return {"message_id": 0, "round_id": 0, **who, "text": text, "card": text.casefold(), **flags}


async def test_results_say_who_wrote_an_answer_and_what_was_removed(lesson):
    trainer, anna = await lesson.in_round("Анна")
    removed = await anna.answer("дурак")
    await trainer.ask("message_remove", id=removed)
    await trainer.send("message_send", message="Париж", student_id=anna.id)
    await trainer.until("message_send")
    (first,) = (await lesson.results())["rounds"]
    told = [(one["text"], one["nickname"], one["by_trainer"], one["is_removed"]) for one in first["messages"]]
    assert told == [("дурак", "Анна", False, True), ("Париж", "Анна", True, False)]


async def test_results_of_a_room_in_which_nothing_happened(lesson):
    await lesson.open_room()
    assert (await lesson.results()) | {"room": 0} == {"room": 0, "rounds": [], "result": []}

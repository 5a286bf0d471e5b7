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
    return {"message_id": 0, "round_id": 0, **who, "text": text, "is_correct": is_correct}


async def test_results_of_a_room_in_which_nothing_happened(lesson):
    await lesson.open_room()
    assert (await lesson.results()) | {"room": 0} == {"room": 0, "rounds": [], "result": []}

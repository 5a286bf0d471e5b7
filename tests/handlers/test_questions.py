"""Prepared questions over the socket: trainers alone hear of them."""

from models.question import MOST_QUESTIONS


async def test_all_consoles_hear_the_whole_list_and_nobody_else_anything(lesson, screen_seat):
    trainer, anna = await lesson.trainer(), await lesson.student("Анна")
    laptop, screen = await lesson.trainer(), await lesson.connect(screen_seat(lesson.room)["ws_url"])
    wanted = [{"text": "Столица?", "accepted": ["Париж"]}, {"text": "Река?", "max_time": 20}]
    await trainer.send("question_add", questions=wanted)
    for client in (trainer, laptop):
        first, second = (await client.until("questions"))["message"]
        assert first == {
            "id": first["id"],
            "text": "Столица?",
            "accepted": ["Париж"],
            "max_time": None,
            "round_id": None,
        }
        assert (second["text"], second["max_time"]) == ("Река?", 20)
    for client in (anna, screen):
        await client.caught_up()
        assert client.of("questions") == []
        assert "questions" not in client.state
    assert (await lesson.trainer()).state["questions"] == [first, second]


async def test_they_are_changed_moved_used_and_taken_away(lesson):
    trainer, anna = await lesson.running("Анна")
    await trainer.send("question_add", questions=[{"text": text} for text in "АБВ"])
    first, second, third = (one["id"] for one in (await trainer.until("questions"))["message"])

    async def texts():
        return [one["text"] for one in (await trainer.until("questions"))["message"]]

    await trainer.send("question_change", id=second, text="Б?", accepted=["да"], max_time=30)
    assert await texts() == ["А", "Б?", "В"]
    await trainer.send("question_move", id=third, position=1)
    assert await texts() == ["В", "А", "Б?"]
    await trainer.send("round_new", question_id=second, number=1)
    assert (await anna.until("round_new"))["message"]["question"] == "Б?"
    opened = (await trainer.until("round_new"))["message"]
    assert opened["accepted_cards"] == ["да"]
    assert [one["round_id"] for one in (await trainer.until("questions"))["message"]] == [
        *(None, None, opened["round_id"])
    ]
    await trainer.send("question_remove", id=first)
    assert await texts() == ["В", "Б?"]
    for action, fields in (
        ("question_change", {"id": second, "text": "Г"}),
        ("round_new", {"question_id": second}),
    ):
        assert (await trainer.ask(action, **fields))["code"] == "question_used"


async def test_many_lines_pasted_at_once_are_as_many_questions(lesson):
    trainer = await lesson.trainer()
    await trainer.send("question_add", questions=[{"text": f"Вопрос {n}?"} for n in range(MOST_QUESTIONS)])
    assert len((await trainer.until("questions"))["message"]) == MOST_QUESTIONS
    assert (await trainer.ask("question_add", questions=[{"text": "Ещё?"}]))["code"] == "too_many_questions"
    long = [{"text": "я" * 2000} for _ in range(5)]
    assert (await trainer.ask("question_add", questions=long))["code"] == "too_long"  # the frame
    assert (await trainer.ask("question_add", questions=[]))["code"] in ("bad_value", "wrong_type")

"""A hidden room: an answer is its author's and the trainer's until the next round, or the close, shows it."""


async def test_the_others_get_an_answer_with_the_next_round(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис", answers="hidden")
    answer = await anna.answer("Париж")
    assert (await trainer.until("message_send"))["message"]["message_id"] == answer
    await boris.caught_up()
    assert boris.of("message_send") == []

    await trainer.send("round_new")
    for client in (trainer, anna, boris):
        (shown,) = (await client.until("round_new"))["message"]["messages"]
        assert (shown["message_id"], shown["nickname"], shown["text"]) == (answer, "Анна", "Париж")


async def test_the_others_get_the_last_rounds_answers_with_the_close(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис", answers="hidden")
    answer = await anna.answer("Париж")
    await trainer.send("training_close")
    for client in (trainer, anna, boris):
        (shown,) = (await client.until("training_close"))["message"]["messages"]
        assert (shown["message_id"], shown["text"]) == (answer, "Париж")


async def test_the_end_of_the_clock_shows_nothing_yet(lesson, times_up):
    _, anna, boris = await lesson.in_round("Анна", "Борис", answers="hidden")
    await anna.answer("Париж")
    times_up(lesson.room)
    await boris.until("round_close")
    assert boris.of("message_send") == []
    late = await lesson.student("Вера")
    assert late.state["messages"] == []


async def test_a_mark_of_a_hidden_answer_goes_to_its_author_and_the_trainer(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис", answers="hidden")
    of_anna, of_boris = await anna.answer("Париж"), await boris.answer("Лион")
    await trainer.send("message_select", message_ids=[of_anna, of_boris])
    assert (await trainer.until("message_select"))["message_ids"] == [of_anna, of_boris]
    assert (await anna.until("message_select"))["message_ids"] == [of_anna]
    assert (await boris.until("message_select"))["message_ids"] == [of_boris]

    await trainer.send("round_new")
    shown = (await boris.until("round_new"))["message"]["messages"]
    assert {m["message_id"]: m["is_correct"] for m in shown} == {of_anna: True, of_boris: True}
    await trainer.send("message_select", id=of_anna, is_correct=False)
    assert (await boris.until("message_select"))["message_ids"] == [of_anna]


async def test_a_select_without_ids_tells_each_student_only_what_they_may_see(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис", answers="hidden")
    answer = await anna.answer("Париж")
    await trainer.send("message_select", id=answer)
    await boris.until("message_select")
    await trainer.send("message_select")
    assert (await boris.until("message_select"))["message_ids"] == []
    await anna.until("message_select")
    assert (await anna.until("message_select"))["message_ids"] == [answer]


async def test_whoever_comes_or_comes_back_is_told_what_those_who_stayed_know(lesson):
    trainer = await lesson.trainer(answers="hidden")
    seats = [await lesson.join("Анна"), await lesson.join("Борис")]
    anna = await lesson.connect(seats[0]["ws_url"])
    await trainer.ask("training_start")
    await trainer.ask("round_new")
    before = await anna.answer("первый круг")
    await trainer.ask("round_new")
    now = await anna.answer("второй круг")

    def seen(client):
        return [message["message_id"] for message in client.state["messages"]]

    assert seen(await lesson.connect(seats[0]["ws_url"])) == [before, now]
    assert seen(await lesson.connect(seats[1]["ws_url"])) == [before]
    assert seen(await lesson.connect(lesson.room["ws_url"])) == [before, now]
    assert seen(await lesson.student("Вера")) == [before]
    await trainer.ask("training_close")
    back = await lesson.connect(seats[1]["ws_url"])
    assert seen(back) == [before, now]
    assert [row["nickname"] for row in back.state["result"]] == ["Анна", "Борис", "Вера"]


async def test_an_author_with_two_devices_sees_the_answer_on_both(lesson):
    trainer = await lesson.trainer(answers="hidden")
    seat = await lesson.join("Анна")
    phone, tablet = await lesson.connect(seat["ws_url"]), await lesson.connect(seat["ws_url"])
    await trainer.ask("training_start")
    await trainer.ask("round_new")
    answer = await phone.answer("Париж")
    assert (await tablet.until("message_send"))["message"]["message_id"] == answer


async def test_a_trainers_message_is_never_hidden(lesson):
    trainer, anna = await lesson.in_round("Анна", answers="hidden")
    await trainer.answer("Осталась минута")
    assert (await anna.until("message_send"))["message"]["text"] == "Осталась минута"

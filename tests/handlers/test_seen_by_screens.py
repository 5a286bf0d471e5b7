"""What a screen is told over its socket: what everybody in the room may see, and less while marking is blind."""

import pytest

from models.screen import Screen


@pytest.fixture
def watching(lesson, screen_seat):
    async def watching():
        """A new screen's connection to the lesson's room."""
        return await lesson.connect(screen_seat(lesson.room)["ws_url"])

    return watching


async def test_while_marking_is_blind_no_name_and_no_mark_comes_and_then_both_do(lesson, watching):
    trainer, anna = await lesson.in_round("Анна")
    screen = await watching()
    await trainer.ask("room_change", is_blind=True)
    right, wrong = await anna.answer("Париж"), await anna.answer("Лион")
    await trainer.ask("message_select", id=right)
    unknown = {"nickname": "", "student_id": None, "is_correct": False}
    await screen.caught_up()
    assert screen.of("message_select") == []
    for frame in screen.of("message_send"):
        assert unknown.items() <= frame["message"].items()
    late = await watching()
    await trainer.ask("round_new")
    opened = (await screen.until("round_new"))["message"]
    for told in (late.state["messages"], opened["messages"]):
        assert [one["message_id"] for one in told] == [right, wrong]
        assert all(unknown.items() <= one.items() for one in told)
    await trainer.ask("room_change", is_blind=False)
    for page in (screen, late):
        messages = (await page.until("room_change", message={**NOT_BLIND}))["messages"]
        known = [(one["nickname"], one["student_id"], one["is_correct"]) for one in messages]
        assert known == [("Анна", anna.id, True), ("Анна", anna.id, False)]
    await trainer.ask("message_select", id=wrong)
    assert (await screen.until("message_select"))["message_ids"] == [wrong]


async def test_what_is_right_comes_when_the_round_is_over_and_not_while_it_is_open(
    lesson, watching, screen_seat
):
    trainer, anna = await lesson.in_round("Анна")
    address = screen_seat(lesson.room)["ws_url"]
    screen, first = await lesson.connect(address), await anna.answer("Париж")
    seq = screen.of("room_state")[0]["seq"]
    second = await anna.answer("Лион")
    await trainer.ask("message_select", id=first)
    late = await watching()
    assert [one["is_correct"] for one in late.state["messages"]] == [False, False]
    await trainer.ask("room_change", is_blind=True)
    await trainer.ask("room_change", is_blind=False)
    shown = (await screen.until("room_change", message={**NOT_BLIND}))["messages"]
    assert [one["is_correct"] for one in shown] == [False, False]
    assert screen.of("message_select") == []
    await trainer.send("round_end")
    assert (await screen.until("round_close"))["correct_ids"] == [first]
    back = await lesson.connect(f"{address}&since={seq}", settle=False)
    assert (await back.until("round_close"))["correct_ids"] == [first]
    assert (back.of("message_select"), back.of("room_state")) == ([], [])
    await anna.until("round_close")
    assert "correct_ids" not in anna.of("round_close")[0]
    await trainer.ask("message_select", id=second)
    assert (await screen.until("message_select"))["message_ids"] == [second]
    assert [one["is_correct"] for one in (await watching()).state["messages"]] == [True, True]


async def test_a_round_that_closes_while_marking_is_blind_brings_no_marks(lesson, watching):
    trainer, anna = await lesson.in_round("Анна")
    screen, answer = await watching(), await anna.answer("Париж")
    await trainer.ask("room_change", is_blind=True)
    await trainer.ask("message_select", id=answer)
    await trainer.send("round_end")
    assert "correct_ids" not in await screen.until("round_close")
    await trainer.ask("room_change", is_blind=False)
    (message,) = (await screen.until("room_change", message={**NOT_BLIND}))["messages"]
    assert message["is_correct"]


async def test_what_the_close_brings_is_without_names_and_marks_while_marking_is_blind(lesson, watching):
    trainer, anna = await lesson.in_round("Анна")
    screen = await watching()
    answer = await anna.answer("Париж")
    await trainer.ask("room_change", is_blind=True)
    await trainer.ask("message_select", id=answer)
    await trainer.ask("training_close")
    closed = await screen.until("training_close")
    (message,) = closed["message"]["messages"]
    assert (message["nickname"], message["is_correct"]) == ("", False)
    assert [(row["nickname"], row["correct_answers_count"]) for row in closed["result"]] == [("Анна", 1)]
    own = (await anna.until("training_close"))["message"]["messages"]
    assert (own[0]["nickname"], own[0]["is_correct"]) == ("Анна", True)


async def test_hidden_answers_are_a_number_until_the_next_round(lesson, watching):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис", answers="hidden")
    screen = await watching()
    assert screen.state["answered"] == 0
    answer = await anna.answer("Париж")
    await boris.answer("Лион")
    told = await screen.until("answered", count=2)
    assert set(told) == {"action", "round_id", "count"}
    await trainer.ask("message_remove", id=answer)
    await screen.until("answered", count=1)
    await trainer.send("student_kick", id=boris.id)
    await screen.until("answered", count=0)
    await trainer.send("student_restore", id=boris.id)
    await screen.until("answered", count=1)
    late = await watching()
    assert (late.state["answered"], late.state["messages"]) == (1, [])
    assert screen.of("message_send") == []
    await trainer.ask("round_new")
    assert [one["text"] for one in (await screen.until("round_new"))["message"]["messages"]] == ["Лион"]
    for page in (trainer, anna):
        await page.caught_up()
    for page in (trainer, anna, boris):
        assert page.of("answered") == []


async def test_who_comes_back_with_nothing_missed_is_told_the_count_all_the_same(lesson, screen_seat):
    _, anna = await lesson.in_round("Анна", answers="hidden")
    address = screen_seat(lesson.room)["ws_url"]
    screen = await lesson.connect(address)
    await anna.answer("Париж")
    seq = screen.of("room_state")[0]["seq"]
    back = await lesson.connect(f"{address}&since={seq}", settle=False)
    assert (await back.until("answered"))["count"] == 1
    assert back.of("room_state") == []


async def test_a_screen_does_not_go_when_its_trainer_signs_out_everywhere(lesson, watching, signed_in, app):
    trainer = await lesson.trainer()
    screen = await watching()
    of_screens = [one.audience for one in app.hub.connections if one.audience.role == "screen"]
    assert [one.trainer_id for one in of_screens] == [None], "its id could be a trainer's, too"
    browser = await signed_in(Screen.get().trainer)
    await browser.submit("/account/sign-out-everywhere")
    assert await trainer.closed() == 4401
    await screen.ask("heartbeat")


NOT_BLIND = {"is_locked": False, "is_blind": False, "is_polite": False, "takes_drafts": True}

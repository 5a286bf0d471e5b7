"""Being put out and let in again, over sockets and on the pages; the lock."""

from datetime import timedelta

from models.base import CLOCK
from models.student import Student


async def in_browser(lesson, visitor, nickname):
    """A student who joined with a browser, and their connection."""
    browser = visitor()
    await browser.join(lesson.room["code"], nickname)
    await browser.get(f"/rooms/{lesson.room['uuid']}/student")
    return browser


def ticket_path(lesson):
    return f"/rooms/{lesson.room['uuid']}/student/ticket"


async def test_the_student_reads_why_the_room_does_not(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    await trainer.send("student_kick", id=anna.id, reason="Шумишь на уроке")
    assert (await anna.until("student_kick"))["reason"] == "Шумишь на уроке"
    assert await anna.closed() == 4403
    kicked = (await trainer.until("student_kicked"))["message"]
    assert (kicked["id"], kicked["nickname"], kicked["reason"]) == (anna.id, "Анна", "Шумишь на уроке")
    await boris.caught_up()
    assert not boris.of("student_kicked") + boris.of("student_kick")
    assert (await lesson.trainer()).state["kicked"] == [kicked]
    assert "kicked" not in (await lesson.student("Вера")).state


async def test_a_kick_without_a_reason_has_none(lesson):
    trainer, anna = await lesson.running("Анна")
    await trainer.send("student_kick", id=anna.id)
    assert "reason" not in await anna.until("student_kick")


async def test_who_is_let_in_again_uses_the_same_token_and_goes_on(lesson):
    trainer, anna = await lesson.in_round("Анна")
    before = await anna.answer("Париж")
    place = f"&since={anna.received[-1]['seq']}"
    await trainer.send("student_kick", id=anna.id, reason="Ой")
    assert await anna.closed() == 4403
    assert (await (await lesson.connect(anna.url, settle=False)).until("error"))["code"] == "kicked"
    await trainer.until("student_kicked")
    await trainer.send("student_restore", id=anna.id)
    while "Анна" not in [user["nickname"] for user in (await trainer.until("user_list"))["message"]]:
        pass
    for address in (anna.url, anna.url + place):
        back = await lesson.connect(address)  # the present state, also to who says where they were
        assert back.state["messages"][0]["message_id"] == before
        await back.caught_up()
        assert back.of("student_kick") == []
        await back.answer("Лион")
    assert (await lesson.trainer()).state["kicked"] == []


async def test_a_restore_that_comes_too_late_or_twice_is_refused(lesson):
    trainer, anna = await lesson.running("Анна")
    assert (await trainer.ask("student_restore", id=anna.id))["code"] == "no_such_student"
    await trainer.send("student_kick", id=anna.id)
    await anna.closed()
    Student.update(kicked_at=CLOCK - timedelta(seconds=61)).execute()
    assert (await trainer.ask("student_restore", id=anna.id))["code"] == "too_late"
    assert (await lesson.trainer()).state["kicked"] == []


async def test_a_browser_that_was_put_out_reads_why_and_gets_in_again_once_restored(lesson, visitor):
    trainer = await lesson.trainer()
    browser = await in_browser(lesson, visitor, "Анна")
    student = Student.get()
    await trainer.send("student_kick", id=student.id, reason="Шумишь <b>на уроке</b>")
    await trainer.until("student_kicked")
    page = await browser.get(f"/rooms/{lesson.room['uuid']}/student")
    assert page.status == 403
    assert "Шумишь &lt;b&gt;на уроке&lt;/b&gt;" in page.body
    refused = await browser.ask(ticket_path(lesson))
    assert (refused.status, refused.json["error"]["code"]) == (403, "kicked")
    assert refused.json["error"]["reason"] == "Шумишь <b>на уроке</b>"
    refused = await browser.submit(f"/join/{lesson.room['code']}", nickname="Снова")
    assert refused.status == 403
    assert "Шумишь &lt;b&gt;на уроке&lt;/b&gt;" in refused.body
    await trainer.send("student_restore", id=student.id)
    while "Анна" not in [user["nickname"] for user in (await trainer.until("user_list"))["message"]]:
        pass
    assert (await browser.get(f"/rooms/{lesson.room['uuid']}/student")).status == 200
    assert (await browser.ask(ticket_path(lesson))).status == 200
    assert Student.select().count() == 1


async def test_a_locked_room_is_closed_to_newcomers_alone(lesson, visitor):
    trainer = await lesson.trainer()
    browser = await in_browser(lesson, visitor, "Анна")
    await trainer.send("room_change", is_locked=True)
    told = await trainer.until("room_change")
    assert told["message"].items() >= {"is_locked": True, "is_blind": False}.items()
    path = f"/join/{lesson.room['code']}"
    for page in (await visitor().get(path), await visitor().join(lesson.room["code"], "Борис")):
        assert (page.status, "The room is locked" in page.text) == (409, True)
    status, answer = await lesson.call(
        "POST", f"/api/rooms/{lesson.room['uuid']}/students", {"nickname": "Борис"}
    )
    assert (status, answer["error"]["code"]) == (409, "room_locked")
    assert (await browser.get(path)).status == 303
    assert (await browser.ask(ticket_path(lesson))).status == 200
    await trainer.send("student_add", nickname="Без телефона")
    while "Без телефона" not in [user["nickname"] for user in (await trainer.until("user_list"))["message"]]:
        pass
    await trainer.ask("room_change", is_locked=False)
    await lesson.join("Борис")


async def test_a_seat_without_a_phone_is_one_of_the_room(lesson):
    trainer, anna = await lesson.running("Анна", max_students_count=2)
    assert (await trainer.ask("student_add", nickname="анна"))["code"] == "nickname_taken"
    assert (await trainer.ask("student_add", nickname="Я"))["code"] == "bad_nickname"
    await trainer.send("student_add", nickname=" Борис ")
    for client in (trainer, anna):
        while [user["nickname"] for user in (await client.until("user_list"))["message"]] != [
            "Анна",
            "Борис",
        ]:
            pass
    assert client.received[-1]["message"][1]["is_online"] is False
    assert (await trainer.ask("student_add", nickname="Вера"))["code"] == "room_full"


async def test_who_writes_is_told_to_trainers_alone(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    await anna.send("student_writing", is_writing=True)
    assert (await trainer.until("students_writing"))["message"] == [anna.id]
    await boris.send("student_writing", is_writing=True)
    assert (await trainer.until("students_writing"))["message"] == [anna.id, boris.id]
    await anna.answer("Париж")
    assert (await trainer.until("students_writing"))["message"] == [boris.id]
    boris.close()
    assert (await trainer.until("students_writing"))["message"] == []
    await anna.caught_up()
    assert anna.of("students_writing") == []

"""Every room counts what it pushes; every client can tell whether it was given all that was meant for it."""

import asyncio

import pytest

from models.event import Event


def assert_chained(client, of_state):
    """Each numbered frame names the one before it that this client was given."""
    last = of_state
    for frame in client.received:
        if "seq" in frame and frame["action"] != "room_state":
            assert frame["prev"] == last, frame
            assert frame["seq"] > last, frame
            last = frame["seq"]
    return last


@pytest.mark.parametrize("answers", ["open", "hidden"])
async def test_a_clients_frames_are_chained_to_the_end(lesson, answers):
    await lesson.open_room(answers=answers)
    trainer = await lesson.trainer()
    students = [await lesson.student(name) for name in ("Анна", "Борис", "Вера")]
    clients = [trainer, *students]
    starts = {client: client.of("room_state")[0]["seq"] for client in clients}
    await trainer.ask("training_start")
    for number in range(3):
        await students[0].send("student_ready", is_ready=number % 2 == 0)
        await trainer.ask("round_new")
        texts = [student.answer(f"{number}") for student in students]
        ids = await asyncio.gather(*texts, trainer.answer("Минута"))
        await trainer.ask("message_select", message_ids=ids[:2])
    await trainer.send("student_kick", id=students[2].id)
    await trainer.send("training_close")
    assert await students[2].closed() == 4403
    for client in clients[:3]:
        await client.until("training_close")
        last = Event.select().where(Event.room == lesson.room["id"]).count()
        assert assert_chained(client, starts[client]) == last
    assert_chained(students[2], starts[students[2]])


async def test_a_room_counts_by_one_and_only_its_own(lesson):
    await lesson.in_round("Чужой")
    lesson.room = None
    trainer, anna = await lesson.in_round("Анна")
    await anna.answer("Париж")
    await trainer.ask("training_close")
    query = Event.select(Event.seq).where(Event.room == lesson.room["id"]).order_by(Event.seq)
    numbers = [event.seq for event in query]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_a_refused_command_takes_no_number(lesson):
    trainer, anna = await lesson.in_round("Анна")
    await anna.answer("Париж")
    before = anna.received[-1]["seq"]
    assert (await trainer.ask("training_start"))["code"] == "training_started"
    assert (await trainer.ask("student_kick", id=2**31 - 1))["code"] == "no_such_student"
    await anna.answer("Лион")
    assert anna.received[-1]["seq"] == before + 1


async def test_the_state_says_at_which_number_it_stands_and_the_next_frame_follows_it(lesson):
    trainer, anna = await lesson.in_round("Анна")
    late = await lesson.student("Борис")
    stands_at = late.of("room_state")[0]["seq"]
    await anna.answer("Париж")
    pushed = await late.until("message_send")
    assert pushed["seq"] == stands_at + 1
    assert pushed["prev"] == stands_at
    await trainer.until("message_send", seq=pushed["seq"])


async def test_a_client_that_connects_while_others_write_misses_nothing_and_hears_nothing_twice(lesson):
    _, anna = await lesson.in_round("Анна", max_students_count=1000)
    seat = await lesson.join("Борис")

    async def write():
        return [await anna.answer(str(number)) for number in range(40)]

    async def come():
        return [await lesson.connect(seat["ws_url"]) for _ in range(8)]

    ids, clients = await asyncio.gather(write(), come())
    for client in clients:
        await client.caught_up()
        state = client.of("room_state")[0]
        told = [message["message_id"] for message in state["message"]["messages"]]
        assert told + [frame["message"]["message_id"] for frame in client.of("message_send")] == ids
        assert_chained(client, state["seq"])


async def test_what_only_informs_takes_no_number(lesson):
    trainer = await lesson.trainer()
    seat = await lesson.join("Анна")
    anna = await lesson.connect(seat["ws_url"])
    await anna.caught_up()
    before = Event.select().count()
    anna.close()
    await trainer.until("user_list", message=[user(anna, seat, is_online=False)])
    await lesson.connect(seat["ws_url"])
    back = await trainer.until("user_list", message=[user(anna, seat, is_online=True)])
    assert "seq" not in back
    assert Event.select().count() == before


def user(client, seat, is_online):
    return {"id": seat["id"], "nickname": seat["nickname"], "is_ready": False, "is_online": is_online}


async def test_a_client_that_comes_back_with_since_gets_what_it_missed_in_order_once(lesson):
    trainer, anna = await lesson.in_round("Анна")
    await trainer.caught_up()
    stood_at = max(frame.get("seq", 0) for frame in trainer.received)
    missed = [await anna.answer("Париж"), await anna.answer("Лион")]
    back = await lesson.connect(f"{lesson.room['ws_url']}&since={stood_at}", settle=False)
    await back.caught_up()
    assert [frame["message"]["message_id"] for frame in back.of("message_send")] == missed
    assert back.of("message_send")[0]["prev"] == stood_at
    assert back.of("room_state") == []

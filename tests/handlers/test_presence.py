"""Who is in a room: the merged list, who is online, who was put out, a room that goes away."""

import asyncio
import threading

from models.room import Room
from models.student import Student
from server import THREADS


def names(frame):
    return [user["nickname"] for user in frame["message"]]


def names_online(frame):
    return [user["nickname"] for user in frame["message"] if user["is_online"]]


async def test_a_new_connection_gets_the_rooms_settings_its_people_and_its_state_in_this_order(lesson):
    await lesson.trainer()
    anna = await lesson.student("Анна")
    assert [frame["action"] for frame in anna.received] == ["room_info", "user_list", "room_state"]
    assert names(anna.received[1]) == ["Анна"]
    me = {"role": "student", "id": anna.id, "nickname": "Анна", "is_ready": False}
    assert anna.state["me"] == me | {"return_code": Student.get().return_code}
    assert (anna.state["phase"], anna.state["round"], anna.state["result"]) == ("waiting", None, None)


async def test_the_trainer_is_greeted_as_the_trainer(lesson):
    trainer = await lesson.trainer()
    assert trainer.state["me"] == {"role": "teacher", "name": "Ольга Петровна"}


async def test_the_room_gets_the_list_when_somebody_connects_and_when_they_leave(lesson):
    trainer = await lesson.trainer()
    anna = await lesson.student("Анна")
    users: list[dict] = []
    while not any(user["is_online"] for user in users):
        users = (await trainer.until("user_list"))["message"]
    assert users[0]["nickname"] == "Анна"
    anna.close()
    while users[0]["is_online"]:
        users = (await trainer.until("user_list"))["message"]
    # the seat stays theirs
    assert users == [{"id": anna.id, "nickname": "Анна", "is_ready": False, "is_online": False}]


async def test_a_student_with_two_connections_is_online_until_both_are_gone(lesson):
    trainer = await lesson.trainer()
    seat = await lesson.join("Анна")
    first, second = await lesson.connect(seat["ws_url"]), await lesson.connect(seat["ws_url"])
    first.close()
    await first.closed()
    assert (await second.ask("users_list"))["message"][0]["is_online"] is True
    second.close()
    while names_online(await trainer.ask("users_list")):
        await trainer.until("user_list")


async def test_many_joins_are_few_lists_and_the_last_one_is_whole(lesson):
    trainer = await lesson.trainer(max_students_count=100)
    nicknames = [f"Ученик {number}" for number in range(60)]
    await asyncio.gather(*(lesson.join(nickname) for nickname in nicknames))
    listed: list[str] = []
    while len(listed) < 60:
        listed = names(await trainer.until("user_list"))
    assert sorted(listed) == sorted(nicknames)
    assert len(trainer.of("user_list")) < 30


async def test_a_kicked_student_is_told_and_closed_and_the_room_gets_the_list_without_them(lesson):
    trainer, anna, boris = await lesson.running("Анна", "Борис")
    await trainer.send("student_kick", id=boris.id)
    assert await boris.closed() == 4403
    assert boris.received[-1]["action"] == "student_kick"
    for client in (trainer, anna):
        while names(await client.until("user_list")) != ["Анна"]:
            pass
        assert client.of("student_kick") == []


async def test_every_connection_of_a_kicked_student_is_closed(lesson):
    trainer = await lesson.trainer()
    seat = await lesson.join("Анна")
    clients = [await lesson.connect(seat["ws_url"]) for _ in range(2)]
    await trainer.send("student_kick", id=seat["id"])
    assert [await client.closed() for client in clients] == [4403, 4403]


async def test_a_kicked_student_cannot_come_back_with_the_token(lesson):
    trainer = await lesson.trainer()
    seat = await lesson.join("Анна")
    await trainer.send("student_kick", id=seat["id"])
    assert names(await trainer.ask("users_list")) == []
    again = await lesson.connect(seat["ws_url"], settle=False)
    assert await again.closed() == 4403
    (refused,) = again.received
    assert (refused["action"], refused["code"]) == ("error", "kicked")
    assert names(await trainer.ask("users_list")) == []


async def test_whoever_is_put_out_while_they_connect_is_told_too(lesson, app):
    trainer = await lesson.trainer()
    seats = [await lesson.join("Анна"), await lesson.join("Борис")]
    queries_may_go_on = threading.Event()
    for _ in range(THREADS):
        app.threads.submit(queries_may_go_on.wait)
    anna, boris = [await lesson.connect(seat["ws_url"], settle=False) for seat in seats]
    await trainer.send("student_kick", id=seats[0]["id"])
    assert await anna.closed() == 4403
    assert [frame["action"] for frame in anna.received] == ["student_kick"]
    await app.writer.submit(lesson.room["id"], Room.delete_for_good)
    assert await boris.closed() == 4410
    assert [frame["action"] for frame in boris.received] == ["room_delete"]
    queries_may_go_on.set()


async def test_a_kick_frees_the_seat_and_the_name(lesson):
    trainer = await lesson.trainer(max_students_count=1)
    anna = await lesson.student("Анна")
    path = f"/api/rooms/{lesson.room['uuid']}/students"
    assert (await lesson.call("POST", path, {"nickname": "Борис"}))[1]["error"]["code"] == "room_full"
    await trainer.send("student_kick", id=anna.id)
    await anna.closed()
    assert (await lesson.join("анна"))["nickname"] == "анна"


async def test_nobody_can_be_kicked_twice_nor_from_another_room(lesson):
    await lesson.trainer()
    stranger = await lesson.student("Чужой")
    lesson.room = None
    trainer = await lesson.trainer()
    anna = await lesson.student("Анна")
    for student_id in (stranger.id, 2**31 - 1):
        assert (await trainer.ask("student_kick", id=student_id))["code"] == "no_such_student"
    await trainer.send("student_kick", id=anna.id)
    await anna.closed()
    assert (await trainer.ask("student_kick", id=anna.id))["code"] == "no_such_student"
    await stranger.caught_up()
    assert stranger.close_code is None


async def test_a_deleted_room_closes_its_connections_and_leaves_nothing(lesson):
    trainer, anna = await lesson.in_round("Анна")
    seat = await lesson.join("Борис")
    await anna.answer("Париж")
    status, _ = await lesson.call("DELETE", f"/api/rooms/{lesson.room['uuid']}", token=lesson.token)
    assert status == 204
    for client in (trainer, anna):
        assert await client.closed() == 4410
        assert client.received[-1]["action"] == "room_delete"
    assert (Room.select().count(), Student.select().count()) == (0, 0)
    for url in (seat["ws_url"], lesson.room["ws_url"]):
        again = await lesson.connect(url, settle=False)
        assert await again.closed() == 4404
        assert again.received[-1]["code"] == "no_such_room"

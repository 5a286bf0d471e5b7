"""A client written from the customer's document alone plays a whole training."""

import pytest

from tests.document_client import DocumentClient


@pytest.fixture
def host(base_url):
    return base_url.removeprefix("http://")


@pytest.fixture
def connect(io_loop, host, lesson):
    """Connects with the token in the address, as the document's first line has it."""
    clients = []

    async def connect(seat):
        client = await DocumentClient.connect(host, lesson.room["uuid"], query_token=seat["token"])
        clients.append(client)
        return client

    yield connect
    for client in clients:
        client.close()
        io_loop.run_sync(client.is_closed, timeout=5)


async def test_a_whole_training(lesson, connect):
    room = await lesson.open_room(max_students_count=2, max_rounds_count=2, max_round_time=30)
    trainer = await connect(room)
    assert (await trainer.hears("room_info"))["message"]["is_started"] is False
    anna = await connect(await lesson.join("Анна"))
    await anna.hears("room_info")
    seat = await lesson.join("Борис")
    boris = await connect(seat)
    await boris.hears("room_info")
    everybody = (trainer, anna, boris)
    for client in everybody:
        await client.hears_users("Анна", "Борис")

    await trainer.training_start()
    for client in everybody:
        await client.hears("training_start")
    await anna.student_ready(True)
    for client in everybody:
        await client.hears("user_list")

    await trainer.round_new()
    for client in everybody:
        first = (await client.hears("round_new"))["message"]
        assert isinstance(first["round_id"], int)
        assert first["messages"] == []
    await anna.message_send("Париж")
    await boris.message_send("Лион")
    for client in everybody:
        heard = {}
        for _ in range(2):
            message = (await client.hears("message_send"))["message"]
            assert isinstance(message["message_id"], int)
            heard[message["nickname"]] = message["text"]
        assert heard == {"Анна": "Париж", "Борис": "Лион"}
    await trainer.message_send("Время!")
    for client in everybody:
        assert (await client.hears("message_send"))["message"]["text"] == "Время!"

    await trainer.message_select()
    for client in everybody:
        await client.hears("message_select")

    await trainer.round_new()
    for client in everybody:
        second = (await client.hears("round_new"))["message"]
        assert second["round_id"] != first["round_id"]
        shown = {message["nickname"]: message["text"] for message in second["messages"]}
        assert shown.items() >= {"Анна": "Париж", "Борис": "Лион"}.items()

    await trainer.student_kick(seat["id"])
    for client in (trainer, anna):
        await client.hears_users("Анна")
    assert await boris.is_closed()

    await anna.users_list()
    assert [user["nickname"] for user in (await anna.hears("users_list"))["message"]] == ["Анна"]

    await trainer.training_close()
    for client in (trainer, anna):
        (row,) = await client.hears_result()
        assert (row["nickname"], row["correct_answers_count"]) == ("Анна", 0)
    await anna.room_info()
    info = (await anna.hears("room_info"))["message"]
    assert (info["is_started"], info["is_finished"]) == (True, True)


async def test_room_info_has_the_seven_fields_with_the_types_of_the_document(lesson, connect):
    room = await lesson.open_room(max_students_count=7, max_rounds_count=3, max_round_time=45)
    trainer = await connect(room)
    await trainer.hears("room_info")
    await trainer.room_info()
    info = (await trainer.hears("room_info"))["message"]
    # `is` and type(): true and false are integers to isinstance()
    assert type(info["connection_uuid"]) is str
    assert (info["max_students_count"], info["max_rounds_count"], info["max_round_time"]) == (7, 3, 45)
    assert info["is_started"] is False
    assert info["is_finished"] is False
    assert type(info["trainer"]) is int


@pytest.mark.parametrize("where", ["address", "headers", "both"])
async def test_the_token_may_come_in_the_address_or_in_the_header(lesson, host, where):
    room = await lesson.open_room()
    given = {
        "address": {"query_token": room["token"]},
        "headers": {"token": room["token"], "room_id": room["id"]},
        "both": {"query_token": room["token"], "token": room["token"], "room_id": room["id"]},
    }[where]
    client = await DocumentClient.connect(host, room["uuid"], **given)
    await client.hears("room_info")
    await client.hears("user_list")
    client.close()
    assert await client.is_closed()


async def test_nothing_that_the_document_names_was_renamed(lesson, connect):
    room = await lesson.open_room()
    trainer, anna = await connect(room), await connect(await lesson.join("Анна"))
    await trainer.training_start()
    await trainer.round_new()
    await anna.hears("round_new")
    await anna.message_send("Париж")
    message = (await trainer.hears("message_send"))["message"]
    assert {"nickname", "text", "message_id"} <= message.keys()
    await trainer.round_new()
    opened = (await anna.hears("round_new"))["message"]
    assert {"round_id", "messages"} <= opened.keys()
    assert {"nickname", "text"} <= opened["messages"][0].keys()
    await trainer.training_close()
    assert {"nickname", "correct_answers_count"} <= (await anna.hears_result())[0].keys()

"""Every code with which the server closes a connection, seen on a socket; the name of each test is the code's."""

import asyncio

import pytest

from handlers.live.channel import MOST_CONNECTIONS
from handlers.live.closing import CloseCode
from handlers.live.flood import PATIENCE
from models.base import database
from models.message import Message
from models.screen import Screen


async def test_restarting(room, app):
    """A server that goes down commits what was sent before, and then says: come back."""
    trainer, anna = await room("Анна")
    trainer.send("round_new")
    await asyncio.gather(trainer.settle(), anna.settle())
    anna.post("r", "последний ответ")
    await anna.settle()
    await app.stop()
    for page in (trainer, anna):
        assert await page.closed() == CloseCode.RESTARTING
    assert anna.acknowledged["r"] == Message.get().id


async def test_try_later(room, follow, caplog):
    (trainer,) = await room()
    database.execute_sql("ALTER TABLE room RENAME TO room_away")
    page = await follow(trainer.seat)
    database.execute_sql("ALTER TABLE room_away RENAME TO room")
    assert await page.closed() == CloseCode.TRY_LATER
    assert [frame["code"] for frame in page.of("error")] == ["unavailable"]
    caplog.clear()
    await page.connect()
    await page.until(lambda: page.of("room_state"))


async def test_bad_request(room):
    """Three frames in a row that are no JSON; fewer are a mistake."""
    trainer, anna = await room("Анна")
    for sent in ("{", "x", "[]", "{", "x", '"x"', "{", "x"):
        anna.connection.write_message(sent)
    await anna.settle()
    assert anna.is_connected
    anna.connection.write_message(b"\x00", binary=True)
    assert await anna.closed() == CloseCode.BAD_REQUEST
    assert [frame["code"] for frame in anna.of("error")][-1] == "bad_json"
    await trainer.settle()
    assert trainer.is_connected


async def test_bad_token(lesson, follow):
    seat = await lesson.open_room()
    page = await follow(seat | {"ws_url": seat["ws_url"].replace("token=", "token=x")})
    assert await page.closed() == CloseCode.BAD_TOKEN


async def test_kicked(room):
    trainer, anna = await room("Анна")
    trainer.send("student_kick", id=anna.student_id)
    assert await anna.closed() == CloseCode.KICKED
    await anna.connect()
    assert await anna.closed() == CloseCode.KICKED


async def test_no_room(lesson, follow):
    seat = await lesson.open_room()
    await lesson.call("DELETE", f"/api/rooms/{seat['uuid']}", token=lesson.token)
    assert await (await follow(seat)).closed() == CloseCode.NO_ROOM


async def test_slow_consumer(lesson, room):
    """Who takes nothing is closed once too much waits, is welcome back, and the others hear all meanwhile."""
    trainer, *students = await room(*(f"Ученик {number}" for number in range(6)))
    asleep = await lesson.connect(trainer.seat["ws_url"])
    trainer.send("round_new")
    await asyncio.gather(*(page.settle() for page in (trainer, *students)))
    for number in range(50):
        for page in students:
            page.post(f"{number}", "я" * 2000)
    await asyncio.gather(*(page.settle() for page in (trainer, *students)))
    assert len(trainer.of("message_send")) == 300
    assert await asleep.closed() == CloseCode.SLOW_CONSUMER
    had = [frame["seq"] for frame in asleep.received if "seq" in frame]
    back = await lesson.connect(f"{trainer.seat['ws_url']}&since={had[-1]}", settle=False)
    await back.caught_up()
    given = asleep.of("message_send") + back.of("message_send")
    assert [f["message"]["message_id"] for f in given] == sorted(trainer.picture.messages)


async def test_replaced(room, follow):
    """A member's connection too many takes the place of the oldest; nobody else's."""
    trainer, anna = await room("Анна")
    newer = [await follow(anna.seat) for _ in range(MOST_CONNECTIONS - 1)]
    assert anna.is_connected
    last = await follow(anna.seat)
    assert await anna.closed() == CloseCode.REPLACED
    for page in (trainer, *newer, last):
        await page.settle()
        assert page.is_connected


async def test_room_deleted(room, lesson):
    trainer, anna = await room("Анна")
    await lesson.call("DELETE", f"/api/rooms/{lesson.room['uuid']}", token=lesson.token)
    assert await trainer.closed() == await anna.closed() == CloseCode.ROOM_DELETED


async def test_moved(room, follow, app, lesson):
    """Somebody came with the return code: every older connection of the student's is told, and none comes back."""
    trainer, anna, boris = await room("Анна", "Борис")
    tablet = await follow(anna.seat)
    address = f"/api/rooms/{lesson.room['uuid']}/students/return"
    status, seat = await lesson.call("POST", address, {"return_code": anna.seat["return_code"]})
    assert (status, seat["id"]) == (200, anna.student_id)
    for page in (anna, tablet):
        assert await page.closed() == CloseCode.MOVED
        assert len(page.of("student_moved")) == 1
        await page.resume()
        assert await page.closed() == CloseCode.BAD_TOKEN
    phone = await follow(seat)
    assert phone.of("room_state")[0]["message"]["me"]["id"] == anna.student_id
    for page in (trainer, boris, phone):
        await page.settle()
        assert page.is_connected
        assert page.of("student_moved") == []


async def test_look_again(room, follow, screen_seat, app, lesson):
    """A screen that is to look otherwise, and no other one; its ticket of before is good for nothing."""
    trainer, anna = await room("Анна")
    seat, other = screen_seat(lesson.room), screen_seat(lesson.room)
    screen, beside = [await follow(one) for one in (seat, other)]
    Screen.get_by_id(seat["screen_id"]).change(zoom="l")
    app.screens.look_again()
    assert await screen.closed() == CloseCode.LOOK_AGAIN
    await screen.connect()
    assert await screen.closed() == CloseCode.BAD_TOKEN
    for page in (trainer, anna, beside):
        await page.settle()
        assert page.is_connected


async def test_flooding(room, app):
    """One who goes on and on is closed; what the others send meanwhile is acknowledged."""
    trainer, anna, boris = await room("Анна", "Борис")
    trainer.send("round_new")
    await asyncio.gather(boris.settle(), anna.settle())
    for number in range(50):
        for _ in range(4):
            anna.send("users_list")
        boris.post(f"{number}", "ответ")
    await anna.settle()
    assert anna.is_connected
    # as if that had gone on for so long
    (bucket,) = [its for who, its in buckets(app).items() if who.student_id == anna.student_id]
    bucket.empty_since -= PATIENCE
    while anna.is_connected:
        anna.send("users_list")
        await anna.settle()
    assert anna.close_code == CloseCode.FLOODING
    await boris.settle()
    assert len(boris.acknowledged) == 50
    await trainer.settle()
    assert len(trainer.of("message_send")) == 50


def buckets(app):
    (channel,) = app.hub.channels.values()
    return channel.buckets


@pytest.mark.parametrize("code", CloseCode, ids=lambda code: code.name.lower())
def test_every_code_is_among_these(code):
    assert f"test_{code.name.lower()}" in globals()

"""Who sends too much, or reads too little, harms nobody else."""

import asyncio
import json

from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError

BURST = 60
EMOJI = "🙂"  # four bytes


async def send_at_once(client, count):
    """Send so many requests without waiting for an answer; stops when the server has closed."""
    request = json.dumps({"action": "users_list"})
    try:
        for _ in range(count):
            client.connection.write_message(request)
        await client.connection.write_message(request)
    except (WebSocketClosedError, StreamClosedError):
        pass


async def send_for_ever(client):
    """Send faster than anybody may, until the server has closed."""
    while client.close_code is None:
        await send_at_once(client, 20)
        await asyncio.sleep(0)


async def test_many_at_once_are_refused_and_no_reason_to_close(lesson):
    _, anna, boris = await lesson.in_round("Анна", "Борис")
    await send_at_once(anna, 400)
    heard = await answers(anna, 401)
    assert heard.count("flooding") > 300
    await boris.answer("Париж")
    assert (await anna.until("message_send"))["message"]["text"] == "Париж"


async def answers(client, count):
    """The next answers to users_list: True for a list, else the code of the error."""
    found: list[bool | str] = []
    while len(found) < count:
        frame = await client.next()
        if frame["action"] in ("users_list", "error"):
            found.append(frame["action"] == "users_list" or frame["code"])
    return found


async def test_sixty_at_once_are_fine_and_beyond_that_a_frame_is_refused(lesson):
    await lesson.trainer()
    anna = await lesson.student("Анна")
    await send_at_once(anna, 90)
    heard = await answers(anna, 91)
    assert heard[:BURST] == [True] * BURST
    assert set(heard[BURST:]) <= {True, "flooding"}
    assert heard.count("flooding") > 15
    refused = anna.of("error")[0]
    assert refused["message"].endswith(".")
    assert anna.close_code is None


async def test_the_tokens_come_back(lesson):
    await lesson.trainer()
    anna = await lesson.student("Анна")
    await send_at_once(anna, BURST + 10)
    await answers(anna, BURST + 11)
    heard: list[bool | str] = []
    while heard != [True]:  # a twentieth of a second each
        await anna.send("users_list")
        heard = await answers(anna, 1)


async def test_whoever_goes_on_is_closed_and_the_others_notice_nothing(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    going_on = asyncio.ensure_future(send_for_ever(anna))
    assert await anna.closed() == 4429
    await going_on
    await boris.answer("Париж")
    assert (await trainer.until("message_send"))["message"]["text"] == "Париж"
    assert trainer.of("error") == boris.of("error") == []


async def test_two_connections_of_one_member_share_their_tokens_and_another_member_has_their_own(lesson):
    trainer = await lesson.trainer()
    seat = await lesson.join("Анна")
    first, second = await lesson.connect(seat["ws_url"]), await lesson.connect(seat["ws_url"])
    boris = await lesson.student("Борис")
    await send_at_once(first, 75)
    heard = await answers(first, 76)
    assert "flooding" in heard
    await send_at_once(second, 29)
    assert "flooding" in await answers(second, 30)
    for other in (boris, trainer):
        await send_at_once(other, 29)
        assert await answers(other, 30) == [True] * 30


async def test_who_never_reads_is_put_out_and_the_others_get_everything(lesson):
    trainer, *students = await lesson.in_round("Анна", "Борис", "Вера", "Глеб", max_round_time=60)
    *writers, deaf = students
    text = EMOJI * 2000

    async def write(client):
        return [await client.answer(text, ref=f"{client.id}-{number}") for number in range(50)]

    # Two hundred frames of 8 KB: far more than the kernel and the server keep for one connection.
    writers.append(trainer)
    ids = [one for some in await asyncio.gather(*map(write, writers)) for one in some]
    for client in writers:
        await client.caught_up()
        assert sorted(frame["message"]["message_id"] for frame in client.of("message_send")) == sorted(ids)
        assert client.close_code is None
    assert await deaf.closed() == 4408
    heard = [frame["message"]["message_id"] for frame in deaf.of("message_send")]
    assert len(heard) < len(ids)
    assert heard == sorted(ids)[: len(heard)]  # whole frames, in order, to the last one

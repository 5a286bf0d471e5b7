"""What the guide of docs/asyncapi.yaml promises to those who write a client, and no other test is about."""

import re

import pytest
from tornado.httpclient import HTTPClientError

from handlers.protocol import document

GUIDE = document()["info"]["description"]


def told(call):
    """The names in the answer to a call of the API, as its row in the guide has them."""
    (answer,) = re.findall(rf"^\| `{re.escape(call)}`.*?\|.*?`(\{{.*?\}})`", GUIDE, flags=re.MULTILINE)
    return re.findall(r'"(\w+)"', answer)


async def test_the_api_answers_with_the_fields_that_are_told(lesson):
    room = await lesson.open_room()
    assert list(room) == told("POST /api/rooms")
    await lesson.in_round("Анна")
    results = await lesson.results()
    fields = [*results, *results["rounds"][0]]
    assert sorted(fields) == sorted(told("GET /api/rooms/{uuid}/results"))
    _, (listed,) = await lesson.call("GET", "/api/rooms", token=lesson.token)
    assert [name for name in room if name not in listed] == ["token", "ws_url"]


async def test_results_before_the_close_have_what_a_kicked_student_wrote(lesson):
    trainer, anna, boris = await lesson.in_round("Анна", "Борис")
    for number in range(3):
        await trainer.ask("message_select", id=await anna.answer(f"{number}"))
    await boris.answer("Волга")
    await trainer.answer("Осталась минута")
    await trainer.send("student_kick", id=boris.id)
    await boris.closed()
    results = await lesson.results()
    written = [(message["nickname"], message["text"]) for message in results["rounds"][0]["messages"]]
    assert written == [("Анна", "0"), ("Анна", "1"), ("Анна", "2"), ("Борис", "Волга")]
    assert [(row["nickname"], row["correct_answers_count"]) for row in results["result"]] == [("Анна", 3)]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"title": 5}, "body"),
        ({"title": ""}, "title"),
        ({"title": "x", "answers": "x"}, "answers"),
    ],
)
async def test_a_bad_value_names_its_field(lesson, body, field):
    status, answer = await lesson.call("POST", "/api/rooms", body, await lesson.sign_in())
    assert (status, answer["error"]["code"], answer["error"]["field"]) == (400, "bad_value", field)
    assert answer["error"]["reason"]


async def test_what_refuses_the_handshake(lesson):
    url = (await lesson.open_room())["ws_url"]
    for address, headers, status in [
        (url, {"Origin": "null"}, 403),
        (url.replace(lesson.room["uuid"], "7b"), {}, 404),
        (url, {"Host": "evil.example"}, 421),
    ]:
        with pytest.raises(HTTPClientError) as refused:
            await lesson.connect(address, headers=headers)
        assert refused.value.code == status


@pytest.mark.parametrize("since", ["&since=0", "&since=0&epoch=0"])
async def test_zero_replays_from_the_beginning_and_an_answer_marks_the_end(lesson, since):
    _, anna = await lesson.in_round("Анна")
    await anna.answer("Канберра")
    back = await lesson.connect(lesson.room["ws_url"] + since, settle=False)
    replayed = await back.caught_up()
    assert [frame["action"] for frame in replayed] == [
        *("room_info", "user_list", "training_start", "round_new", "message_send")
    ]


async def test_an_empty_since_is_none_and_a_negative_one_is_bad(lesson):
    url = (await lesson.open_room())["ws_url"]
    assert await lesson.connect(url + "&since=&epoch=")
    refused = await lesson.connect(url + "&since=-1", settle=False)
    assert await refused.closed() == 4400
    assert [frame["code"] for frame in refused.received] == ["bad_since"]


async def test_a_list_that_was_missed_is_no_gap(lesson):
    trainer, anna = await lesson.running("Анна")
    had = max(frame["seq"] for frame in anna.received if "seq" in frame)
    await lesson.student("Борис")  # its event is in nobody's replay
    back = await lesson.connect(f"{lesson.room['ws_url']}&since={had}", settle=False)
    assert [frame["action"] for frame in await back.caught_up()] == ["room_info", "user_list"]
    assert [user["nickname"] for user in back.of("user_list")[0]["message"]] == ["Анна", "Борис"]
    await trainer.send("round_new")
    opened = await back.until("round_new")
    told_before = [frame["seq"] for frame in back.received[:-1] if "seq" in frame]
    assert opened["prev"] == max([had, *told_before])


async def test_what_the_trainer_wrote_before_round_1_is_in_the_state_until_round_2(lesson):
    trainer = await lesson.trainer()
    early = await trainer.answer("Начинаем в десять")
    await trainer.ask("training_start")
    for number, ids in ((1, [early]), (2, [])):
        assert (await trainer.ask("round_new"))["message"]["messages"] == []
        state = (await lesson.connect(lesson.room["ws_url"])).state
        assert [message["message_id"] for message in state["messages"]] == ids, number

"""The JSON API's doors: each call for each asker, the bounds of each field, addresses as others see them."""

import uuid

import pytest

from models.room import Room
from models.tokens import Purpose
from models.trainer import Trainer
from tests.lesson import EMAIL

ROOM = "/api/rooms/{uuid}"
# call: what the owner, another trainer, a student and a stranger get
CALLS = {
    ("GET", "/api/rooms"): (200, 200, 401, 401),
    ("POST", "/api/rooms"): (201, 201, 401, 401),
    ("GET", ROOM): (200, 404, 401, 401),
    ("GET", ROOM + "/results"): (200, 404, 401, 401),
    ("POST", ROOM + "/students"): (201, 201, 201, 201),
    ("POST", ROOM + "/students/return"): (200, 200, 200, 200),
    ("DELETE", ROOM): (204, 404, 401, 401),
}
CODES = {401: "unauthorized", 404: "no_such_room"}


@pytest.mark.parametrize(("call", "expected"), CALLS.items(), ids=[" ".join(call) for call in CALLS])
async def test_each_call_for_each_asker(lesson, call, expected):
    method, path = call
    await lesson.open_room()
    seat = await lesson.join("Анна")
    tokens = [await lesson.sign_in(), await lesson.sign_in("other@school.org"), seat["token"], None]
    bodies = {
        "/api/rooms": {"title": "Новая"},
        ROOM + "/students": {"nickname": "Борис 0"},
        ROOM + "/students/return": {"return_code": seat["return_code"]},
    }
    statuses: list[int] = []
    for number, token in reversed(list(enumerate(tokens))):
        body = bodies.get(path) if method == "POST" else None
        if body and "nickname" in body:
            body = {"nickname": f"Борис {number}"}
        status, answer = await lesson.call(method, path.format(uuid=lesson.room["uuid"]), body, token)
        statuses.insert(0, status)
        if status >= 400:
            assert answer["error"]["code"] == CODES[status]
            assert answer["error"]["message"]
    assert tuple(statuses) == expected
    assert Room.select().where(Room.id == lesson.room["id"]).exists() == (method != "DELETE")


@pytest.mark.parametrize("method_and_path", [("GET", ROOM), ("DELETE", ROOM), ("GET", ROOM + "/results")])
async def test_a_room_that_does_not_exist_is_404(lesson, method_and_path):
    method, path = method_and_path
    status, answer = await lesson.call(method, path.format(uuid=uuid.uuid4()), token=await lesson.sign_in())
    assert (status, answer["error"]["code"]) == (404, "no_such_room")


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/rooms/7", "/api/nothing", "/api/rooms/7/students"])
async def test_an_unknown_address_is_404_in_json(lesson, path):
    for method in ("GET", "POST", "DELETE"):
        status, answer = await lesson.call(method, path)
        assert (status, answer["error"]["code"]) == (404, "not_found")


@pytest.mark.parametrize(("method", "path"), [("PUT", "/api/rooms"), ("GET", "/api/tokens"), ("PATCH", ROOM)])
async def test_a_wrong_method_is_405_in_json(lesson, method, path):
    status, answer = await lesson.call(method, path.format(uuid=uuid.uuid4()))
    assert (status, answer["error"]["code"]) == (405, "bad_method")


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer x", "Basic {token}", "{token}", "Bearer {token}x", "Bearer {room}"],
)
async def test_a_bad_bearer_token_is_401_and_says_how_to_sign_in(lesson, visitor, header):
    room = await lesson.open_room()
    header = header.format(token=lesson.token, room=room["token"])
    answer = await visitor().get("/api/rooms", Authorization=header)
    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json["error"]["code"] == "unauthorized"


async def test_the_cookie_of_a_browser_opens_nothing_in_the_api(lesson, visitor, app):
    await lesson.sign_in()
    browser = visitor()
    trainer = Trainer.get(Trainer.email == EMAIL)
    browser.cookies["trainer"] = app.tokens.make(Purpose.SESSION, [trainer.id, trainer.session])
    assert (await browser.get("/api/rooms")).status == 401


BOUNDS = [
    ("max_students_count", 1, 1000),
    ("max_rounds_count", 1, 100),
    ("max_round_time", 5, 3600),
]


@pytest.mark.parametrize(("field", "smallest", "largest"), BOUNDS, ids=[row[0] for row in BOUNDS])
async def test_the_bounds_of_a_number(lesson, field, smallest, largest):
    token = await lesson.sign_in()
    for value in (smallest, largest):
        status, room = await lesson.call("POST", "/api/rooms", {"title": "А", field: value}, token)
        assert (status, room[field]) == (201, value)
    for value in (-1, 0, smallest - 1, largest + 1, 2**31, 10**30, 1.5, "7", True, None, [7]):
        status, answer = await lesson.call("POST", "/api/rooms", {"title": "А", field: value}, token)
        assert (status, answer["error"]["code"]) == (400, "bad_value"), value
        assert field in answer["error"]["message"]
    assert Room.select().count() == 2


async def test_the_bounds_of_a_title_and_of_answers(lesson):
    token = await lesson.sign_in()
    for title in ("А", "я" * 120, "  пробелы   внутри  ", "👩‍🏫 класс", "<script>", "a'b\"c"):
        status, room = await lesson.call("POST", "/api/rooms", {"title": title}, token)
        assert status == 201, title
        assert room["title"] == " ".join(title.split())
    for body in (
        {},
        {"title": ""},
        {"title": "  "},
        {"title": "я" * 121},
        {"title": "ноль\0"},
        {"title": 7},
        {"title": None},
        {"title": "А", "answers": ""},
        {"title": "А", "answers": "OPEN"},
        {"title": "А", "answers": None},
    ):
        status, answer = await lesson.call("POST", "/api/rooms", body, token)
        assert (status, answer["error"]["code"]) == (400, "bad_value"), body


async def test_the_bounds_of_a_nickname(lesson):
    await lesson.open_room()
    for nickname in ("Li", "я" * 24, "Ёлка", "O'Брайен", "王小明", "Анна 👍"):
        assert (await lesson.join(nickname))["nickname"] == nickname
    path = f"/api/rooms/{lesson.room['uuid']}/students"
    for nickname in ("", "Я", " Я ", "я" * 25, "\u200b\u200b\u200b", "\0\0\0", "  \n  "):
        status, answer = await lesson.call("POST", path, {"nickname": nickname})
        assert (status, answer["error"]["code"]) == (400, "bad_nickname"), nickname
    unreadable: list = [{}, {"nickname": 77}, {"nickname": None}, {"nickname": ["Анна"]}, []]
    for body in unreadable:
        status, answer = await lesson.call("POST", path, body)
        assert (status, answer["error"]["code"]) == (400, "bad_value"), body


class TestWithAPublicUrl:
    @pytest.fixture(params=["https://rounds.school.org", "http://10.0.0.7:9000"])
    def options(self, options, request):
        options.public_url = request.param
        return options

    async def test_addresses_carry_it(self, lesson, options):
        room = await lesson.open_room()
        seat = await lesson.join("Анна")
        _, rooms = await lesson.call("GET", "/api/rooms", token=lesson.token)
        for one in (room, rooms[0]):
            assert one["join_url"] == f"{options.public_url}/join/{room['code']}"
        socket = options.public_url.replace("http", "ws")
        for one in (room, seat):
            assert one["ws_url"] == f"{socket}/ws/room/{room['uuid']}/?token={one['token']}"


async def test_without_a_public_url_addresses_are_those_that_the_caller_used(lesson, visitor):
    token = await lesson.sign_in()
    await lesson.open_room()
    answer = await visitor().get("/api/rooms", Authorization=f"Bearer {token}", Host="192.168.7.7:8888")
    assert answer.json[0]["join_url"].startswith("http://192.168.7.7:8888/join/")

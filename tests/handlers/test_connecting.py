"""Who may connect to a room's socket, and how the others are told why not."""

import asyncio
import socket
import struct
import uuid
from urllib.parse import urlsplit

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from tornado.httpclient import HTTPClientError

from models.room import Room
from models.tokens import HOUR, MINUTE, Purpose
from models.trainer import Trainer

HANDSHAKE = (
    "GET /ws/room/{room}/{token} HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


class OldSigner(TimestampSigner):
    age = 0

    def get_timestamp(self):
        return super().get_timestamp() - self.age


def aged(age, purpose, claims):
    """A token that was made so many seconds ago, with the key of the tests' application."""
    signer = type("Signer", (OldSigner,), {"age": age})
    return URLSafeTimedSerializer(["a key of the tests"], salt=purpose.salt, signer=signer).dumps(claims)


async def refused(lesson, url, code, close_code, **headers):
    client = await lesson.connect(url, headers=headers, settle=False)
    assert await client.closed() == close_code
    (error,) = client.received
    assert (error["action"], error["code"], error["request"]) == ("error", code, "connect")
    assert error["message"].endswith(".")
    assert client.connection.close_reason == code


@pytest.fixture
def address(base_url, lesson):
    """The socket of a room (the last made, if none is named), with this token or with none."""

    def address(token=None, room_uuid=None):
        place = f"ws{base_url.removeprefix('http')}/ws/room/{room_uuid or lesson.room['uuid']}/"
        return place if token is None else f"{place}?token={token}"

    return address


async def test_no_token_a_wrong_one_or_one_made_for_something_else(lesson, address, app):
    room = await lesson.open_room()
    claims = [room["id"], room["uuid"], "teacher", 1, 1]
    session = app.tokens.make(Purpose.SESSION, claims)
    for token in (None, "", "x", "%ff%fe", room["token"][:-2] + "xx", lesson.token, session):
        await refused(lesson, address(token), "bad_token", 4401)


@pytest.mark.parametrize(("purpose", "lifetime"), [(Purpose.TICKET, MINUTE), (Purpose.SOCKET, 24 * HOUR)])
async def test_a_token_lives_as_long_as_its_purpose(lesson, address, purpose, lifetime):
    room = await lesson.open_room()
    trainer = Trainer.get()
    claims = [room["id"], room["uuid"], "teacher", trainer.id, trainer.session]
    await refused(lesson, address(aged(lifetime + 2, purpose, claims)), "bad_token", 4401)
    assert (await lesson.connect(address(aged(lifetime - 10, purpose, claims)))).state["title"] == "География"


async def test_a_token_of_another_room(lesson, address):
    other = await lesson.open_room()
    seat = await lesson.join("Анна")
    await lesson.open_room()
    for token in (other["token"], seat["token"]):
        await refused(lesson, address(token), "bad_token", 4401)


async def test_a_room_that_does_not_exist(lesson, address):
    room = await lesson.open_room()
    await refused(lesson, address(room["token"], uuid.uuid4()), "no_such_room", 4404)


async def test_a_room_that_is_gone(lesson, address):
    room = await lesson.open_room()
    Room.delete_by_id(room["id"])
    await refused(lesson, address(room["token"]), "no_such_room", 4404)


async def test_a_header_room_id_of_another_room(lesson):
    room = await lesson.open_room()
    for room_id in (str(room["id"] + 1), "x", ""):
        await refused(lesson, room["ws_url"], "bad_room_id", 4400, Room_id=room_id)
    assert await lesson.connect(room["ws_url"], headers={"Room_id": str(room["id"])})


async def test_the_token_in_the_address_counts_before_the_one_in_the_header(lesson, address):
    room = await lesson.open_room()
    seat = await lesson.join("Анна")
    client = await lesson.connect(address(seat["token"]), headers={"Token": room["token"]})
    assert client.state["me"]["role"] == "student"
    await refused(lesson, address("x"), "bad_token", 4401, Token=room["token"])


async def test_a_trainers_token_holds_for_their_own_rooms_only(lesson, address, app):
    """As a forger could want it who has a key of another room: the member must own the room."""
    room = await lesson.open_room()
    other = Trainer.register("other@school.org", "Пётр", "another password")
    claims = [room["id"], room["uuid"], "teacher", other.id, other.session]
    await refused(lesson, address(app.tokens.make(Purpose.SOCKET, claims)), "bad_token", 4401)


async def test_a_trainer_who_was_signed_out_everywhere_gets_in_no_more_and_changes_nothing(lesson):
    room = await lesson.open_room()
    Trainer.update(session=Trainer.session + 1).execute()
    client = await lesson.connect(room["ws_url"], settle=False)
    # in the same breath, before the refusal is read
    await client.send("training_start")
    assert await client.closed() == 4401
    assert [frame["code"] for frame in client.received] == ["bad_token"]
    assert await lesson.student("Анна")
    assert Room.get().started_at is None


async def test_a_students_token_never_gets_the_trainers_rights(lesson):
    trainer, anna = await lesson.trainer(), await lesson.student("Анна")
    assert anna.state["me"]["role"] == "student"
    for action in ("training_start", "round_new", "message_select", "student_kick", "training_close"):
        assert (await anna.ask(action, id=anna.id))["code"] == "not_allowed"
    assert trainer.of("training_start") == []
    assert Room.get().started_at is None


async def test_a_role_that_does_not_exist(lesson, address, app):
    room = await lesson.open_room()
    for role in ("admin", None, ["teacher"]):
        claims = [room["id"], room["uuid"], role, Trainer.get().id, 1]
        await refused(lesson, address(app.tokens.make(Purpose.SOCKET, claims)), "bad_token", 4401)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:1", "https://localhost"])
async def test_a_foreign_origin_gets_403(lesson, origin):
    room = await lesson.open_room()
    with pytest.raises(HTTPClientError) as error:
        await lesson.connect(room["ws_url"], headers={"Origin": origin})
    assert error.value.code == 403


async def test_our_own_origin_gets_in(lesson, base_url):
    room = await lesson.open_room()
    assert await lesson.connect(room["ws_url"], headers={"Origin": base_url})


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8888", "localhost.evil.example", "a..b"])
async def test_a_foreign_host_gets_421(lesson, visitor, host):
    room = await lesson.open_room()
    with pytest.raises(HTTPClientError) as error:
        await lesson.connect(room["ws_url"], headers={"Host": host})
    assert error.value.code == 421
    for path in ("/", "/sign-in", "/rooms", "/healthz", "/nowhere"):
        assert (await visitor().get(path, Host=host)).status == 421


@pytest.mark.parametrize("host", ["127.0.0.1:1", "[::1]:8888", "LOCALHOST", "classroom.local", "192.168.7.7"])
async def test_an_address_or_a_local_name_is_ours(lesson, visitor, host):
    assert (await visitor().get("/healthz", Host=host)).status == 200


class TestBehindAProxy:
    @pytest.fixture
    def options(self, options):
        options.public_url, options.allowed_hosts = "https://rounds.school.org", ["rounds"]
        return options

    async def test_the_public_name_is_ours(self, lesson, visitor, base_url):
        room = await lesson.open_room()
        local = room["ws_url"].replace("wss://rounds.school.org", base_url.replace("http", "ws"))
        for origin in ("https://rounds.school.org", base_url):
            assert await lesson.connect(local, headers={"Origin": origin})
        with pytest.raises(HTTPClientError):
            await lesson.connect(local, headers={"Origin": "http://rounds.school.org"})
        for host in ("rounds.school.org", "rounds:8888"):
            assert (await visitor().get("/healthz", Host=host)).status == 200


async def test_a_client_that_resets_its_connection_while_it_is_let_in_leaves_nothing_behind(
    lesson, app, base_url
):
    await lesson.open_room()
    server = urlsplit(base_url)
    for token in ("", f"?token={lesson.room['token']}"):
        with socket.create_connection((server.hostname, server.port)) as client:
            client.sendall(
                HANDSHAKE.format(host=server.netloc, room=lesson.room["uuid"], token=token).encode()
            )
            # Closed with a reset: what the server then writes fails at once.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        after = await lesson.connect(lesson.room["ws_url"])  # it is let in after the one before it
        while len(app.hub.connections) > 1:
            await asyncio.sleep(0)
        after.close()

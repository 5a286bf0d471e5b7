"""A trainer, a room and students, as clients of the API and the sockets see them."""

from __future__ import annotations

import json

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from models.trainer import Trainer

EMAIL, PASSWORD = "trainer@school.org", "a good password"


class Lesson:
    """Calls the API; `room` is the last room made."""

    def __init__(self, http_client, base_url):
        self.http_client = http_client
        self.base_url = base_url
        self.token = None
        self.room = None
        self.clients = []

    async def call(self, method, path, body=None, token=None):
        """(status, answer) of one call of the API."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        response = await self.http_client.fetch(
            self.base_url + path,
            method=method,
            headers=headers,
            body=json.dumps(body) if body is not None else None,
            allow_nonstandard_methods=True,
            raise_error=False,
        )
        if response.code == 599:
            raise response.error
        return response.code, json.loads(response.body) if response.body else None

    async def sign_in(self, email=EMAIL, name="Ольга Петровна"):
        """The bearer token of a trainer, who is made when there is none with that email."""
        if not Trainer.select().where(Trainer.email == email).exists():
            Trainer.register(email, name, PASSWORD)
        status, answer = await self.call("POST", "/api/tokens", {"email": email, "password": PASSWORD})
        assert status == 201
        return answer["token"]

    async def open_room(self, **settings):
        """A room of the trainer's."""
        self.token = self.token or await self.sign_in()
        status, self.room = await self.call(
            "POST", "/api/rooms", {"title": "География"} | settings, self.token
        )
        assert status == 201, self.room
        return self.room

    async def trainer(self, **settings):
        """The trainer's connection to the room (to a new one, if there is none yet)."""
        room = self.room or await self.open_room(**settings)
        return await self.connect(room["ws_url"])

    async def join(self, nickname):
        """A seat in the room: `id`, `nickname`, `token`, `ws_url`."""
        status, seat = await self.call(
            "POST", f"/api/rooms/{self.room['uuid']}/students", {"nickname": nickname}
        )
        assert status == 201, seat
        return seat

    async def student(self, nickname):
        """A student's connection to the room."""
        seat = await self.join(nickname)
        client = await self.connect(seat["ws_url"])
        client.id, client.nickname = seat["id"], nickname
        return client

    async def connect(self, url, headers=None, settle=True):
        """A connection to a room; read up to the state it is greeted with, unless a refusal is expected."""
        client = Client(await websocket_connect(HTTPRequest(url, headers=headers or {})))
        self.clients.append(client)
        client.url = url
        if settle:
            client.state = (await client.until("room_state"))["message"]
        return client

    async def running(self, *nicknames, **settings):
        """The trainer's and these students' connections, in a training that has started."""
        trainer = await self.trainer(**settings)
        students = [await self.student(nickname) for nickname in nicknames]
        await trainer.send("training_start")
        for client in (trainer, *students):
            await client.until("training_start")
        return trainer, *students

    async def in_round(self, *nicknames, **settings):
        """The same, with the first round open."""
        trainer, *students = await self.running(*nicknames, **settings)
        await trainer.send("round_new")
        for client in (trainer, *students):
            await client.until("round_new")
        return trainer, *students

    async def results(self):
        status, answer = await self.call("GET", f"/api/rooms/{self.room['uuid']}/results", token=self.token)
        assert status == 200
        return answer

    async def close(self):
        """Close all connections, and see them closed."""
        for client in self.clients:
            client.close()
            await client.closed()


class Client:
    """One connection to a room. Keeps all that it received."""

    def __init__(self, connection):
        self.connection = connection
        self.url = None
        self.received = []
        self.id = None
        self.nickname = None
        self.state = None
        self.has_ended = False

    async def send(self, action, **fields):
        await self.connection.write_message(json.dumps({"action": action, **fields}, ensure_ascii=False))

    async def raw(self, data, binary=False):
        await self.connection.write_message(data, binary=binary)

    async def next(self):
        """The next frame; None when the server closed."""
        received = None if self.has_ended else await self.connection.read_message()
        if received is None:
            self.has_ended = True
            return None
        frame = json.loads(received)
        self.received.append(frame)
        return frame

    async def until(self, action, **fields):
        """Read on to the next frame with this action (and these fields), and give it."""
        while True:
            frame = await self.next()
            assert frame is not None, (
                f"closed with {self.close_code} while waiting for {action}: {self.received[-3:]}"
            )
            if frame["action"] == action and all(frame.get(key) == value for key, value in fields.items()):
                return frame

    async def ask(self, action, **fields):
        """Send, and give what comes back under the same name, or the error."""
        await self.send(action, **fields)
        while True:
            frame = await self.next()
            assert frame is not None, f"closed with {self.close_code} after {action}"
            if frame["action"] == action or (frame["action"] == "error" and frame["request"] == action):
                return frame

    async def caught_up(self):
        """Read all that the server wrote before now, but the merged list of students; gives the frames read."""
        before = len(self.received)
        await self.ask("users_list")
        return self.received[before:-1]

    async def answer(self, text, **fields):
        """Send a message and wait until it is acknowledged; gives its id."""
        ref = fields.setdefault("ref", f"ref-{id(self)}-{len(self.received)}")
        await self.send("message_send", message=text, **fields)
        return (await self.until("message_send", ref=ref))["message"]["message_id"]

    async def closed(self):
        """Wait for the server to close; gives the code."""
        while await self.next() is not None:
            pass
        return self.close_code

    @property
    def close_code(self):
        return self.connection.close_code

    def close(self):
        self.connection.close()

    def of(self, action):
        """All frames received so far with this action."""
        return [frame for frame in self.received if frame["action"] == action]

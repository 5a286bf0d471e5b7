"""People of a journey who are on the protocol alone, without a page; `desk` of a test is a trainer with a room."""

from __future__ import annotations

import json
from contextlib import ExitStack
from urllib.request import Request, urlopen

from websockets.sync.client import connect

EMAIL, PASSWORD = "desk@school.org", "a good password"
PATIENCE = 15  # seconds


class Member:
    """A connection to a room. Keeps all frames received from the room's state on."""

    def __init__(self, url, id=None):
        self.url = url
        self.id = id
        self.connect()

    def connect(self):
        """Come to the room, or back to it after the server was gone."""
        self.received = []
        self.opened = ExitStack()
        # Read only when something is expected: until then all of it waits here.
        self.socket = self.opened.enter_context(connect(self.url, max_queue=None))
        self.state = self.until("room_state")["message"]

    def do(self, action, event=None, **fields):
        """Ask for something, and wait for the event that tells of it."""
        self.send(action, **fields)
        return self.until(event or action)

    def send(self, action, **fields):
        self.socket.send(json.dumps({"action": action, **fields}))

    def until(self, action, **fields):
        """Read on to the next frame with this action and these fields, and give it."""
        while True:
            frame = json.loads(self.socket.recv(timeout=PATIENCE))
            self.received.append(frame)
            assert frame["action"] == action or frame["action"] != "error", frame
            if frame["action"] == action and all(frame.get(key) == value for key, value in fields.items()):
                return frame

    def students(self):
        """The numbers of the students by nickname; whatever was sent before has been received."""
        return {user["nickname"]: user["id"] for user in self.do("users_list")["message"]}

    def close(self):
        self.opened.close()


class Desk(Member):
    """A trainer with a room on this server."""

    def __init__(self, server, **settings):
        self.server = server
        self.token = ""
        self.token = self.call("/api/tokens", {"email": EMAIL, "password": PASSWORD})["token"]
        self.room = self.call("/api/rooms", {"title": "Capitals", "max_round_time": 60, **settings})
        super().__init__(self.room["ws_url"])

    def seat(self, nickname):
        """A student's connection."""
        seat = self.call(f"/api/rooms/{self.room['uuid']}/students", {"nickname": nickname})
        return Member(seat["ws_url"], seat["id"])

    def call(self, path, body):
        """Post to the API."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        with urlopen(Request(self.server.url + path, json.dumps(body).encode(), headers)) as response:
            return json.load(response)

"""A trainer with a program of their own: the HTTP API and one socket, and nothing of the server's code."""

from __future__ import annotations

import json
import time
import urllib.request
from contextlib import contextmanager

from websockets.sync.client import connect

EMAIL, PASSWORD = "trainer@school.org", "a good password"


class Outsider:
    def __init__(self, url, **settings):
        self.url = url
        self.token = self.call("POST", "/api/tokens", {"email": EMAIL, "password": PASSWORD})["token"]
        self.room = self.call("POST", "/api/rooms", {"title": "География"} | settings)

    def call(self, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        if path != "/api/tokens":
            headers["Authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or "null")

    def join(self, nickname):
        return self.call("POST", f"/api/rooms/{self.room['uuid']}/students", {"nickname": nickname})

    @contextmanager
    def connected(self, ws_url=None):
        """A connection to the room, the trainer's own unless it is said whose."""
        with connect(ws_url or self.room["ws_url"]) as socket:
            yield Wire(socket)

    def answers(self):
        """Round by round, what was answered: [[(nickname, text), …], …]."""
        rounds = self.call("GET", f"/api/rooms/{self.room['uuid']}/results")["rounds"]
        return [[(one["nickname"], one["text"]) for one in round["messages"]] for round in rounds]


class Wire:
    def __init__(self, socket):
        self.socket = socket

    def send(self, action, **fields):
        self.socket.send(json.dumps({"action": action, **fields}))

    def until(self, action, wanted=lambda frame: True):
        """The next frame with this action that is as wanted."""
        deadline = time.monotonic() + 30
        while True:
            frame = json.loads(self.socket.recv(timeout=deadline - time.monotonic()))
            if frame["action"] == action and wanted(frame):
                return frame

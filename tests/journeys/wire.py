"""The wire between one phone and the server, in the hands of a test: what goes over it is noted, lost or held up."""

from __future__ import annotations

import json
import re


class Wire:
    """`people.student(…, before=wire.take)`. `said`, `heard`: what the phone has sent and received."""

    def __init__(self):
        self.said = []
        self.heard = []
        self.connections = 0
        self.lost = set()  # of these actions nothing reaches the server
        self.held = set()  # of these nothing reaches the phone, until release()
        self.frozen = 0  # on the connection of this number nothing goes either way, and nobody is told
        self.replaced = {}  # in what the server says
        self._waiting = []
        self._sides = []

    def take(self, page):
        page.route_web_socket(re.compile("/ws/room/"), self._route)

    def of(self, action):
        return [frame for frame in self.said if frame["action"] == action]

    def release(self):
        self.held = set()
        for pass_on in self._waiting:
            pass_on()
        self._waiting = []

    def cut(self, code=1012):
        self._sides[-1].close(code=code)

    def _route(self, page_side):
        self.connections += 1
        self._sides.append(page_side)
        number = self.connections
        server_side = page_side.connect_to_server()
        page_side.on_message(lambda text: self._to_server(server_side, text, number))
        server_side.on_message(lambda text: self._to_page(page_side, text, number))

    def _to_server(self, side, text, number):
        frame = json.loads(text)
        self.said.append(frame)
        if frame["action"] not in self.lost and number != self.frozen:
            side.send(text)

    def _to_page(self, side, text, number):
        if number == self.frozen:
            return
        for old, new in self.replaced.items():
            text = text.replace(old, new)
        if json.loads(text)["action"] in self.held:
            self._waiting.append(lambda: self._give(side, text))
        else:
            self._give(side, text)

    def _give(self, side, text):
        self.heard.append(json.loads(text)["action"])
        side.send(text)

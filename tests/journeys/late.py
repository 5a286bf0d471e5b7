"""A network that is late: what a page hears of the server comes when the test says so."""

from __future__ import annotations

import re


class Late:
    """A network on which everything from the server waits for a certain frame, and then comes in its order."""

    def __init__(self):
        self.wanted = None
        self.waiting = []
        self.connections = 0

    def take(self, page):
        page.clock.install()
        page.route_web_socket(re.compile("/ws/room/"), self._route)

    def until(self, action):
        self.wanted = f'"action":"{action}"'

    def _route(self, page_side):
        self.connections += 1
        page_side.connect_to_server().on_message(lambda frames: self._pass(page_side, frames))

    def _pass(self, page_side, frames):
        self.waiting.append(frames)
        if self.wanted and self.wanted not in frames:
            return
        self.wanted = None
        for waiting in self.waiting:
            page_side.send(waiting)
        self.waiting.clear()

"""The server as a process on the session's PostgreSQL, with a lesson in it: to be killed or measured."""

from __future__ import annotations

from urllib.parse import urlsplit

from tornado.httpclient import AsyncHTTPClient

from tests.lesson import Lesson
from tests.process import Process


class Served:
    def __init__(self, data, database_url):
        self.process = Process(data, port=0, database_url=database_url)
        self.lesson = Lesson(AsyncHTTPClient(), self.process.url)

    def crash(self):
        """Kill it as a power cut does, and start it again."""
        self.process.kill()
        self.process.start()
        self.lesson.base_url = self.process.url

    def here(self, seat):
        """A seat at the address where the server listens now."""
        return seat | {
            "ws_url": urlsplit(seat["ws_url"])._replace(netloc=urlsplit(self.process.url).netloc).geturl()
        }

    def stop(self):
        """Stop it; what it logged as an error fails the test."""
        status = self.process.stop()
        bad = [
            line
            for line in self.process.log
            if " ERROR " in line or "Traceback" in line or "CRITICAL" in line
        ]
        assert (status, bad) == (0, [])

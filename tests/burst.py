"""A class that answers all at once while somebody pulls a plug: what was acknowledged, and what is there."""

from __future__ import annotations

import asyncio
from collections import Counter

from tornado.httpclient import AsyncHTTPClient

from tests.lesson import EMAIL, PASSWORD, Lesson

TRAINER = {"trainer_email": EMAIL, "trainer_password": PASSWORD}


class Burst:
    """Answers of students to an open round. `acknowledged`: ref → message_id; `refused`: ref → code."""

    def __init__(self, process, students=30, answers=500):
        self.process = process
        self.answers = [(number % students, f"answer {number}") for number in range(answers)]
        self.students = students
        self.acknowledged = {}
        self.refused = {}
        self.news = asyncio.Event()

    async def open(self):
        """The room, everybody in it, and the round."""
        self.lesson = self.new_lesson()
        call = await self.lesson.call("POST", "/api/tokens", {"email": EMAIL, "password": PASSWORD})
        self.token = self.lesson.token = call[1]["token"]
        self.room = await self.lesson.open_room(max_round_time=3600, max_students_count=1000)
        self.seats = [await self.lesson.join(f"Ученик {number}") for number in range(self.students)]
        trainer = await self.lesson.trainer()
        await trainer.send("training_start")
        await trainer.send("round_new")
        await trainer.until("round_new")

    def new_lesson(self):
        return Lesson(AsyncHTTPClient(), self.process.url)

    async def connect(self):
        """Everybody, to wherever the server is now."""
        lesson = self.new_lesson()
        address = self.process.url.replace("http", "ws", 1) + f"/ws/room/{self.room['uuid']}/?token="
        self.clients = [await lesson.connect(address + seat["token"]) for seat in self.seats]
        self.readers = [asyncio.ensure_future(self.listen(client)) for client in self.clients]

    async def listen(self, client):
        """Note what is acknowledged and refused; keep no frames."""
        while (frame := await client.next()) is not None:
            client.received.clear()
            if frame.get("ref") and frame["action"] == "message_send":
                self.acknowledged.setdefault(frame["ref"], frame["message"]["message_id"])
                assert self.acknowledged[frame["ref"]] == frame["message"]["message_id"], (
                    "another id than before"
                )
            elif frame.get("ref"):
                self.refused[frame["ref"]] = frame["code"]
            self.news.set()

    async def send(self, answers=None):
        for who, ref in self.answers if answers is None else answers:
            try:
                await self.clients[who].send("message_send", message=ref, ref=ref)
            except Exception:  # the plug is out
                return

    async def heard(self, count):
        """Wait until so many answers have an outcome."""
        while len(self.acknowledged.keys() | self.refused.keys()) < count:
            self.news.clear()
            await self.news.wait()

    async def over(self):
        """The server went away: read what it still sent, to the end."""
        await asyncio.gather(*self.readers)

    async def stored(self):
        """ref → message_id of all that is in the database, each of which must be there once."""
        lesson = self.new_lesson()
        lesson.token, lesson.room = self.token, self.room
        rows = [message for its in (await lesson.results())["rounds"] for message in its["messages"]]
        twice = [text for text, times in Counter(row["text"] for row in rows).items() if times > 1]
        assert not twice, f"stored more than once: {twice}"
        return {row["text"]: row["message_id"] for row in rows}

    async def leave(self):
        for client in self.clients:
            client.close()
        await self.over()
        await self.lesson.close()  # a second time does nothing


async def crash(process, moment, students=30, answers=500, pull=None):
    """Pull the plug when `moment` answers were acknowledged, start again, and see that none is lost or doubled."""
    burst = Burst(process, students, answers)
    await burst.open()
    await burst.connect()
    sending = asyncio.ensure_future(burst.send())
    await burst.heard(moment)
    (pull or process.kill)()
    await sending
    await burst.over()
    await burst.lesson.close()
    before = dict(burst.acknowledged)
    assert moment <= len(before)
    process.start()
    stored = await burst.stored()
    assert before.items() <= stored.items(), "acknowledged, and not there"
    burst.refused.clear()
    await burst.connect()
    await burst.send()
    await burst.heard(answers)
    assert burst.refused == {}
    stored = await burst.stored()
    assert len(stored) == answers
    assert stored == burst.acknowledged
    assert before.items() <= stored.items()
    await burst.leave()
    return len(before)

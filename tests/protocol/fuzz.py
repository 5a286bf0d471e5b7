"""Sends bad bytes to a server, in either role, in room after room, and looks at each answer.

`fuzz`   a server of its own to feed; an error in its log fails the test. Import `fuzz_fixture` where it is needed.
"""

from __future__ import annotations

import json
import random

import psutil
import pytest

from handlers.live.messages import Pushed
from models.base import database
from models.tokens import Purpose, Tokens, load_keys
from tests.protocol.bad_bytes import evils, mutation, wrong_types
from tests.protocol.served import Served
from tests.protocol.wire import Wire
from tests.rooms import a_room, join, open_round

# 1006: hung up on, which is what a broken frame gets (RFC 6455, 7.1.7, 8.1); 1009: too big.
CLOSES = {1006, 1007, 1009, 4400, 4403, 4429}
# What is done without an answer to the sender alone: the room hears of it with the next merged list.
QUIET = {"student_ready", "student_kick", "student_add", "student_restore", "student_writing"}
KNOWN = {str(kind.__struct_config__.tag) for kind in Pushed.__subclasses__()}
# Less than a member may send at once: more would only be refused.
FRAMES_EACH = 50
ROOMS = 5

SEED = 20261122


@pytest.fixture(name="fuzz")
def fuzz_fixture(tmp_path, database, database_url):
    served = Served(tmp_path, database_url)
    fuzz = Fuzz(served.process, tmp_path)
    yield fuzz
    fuzz.close()
    served.stop()


class Fuzz:
    """`counts`: how often which answer was heard."""

    def __init__(self, process, data):
        self.server, url = psutil.Process(process.process.pid), process.url
        self.tokens = Tokens(load_keys(data))
        self.counts = {}
        self.doors: dict[str, list[str]] = {"teacher": [], "student": []}
        # So that none of the bad numbers is a student, whom it would put out.
        database.execute_sql("SELECT setval(pg_get_serial_sequence('student', 'id'), 5000000)")
        for _ in range(ROOMS):
            room = a_room(max_rounds_count=100)
            (student,) = join(room, "Анна")
            open_round(room)
            for role, member in (("teacher", room.trainer), ("student", student)):
                claims = [room.id, str(room.uuid), role, member.id, getattr(member, "session", 0)]
                token = self.tokens.make(Purpose.SOCKET, claims)
                self.doors[role].append(f"ws{url.removeprefix('http')}/ws/room/{room.uuid}/?token={token}")
        self.wire, self.role, self.turn = None, None, 0

    def feed(self, rounds, mutations):
        """In each round all the known evils and so many mutations, to both roles.

        Gives by how many bytes the server grew after the first round, in which it saw everything once.
        """
        dice = random.Random(SEED)
        known = [*evils(), *wrong_types()]
        for number in range(rounds):
            for role in ("teacher", "student"):
                dice.shuffle(known)
                for payload, opcode in known:
                    self.send(role, payload, opcode)
                for _ in range(mutations):
                    self.send(role, *mutation(dice))
            if number == 0:
                before = self.server.memory_info().rss
        return self.server.memory_info().rss - before

    def all_goes_on(self):
        """The rooms that were fed still take answers."""
        self.close()
        for door in self.doors["student"]:
            student = Wire(door)
            heard = student.exchange(
                '{"action": "message_send", "message": "Париж", "ref": "после"}'.encode()
            )
            student.hang_up()
            (answer,) = [frame for frame in heard if frame.get("ref") == "после"]
            assert answer["action"] == "message_send", answer
        return True

    def send(self, role, payload, opcode):
        """One frame: an error, a close or a legitimate answer must come of it."""
        if role != self.role or self.wire.close_code or self.wire.sent >= FRAMES_EACH:
            self.go_on(role)
        heard = self.wire.exchange(payload, opcode)
        for frame in heard:
            assert frame["action"] in KNOWN, frame
            self.count(frame.get("code", frame["action"]))
        if self.wire.close_code:
            assert self.wire.close_code in CLOSES, (self.wire.close_code, payload[:200])
            self.count(self.wire.close_code)
        elif not heard:
            assert json.loads(payload)["action"] in QUIET, payload[:200]

    def go_on(self, role):
        """In the next room, in this role."""
        self.close()
        self.role, self.turn = role, self.turn + 1
        self.wire = Wire(self.doors[role][self.turn % ROOMS])
        assert self.wire.exchange(b'{"action": "room_info"}')
        assert self.wire.close_code is None, self.wire.close_code

    def close(self):
        if self.wire:
            self.wire.hang_up()

    def count(self, what):
        self.counts[what] = self.counts.get(what, 0) + 1

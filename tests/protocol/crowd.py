"""A trainer with two tabs, a screen and students in one room, and what must hold when nothing is under way."""

from __future__ import annotations

import asyncio
from collections import Counter

from models.base import database
from models.event import Event
from models.message import Message
from models.room import Room
from models.student import Student
from tests.protocol.drafts import compare_drafts, kept_in
from tests.protocol.follower import PATIENCE, Follower

# Plainly, one student after the other.
RECOUNT = """
    SELECT id, (SELECT count(*) FROM message WHERE student_id = student.id AND is_correct AND removed_at IS NULL)
    FROM student WHERE room_id = %s AND kicked_at IS NULL
"""

ANSWERED = """
    SELECT count(DISTINCT student_id) FROM message JOIN student ON student.id = student_id
    WHERE removed_at IS NULL AND kicked_at IS NULL AND student.room_id = %s
    AND round_id = (SELECT id FROM round WHERE room_id = %s ORDER BY number DESC LIMIT 1)
"""

# Among the pages.
FIRST_STUDENT = 3


class Crowd:
    """`pages`: the first two are the trainer's, the third is a screen's, the others are students'.

    `counts` tells what all the crowds of a test went through.
    """

    def __init__(self, app, lesson, screen_seat, counts=None):
        self.app, self.lesson, self.screen_seat = app, lesson, screen_seat
        self.counts = Counter() if counts is None else counts
        self.pages, self.fresh, self.tasks = [], [], set()
        # Rounds whose clock the test turned: nobody was told of those deadlines.
        self.turned = set()
        # Has nothing been found yet? Else there is no use in looking again.
        self.is_sound = True

    async def enter(self, answers, students, takes_drafts=True):
        """Open a room; `students`: for each whether their page takes changes. The first one has a second device."""
        self.lesson.room = None
        self.seat = await self.lesson.open_room(answers=answers, max_rounds_count=100)
        Room.update(takes_drafts=takes_drafts).where(Room.id == self.seat["id"]).execute()
        self.pages = [Follower(self.seat, changes) for changes in (False, True)]
        share(*self.pages)
        self.pages.append(Follower(self.screen_seat(self.seat), role="screen"))
        for changes in students:
            await self.join(changes)
        first = self.pages[FIRST_STUDENT]
        self.pages.append(Follower(first.seat, not students[0], first.student_id))
        share(first, self.pages[-1])
        await asyncio.gather(*(page.connect() for page in self.pages))

    async def join(self, changes):
        """A student's page; None: the room is locked."""
        path = f"/api/rooms/{self.seat['uuid']}/students"
        nickname = f"Ученик {len(self.pages) - FIRST_STUDENT}"
        status, seat = await self.lesson.call("POST", path, {"nickname": nickname})
        if status == 409:
            assert seat["error"]["code"] == "room_locked"
            return None
        self.pages.append(Follower(seat, changes, seat["id"]))
        return self.pages[-1]

    def start(self, coroutine):
        """Let it happen while other things do; whatever it raises is raised at rest."""
        self.tasks.add(asyncio.ensure_future(coroutine))

    async def leave(self):
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await asyncio.gather(*(page.end() for page in [*self.pages, *self.fresh]))
        await self.connections_are(0)

    async def rest(self):
        """Wait until nothing is under way, then look whether all promises were kept."""
        self.is_sound = False
        await asyncio.gather(*self.tasks)
        self.tasks.clear()
        await self.connections_are(lambda: sum(page.still_open for page in self.pages))
        for page in self.pages:
            await page.drain()
        # At least twice: first every page's requests are answered, then every page has heard what the others' caused.
        # What a lost connection had still sent is obeyed one after the other, and nobody waits for it: the log tells.
        heads: list[int] = []
        while len(heads) < 2 or heads[-1] != heads[-2]:
            heads.append(await self.app.writer.submit(self.seat["id"], lambda room: room.seq))
            self.present = [page for page in self.pages if page.is_connected]
            for page in self.present:
                await page.settle()
        self.present = [page for page in self.present if page.is_connected]
        for page in self.pages:
            assert not page.faults, page.faults
        for page in self.present:
            assert not page.awaited, f"no answer to {page.awaited}"
        self.compare_streams()
        self.compare_messages()
        compare_drafts(self)
        await self.compare_states()
        self.is_sound = True

    async def end(self):
        """Everybody comes back, the training closes, and the right answers are counted again."""
        await self.rest()
        for page in self.pages:
            if not page.is_connected:
                self.start(page.resume())
        await self.rest()
        self.pages[0].send("training_start")
        self.pages[1].send("training_close")
        await self.rest()
        kicked = {student.id for student in Student.select().where(Student.kicked_at.is_null(False))}
        for page in self.pages:
            is_out = page.student_id in kicked
            assert page.is_connected == (not is_out) and (not is_out or page.close_code == 4403)
            self.counts["acknowledged"] += len(page.acknowledged)
        recount = dict(database.execute_sql(RECOUNT, [self.seat["id"]]))
        told = [(row["student_id"], row["correct_answers_count"]) for row in self.pages[0].picture.result]
        assert dict(told) == recount
        assert [count for _, count in told] == sorted(recount.values(), reverse=True)
        self.counts["right answers"] += sum(recount.values())

    async def connections_are(self, number):
        """Wait until the server has noticed everyone who left."""
        async with asyncio.timeout(PATIENCE):
            while len(self.app.hub.connections) != (number if isinstance(number, int) else number()):
                await asyncio.sleep(0)

    def compare_streams(self):
        """Each page was given all that its audience may see since it began, in order and once."""
        log = list(Event.select().where(Event.room == self.seat["id"]).order_by(Event.seq))
        assert [event.seq for event in log] == list(range(1, len(log) + 1))
        lists = {event.seq for event in log if event.action == "user_list"}
        for page in self.present:
            meant = [event.seq for event in log if event.seq > page.base and is_for(event, page)]
            given = [seq for seq, action in page.given if not action.startswith("user_list")]
            wrong = [(event.seq, event.action) for event in log if event.seq in {*given} ^ {*meant}]
            assert given == meant, f"{page.role} {page.student_id}: {wrong}"
            assert {seq for seq, action in page.given if action.startswith("user_list")} <= lists

    def compare_messages(self):
        """What was acknowledged is stored, once and under that id; what was not is stored at most once."""
        rows = list(Message.select().where(Message.room == self.seat["id"]))
        stored = {(None if row.trainer_id else row.student_id, row.ref): row for row in rows}
        assert len(stored) == len(rows), "a `ref` is stored twice"
        known = set()
        for page in self.pages:
            for ref, fields in page.sent.items():
                known.add((page.student_id, ref))
                row, answer = stored.get((page.student_id, ref)), page.acknowledged.get(ref)
                assert answer is None or (row is not None and row.id == answer), (
                    f"{ref} was acknowledged as {answer}"
                )
                # Or the draft counted before it was sent, maybe in the round before.
                drafts = page.drafted.get(ref, ())
                assert row is None or drafts or fields.get("round_id", row.round_id) == row.round_id
                assert row is None or row.text == fields["message"] or row.text in drafts
            for ref, texts in page.drafted.items():
                known.add((page.student_id, ref))
                row = stored.get((page.student_id, ref))
                assert ref not in page.acknowledged or (row and row.id == page.acknowledged[ref])
                assert row is None or ref in page.sent or row.text in texts
        assert stored.keys() <= known, "something is stored that nobody sent"
        by_id = {row.id: row for row in rows}
        for page in self.pages:
            if page.picture.is_hidden and page.role != "teacher":
                for round_id, message_id in page.picture.marked:
                    row = by_id[message_id]
                    secret = row.round_id == round_id and row.student_id not in (None, page.student_id)
                    assert not secret, (
                        f"{page.student_id} was told of a mark of {row.student_id}'s hidden answer"
                    )

    async def compare_states(self):
        """Each page knows what a new connection of the same member is told."""
        seated = Student.select().where((Student.room == self.seat["id"]) & Student.kicked_at.is_null())
        online: Counter[int | None] = Counter()
        for page in self.pages:
            online[page.student_id] += page.still_open
        users = {s.id: s.as_user() | {"is_online": online[s.id] > 0} for s in seated}
        drafts = kept_in(self.seat["id"])
        answered = database.execute_sql(ANSWERED, [self.seat["id"]] * 2).fetchone()[0]
        for page in self.present:
            fresh = Follower(page.seat, False, page.student_id, page.role)
            self.fresh.append(fresh)
            await fresh.connect()
            for one in (fresh, page):
                if one.role == "screen":
                    await one.until(lambda one=one: one.picture.answered == answered)
                try:
                    await one.until(lambda one=one: one.picture.users == users)
                except TimeoutError:
                    raise AssertionError(
                        f"{one.picture.users} is not {users}, changes: {one.changes}"
                    ) from None
            assert self.settled(page) == self.settled(fresh)
            assert fresh.picture.draft == drafts.get(page.student_id)
            fresh.cut("close")
            self.counts["states compared"] += 1
        await self.connections_are(lambda: sum(page.still_open for page in self.pages))

    def settled(self, page):
        """What the page knows, but for times that nobody was told."""
        present = page.picture.present
        if present["round"] and present["round"]["round_id"] in self.turned:
            present["round"] = present["round"] | {"deadline": None}
            present["extras"] = dict.fromkeys(present["extras"])
        return present


def share(*pages):
    """These pages are one member's: they know what was sent and answered on each other."""
    first, *others = pages
    for page in others:
        page.sent, page.answers, page.acknowledged = first.sent, first.answers, first.acknowledged
        page.drafted = first.drafted


def is_for(event, page):
    """As the contract has it. The list of students is merged, so its numbers may be passed over."""
    if event.action == "user_list":
        return False
    mine = page.student_id is not None and page.student_id == event.student_id
    if event.audience == "student":
        return mine
    if event.audience == "trainer":
        return page.role == "teacher"
    if event.audience == "author":
        return mine or page.role == "teacher"
    if event.action == "message_select" and page.role == "screen" and event.data["is_blind"]:
        return False
    if event.action == "message_select" and page.role == "screen" and event.data["unrevealed"]:
        return event.data["unrevealed"] != event.data["message_ids"]
    has_own_end = event.action == "round_close" and page.student_id in owners(event)
    return not has_own_end


def owners(event):
    """The students whose own time ran when that happened."""
    return [extra["student_id"] for extra in event.data["extras"]]

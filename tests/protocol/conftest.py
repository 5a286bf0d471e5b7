"""What the proofs of the protocol share.

`follow`      makes a reference client for a seat (of `lesson.join`, `lesson.open_room`, `screen_seat`), and connects it
`times_up`    the clock of the open round of a room, if there is one, runs out now, or each student's own
`room`        makes the trainer's follower and these students', in a room with these settings
"""

import pytest

from models.extra_time import ExtraTime
from models.round import Round
from tests.protocol.follower import Follower


@pytest.fixture
def follow(io_loop, lesson):
    followers = []

    async def follow(seat, changes=False, connected=True, **query):
        role = "screen" if "screen_id" in seat else None
        follower = Follower(seat, changes, None if "code" in seat else seat["id"], role)
        followers.append(follower)
        if connected:
            await follower.connect(**query)
            await follower.until(lambda: follower.seq is not None or follower.close_code)
        return follower

    yield follow
    for follower in followers:
        io_loop.run_sync(follower.end)


@pytest.fixture
def room(lesson, follow):
    async def room(*nicknames, changes=False, **settings):
        """The trainer's and these students' followers, in a training that has started."""
        trainer = await follow(await lesson.open_room(**settings), changes)
        students = [await follow(await lesson.join(nickname), changes) for nickname in nicknames]
        trainer.send("training_start")
        await trainer.settle()
        return trainer, *students

    return room


@pytest.fixture(name="times_up")
def times_up_fixture(app):
    def times_up(room, whose="the room's"):
        last = Round.select().where(Round.room == room["id"]).order_by(Round.number.desc()).first()
        if last is None:
            return None
        # as if that had been long ago
        if whose == "the room's":
            Round.update(deadline=Round.opened_at).where(
                Round.id == last.id, Round.closed_at.is_null()
            ).execute()
        else:
            ExtraTime.update(deadline=last.opened_at).where(ExtraTime.round == last.id).execute()
        app.bell.ring_in(0, room["id"])
        return last.id

    return times_up

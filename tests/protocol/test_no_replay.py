"""Whom no replay can help gets the present state, and who says nonsense is told so."""

import asyncio

import pytest

from models.event import LONGEST_REPLAY, Event
from models.message import Message
from models.room import Room
from models.trainer import Trainer
from tests.protocol.follower import Follower
from tests.protocol.story import live_through


async def many_announcements(app, lesson, number):
    """So many events, in one transaction."""
    trainer = Trainer.get().id

    def announce(room):
        for each in range(number):
            Message.announce(room, trainer, f"слово {each}")

    await app.writer.submit(lesson.room["id"], announce)


async def test_up_to_five_hundred_missed_events_are_replayed_and_for_more_the_present_state_comes(
    app, lesson, room
):
    (trainer,) = await room()
    await many_announcements(app, lesson, LONGEST_REPLAY)
    await trainer.settle()
    back = Follower(trainer.seat)
    back.seq = trainer.seq - LONGEST_REPLAY
    await back.resume(epoch=False)
    await back.settle()
    assert (len(back.of("message_send")), back.of("room_state"), back.faults) == (LONGEST_REPLAY, [], [])
    await back.connect(since=trainer.seq - LONGEST_REPLAY - 1)
    await back.settle()
    assert (back.of("message_send"), len(back.of("room_state"))) == ([], 1)
    assert back.picture.present == trainer.picture.present
    await back.end()


@pytest.mark.parametrize("what", ["ahead", "far ahead", "another history", "the log was trimmed"])
async def test_who_cannot_be_helped_by_a_replay_gets_the_present_state(room, follow, what):
    trainer, anna, boris = await room("Анна", "Борис")
    await live_through(trainer, anna, boris)
    await anna.settle()
    query = {"since": anna.seq - 3}
    if what == "ahead":
        query = {"since": anna.seq + 1, "epoch": anna.epoch}
    elif what == "far ahead":
        query = {"since": 10**18 - 1}
    elif what == "another history":
        query = {"since": anna.seq, "epoch": "ffffffff"}
    else:
        Event.delete().where(Event.seq == anna.seq - 2).execute()
    back = await follow(anna.seat, **query)
    await back.settle()
    assert [frame["action"] for frame in back.frames[:3]] == ["room_info", "user_list", "room_state"]
    assert (back.seq, back.epoch) == (anna.seq, anna.epoch)
    await back.until(lambda: back.picture.present == anna.picture.present)


async def test_after_a_backup_was_restored_and_the_room_went_on_the_same_number_is_not_taken_for_the_same(
    room, lesson
):
    trainer, anna = await room("Анна")
    trainer.post("lost", "после копии")
    await asyncio.gather(trainer.settle(), anna.settle())
    anna.cut("close")
    trainer.cut("close")
    # what the backup did not have
    Message.delete().execute()
    Event.delete().where(Event.seq == anna.seq).execute()
    Room.update(seq=anna.seq - 1).execute()
    await trainer.connect()
    trainer.post("other", "другая история")
    await trainer.settle()
    await anna.resume()
    await anna.settle()
    assert len(anna.of("room_state")) == 1
    assert [message["text"] for message in anna.picture.messages.values()] == ["другая история"]


GARBAGE = ["-1", "x", "1.5", "1e3", "٣", "9" * 19, "%ff", "0x1", "null", "1%00", "1,2"]


@pytest.mark.parametrize("since", GARBAGE)
async def test_a_since_that_is_no_number_is_refused(lesson, follow, since):
    page = await follow(await lesson.open_room(), since=since)
    assert await page.closed() == 4400
    assert [(frame["action"], frame["code"], frame["request"]) for frame in page.frames] == [
        ("error", "bad_since", "connect")
    ]


async def test_an_epoch_that_is_no_text_is_merely_not_ours(room, follow):
    (trainer,) = await room()
    page = await follow(trainer.seat, since=trainer.seq, epoch="%ff")
    assert len(page.of("room_state")) == 1

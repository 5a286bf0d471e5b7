"""A page that comes back and says where it stood is given what it missed, in order and once, or the present state."""

import asyncio
from itertools import pairwise

import pytest

from models.base import database
from models.event import Event
from models.message import Message
from tests.protocol.follower import Follower
from tests.protocol.story import live_through


def numbered(frames, after=-1):
    """The numbered frames but the lists of students, without what depends on what the client was given before."""
    return [
        {name: value for name, value in frame.items() if name not in ("prev", "server_time")}
        for frame in frames
        if frame.get("seq", -1) > after and not frame["action"].startswith(("user_list", "room_state"))
    ]


@pytest.mark.parametrize("answers", ["open", "hidden"])
@pytest.mark.parametrize("changes", [False, True])
async def test_from_every_point_all_that_was_missed_comes_in_order_and_once_and_nothing_else(
    room, answers, changes
):
    trainer, anna, boris = await room("Анна", "Борис", changes=changes, answers=answers)
    began = trainer.base
    await live_through(trainer, anna, boris)
    trainer.send("training_close")
    for stayed in (trainer, anna, boris):
        await stayed.settle()
        told = numbered(stayed.frames)
        for since in range(max(began, stayed.base), trainer.seq + 1):
            back = Follower(stayed.seat, changes, stayed.student_id)
            back.seq = since
            since_epoch = {"epoch": Event.get(seq=since).epoch} if since else {}
            await back.connect(since=since, **since_epoch)
            await back.settle()
            assert numbered(back.frames) == [frame for frame in told if frame["seq"] > since]
            assert [frame["action"] for frame in back.frames[:2]] == ["room_info", "user_list"]
            assert not back.of("room_state")
            numbers = [frame["seq"] for frame in back.frames if "seq" in frame]
            chain = [frame["prev"] for frame in back.frames if "seq" in frame]
            assert chain == [since, *numbers][:-1] if numbers else not chain
            assert all(before < after for before, after in pairwise([since, *numbers]))
            await back.until(lambda back=back, stayed=stayed: back.picture.users == stayed.picture.users)
            await back.end()
        assert not stayed.faults


@pytest.mark.parametrize("answers", ["open", "hidden"])
@pytest.mark.parametrize("changes", [False, True])
@pytest.mark.parametrize("how", ["abort", "close", "dark"])
async def test_whoever_was_away_for_a_while_knows_what_those_who_stayed_know(
    room, follow, answers, changes, how
):
    trainer, anna, boris = await room("Анна", "Борис", changes=changes, answers=answers)
    away = [await follow(page.seat, changes) for page in (trainer, anna, boris)]
    for page in away:
        page.cut(how)
    await live_through(trainer, anna, boris)
    for stayed, page in zip((trainer, anna, boris), away, strict=True):
        await page.resume()
        await asyncio.gather(page.settle(), stayed.settle())
        assert not page.of("room_state")
        assert not page.faults
        assert page.picture.present | {"users": {}} == stayed.picture.present | {"users": {}}
        await page.until(lambda page=page, stayed=stayed: page.picture.users == stayed.picture.users)


async def test_in_a_hidden_room_a_replay_holds_what_the_member_may_see_and_no_hole(room):
    trainer, anna, boris = await room("Анна", "Борис", answers="hidden")
    trainer.send("round_new")
    await asyncio.gather(trainer.settle(), boris.settle())
    boris.cut()
    anna.post("a", "тайна")
    await anna.settle()
    trainer.send("message_select", id=anna.acknowledged["a"])
    trainer.post("t", "слово")
    await trainer.settle()
    await boris.resume()
    await boris.settle()
    assert "тайна" not in str(boris.frames)
    assert [frame["message_ids"] for frame in boris.of("message_select")] == [[]]
    assert not boris.faults
    trainer.send("round_new")
    await boris.until(lambda: "тайна" in str(boris.of("round_new")))
    assert boris.picture.messages[anna.acknowledged["a"]]["is_correct"]


async def test_a_screen_knows_what_is_right_once_the_round_is_over_whenever_it_came(
    room, follow, screen_seat, lesson
):
    trainer, anna = await room("Анна")
    trainer.send("round_new")
    await trainer.settle()
    seat = screen_seat(lesson.room)
    stays, away = [await follow(seat) for _ in range(2)]
    away.cut()
    for ref in ("a", "b", "c"):
        anna.post(ref, ref)
    await anna.settle()
    trainer.send("message_select", message_ids=[anna.acknowledged["a"], anna.acknowledged["b"]])
    trainer.send("message_select", id=anna.acknowledged["b"], is_correct=False)
    await trainer.settle()
    between = await follow(seat)
    trainer.send("round_end")
    await trainer.settle()
    await away.resume()
    fresh = await follow(seat)
    for page in (stays, away, between, fresh):
        await page.settle()
        marks = [page.picture.messages[anna.acknowledged[ref]]["is_correct"] for ref in ("a", "b", "c")]
        assert (marks, page.faults) == ([True, False, False], [])
    assert not away.of("room_state")


@pytest.mark.parametrize("has_since", [False, True])
async def test_what_is_committed_while_the_snapshot_is_read_arrives_once(room, follow, has_since):
    (trainer,) = await room()
    back = await follow(trainer.seat, connected=False)
    back.seq = trainer.seq if has_since else None
    with database.atomic() as held:
        # Whoever comes in now has read the room, asks next who it is, and gets no answer yet.
        database.execute_sql("LOCK TABLE trainer IN ACCESS EXCLUSIVE MODE")
        coming = asyncio.ensure_future(back.resume(epoch=False))
        waits = "SELECT 1 FROM pg_locks WHERE relation = 'trainer'::regclass AND NOT granted"
        while not list(database.execute_sql(waits)):
            await asyncio.sleep(0)
        trainer.send("round_new", question="между делом")
        await trainer.until(lambda: trainer.of("round_new"))
        held.rollback()
    await coming
    await back.settle()
    assert [frame["message"]["question"] for frame in back.of("round_new")] == ["между делом"]
    assert len(back.of("room_state")) == (0 if has_since else 1)
    assert not back.faults
    assert back.picture.round == trainer.picture.round


async def test_a_reconnect_waits_for_no_dead_connection_and_loses_and_doubles_nothing(room, app):
    trainer, anna = await room("Анна")
    trainer.send("round_new")
    await asyncio.gather(trainer.settle(), anna.settle())
    for number in range(5):
        anna.post(f"sent {number}", "дошло ли?")
        anna.cut("dark")
        anna.post(f"typed {number}", "в туннеле")
        await anna.resume()
        await anna.settle()
        assert anna.still_open == number + 2
    assert len(app.hub.connections) == 7
    await trainer.settle()
    assert sorted(m.id for m in Message.select()) == sorted(anna.acknowledged.values())
    assert len(trainer.of("message_send")) == len(anna.acknowledged) == 10
    assert not anna.faults

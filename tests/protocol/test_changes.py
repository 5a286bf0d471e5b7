"""A page that asked for changes of the list of students ends with the same list as one that is sent whole lists."""

import asyncio


async def test_joins_readiness_presence_and_kicks_end_in_the_same_list_for_both_kinds(room, follow, lesson):
    trainer, *students = await room(*(f"Ученик {number}" for number in range(5)))
    tab = await follow(trainer.seat, changes=True)
    lost = await follow(trainer.seat, changes=True)
    assert (tab.connection.selected_subprotocol, trainer.connection.selected_subprotocol) == (
        "rounds.changes",
        None,
    )
    lost.cut()
    students[0].send("student_ready", is_ready=True)
    students[1].cut("close")
    students[2].cut("abort")
    trainer.send("student_kick", id=students[3].student_id)
    await asyncio.gather(students[0].settle(), trainer.settle())
    newcomer = await follow(await lesson.join("Новенький"), changes=True)
    newcomer.send("student_ready", is_ready=True)
    await students[2].connect()
    await asyncio.gather(newcomer.settle(), students[2].settle(), lost.resume())
    expected = {
        students[0].student_id: (True, True),
        students[1].student_id: (False, False),
        students[2].student_id: (False, True),
        students[4].student_id: (False, True),
        newcomer.student_id: (True, True),
    }

    def users(page):
        return {user["id"]: (user["is_ready"], user["is_online"]) for user in page.picture.users.values()}

    for page in (trainer, tab, lost, newcomer, students[0], students[2], students[4]):
        await page.until(lambda page=page: users(page) == expected)
        await page.settle()
        assert not page.faults
    # after the greeting, no whole list
    for page in (tab, newcomer, lost):
        assert len(page.of("user_list")) == 1
    assert tab.of("user_list_change")
    assert not trainer.of("user_list_change") + trainer.of("presence")


async def test_whoever_came_and_went_before_that_was_told_is_known_to_be_gone(room, follow, lesson):
    """A list or a change in between has shown them: who was told of the coming is told of the going."""
    (trainer,) = await room(changes=True)
    seat = await lesson.join("Анна")
    for _ in range(5):
        anna = await follow(seat)
        between = await follow(trainer.seat, changes=True)
        anna.send("student_ready", is_ready=True)
        await anna.settle()
        anna.cut("close")
        for page in (trainer, between):
            await page.until(lambda page=page: not page.picture.users[seat["id"]]["is_online"])

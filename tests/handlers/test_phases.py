"""Every action of every role in every phase of a training: what is taken, and with which code the rest is refused."""

import pytest

from models.message import Message
from models.room import Room

PHASES = ("before start", "started", "round open", "round over", "closed")

# message_select goes without ids: it asks.
# `ok`: taken; `early`, `late`, `started` and so on: refused, see CODES; `never`: not for this role.
TABLE = """
role     action           | before start  started   round open  round over  closed
teacher  training_start   | ok            again     again       again       late
teacher  round_new        | early         ok        ok          ok          late
teacher  message_send     | ok            ok        ok          ok          ok
teacher  message_select   | ok            ok        ok          ok          ok
teacher  student_kick     | ok            ok        ok          ok          late
teacher  training_close   | early         ok        ok          ok          late
teacher  users_list       | ok            ok        ok          ok          ok
teacher  room_info        | ok            ok        ok          ok          ok
teacher  student_ready    | never         never     never       never       never
student  student_ready    | ok            ok        ok          ok          late
student  message_send     | no_round      no_round  ok          no_round    no_round
student  users_list       | ok            ok        ok          ok          ok
student  room_info        | ok            ok        ok          ok          ok
student  training_start   | never         never     never       never       never
student  round_new        | never         never     never       never       never
student  message_select   | never         never     never       never       never
student  student_kick     | never         never     never       never       never
student  training_close   | never         never     never       never       never
screen   training_start   | never         never     never       never       never
screen   round_new        | never         never     never       never       never
screen   message_send     | never         never     never       never       never
screen   message_select   | never         never     never       never       never
screen   student_kick     | never         never     never       never       never
screen   student_ready    | never         never     never       never       never
screen   training_close   | never         never     never       never       never
screen   users_list       | ok            ok        ok          ok          ok
screen   room_info        | ok            ok        ok          ok          ok
"""
CODES = {
    "ok": None,
    "early": "training_not_started",
    "again": "training_started",
    "late": "training_finished",
    "no_round": "no_open_round",
    "never": "not_allowed",
}
ROWS = [
    (*row.split(), dict(zip(PHASES, cells.split(), strict=True)))
    for row, cells in (line.split("|") for line in TABLE.strip().splitlines()[1:])
]


@pytest.mark.parametrize(("role", "action", "expected"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
async def test_what_is_answered_in_each_phase(lesson, times_up, screen_seat, role, action, expected):
    answered = {}
    for phase in PHASES:
        await lesson.open_room()
        trainer = await lesson.trainer()
        anna = await lesson.student("Анна")
        await bring(lesson, trainer, phase, times_up)
        clients = {"teacher": trainer, "student": anna}
        if role == "screen":
            clients["screen"] = await lesson.connect(screen_seat(lesson.room)["ws_url"])
        before = standing(lesson.room)
        code = await code_of_answer(clients[role], action, anna.id)
        answered[phase] = code
        has_changed = standing(lesson.room) != before
        assert has_changed == (code is None and action not in ("users_list", "room_info")), phase
    assert answered == {phase: CODES[word] for phase, word in expected.items()}


async def code_of_answer(client, action, student_id):
    """Why the action was refused; None: it was taken."""
    fields: dict[str, dict] = {
        "message_send": {"message": "Париж"},
        "student_ready": {"is_ready": True},
        "student_kick": {"id": student_id},
    }
    await client.send(action, **fields.get(action, {}))
    await client.send("what comes after it")
    errors = {}
    while "what comes after it" not in errors:
        error = await client.until("error")
        errors[error["request"]] = error["code"]
    return errors.get(action)


async def bring(lesson, trainer, phase, times_up):
    """Bring the room into this phase."""
    if phase == "before start":
        return
    assert (await trainer.ask("training_start"))["phase"] == "started"
    if phase in ("round open", "round over"):
        assert (await trainer.ask("round_new"))["phase"] == "round_open"
    if phase == "round over":
        times_up(lesson.room)
        await trainer.until("round_close")
    if phase == "closed":
        assert (await trainer.ask("training_close"))["phase"] == "closed"


def standing(room):
    """What a refused command must not change."""
    stored = Room.get_by_id(room["id"])
    messages = Message.select().where(Message.room == stored.id).count()
    return stored.seq, stored.started_at, stored.finished_at, messages

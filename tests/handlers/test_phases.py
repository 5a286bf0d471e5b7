"""Every action of every role in every phase of a training: what is taken, and with which code the rest is refused."""

import pytest

from models.draft import Draft
from models.message import Message
from models.room import Room
from models.round import Round

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
teacher  heartbeat        | ok            ok        ok          ok          ok
teacher  training_pause   | early         ok        ok          ok          late
teacher  training_resume  | early         ok        ok          ok          late
teacher  round_end        | early         no_round  ok          no_round    late
teacher  round_extend     | early         no_round  ok          no_round    late
teacher  round_extra      | early         no_round  ok          ok          late
teacher  round_question   | early         no_round  ok          ok          late
teacher  room_change      | ok            ok        ok          ok          ok
teacher  student_add      | ok            ok        ok          ok          late
teacher  student_restore  | ok            ok        ok          ok          late
teacher  message_group    | early         no_message ok          ok          late
teacher  message_remove   | ok            ok        ok          ok          late
teacher  near_misses      | ok            ok        ok          ok          ok
teacher  question_add     | ok            ok        ok          ok          late
teacher  question_change  | ok            ok        ok          ok          late
teacher  question_move    | ok            ok        ok          ok          late
teacher  question_remove  | ok            ok        ok          ok          late
teacher  student_writing  | never         never     never       never       never
teacher  student_code     | ok            ok        ok          ok          ok
teacher  student_ready    | never         never     never       never       never
teacher  student_record   | never         never     never       never       never
teacher  message_draft    | never         never     never       never       never
student  student_ready    | ok            ok        ok          ok          late
student  message_send     | no_round      no_round  ok          no_round    no_round
student  users_list       | ok            ok        ok          ok          ok
student  room_info        | ok            ok        ok          ok          ok
student  heartbeat        | ok            ok        ok          ok          ok
student  student_writing  | ok            ok        ok          ok          ok
student  student_record   | ok            ok        ok          ok          ok
student  message_draft    | no_round      no_round  ok          no_round    no_round
student  student_code     | never         never     never       never       never
student  training_start   | never         never     never       never       never
student  round_new        | never         never     never       never       never
student  message_select   | never         never     never       never       never
student  student_kick     | never         never     never       never       never
student  training_close   | never         never     never       never       never
student  training_pause   | never         never     never       never       never
student  training_resume  | never         never     never       never       never
student  round_end        | never         never     never       never       never
student  round_extend     | never         never     never       never       never
student  round_extra      | never         never     never       never       never
student  round_question   | never         never     never       never       never
student  room_change      | never         never     never       never       never
student  student_add      | never         never     never       never       never
student  student_restore  | never         never     never       never       never
student  message_group    | never         never     never       never       never
student  message_remove   | never         never     never       never       never
student  near_misses      | never         never     never       never       never
student  question_add     | never         never     never       never       never
student  question_change  | never         never     never       never       never
student  question_move    | never         never     never       never       never
student  question_remove  | never         never     never       never       never
screen   training_start   | never         never     never       never       never
screen   round_new        | never         never     never       never       never
screen   message_send     | never         never     never       never       never
screen   message_select   | never         never     never       never       never
screen   student_kick     | never         never     never       never       never
screen   student_ready    | never         never     never       never       never
screen   student_record   | never         never     never       never       never
screen   student_code     | never         never     never       never       never
screen   message_draft    | never         never     never       never       never
screen   training_close   | never         never     never       never       never
screen   training_pause   | never         never     never       never       never
screen   training_resume  | never         never     never       never       never
screen   round_end        | never         never     never       never       never
screen   round_extend     | never         never     never       never       never
screen   round_extra      | never         never     never       never       never
screen   round_question   | never         never     never       never       never
screen   room_change      | never         never     never       never       never
screen   student_add      | never         never     never       never       never
screen   student_restore  | never         never     never       never       never
screen   student_writing  | never         never     never       never       never
screen   message_group    | never         never     never       never       never
screen   message_remove   | never         never     never       never       never
screen   near_misses      | never         never     never       never       never
screen   question_add     | never         never     never       never       never
screen   question_change  | never         never     never       never       never
screen   question_move    | never         never     never       never       never
screen   question_remove  | never         never     never       never       never
screen   users_list       | ok            ok        ok          ok          ok
screen   room_info        | ok            ok        ok          ok          ok
screen   heartbeat        | ok            ok        ok          ok          ok
"""
# Nothing changes by them.
ASKS = (
    "users_list",
    "room_info",
    "heartbeat",
    "student_writing",
    "student_record",
    "student_code",
    "near_misses",
)
CODES = {
    "ok": None,
    "early": "training_not_started",
    "again": "training_started",
    "late": "training_finished",
    "no_round": "no_open_round",
    "no_message": "no_such_message",
    "never": "not_allowed",
}
ROWS: list[tuple[str, str, dict[str, str]]] = [
    (*row.split(), dict(zip(PHASES, cells.split(), strict=True)))  # type: ignore[misc]
    for row, cells in (line.split("|") for line in TABLE.strip().splitlines()[1:])
]
ROLES = ("teacher", "student", "screen")
TAKEN = [row for row in ROWS if row[1] not in ASKS and "ok" in row[2].values()]


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("role", ROLES)
async def test_what_is_refused_or_only_asks_changes_nothing(
    lesson, times_up, screen_seat, monkeypatch, role, phase
):
    # One after the other in one room: they change nothing, and are too many for one member at once.
    monkeypatch.setattr("handlers.live.flood.Bucket.take", lambda bucket: True)
    people = await people_in(lesson, phase, times_up, screen_seat)
    actions = {action: row[phase] for one, action, row in ROWS if one == role}
    for action, word in actions.items():
        if word != "ok" or action in ASKS:
            thing = await something_for(people["teacher"], action, phase, people["student"].id)
            before = standing(lesson.room)
            code = await code_of_answer(people[role], action, people["student"].id, people["gone"], thing)
            assert (action, code) == (action, CODES[word])
            assert standing(lesson.room) == before, action


@pytest.mark.parametrize(("role", "action", "row"), TAKEN, ids=[f"{row[0]}-{row[1]}" for row in TAKEN])
async def test_what_is_taken_changes_the_room(lesson, times_up, screen_seat, role, action, row):
    for phase in (phase for phase in PHASES if row[phase] == "ok"):
        people = await people_in(lesson, phase, times_up, screen_seat)
        trainer, anna = people["teacher"], people["student"]
        if action == "training_resume":
            await trainer.ask("training_pause")
        thing = await something_for(trainer, action, phase, anna.id)
        before = standing(lesson.room)
        assert await code_of_answer(people[role], action, anna.id, people["gone"], thing) is None, phase
        assert standing(lesson.room) != before, phase


# While the training is paused, with a round open.
PAUSED = {
    "training_pause": "training_paused",
    "round_new": "training_paused",
    "training_resume": None,
    "round_end": None,
    "round_extend": None,
    "round_extra": None,
    "round_question": None,
    "room_change": None,
    "student_add": None,
    "student_kick": None,
    "student_restore": None,
    "message_select": None,
    "training_close": None,
}


@pytest.mark.parametrize(("action", "expected"), PAUSED.items(), ids=PAUSED)
async def test_what_is_answered_during_a_pause(lesson, times_up, action, expected):
    trainer = await lesson.trainer()
    anna, boris = await lesson.student("Анна"), await lesson.student("Борис")
    await bring(lesson, trainer, "round open", times_up)
    await trainer.send("student_kick", id=boris.id)
    await trainer.until("student_kicked")
    await trainer.ask("training_pause")
    await anna.until("training_pause")
    before = standing(lesson.room)
    for sends in ("message_send", "message_draft"):
        assert await code_of_answer(anna, sends, anna.id, boris.id) == "training_paused"
    assert standing(lesson.room) == before
    assert await code_of_answer(trainer, action, anna.id, boris.id) == expected
    assert (standing(lesson.room) == before) == (expected is not None)


async def something_for(trainer, action, phase, student_id):
    """The id of a message, or of a prepared question, that the action is about; any where there is none."""
    if action.startswith("message_"):
        fields = {"student_id": student_id} if phase in ("round open", "round over") else {}
        return await trainer.answer("Париж", **fields)
    if action.startswith("question_") and phase != "closed":
        await trainer.send("question_add", questions=[{"text": "Столица Франции?"}])
        return (await trainer.until("questions"))["message"][0]["id"]
    return 1


async def code_of_answer(client, action, student_id, gone_id, thing=1):
    """Why the action was refused; None: it was taken.

    `gone_id`: a student's who was put out. `thing`: what it is about.
    """
    fields: dict[str, dict] = {
        "message_send": {"message": "Париж"},
        "message_draft": {"message": "Пари"},
        "student_ready": {"is_ready": True},
        "student_kick": {"id": student_id},
        "student_code": {"id": student_id},
        "student_writing": {"is_writing": True},
        "student_add": {"nickname": "Вера"},
        "student_restore": {"id": gone_id},
        "message_group": {"message_ids": [thing]},
        "message_remove": {"id": thing},
        "question_add": {"questions": [{"text": "Столица Франции?"}]},
        "question_change": {"id": thing, "text": "Столица Италии?"},
        "question_move": {"id": thing, "position": 1},
        "question_remove": {"id": thing},
        "room_change": {"is_locked": True},
        "round_extend": {"seconds": 15},
        "round_extra": {"student_id": student_id, "seconds": 30},
        "round_question": {"question": "Столица Франции?"},
    }
    await client.send(action, **fields.get(action, {}))
    await client.send("what comes after it")
    errors = {}
    while "what comes after it" not in errors:
        error = await client.until("error")
        errors[error["request"]] = error["code"]
    return errors.get(action)


async def people_in(lesson, phase, times_up, screen_seat):
    """A connection of each role to a new room in this phase; `gone`: the id of a student who was put out."""
    await lesson.open_room()
    trainer = await lesson.trainer()
    anna = await lesson.student("Анна")
    gone = await lesson.join("Борис")
    await trainer.send("student_kick", id=gone["id"])
    await trainer.until("student_kicked")
    await bring(lesson, trainer, phase, times_up)
    screen = await lesson.connect(screen_seat(lesson.room)["ws_url"])
    return {"teacher": trainer, "student": anna, "screen": screen, "gone": gone["id"]}


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
    drafts = Draft.select().join(Round).where(Round.room == stored.id).count()
    return stored.seq, stored.started_at, stored.finished_at, messages, drafts

"""What a server really sends in a whole training is what docs/asyncapi.yaml says: each event, its fields, its stamp."""

import msgspec

from handlers.live import messages
from handlers.live.room_socket import CHANGES
from handlers.protocol import document
from models import erasure

DOCUMENT = document()
MESSAGES = DOCUMENT["components"]["messages"]
EVENTS = {kind.__struct_config__.tag: kind for kind in messages.Pushed.__subclasses__()}
STAMP = {"seq", "prev", "epoch"}


async def test_every_frame_of_a_training_is_as_described(lesson, times_up, screen_seat, app):
    trainer = await lesson.trainer(answers="hidden")
    anna, boris = await lesson.student("Анна"), await lesson.join("Борис")
    changes = await lesson.connect(boris["ws_url"], headers={"Sec-WebSocket-Protocol": CHANGES})
    vera, galya = await lesson.student("Вера"), await lesson.join("Галя")
    screen = await lesson.connect(screen_seat(lesson.room)["ws_url"])
    await trainer.ask("room_change", is_blind=True)
    await trainer.send("question_add", questions=[{"text": "Столица Франции?"}])
    await trainer.until("questions")
    await trainer.ask("training_start")
    await anna.send("student_ready", is_ready=True)
    await trainer.ask("round_new", question="Столица Австралии?", accepted=["Канберра"])
    await trainer.ask("round_question", question="Столица Австралии сегодня?")
    await trainer.send("round_extend", seconds=15)
    await trainer.until("round_time")
    await trainer.send("round_extra", student_id=anna.id, seconds=15)
    await trainer.until("round_time")
    await anna.send("student_writing", is_writing=True)
    await trainer.until("students_writing")
    answer = await anna.answer("Канберра", ref="1")
    await anna.ask("message_send", message="Канберра", ref="1")
    await trainer.ask("message_select", id=answer)
    await trainer.ask("message_group", message_ids=[answer])
    await trainer.ask("near_misses")
    await trainer.ask("message_remove", id=answer)
    await trainer.send("message_remove", id=answer, is_removed=False)
    await trainer.ask("training_pause")
    await trainer.ask("training_resume")
    await anna.ask("message_draft", message="Канбер", ref="2")
    await changes.ask("heartbeat")
    await trainer.send("student_code", id=boris["id"])
    code = (await trainer.until("student_code"))["return_code"]
    times_up(lesson.room)
    await trainer.until("round_close")
    await trainer.send("round_end")
    assert (await trainer.until("round_close"))["student_id"] == anna.id
    assert (await anna.until("message_send", ref="2"))["message"]["text"] == "Канбер"
    await anna.until("round_close")
    await anna.ask("student_record")
    assert (await anna.ask("message_send", message="Сидней"))["code"] == "no_open_round"
    vera.close()
    await changes.until("presence")
    back = f"/api/rooms/{lesson.room['uuid']}/students/return"
    _, boris = await lesson.call("POST", back, {"return_code": code})
    await changes.closed()
    tablet = await lesson.connect(boris["ws_url"])
    await trainer.send("student_kick", id=boris["id"], reason="Шумишь")
    await tablet.closed()
    await trainer.until("student_kicked")
    await trainer.ask("room_change", is_blind=False)
    await trainer.ask("training_close")
    await trainer.ask("room_info")
    await trainer.ask("users_list")
    seat = await lesson.connect(f"{lesson.room['ws_url']}&since=2", settle=False)
    await seat.until("training_close")
    await app.writer.submit(lesson.room["id"], lambda room: erasure.erase(room, galya["id"]))
    await lesson.call("DELETE", f"/api/rooms/{lesson.room['uuid']}", token=lesson.token)
    for client in (trainer, anna, seat, screen):
        await client.closed()
    met = set()
    clients = [
        ("teacher", trainer),
        ("teacher", seat),
        ("student", anna),
        ("student", changes),
        ("student", tablet),
        ("screen", screen),
    ]
    for role, client in clients:
        told = DOCUMENT["operations"][f"to{role.title()}"]["messages"]
        may_hear = {ref["$ref"].rpartition("/")[2] for ref in told}
        for frame in client.received:
            assert_as_described(frame, may_hear)
            met.add(frame["action"])
    assert met == set(EVENTS)


def assert_as_described(frame, may_hear):
    kind = EVENTS[frame["action"]]
    assert kind.__name__ in may_hear
    given = set(frame) - set(kind.__struct_fields__) - {"action"}
    stamp = MESSAGES[kind.__name__]["x-stamp"]
    may_be: dict[str, list[set[str]]] = {"never": [set()], "always": [STAMP], "sometimes": [STAMP, set()]}
    assert given in may_be[stamp], frame
    assert msgspec.to_builtins(msgspec.convert(frame, kind, strict=True)).items() <= frame.items()

"""What a client may send again without doing it twice, and errors that name what they are about."""

import json

SIXTEEN_KIB = 16 * 1024


async def test_a_round_that_is_asked_for_by_its_number_opens_once(lesson):
    trainer, _ = await lesson.running("Анна")
    await trainer.send("round_new", number=1)
    assert (await trainer.until("round_new"))["message"]["number"] == 1
    refused = await trainer.ask("round_new", number=1, ref="again")
    assert (refused["code"], refused["ref"]) == ("not_the_next_round", "again")
    assert (await trainer.ask("round_new", number=3))["code"] == "not_the_next_round"
    assert (await trainer.ask("round_new", number=2))["message"]["number"] == 2


async def test_every_refusal_names_the_ref_of_what_was_refused(lesson):
    trainer = await lesson.trainer()
    asked: list[tuple[str, dict]] = [
        ("round_new", {}),
        ("student_kick", {"id": 2**31 - 1}),
        ("student_kick", {"id": "x"}),
        ("student_ready", {"is_ready": True}),
        ("fly", {}),
    ]
    for action, fields in asked:
        refused = await trainer.ask(action, ref="r7", **fields)
        assert (refused["action"], refused["ref"]) == ("error", "r7")


async def test_a_frame_that_is_too_long_is_named(lesson):
    _, anna = await lesson.in_round("Анна")
    escaped = json.dumps({"action": "message_send", "message": "🙂" * 2000, "ref": "r1"})
    assert len(escaped) > SIXTEEN_KIB
    await anna.raw(escaped)
    refused = await anna.until("error")
    assert (refused["code"], refused["request"], refused["ref"]) == ("too_long", "message_send", "r1")
    await anna.raw(json.dumps(json.loads(escaped), ensure_ascii=False))
    assert (await anna.until("message_send"))["ref"] == "r1"


async def test_half_an_emoji_does_not_cost_the_text(lesson):
    _, anna = await lesson.in_round("Анна")
    await anna.raw('{"action": "message_send", "message": "ab\\ud83d", "ref": "r1"}')
    assert (await anna.until("message_send", ref="r1"))["message"]["text"] == "ab?"

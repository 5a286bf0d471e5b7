"""What happens in a room of the tests while somebody is away."""

from __future__ import annotations

import asyncio


async def live_through(trainer, anna, boris):
    """Something of everything that a room can hear, in an order that makes a difference in hidden rooms."""
    for number in (1, 2):
        anna.send("student_ready", is_ready=number == 1)
        trainer.send("round_new", question=f"Вопрос {number}")
        await asyncio.gather(trainer.settle(), anna.settle())
        anna.post(f"a{number}", f"ответ Анны {number}")
        boris.post(f"b{number}", f"ответ Бориса {number}")
        trainer.post(f"t{number}", f"слово {number}")
        await asyncio.gather(trainer.settle(), anna.settle(), boris.settle())
        trainer.send("message_select", message_ids=[anna.acknowledged[f"a{number}"]])
        trainer.send("message_select", message_ids=[boris.acknowledged[f"b{number}"]])
        trainer.send("message_select")
        await trainer.settle()

"""Is the process alive, and can it serve?"""

from __future__ import annotations

import asyncio

from models.base import clock

from .base import Api

PATIENCE = 3.0  # seconds that the database has to tell the time


class Alive(Api):
    async def get(self) -> None:
        self.answer({"status": "alive"})


class Ready(Api):
    async def get(self) -> None:
        reasons = []
        if not self.application.writer.is_alive:
            reasons.append("the writer has stopped")
        try:
            await asyncio.wait_for(self.db(clock), PATIENCE)
        except Exception as error:
            reasons.append(f"the database does not answer: {type(error).__name__}")
        self.answer(
            {"status": "unready" if reasons else "ready", "reasons": reasons}, 503 if reasons else 200
        )

"""A socket that sends back what it hears: a room's socket in everything but what it says."""

from __future__ import annotations

from handlers.live.frames import frame
from handlers.live.room_socket import RoomSocket


class Echo(RoomSocket):
    """Reads, limits, frames, writes and closes as in production; text goes back the way that events go."""

    async def open(self, room_uuid=None):
        pass

    async def on_message(self, received):
        if isinstance(received, bytes):
            self.write_message(received, binary=True)
        else:
            self.push(frame(received.encode()))

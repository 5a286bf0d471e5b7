"""The channels of this process, one for each room that somebody is connected to."""

from __future__ import annotations

from collections.abc import Sequence

from .audience import Logged
from .channel import Channel, Connection
from .closing import CloseCode


class Hub:
    """Lives on the event loop alone."""

    def __init__(self) -> None:
        self.channels: dict[int, Channel] = {}

    def enter(self, room_id: int, connection: Connection) -> Channel:
        """Let a connection hear what happens in the room; its channel admits it once it has its snapshot."""
        channel = self.channels.setdefault(room_id, Channel())
        channel.enter(connection)
        return channel

    def leave(self, room_id: int, connection: Connection) -> None:
        channel = self.channels.get(room_id)
        if channel:
            channel.leave(connection)
            if channel.is_empty:
                channel.rest()
                del self.channels[room_id]

    def deliver(self, room_id: int, events: Sequence[Logged]) -> None:
        """Send what one transaction changed in a room to those connected to it here."""
        channel = self.channels.get(room_id)
        if channel:
            channel.deliver(events)

    def dismiss(self, trainer_id: int, room_id: int | None = None) -> None:
        """Close a trainer's connections to this room, or to all, that are in this process."""
        for id, channel in list(self.channels.items()):
            if room_id in (None, id):
                channel.dismiss(trainer_id)

    @property
    def connections(self) -> list[Connection]:
        return [
            connection
            for channel in self.channels.values()
            for connection in (*channel.live, *channel.joining)
        ]

    def close(self) -> None:
        """The server goes down: everybody is told to come back."""
        for connection in self.connections:
            connection.close(CloseCode.RESTARTING, "the server restarts")

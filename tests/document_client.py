"""A client written from the customer's document alone: its addresses, its headers, its actions, its fields.

Nothing that Rounds added is sent or read here: no `ref`, no `seq`, no `room_state`. An answer to which the document
gives no action (the results of `training_close`) is known by its field.
"""

from __future__ import annotations

import json

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect


class DocumentClient:
    def __init__(self, connection):
        self.connection = connection
        self.has_ended = False

    @classmethod
    async def connect(cls, host, room_uuid, query_token=None, token=None, room_id=None):
        """`ws://host/ws/room/<room_uuid>/?token=…` and the headers `Token` and `Room_id`, each where given."""
        headers = {} if token is None else {"Token": token}
        if room_id is not None:
            headers["Room_id"] = str(room_id)
        query = "" if query_token is None else f"?token={query_token}"
        request = HTTPRequest(f"ws://{host}/ws/room/{room_uuid}/{query}", headers=headers)
        return cls(await websocket_connect(request))

    async def training_start(self):
        await self._send({"action": "training_start"})

    async def training_close(self):
        await self._send({"action": "training_close"})

    async def round_new(self):
        await self._send({"action": "round_new"})

    async def message_send(self, message):
        await self._send({"action": "message_send", "message": message})

    async def message_select(self):
        await self._send({"action": "message_select"})

    async def student_kick(self, id):
        await self._send({"action": "student_kick", "id": id})

    async def student_ready(self, is_ready):
        await self._send({"action": "student_ready", "is_ready": is_ready})

    async def users_list(self):
        await self._send({"action": "users_list"})

    async def room_info(self):
        await self._send({"action": "room_info"})

    async def hears(self, action):
        """The next frame with this action; what the document does not name is passed over, as are the others."""
        return await self._first(lambda frame: frame.get("action") == action)

    async def hears_result(self):
        """The rows of the next frame that has `result`."""
        return (await self._first(lambda frame: "result" in frame))["result"]

    async def hears_users(self, *nicknames):
        """The next `user_list` with exactly these nicknames, in any order."""
        wanted = sorted(nicknames)
        return await self._first(
            lambda frame: (
                frame.get("action") == "user_list"
                and sorted(user["nickname"] for user in frame["message"]) == wanted
            )
        )

    async def is_closed(self):
        """Wait until the server has closed the connection."""
        while not self.has_ended:
            self.has_ended = await self.connection.read_message() is None
        return True

    def close(self):
        self.connection.close()

    async def _send(self, request):
        await self.connection.write_message(json.dumps(request))

    async def _first(self, wanted):
        while True:
            received = await self.connection.read_message()
            assert received is not None, f"closed with {self.connection.close_code}"
            frame = json.loads(received)
            assert isinstance(frame, dict)
            if wanted(frame):
                return frame

"""A WebSocket client without manners: it sends the bytes that it is given, whether they are right or not."""

from __future__ import annotations

import json
import socket
import struct
from urllib.parse import urlsplit

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
PATIENCE = 20.0  # seconds; only ends what would never end


class Wire:
    """One connection; `close_code` is None while it stands, 1006 where the server merely hung up."""

    def __init__(self, url):
        parts = urlsplit(url)
        self.socket = socket.create_connection((parts.hostname, parts.port), PATIENCE)
        self.incoming = self.socket.makefile("rb")
        self.close_code = None
        self.sent = 0
        lines = (
            f"GET {parts.path}?{parts.query} HTTP/1.1",
            f"Host: {parts.netloc}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        )
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        assert b" 101 " in self.incoming.readline()
        while self.incoming.readline().strip():
            pass

    def send(self, payload, opcode=TEXT, first=0x80):
        """One frame, masked with zeros; `first`: the bits before the opcode."""
        size = len(payload)
        if size < 126:
            head = struct.pack("!BB", first | opcode, 0x80 | size)
        elif size < 1 << 16:
            head = struct.pack("!BBH", first | opcode, 0x80 | 126, size)
        else:
            head = struct.pack("!BBQ", first | opcode, 0x80 | 127, size)
        self.socket.sendall(head + bytes(4) + payload)

    def exchange(self, payload, opcode=TEXT, first=0x80):
        """Send a frame; gives what the server had to say until it was done with it, or closed."""
        self.sent += 1
        heard = []
        try:
            self.send(payload, opcode, first)
            self.send(b"done", PING)
            while (frame := self.receive()) != (PONG, b"done"):
                if frame is None:
                    break
                assert frame[0] == TEXT, frame
                heard.append(json.loads(frame[1]))
        except (ConnectionError, EOFError):
            self.close_code = 1006
        return heard

    def receive(self):
        """(opcode, payload) of the next frame; None for the last one."""
        opcode, size = struct.unpack("!BB", self.read(2))
        if size == 126:
            (size,) = struct.unpack("!H", self.read(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", self.read(8))
        payload = self.read(size)
        if opcode & 15 == CLOSE:
            self.close_code = struct.unpack("!H", payload[:2])[0] if payload else 1005
            return None
        return opcode & 15, payload

    def read(self, size):
        data = self.incoming.read(size)
        if len(data) < size:
            raise EOFError
        return data

    def hang_up(self):
        self.incoming.close()
        self.socket.close()

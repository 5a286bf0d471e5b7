"""Rounds: live training rooms. make_app() and main(): the only file that knows everybody."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from peewee import OperationalError, ProgrammingError
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.netutil import bind_sockets
from tornado.web import Application

from handlers import routes
from handlers.attempts import Attempts
from handlers.base import NoPage
from handlers.hosts import Hosts, addresses
from handlers.languages import Languages
from handlers.live.bell import Bell
from handlers.live.hub import Hub
from handlers.live.screens import Screens
from handlers.live.writer import Writer
from handlers.logs import log_request, loggable, set_up_logs
from handlers.options import read_options
from handlers.pages import Pages
from handlers.qr import qr_text
from handlers.static import Static
from models import clock
from models.base import connect, disconnect, job, migrate
from models.embedded import Embedded, EmbeddedError
from models.errors import BadField, Refused
from models.tokens import Purpose, Tokens, load_keys
from models.trainer import Trainer

log = logging.getLogger("rounds")

THREADS = 8  # for queries; the writer has its own
CLOSING = 3.0  # seconds that open requests get when the server stops
# What one connection may take.
HTTP = {
    "chunk_size": 4096,
    "idle_connection_timeout": 75,
    "max_body_size": 1 << 20,
    "max_header_size": 1 << 15,
}


class Rounds(Application):
    """The application with its parts; each instance has its own."""

    def __init__(self, options: Any, keys: list[str]) -> None:
        self.options = options
        self.tokens = Tokens(keys)
        self.hosts = Hosts(options.public_url, options.allowed_hosts, options.address)
        self.languages = Languages()
        self.static = Static()
        self.pages = Pages(self.languages, self.static)
        self.threads = ThreadPoolExecutor(THREADS, "queries")
        self.one_slow_job = asyncio.Semaphore(1)
        self.one_export = asyncio.Semaphore(1)
        self.one_comparison = asyncio.Semaphore(1)
        self.attempts = Attempts()
        self.hub = Hub()
        self.writer = Writer(self.deliver)
        self.bell = Bell(self.writer)
        self.screens = Screens(self.threads)
        super().__init__(
            routes(self.static, self.role_of),
            default_handler_class=NoPage,
            log_function=log_request,
            xsrf_cookies=True,
            xsrf_cookie_kwargs={"httponly": True, "samesite": "Lax"},
            compress_response=True,
            websocket_ping_interval=15,
            websocket_ping_timeout=15,
        )

    def deliver(self, room_id: int, events: list[Any]) -> None:
        """What one transaction changed in a room, to those who follow it."""
        self.hub.deliver(room_id, events)
        self.bell.hear(room_id, events)
        self.screens.hear(room_id, events)

    async def start(self) -> None:
        """Take up what was going on when the server stopped: the clocks that run."""
        for room_id in await asyncio.get_running_loop().run_in_executor(self.threads, job, clock.ticking):
            self.bell.ring_in(0, room_id)

    async def stop(self) -> None:
        """Commit what waits, then tell every connection to come back."""
        self.bell.close()
        self.screens.close()
        await self.writer.close()
        self.hub.close()

    def close(self) -> None:
        """Let go of the threads: only after the last request, which may still need one."""
        self.threads.shutdown(wait=False)

    def token_of(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """What the token of a socket's request says, in the query or in the header."""
        given = request.query_arguments.get("token", [b""])[-1].decode("utf-8", "replace")
        claims = self.tokens.read(given or request.headers.get("Token", ""), Purpose.TICKET, Purpose.SOCKET)
        return (
            dict(zip(("room_id", "room_uuid", "role", "member_id", "session"), claims, strict=True))
            if claims
            else None
        )

    def role_of(self, request: HTTPServerRequest) -> str | None:
        claims = self.token_of(request)
        return claims["role"] if claims else None

    def is_own_host(self, host: str) -> bool:
        return self.hosts.is_own(host)

    def is_own_origin(self, origin: str) -> bool:
        """Is this page ours, though its Host differs (behind a proxy)?"""
        return origin.lower() == self.hosts.public_origin

    @staticmethod
    def loggable(path: str) -> str:
        return loggable(path)


def main() -> None:
    options = read_options()
    set_up_logs()
    private = None if options.database_url else Embedded(options.data)
    leave = Leave()
    try:
        sockets = listen(options)
        keys = keys_in(options.data)
        connect(options.database_url or private.start())  # type: ignore[union-attr]
        migrate()
        status = asyncio.run(serve(options, keys, sockets, private, leave))
    except BadField as bad:  # of the first trainer: nothing else that an option says goes to a model
        print(f"server.py: trainer_{bad}", file=sys.stderr)
        status = 2
    except (EmbeddedError, OSError, OperationalError, ProgrammingError) as error:
        print(f"server.py: {str(error).strip()}", file=sys.stderr)
        status = 1
    finally:
        leave.is_leaving = True
        disconnect()
        if private:
            private.stop()
    sys.exit(status)


class Leave:
    """What SIGTERM and SIGINT do: end before it serves, stop serving, and nothing more while it stops."""

    def __init__(self) -> None:
        self.is_leaving = False
        self.stop: Callable[[], object] | None = None
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self)

    def __call__(self, *_: Any) -> None:
        if self.is_leaving:
            return
        self.is_leaving = True
        if self.stop is None:
            sys.exit(0)
        self.stop()


def listen(options: Any) -> list[socket.socket]:
    """The sockets to serve at. Exits with a line that says what to do when there can be none."""
    try:
        return bind_sockets(options.port, options.address, backlog=4096)
    except socket.gaierror:
        print(f"server.py: there is no address {options.address}: see --address", file=sys.stderr)
        raise SystemExit(2) from None
    except OSError as error:
        why = f"port {options.port} of {options.address} cannot be had ({error.strerror})"
        print(f"server.py: {why}: stop what uses it, or choose another --port", file=sys.stderr)
        raise SystemExit(1) from None


def keys_in(data: Path) -> list[str]:
    """The signing keys. Exits with a line that says what to do when the data folder cannot be used."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        return load_keys(data)
    except OSError as error:
        why = f"the data folder {data} cannot be used ({error.strerror})"
        print(f"server.py: {why}: make it writable, or choose another --data", file=sys.stderr)
        raise SystemExit(1) from None


async def serve(
    options: Any, keys: list[str], sockets: list[Any], private: Embedded | None, leave: Leave
) -> int:
    """Serve until a signal says to stop."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    if private:
        threading.Thread(target=private.keep_alive, name="postgresql", daemon=True).start()
    app = Rounds(options, keys)
    await asyncio.to_thread(app.static.make_all)
    await make_trainer(options)
    await app.start()
    server = HTTPServer(app, **HTTP)
    server.add_sockets(sockets)
    leave.stop = lambda: loop.call_soon_threadsafe(stop.set)
    await greet(app, sockets[0].getsockname()[1])
    await stop.wait()
    log.info("stopping")
    server.stop()
    await app.stop()
    with suppress(TimeoutError):
        await asyncio.wait_for(server.close_all_connections(), CLOSING)
    app.close()
    return 0


async def make_trainer(options: Any) -> None:
    """The first trainer of an unattended install."""
    if options.trainer_email and not await asyncio.to_thread(job, Trainer.anybody):
        name = options.trainer_email.partition("@")[0]
        try:
            await asyncio.to_thread(
                job, Trainer.create_first, options.trainer_email, name, options.trainer_password
            )
        except BadField:
            raise
        except Refused:  # another process was faster
            pass


async def greet(app: Rounds, port: int) -> None:
    """Tell whoever started the server that it serves, where phones reach it, and how to begin."""
    print(f"READY http://127.0.0.1:{port}/", flush=True)
    places = [app.options.public_url] if app.options.public_url else []
    places += [f"http://{address}:{port}" for address in addresses(app.options.address)]
    lines = [f"Phones in the same network reach it at {place}/" for place in places]
    if places:
        lines.append(qr_text(places[0] + "/"))
    if not await asyncio.to_thread(job, Trainer.anybody):
        token = app.tokens.make(Purpose.FIRST_RUN, "first trainer")
        place = places[0] if places else f"http://127.0.0.1:{port}"
        lines.append(f"Make the first trainer here, once: {place}/first-run/{token}")
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    print(*lines, sep="\n", flush=True)


if __name__ == "__main__":
    main()

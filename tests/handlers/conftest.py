"""What the tests of the handlers share.

`times_up`     the clock of the open round of a room runs out now
`second_app`   the same server, started again: gives where it listens
`visitor`      a browser without a screen: cookies, forms, no scripts
"""

import socket

import pytest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from models.round import Round
from server import Rounds
from tests.visitor import Visitor


@pytest.fixture
def times_up(app):
    def times_up(room):
        opened = Round.get((Round.room == room["id"]) & Round.closed_at.is_null())
        # As if it had been opened long ago.
        Round.update(deadline=Round.opened_at).where(Round.id == opened.id).execute()
        app.bell.ring_in(0, room["id"], opened.id)

    return times_up


@pytest.fixture
def second_app(io_loop, app, options):
    started = []

    async def start():
        second = Rounds(options, ["a key of the tests"])
        sockets = bind_sockets(0, "127.0.0.1", family=socket.AF_INET)
        server = HTTPServer(second)
        server.add_sockets(sockets)
        started.append((second, server))
        await second.start()
        return f"http://127.0.0.1:{sockets[0].getsockname()[1]}"

    async def stop():
        for second, server in started:
            server.stop()
            await second.stop()
            await server.close_all_connections()

    yield start
    io_loop.run_sync(stop)


@pytest.fixture
def visitor(http_client, base_url):
    """Makes browsers; each has its own cookies."""
    return lambda: Visitor(http_client, base_url)

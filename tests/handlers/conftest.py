"""What the tests of the handlers share.

`times_up`     the clock of the open round of a room runs out now
`second_app`   the same server, started again: gives where it listens
`visitor`      a browser without a screen: cookies, forms, no scripts
`signed_in`    such a browser of a trainer's, on their account's page
`wall`         the browser of a classroom's screen, with its page open
`askers`       who may ask for something of a room, each in a browser: owner, co-trainer, other, student, stranger
"""

import socket

import pytest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from models.co_trainer import CoTrainer
from models.room import Room
from models.round import Round
from models.tokens import Purpose
from models.trainer import Trainer
from server import Rounds
from tests.lesson import PASSWORD
from tests.rooms import change
from tests.visitor import Visitor
from tests.wall import Wall, a_screen, paired

ASKERS = ("owner", "co-trainer", "other", "student", "stranger")


@pytest.fixture
def times_up(app):
    def times_up(room):
        opened = Round.get((Round.room == room["id"]) & Round.closed_at.is_null())
        # As if it had been opened long ago.
        Round.update(deadline=Round.opened_at).where(Round.id == opened.id).execute()
        app.bell.ring_in(0, room["id"])

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
            second.close()
            await server.close_all_connections()

    yield start
    io_loop.run_sync(stop)


@pytest.fixture
def visitor(http_client, base_url):
    """Makes browsers; each has its own cookies."""
    return lambda: Visitor(http_client, base_url)


@pytest.fixture
def signed_in(visitor, app):
    async def signed_in(trainer):
        browser = visitor()
        claims = [trainer.id, trainer.session]
        browser.cookies["trainer"] = app.tokens.make(Purpose.SESSION, claims)
        await browser.get("/account")
        return browser

    return signed_in


@pytest.fixture
def wall(http_client, base_url, app):
    async def wall(screen=None, **settings):
        """Of this screen, or of a new one of the only trainer's."""
        browser = paired(app, Wall(http_client, base_url), screen or a_screen(**settings))
        page = await browser.open()
        assert page.status == 200, page
        return browser

    return wall


@pytest.fixture
def askers(lesson, visitor, signed_in):
    async def askers(**settings):
        """For a new room."""
        room = await lesson.open_room(**settings)
        owner = Room.by_id(room["id"]).trainer
        boris = Trainer.register("boris@school.org", "Борис", PASSWORD)
        other = Trainer.register("other@school.org", "Пётр", PASSWORD)
        change(Room.by_id(room["id"]), CoTrainer.let_in, boris)
        student, stranger = visitor(), visitor()
        await student.join(room["code"], "Анна")
        await stranger.get("/sign-in")
        trainers = [await signed_in(trainer) for trainer in (owner, boris, other)]
        return dict(zip(ASKERS, (*trainers, student, stranger), strict=True))

    return askers

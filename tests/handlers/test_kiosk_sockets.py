"""A screen's socket: closed with 4412 when it is to show something else or otherwise, and refused every command."""

import pytest

from handlers.live.closing import CloseCode
from handlers.live.decoding import ALL_ACTIONS, ANYBODY
from models import class_code, erasure, training
from models.co_trainer import CoTrainer
from models.message import Message
from models.room import Room
from models.screen import Screen
from models.student import Student
from models.tokens import Purpose
from models.trainer import Trainer
from tests.lesson import PASSWORD
from tests.rooms import a_room, a_trainer, change
from tests.wall import a_screen, come_true

LOOK_AGAIN = CloseCode.LOOK_AGAIN


@pytest.fixture
def watching(lesson, wall):
    """A screen that shows the lesson's room: its browser, with its connection as `socket`."""

    async def watching(**settings):
        trainer = await lesson.trainer()
        if not Room.by_id(lesson.room["id"]).started_at:
            await trainer.ask("training_start")
        screen = await wall(**settings)
        screen.socket = await lesson.connect(place(lesson, screen.seen["url"]))
        return screen

    return watching


def place(lesson, path):
    return lesson.base_url.replace("http", "ws") + path


async def looked(app):
    """The screens have been looked at."""
    await come_true(lambda: not (app.screens.unsure or app.screens.timer or app.screens.task))


class TestWhatClosesIt:
    async def test_a_student_whose_words_are_deleted_for_good(self, lesson, app, watching):
        """While names are hidden the screen cannot know whose words it shows."""
        screen = await watching()
        anna = await lesson.student("Анна")
        await app.writer.submit(lesson.room["id"], lambda room: erasure.erase(room, anna.id))
        assert await screen.socket.closed() == LOOK_AGAIN

    CHANGES = {
        "set otherwise": lambda screen: screen.change(zoom="l"),
        "disconnected": lambda screen: screen.revoke(),
        "another room put on it": lambda screen: screen.change(room=a_room()),
    }

    @pytest.mark.parametrize("what", CHANGES)
    async def test_what_its_trainer_does_with_it(self, lesson, app, watching, what):
        screen = await watching()
        self.CHANGES[what](screen.screen)
        app.screens.look_again()
        assert await screen.socket.closed() == LOOK_AGAIN
        await come_true(lambda: not app.screens.followers)

    async def test_the_next_lesson_that_starts(self, lesson, watching):
        screen = await watching()
        first = screen.seen["room"]["uuid"]
        second = await lesson.open_room()
        trainer = await lesson.trainer()
        await trainer.ask("training_start")
        assert await screen.socket.closed() == LOOK_AGAIN
        seen = await screen.now()
        assert (seen["room"]["uuid"], seen["room"]["uuid"] != first) == (second["uuid"], True)
        again = await lesson.connect(place(lesson, seen["url"]))
        assert again.state["me"] == {"role": "screen"}

    async def test_the_class_code_that_is_led_elsewhere(self, lesson, watching, signed_in):
        screen = await watching()
        next_room = a_room()
        trainer = await signed_in(Trainer.get())
        await trainer.submit(f"/rooms/{next_room.uuid}/lead")
        assert await screen.socket.closed() == LOOK_AGAIN
        assert (await screen.now())["room"]["uuid"] == str(next_room.uuid)

    async def test_a_co_trainer_who_is_put_out_of_the_room(self, lesson, app, wall, signed_in):
        room = Room.by_id((await lesson.open_room())["id"])
        boris = Trainer.register("boris@school.org", "Борис", PASSWORD)
        change(room, CoTrainer.let_in, boris)
        screen = await wall(a_screen(boris, room=room))
        socket = await lesson.connect(place(lesson, screen.seen["url"]))
        owner = await signed_in(room.trainer)
        await owner.submit(f"/rooms/{room.uuid}/co-trainers/remove", trainer=boris.id)
        assert await socket.closed() == LOOK_AGAIN
        assert (await screen.now())["room"] is None
        refused = await lesson.connect(socket.url, settle=False)
        assert await refused.closed() == CloseCode.BAD_TOKEN

    async def test_what_happened_between_its_ticket_and_its_coming(self, lesson, app, wall):
        await lesson.trainer()
        room = Room.by_id(lesson.room["id"])
        change(room, training.start)
        screen = await wall()
        change(a_room(), training.start)
        socket = await lesson.connect(place(lesson, screen.seen["url"]))
        assert await socket.closed() == LOOK_AGAIN

    async def test_a_room_that_is_deleted_ends_it_as_everybodys(self, lesson, watching):
        screen = await watching()
        await lesson.call("DELETE", f"/api/rooms/{lesson.room['uuid']}", token=lesson.token)
        assert await screen.socket.closed() == CloseCode.ROOM_DELETED
        assert (await screen.now())["room"] is None

    async def test_the_server_that_stops_ends_it_as_everybodys(self, app, watching):
        screen = await watching()
        app.screens.close()
        app.hub.close()
        assert await screen.socket.closed() == CloseCode.RESTARTING


class TestWhatLeavesItAlone:
    async def test_its_own_training_from_start_to_close(self, lesson, app, wall):
        trainer = await lesson.trainer()
        change(Room.by_id(lesson.room["id"]), class_code.lead)
        screen = await wall()
        socket = await lesson.connect(place(lesson, screen.seen["url"]))
        for action in ("training_start", "round_new", "round_end", "training_close"):
            await trainer.send(action)
            await socket.until("round_close" if action == "round_end" else action)
            await looked(app)
        await socket.caught_up()
        assert socket.close_code is None

    async def test_others_trainings_screens_and_co_trainers(self, lesson, app, watching):
        screen = await watching()
        other = a_trainer("other@school.org")
        change(a_room(other), training.start)
        a_screen(other).change(zoom="l")
        app.screens.look_again()
        await looked(app)
        await screen.socket.caught_up()
        assert screen.socket.close_code is None

    async def test_a_wish_that_changes_nothing(self, lesson, app, watching):
        screen = await watching(zoom="l")
        screen.screen.change(zoom="l")
        app.screens.look_again()
        await looked(app)
        await screen.socket.caught_up()
        assert screen.socket.close_code is None

    async def test_two_screens_are_two(self, lesson, app, watching):
        one, other = await watching(), await watching()
        one.screen.change(theme="dark")
        app.screens.look_again()
        assert await one.socket.closed() == LOOK_AGAIN
        await other.socket.caught_up()
        assert other.socket.close_code is None
        assert len(app.screens.followers) == 1


class TestItsTicket:
    async def test_is_good_for_this_room_and_this_state_of_the_screen(self, lesson, app, watching):
        screen = await watching()
        another = a_room()
        seen = await screen.now()
        elsewhere = seen["url"].replace(seen["room"]["uuid"], str(another.uuid))
        stale = seen["url"]
        for change_it in (lambda: None, lambda: screen.screen.change(zoom="l")):
            refused = await lesson.connect(place(lesson, elsewhere), settle=False)
            assert await refused.closed() == CloseCode.BAD_TOKEN
            change_it()
        refused = await lesson.connect(place(lesson, stale), settle=False)
        assert await refused.closed() == CloseCode.BAD_TOKEN
        screen.screen.revoke()
        refused = await lesson.connect(place(lesson, stale), settle=False)
        assert await refused.closed() == CloseCode.BAD_TOKEN
        app.screens.look_again()
        assert await screen.socket.closed() == LOOK_AGAIN
        await come_true(lambda: not app.screens.followers)

    async def test_is_that_of_a_screen_whatever_its_holder_writes_into_it(self, lesson, app, watching):
        """Who could make one could be anybody: what is signed is told by its purpose."""
        screen = await watching()
        room = lesson.room
        for purpose in set(Purpose) - {Purpose.SOCKET, Purpose.TICKET}:
            for role, member, session in (
                ("teacher", room["trainer_id"], 1),
                ("screen", screen.screen.id, screen.screen.revision),
            ):
                token = app.tokens.make(purpose, [room["id"], room["uuid"], role, member, session])
                path = f"/ws/room/{room['uuid']}/?token={token}"
                refused = await lesson.connect(place(lesson, path), settle=False)
                assert await refused.closed() == CloseCode.BAD_TOKEN, purpose


FIELDS = {
    "message": "Париж",
    "text": "Париж",
    "ref": "r",
    "id": 1,
    "message_ids": [1],
    "is_correct": True,
    "is_removed": True,
    "card": "x",
    "is_ready": True,
    "is_writing": True,
    "number": 1,
    "nickname": "Чужой",
    "student_id": 1,
    "seconds": 5,
    "questions": [{"text": "?"}],
    "position": 0,
}


async def test_every_command_of_every_role_is_refused(lesson, watching):
    screen = await watching()
    asked = {kind.__struct_config__.tag for kind in ANYBODY}
    before = state_of_the_room(lesson)
    for action in sorted(ALL_ACTIONS - asked):
        for fields in ({}, FIELDS):
            refused = await screen.socket.ask(action, **fields)
            assert (refused["action"], refused["code"]) == ("error", "not_allowed"), action
    assert state_of_the_room(lesson) == before
    assert len(ALL_ACTIONS - asked) > 20


def state_of_the_room(lesson):
    room = Room.by_id(lesson.room["id"])
    return room.seq, Message.select().count(), Student.select().count(), Screen.select().count()

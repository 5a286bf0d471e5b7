"""Screens: their settings, what they report, and that nobody else's can be had."""

from datetime import timedelta
from typing import Any

import pytest

from models.base import database
from models.co_trainer import CoTrainer
from models.errors import BadField, NotFound
from models.room import Room
from models.screen import BELIEVED, LONGEST_NAME, Screen
from tests.rooms import a_room, a_screen, a_trainer, change

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def olga():
    return a_trainer()


@pytest.fixture
def boris():
    return a_trainer("boris@school.org")


def why(verb, *args, **fields):
    with pytest.raises(NotFound) as refused:
        verb(*args, **fields)
    return refused.value.code


def again(screen):
    return Screen.by_uuid(screen.uuid)


def seen_ago(screen, **ago):
    Screen.update(seen_at=Screen.seen_at - timedelta(**ago)).where(Screen.id == screen.id).execute()
    return again(screen)


class TestOf:
    def test_a_trainer_gets_their_own_screens_by_name(self, olga, boris):
        first, second = a_screen(olga), a_screen(olga)
        first.change(name="Ящик")
        second.change(name="актовый зал")
        theirs = a_screen(boris)
        assert Screen.of_trainer(olga) == [second, first]
        assert Screen.of(olga, first.uuid) == first
        found = Screen.by_uuid(first.uuid)
        assert found.__rel__ == {"trainer": olga} and found.now, "read with it, not later"
        assert why(Screen.of, olga, theirs.uuid) == "no_such_screen"

    def test_a_revoked_one_is_gone(self, olga):
        screen = a_screen(olga)
        before = again(screen)
        screen.revoke()
        assert why(Screen.by_uuid, screen.uuid) == why(Screen.of, olga, screen.uuid) == "no_such_screen"
        assert why(before.change, zoom="l") == "no_such_screen"
        assert Screen.of_trainer(olga) == []
        screen.revoke()  # twice is once

    def test_who_has_it_no_more_changes_nothing_of_it(self, olga, boris):
        screen = a_screen(olga)
        stale = again(screen)
        Screen.update(trainer=boris).execute()
        assert why(stale.change, zoom="l") == why(stale.change, room=a_room(olga)) == "no_such_screen"
        stale.revoke()
        assert (again(screen).zoom, again(screen).room, again(screen).revision) == ("m", None, 1)

    def test_one_goes_with_its_trainer(self, olga):
        a_screen(olga)
        olga.delete_instance()
        assert Screen.select().count() == 0


class TestChange:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", "Кабинет 7"),
            ("mode", "shared"),
            ("who", "list"),
            ("zoom", "l"),
            ("theme", "dark"),
            ("language", "ru"),
            ("hides_code", True),
        ],
    )
    def test_every_setting_is_kept_and_makes_the_page_look_again(self, olga, field, value):
        screen = a_screen(olga)
        screen.change(**{field: value})
        assert getattr(screen, field) == getattr(again(screen), field) == value
        assert screen.revision == again(screen).revision == 2
        screen.change(**{field: value})
        assert again(screen).revision == 2, "nothing is other than before"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", " "),
            ("name", "я" * (LONGEST_NAME + 1)),
            ("name", "a\u202eb"),
            ("name", "a\0b"),
            ("name", "\u3164"),
            ("mode", "teacher"),
            ("who", ""),
            ("zoom", "xl"),
            ("theme", "auto"),
            ("language", "../ru"),
            ("language", "klingon-9"),
        ],
    )
    def test_what_it_cannot_be_is_refused(self, olga, field, value):
        screen = a_screen(olga)
        with pytest.raises(BadField) as refused:
            screen.change(zoom="l", **{field: value}) if field != "zoom" else screen.change(zoom=value)
        assert refused.value.field == field
        assert (again(screen).zoom, again(screen).revision) == ("m", 1)

    def test_a_name_is_kept_in_one_line(self, olga):
        screen = a_screen(olga)
        screen.change(name="  Кабинет \n 7 ")
        assert screen.name == "Кабинет 7"

    def test_a_field_that_is_no_setting_is_a_mistake_of_ours(self, olga):
        with pytest.raises(TypeError):
            a_screen(olga).change(trainer=1)

    def test_two_pages_that_change_at_once_lose_nothing(self, olga):
        screen = a_screen(olga)
        other = again(screen)
        screen.change(zoom="l")
        other.change(theme="dark")
        assert (again(screen).zoom, again(screen).theme, again(screen).revision) == ("l", "dark", 3)
        screen.change(room=a_room(olga))
        other.change(zoom="s")
        assert (again(screen).zoom, again(screen).room) == ("s", screen.room)

    def test_a_room_of_its_trainers_is_put_on_it_and_taken_off(self, olga, boris):
        screen, own, helped = a_screen(olga), a_room(olga), a_room(boris)
        screen.change(room=own)
        assert (again(screen).room, again(screen).revision) == (own, 2)
        screen.change(name="Кабинет 7")
        assert again(screen).room == own
        change(helped, CoTrainer.let_in, olga)
        screen.change(room=helped)
        assert again(screen).room == helped
        screen.change(room=None)
        assert (again(screen).room, again(screen).revision) == (None, 5)

    def test_a_room_that_its_trainer_does_not_run_or_that_is_gone_cannot_be_put_on_it(self, olga, boris):
        screen, theirs, gone = a_screen(olga), a_room(boris), a_room(olga)
        change(gone, Room.delete_for_good)
        for room in (theirs, gone):
            assert why(screen.change, room=room) == "no_such_room"
        assert (again(screen).room, again(screen).revision) == (None, 1)

    def test_a_deleted_room_leaves_the_screen(self, olga):
        screen, room = a_screen(olga), a_room(olga)
        screen.change(room=room)
        stale, (listed,) = again(screen), Screen.of_trainer(olga)
        change(room, Room.delete_for_good)
        assert listed.room == room, "read with it, not later"
        assert again(screen).room is None
        stale.change(zoom="l")
        assert (again(screen).zoom, again(screen).room) == ("l", None)


class TestReport:
    def test_it_is_kept_and_changes_nothing_for_the_page(self, olga):
        screen = a_screen(olga)
        assert again(screen).state == "offline"
        screen.report("4f2a", "granted", True)
        kept = again(screen)
        assert (kept.version, kept.wake_lock, kept.is_visible, kept.revision) == ("4f2a", "granted", True, 1)
        assert kept.state == "online"

    def test_the_same_again_is_written_down_only_now_and_then(self, olga):
        screen = a_screen(olga)
        screen.report("4f2a", "granted", True)
        first = again(screen).seen_at
        screen.report("4f2a", "granted", True)
        assert again(screen).seen_at == first
        screen.report("4f2a", "refused", True)
        assert again(screen).seen_at > first, "that is news"
        old = seen_ago(screen, seconds=21).seen_at
        screen.report("4f2a", "refused", True)
        assert again(screen).seen_at > old

    def test_what_a_browser_makes_up_is_cut_or_left_out(self, olga):
        screen = a_screen(olga)
        screen.report("v\0\ud83d\n" + "9" * 100, "granted", True)
        screen.report("v" + "9" * 100, "maybe", True)
        assert (again(screen).version, again(screen).wake_lock) == ("v" + "9" * 39, "granted")

    def test_the_state_tells_who_is_there(self, olga):
        screen = a_screen(olga)
        screen.report("4f2a", "granted", False)
        assert again(screen).state == "asleep"
        screen.report("4f2a", "granted", True)
        assert seen_ago(screen, seconds=BELIEVED.total_seconds() - 30).state == "online"
        assert seen_ago(screen, seconds=31).state == "offline"
        (listed,) = Screen.of_trainer(olga)
        assert listed.state == "offline"


def test_a_hundred_screens_are_looked_at_with_a_few_queries(olga, boris, monkeypatch):
    screens = [a_screen(trainer) for trainer in (olga, boris) for _ in range(50)]
    rooms = {trainer.id: [a_room(trainer) for _ in range(3)] for trainer in (olga, boris)}
    for number, screen in enumerate(screens):
        if number % 2:
            screen.change(room=rooms[screen.trainer_id][number % 3])
    asked: list[Any] = []
    execute = database.obj.execute_sql

    def counted(sql, *args, **options):
        asked.append(sql)
        return execute(sql, *args, **options)

    monkeypatch.setattr(database.obj, "execute_sql", counted)
    shown = Screen.shown_rooms([*(screen.id for screen in screens), 2**31 - 1])
    assert len(asked) <= 6
    assert shown == {screen.id: (screen.room_id, screen.revision) for screen in screens}


def test_no_screens_show_nothing():
    assert Screen.shown_rooms([]) == {}

"""Which room a screen shows, from lesson to lesson, and nobody touches it."""

from datetime import timedelta

import pytest

from models import class_code, training
from models.co_trainer import CoTrainer
from models.room import Room
from models.screen import Screen
from models.shown import RESULTS_STAY
from tests.rooms import a_room, a_screen, a_trainer, change

pytestmark = pytest.mark.usefixtures("database")
HALF_A_DAY = class_code.LONGEST_TRAINING


@pytest.fixture
def olga():
    return a_trainer()


@pytest.fixture
def screen(olga):
    return a_screen(olga)


@pytest.fixture
def rooms(olga):
    """Three of hers."""
    return [a_room(olga) for _ in range(3)]


def shown(screen):
    """What it shows, asked for alone and with others."""
    here = Screen.by_uuid(screen.uuid).shown()
    assert Screen.shown_rooms([screen.id]) == {
        screen.id: (here.room and here.room.id, Screen.by_uuid(screen.uuid).revision)
    }
    return here.room


def ago(room, time, field):
    """Let that have been so long ago."""
    column = getattr(Room, field)
    Room.update({column: column - time}).where(Room.id == room.id).execute()


def test_it_shows_the_room_that_its_trainer_runs_from_one_lesson_to_the_next(screen, rooms):
    first, second, _ = rooms
    assert shown(screen) is None
    change(first, class_code.lead)
    assert shown(screen) == first, "waiting, with its code"
    change(first, training.start)
    assert shown(screen) == first
    change(first, training.close)
    assert shown(screen) == first, "its results"
    change(second, class_code.lead)
    assert shown(screen) == second
    change(second, training.start)
    change(second, training.close)
    assert shown(screen) == second
    ago(second, RESULTS_STAY, "finished_at")
    ago(first, RESULTS_STAY, "finished_at")
    assert shown(screen) is None


def test_results_stay_while_an_earlier_room_still_waits(screen, rooms):
    waiting, run, _ = rooms
    change(waiting, class_code.lead)
    change(run, training.start)
    change(run, training.close)
    assert shown(screen) == run
    ago(run, RESULTS_STAY, "finished_at")
    assert shown(screen) == waiting


def test_results_stay_until_the_console_of_the_prepared_room_is_opened(screen, olga, rooms):
    prepared, run, _ = rooms
    change(prepared, class_code.lead)
    change(run, class_code.follow, olga.id)
    change(run, training.start)
    change(run, training.close)
    assert shown(screen) == run, "its results, not the lobby of the next lesson"
    change(prepared, class_code.follow, olga.id)
    assert shown(screen) == prepared


def test_a_room_that_waits_is_not_hidden_by_a_forgotten_one_that_is_closed(screen, rooms):
    forgotten, waiting, _ = rooms
    change(forgotten, training.start)
    change(waiting, class_code.lead)
    change(forgotten, training.close)
    assert shown(screen) == waiting, "there the class code leads"


def test_one_that_was_started_long_ago_is_shown_when_its_console_is_opened(screen, rooms):
    change(rooms[0], training.start)
    for field in ("started_at", "led_at"):
        ago(rooms[0], HALF_A_DAY, field)
    assert shown(screen) is None
    change(rooms[0], class_code.lead)
    assert shown(screen) == rooms[0]


def test_a_training_that_runs_is_not_hidden_by_one_that_is_closed_beside_it(screen, rooms):
    old, running, _ = rooms
    change(old, training.start)
    change(running, training.start)
    change(old, training.close)
    assert shown(screen) == running


def test_results_stay_though_the_lesson_before_was_never_closed(screen, rooms):
    forgotten, run, _ = rooms
    change(forgotten, training.start)
    change(run, training.start)
    change(run, training.close)
    assert shown(screen) == run
    ago(run, RESULTS_STAY, "finished_at")
    assert shown(screen) == forgotten, "there the class code leads, too"


def test_what_was_forgotten_yesterday_is_not_shown(screen, rooms):
    started, waiting, third = rooms
    change(started, training.start)
    ago(started, HALF_A_DAY, "started_at")
    ago(started, HALF_A_DAY, "led_at")
    assert shown(screen) is None
    change(third, training.start)
    change(third, training.close)
    assert shown(screen) == third, "its results all the same"
    Room.update(led_at=None).where(Room.id == third.id).execute()
    assert shown(screen) == third, "also where the class code stayed with the forgotten one"
    ago(third, RESULTS_STAY, "finished_at")
    change(waiting, class_code.lead)
    assert shown(screen) == waiting
    ago(waiting, HALF_A_DAY, "led_at")
    assert shown(screen) is None
    change(waiting, class_code.follow, waiting.trainer_id)
    assert shown(screen) == waiting, "its owner has opened the console"


def test_a_room_that_nobody_was_led_to_is_not_shown(screen, rooms):
    assert shown(screen) is None


def test_a_room_put_on_it_comes_first_until_its_results_have_been_shown(screen, rooms):
    put, run, _ = rooms
    screen.change(room=put)
    change(run, training.start)
    assert shown(screen) == put
    change(put, training.start)
    assert shown(screen) == put
    change(put, training.close)
    assert shown(screen) == put, "its results, while no other lesson is on"
    ago(put, RESULTS_STAY, "finished_at")
    assert shown(screen) == run


def test_a_room_put_on_it_does_not_hold_it_over_the_next_lesson(screen, rooms):
    put, following, _ = rooms
    screen.change(room=put)
    change(put, training.start)
    change(put, training.close)
    change(following, training.start)
    assert shown(screen) == following


def test_the_results_of_somebody_elses_room_that_was_put_on_it_stay(screen, olga, rooms):
    theirs = a_room(a_trainer("boris@school.org"))
    change(theirs, CoTrainer.let_in, olga)
    screen.change(room=theirs)
    change(rooms[0], training.start)
    change(rooms[0], training.close)
    change(theirs, training.start)
    change(theirs, training.close)
    assert shown(screen) == theirs
    change(rooms[1], training.start)
    change(rooms[1], training.close)
    assert shown(screen) == rooms[1], "closed later"


def test_a_room_put_on_it_and_never_closed_does_not_hold_it_for_ever(screen, rooms):
    put, following, _ = rooms
    screen.change(room=put)
    change(put, training.start)
    for field in ("started_at", "led_at"):
        ago(put, HALF_A_DAY, field)
    assert shown(screen) is None
    change(following, training.start)
    assert shown(screen) == following


def test_a_room_put_on_it_may_wait_for_weeks(screen, rooms):
    screen.change(room=rooms[0])
    ago(rooms[0], timedelta(weeks=5), "created_at")
    assert shown(screen) == rooms[0]


def test_somebody_elses_room_is_shown_as_long_as_its_trainer_runs_it_too(screen, olga, rooms):
    boris = a_trainer("boris@school.org")
    theirs = a_room(boris)
    change(theirs, training.start)
    assert shown(screen) is None
    change(theirs, CoTrainer.let_in, olga)
    screen.change(room=theirs)
    assert shown(screen) == theirs
    change(rooms[0], class_code.lead)
    change(theirs, CoTrainer.put_out, olga.id)
    assert shown(screen) == rooms[0]


def test_each_screen_shows_its_own_trainers_room(screen, rooms):
    boris = a_trainer("boris@school.org")
    theirs, other = a_room(boris), a_screen(boris)
    change(rooms[0], class_code.lead)
    change(theirs, class_code.lead)
    assert (shown(screen), shown(other)) == (rooms[0], theirs)


def test_a_deleted_room_is_not_shown(screen, rooms):
    screen.change(room=rooms[0])
    change(rooms[1], class_code.lead)
    change(rooms[0], Room.delete_for_good)
    assert shown(screen) == rooms[1]
    change(rooms[1], Room.delete_for_good)
    assert shown(screen) is None


def test_while_there_is_none_it_names_the_next_one(screen, rooms):
    def following():
        return Screen.by_uuid(screen.uuid).shown().next

    assert following() == rooms[2], "the newest"
    change(rooms[0], class_code.lead)
    assert following() is None, "it is shown"
    ago(rooms[0], HALF_A_DAY, "led_at")
    assert following() == rooms[0]
    for room in rooms:
        change(room, training.start)
        ago(room, HALF_A_DAY, "started_at")
        ago(room, HALF_A_DAY, "led_at")
    assert following() is None

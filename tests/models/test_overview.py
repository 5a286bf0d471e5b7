"""The overview: which rooms a trainer sees, on which page, searched and filtered; and what would be lost with one."""

import pytest

from models import training
from models.co_trainer import CoTrainer
from models.message import Message
from models.overview import MOST_TO_CHOOSE, PAGE, Wanted, contents, overview, rooms_of, unfinished
from models.room import Room
from models.student import Student
from tests.rooms import a_room, a_trainer, change, join, open_round

pytestmark = pytest.mark.usefixtures("database")


def rooms_named(trainer, *titles):
    return [Room.open(trainer, title) for title in titles]


def titles(trainer, *wanted, **fields):
    return [room.title for room in overview(trainer, Wanted(*wanted, **fields)).rooms]


def ids(rooms):
    return [room.id for room in rooms]


def test_the_overview_counts_what_is_in_each_room_newest_first():
    trainer, colleague = a_trainer(), a_trainer("other@school.org")
    first, second, empty = (a_room(trainer) for _ in range(3))
    a_room(colleague)
    anna, _ = join(first, "Анна", "Борис")
    join(second, "Вера")
    change(first, Student.kick, anna.id)
    for room in (first, first, second):
        open_round(room)
    change(second, training.close)
    seen = overview(trainer, Wanted())
    found = [
        (room.id, room.phase, room.students_count, room.rounds_count) for room in (*seen.running, *seen.rooms)
    ]
    assert found == [(first.id, "round_open", 1, 2), (empty.id, "waiting", 0, 0), (second.id, "closed", 1, 1)]
    assert seen.counts == {"waiting": 1, "running": 1, "closed": 1}
    assert overview(colleague, Wanted()).counts["waiting"] == 1
    assert overview(a_trainer("new@school.org"), Wanted()).rooms == []


def test_what_runs_stands_on_top_of_the_first_page_alone():
    trainer = a_trainer()
    rooms = rooms_named(trainer, *(f"Комната {100 + n}" for n in range(PAGE + 2)))
    change(rooms[0], training.start)
    seen = overview(trainer, Wanted())
    assert ids(seen.running) == [rooms[0].id]
    assert ids(seen.rooms) == ids(reversed(rooms[2:]))
    beyond = overview(trainer, Wanted(before=seen.rooms[-1].id))
    assert (ids(beyond.running), ids(beyond.rooms)) == ([], [rooms[1].id])
    searched = overview(trainer, Wanted("комната 100"))
    assert (searched.running, ids(searched.rooms)) == ([], [rooms[0].id])


def test_each_room_is_on_one_page_there_and_back():
    trainer = a_trainer()
    rooms = rooms_named(trainer, *(str(n) for n in range(2 * PAGE + 5)))
    pages, wanted = [], Wanted()
    while True:
        pages.append(overview(trainer, wanted))
        if not pages[-1].has_older:
            break
        wanted = Wanted(before=pages[-1].rooms[-1].id)
    assert [(page.first, page.last, page.total) for page in pages] == [
        (1, PAGE, len(rooms)),
        (PAGE + 1, 2 * PAGE, len(rooms)),
        (2 * PAGE + 1, len(rooms), len(rooms)),
    ]
    assert [room.id for page in pages for room in page.rooms] == ids(reversed(rooms))
    back = overview(trainer, Wanted(after=pages[2].rooms[0].id))
    assert (ids(back.rooms), back.has_newer) == (ids(pages[1].rooms), True)
    assert ids(overview(trainer, Wanted(after=back.rooms[0].id)).rooms) == ids(pages[0].rooms)
    oldest = overview(trainer, Wanted(after=0))
    assert (ids(oldest.rooms), oldest.has_older) == (ids(reversed(rooms[:PAGE])), False)


@pytest.mark.parametrize("cursor", [{"before": 1}, {"after": 10**9 - 1}, {"before": 1, "after": 10**9 - 1}])
def test_a_page_beyond_the_end_is_the_first(cursor):
    trainer = a_trainer()
    rooms = rooms_named(trainer, "1", "2")
    seen = overview(trainer, Wanted(**cursor))
    assert (ids(seen.rooms), seen.has_newer, seen.has_older) == (ids(reversed(rooms)), False, False)


def test_a_page_that_newer_rooms_do_not_fill_is_the_first():
    trainer = a_trainer()
    rooms = rooms_named(trainer, "1", "2", "3")
    assert ids(overview(trainer, Wanted(after=rooms[1].id)).rooms) == ids(reversed(rooms))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("дроби", ["Дроби, 7Б"]),
        ("  ДРОБИ  ", ["Дроби, 7Б"]),
        ("7б дроби", ["Дроби, 7Б"]),
        ("елки", ["Ёлки и ели"]),
        ("ЁЛ", ["Ёлки и ели"]),
        ("cafe", ["Café, 100 %"]),
        ("100", ["Café, 100 %"]),
        ("_", []),
        ("%", ["Café, 100 %"]),
        ("\\", []),
        ("дроби 8", []),
    ],
)
def test_a_title_is_found_by_its_words_whatever_their_case(typed, found):
    trainer = a_trainer()
    rooms_named(trainer, "Дроби, 7Б", "Ёлки и ели", "Café, 100 %")
    rooms_named(a_trainer("other@school.org"), "Дроби, 7Б")
    assert titles(trainer, typed) == found


def test_nothing_typed_finds_all():
    trainer = a_trainer()
    rooms_named(trainer, "1", "2")
    assert titles(trainer, "  ") == ["2", "1"]


def test_rooms_of_one_state_are_counted_among_those_found():
    trainer = a_trainer()
    waiting, running, closed, _ = rooms_named(trainer, "Дроби 1", "Дроби 2", "Дроби 3", "Ели")
    for room in (running, closed):
        change(room, training.start)
    change(closed, training.close)
    for state, room in {"waiting": waiting, "running": running, "closed": closed}.items():
        seen = overview(trainer, Wanted("дроби", state))
        assert (ids(seen.rooms), seen.total) == ([room.id], 1)
        assert seen.counts == {"waiting": 1, "running": 1, "closed": 1}
    assert overview(trainer, Wanted(state="nonsense")).total == 3  # as all: what runs stands on top


def test_a_co_trainer_sees_the_room_under_its_owners_name():
    owner, guest = a_trainer(), a_trainer("guest@school.org")
    shared, own = a_room(owner), a_room(guest)
    newer = a_room(owner)
    change(shared, CoTrainer.let_in, guest)
    seen = overview(guest, Wanted())
    assert [(room.id, room.owner_name) for room in seen.rooms] == [(own.id, ""), (shared.id, owner.name)]
    assert seen.counts["waiting"] == 2
    assert ids(overview(guest, Wanted("география")).rooms) == [own.id, shared.id]
    assert ids(overview(owner, Wanted()).rooms) == [newer.id, shared.id]
    change(shared, CoTrainer.put_out, guest.id)
    assert ids(overview(guest, Wanted()).rooms) == [own.id]


def test_all_rooms_or_some_of_them_come_with_their_phase():
    trainer = a_trainer()
    rooms = rooms_named(trainer, "1", "2", "3")
    open_round(rooms[0])
    change(rooms[1], training.start)
    assert [room.phase for room in rooms_of(trainer)] == ["waiting", "started", "round_open"]
    assert ids(rooms_of(trainer, limit=2)) == [rooms[2].id, rooms[1].id]
    assert ids(rooms_of(trainer, limit=2, before=rooms[1].id)) == [rooms[0].id]


def test_to_choose_from_are_the_newest_of_those_that_are_not_over():
    olga, ivan = a_trainer(), a_trainer("ivan@school.org")
    own, over, shared, foreign = (a_room(trainer) for trainer in (olga, olga, ivan, ivan))
    for room in (own, over):
        change(room, training.start)
    change(over, training.close)
    change(shared, CoTrainer.let_in, olga)
    assert [room.id for room in unfinished(olga)] == [shared.id, own.id]
    assert [room.id for room in unfinished(ivan)] == [foreign.id, shared.id]
    newer = [a_room(olga).id for _ in range(MOST_TO_CHOOSE)]
    assert [room.id for room in unfinished(olga)] == newer[::-1]


def test_what_is_lost_with_a_room_are_its_students_and_their_answers():
    room = a_room()
    a_room()
    anna, boris = join(room, "Анна", "Борис")
    open_round(room)
    change(room, Message.answer, anna.id, "Париж")
    change(room, Message.announce, room.trainer_id, "Не ответ")
    change(room, Student.kick, boris.id)
    lost = contents(room)
    assert (lost.students, lost.answers) == (2, 1)

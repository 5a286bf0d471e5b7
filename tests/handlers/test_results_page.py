"""The pages of the results: who may read them, what stands on them, and how they stay small in a large room."""

import re

import pytest

from models import results
from models.message import Message
from models.removal import remove
from models.room import Room
from models.student import Student
from tests.rooms import change, join, open_round

EVIL = "<img src=x onerror=alert(1)>\u202e \"'&"


def path_of(room, rest=""):
    return f"/rooms/{room['uuid']}/results{rest}"


@pytest.mark.parametrize("rest", ["", "/rounds/1", "/students/{student}"])
async def test_the_owner_and_co_trainers_read_them_and_nobody_else(lesson, askers, rest):
    browsers = await askers()
    room = Room.by_id(lesson.room["id"])
    open_round(room)
    path = path_of(lesson.room, rest.format(student=Student.get().id))
    statuses = {name: (await browser.get(path)).status for name, browser in browsers.items()}
    assert statuses == {"owner": 200, "co-trainer": 200, "other": 404, "student": 302, "stranger": 302}
    stranger = await browsers["stranger"].get(path)
    assert stranger.location == f"/sign-in?next={path}"


async def test_only_the_owner_is_offered_to_delete_anything(lesson, askers):
    browsers = await askers()
    open_round(Room.by_id(lesson.room["id"]))
    for rest in ("", f"/students/{Student.get().id}"):
        offered = {
            name: "/erase" in (await browsers[name].get(path_of(lesson.room, rest))).body
            for name in ("owner", "co-trainer")
        }
        assert offered == {"owner": True, "co-trainer": False}


@pytest.fixture
def opened(lesson, visitor):
    async def opened(**settings):
        """A room of a trainer who is signed in: the room, and their browser."""
        await lesson.open_room(**settings)
        browser = visitor()
        await browser.sign_in()
        return Room.by_id(lesson.room["id"]), browser

    return opened


async def test_a_room_in_which_nothing_happened_has_a_page(lesson, opened):
    _, browser = await opened()
    page = await browser.get(path_of(lesson.room))
    assert page.status == 200
    for words in ("Nobody has joined.", "No round has been played.", "The training is not over"):
        assert words in page.text


async def test_the_page_shows_places_rounds_and_students_while_the_training_runs(lesson, opened):
    room, browser = await opened()
    anna, boris, vera, gleb = join(room, "Анна", "Борис", "Вера", "Глеб")
    open_round(room, "Столица Австралии?")
    for student, text in ((anna, "Канберра"), (boris, "канберра!"), (vera, "Сидней")):
        change(room, Message.answer, student.id, text)
    change(room, Message.answer_for, room.trainer_id, gleb.id, "Мельбурн")
    Message.update(is_correct=True).where(Message.card == "канберра").execute()
    bad = change(room, Message.answer, vera.id, "дурацкий вопрос")[0]
    change(room, remove, bad.id)
    change(room, Student.kick, vera.id)
    open_round(room)
    page = (await browser.get(path_of(lesson.room))).text
    words = " ".join(page.split())
    assert "Анна 1 right answer" in words and "Глеб 0 right answers" in words
    assert "3 of 3 answered 2 right" in words  # of those with a seat
    assert re.search(r"Канберра × 2 2 answers Right Анна Борис", words)
    assert "Мельбурн Глеб (by the trainer)" in words
    assert "дурацкий вопрос Removed Вера" in words
    assert "Вера not in the room any more" in words
    assert "Asked aloud 0 of 3 answered 0 right" in words
    assert "Round is on" in words
    assert "Глеб 0 right answers" in words and "no answer" in words


async def test_what_people_wrote_is_text_on_each_page(lesson, opened):
    room, browser = await opened(title=EVIL[:28])
    anna = change(room, Student.join, "<b>Анна</b>")
    open_round(room, EVIL)
    change(room, Message.answer, anna.id, EVIL)
    for rest in ("", "/rounds/1", f"/students/{anna.id}"):
        page = await browser.get(path_of(lesson.room, rest))
        assert page.status == 200
        assert "<img" not in page.body and "<b>" not in page.body
        assert EVIL in page.text


async def test_a_place_shared_by_many_fills_the_podium_and_counts_the_rest(lesson, opened):
    room, browser = await opened()
    students = join(room, "Анна", "Борис", "Вера", "Глеб", "Даша")
    open_round(room)
    for student in students:
        change(room, Message.answer, student.id, "Да")
    Message.update(is_correct=True).execute()
    page = await browser.get(path_of(lesson.room))
    assert page.body.count('<li class="podium__step" data-place="1">') == 3
    assert "and 2 more" in page.text


async def test_a_large_room_is_read_in_parts(lesson, opened, monkeypatch):
    monkeypatch.setattr(results, "MOST_ON_A_PAGE", 100)
    room, browser = await opened(max_students_count=1000)
    students = join(room, *(f"Ученик {number:03}" for number in range(230)))
    opened_round = open_round(room)
    rows = [
        {"room": room.id, "round": opened_round.id, "student": student.id, "text": f"ответ {student.id}"}
        | {"fold": f"ответ {student.id}", "card": f"ответ {student.id}", "created_at": opened_round.opened_at}
        for student in students
    ]
    Message.insert_many(rows).execute()
    first, last, beyond = [
        await browser.get(path_of(lesson.room, query)) for query in ("", "?page=3", "?page=999")
    ]
    names = re.compile(r"Ученик \d+")
    assert sorted(set(names.findall(first.text))) == [f"Ученик {number:03}" for number in range(100)]
    assert sorted(set(names.findall(last.text))) == [f"Ученик {number:03}" for number in range(200, 230)]
    assert set(names.findall(beyond.text)) == set(names.findall(last.text))
    assert "1 of 3" in first.text and "3 of 3" in last.text
    assert "ответ" not in first.body
    assert path_of(lesson.room, f"/students/{students[0].id}") in first.body
    round_page = await browser.get(path_of(lesson.room, "/rounds/1?page=2"))
    assert len(set(re.findall(r"ответ \d+", round_page.text))) == 100


@pytest.mark.parametrize("page", ["x", "-1", "0", "9" * 30, "1e3", "%00", ""])
async def test_a_part_that_is_none_is_the_first(lesson, opened, page):
    _, browser = await opened()
    assert (await browser.get(path_of(lesson.room, f"?page={page}"))).status == 200


@pytest.mark.parametrize("rest", ["/rounds/2", "/rounds/0", "/rounds/x", "/rounds/-1", f"/rounds/{'9' * 30}"])
async def test_there_is_no_page_of_a_round_that_was_not(lesson, opened, rest):
    room, browser = await opened()
    open_round(room)
    assert (await browser.get(path_of(lesson.room, rest))).status == 404


async def test_there_is_no_page_of_a_student_of_another_room(lesson, opened):
    room, browser = await opened()
    (anna,) = join(room, "Анна")
    await lesson.open_room()
    for number in (anna.id, 0, "x", "9" * 30):
        assert (await browser.get(path_of(lesson.room, f"/students/{number}"))).status == 404


async def test_a_student_who_was_put_out_has_a_page(lesson, opened):
    room, browser = await opened()
    (anna,) = join(room, "Анна")
    open_round(room, "Столица?")
    change(room, Message.answer, anna.id, "я" * 2000)
    change(room, Student.kick, anna.id)
    page = await browser.get(path_of(lesson.room, f"/students/{anna.id}"))
    assert "я" * 2000 in page.text and "Столица?" in page.text
    assert "not in the room any more" in page.text

"""The results: places, what was asked and answered in each round, and by whom."""

import pytest

from models import results
from models.base import one_moment
from models.card import group
from models.errors import NotFound
from models.mark import select_correct
from models.message import Message
from models.removal import remove
from models.results import all_results, results_of, round_results, standings_of, student_results
from models.student import Student
from tests.rooms import a_room, change, join, open_round

pytestmark = pytest.mark.usefixtures("database")


def answer(room, student, text, right=False):
    message, _ = change(room, Message.answer, student.id, text)
    if right:
        change(room, select_correct, [message.id])
    return message


def shown(card):
    return card.text, len(card.answers), card.right


def test_equals_share_a_place_and_the_next_one_comes_after_them():
    room = a_room()
    anna, boris, vera, gleb, _ = join(room, "Анна", "Борис", "Вера", "Глеб", "Даша")
    open_round(room)
    for student, count in ((gleb, 2), (anna, 1), (boris, 1), (vera, 1)):
        for number in range(count):
            answer(room, student, f"{number}", right=True)
    places = [(one.place, one.nickname, one.right) for one in standings_of(room)]
    assert places == [(1, "Глеб", 2), (2, "Анна", 1), (2, "Борис", 1), (2, "Вера", 1), (5, "Даша", 0)]


def test_a_round_says_how_many_answered_and_how_many_of_them_right():
    room = a_room()
    anna, boris, vera, gleb = join(room, "Анна", "Борис", "Вера", "Глеб")
    open_round(room, "Столица Австралии?")
    answer(room, anna, "Канберра", right=True)
    answer(room, anna, "Да, Канберра", right=True)  # the same student
    answer(room, boris, "Сидней")
    removed = answer(room, vera, "дурак")
    answer(room, gleb, "Канберра", right=True)
    change(room, remove, removed.id)
    change(room, Student.kick, gleb.id)
    change(room, Message.announce, room.trainer_id, "Минута")  # is no answer
    open_round(room)
    first, second = results_of(room).rounds
    assert (first.number, first.question, first.is_open) == (1, "Столица Австралии?", False)
    assert (first.answered, first.right, first.answers_count) == (2, 1, 5)
    assert (second.number, second.question, second.is_open) == (2, "", True)
    assert (second.answered, second.right, second.answers_count) == (0, 0, 0)


def test_equal_answers_are_one_card_right_ones_first_then_the_usual_ones_and_removed_ones_last():
    room = a_room()
    anna, boris, vera, gleb, dasha = join(room, "Анна", "Борис", "Вера", "Глеб", "Даша")
    open_round(room)
    for student, text in ((anna, "сидней"), (boris, "Сидней!"), (vera, "Сидней!")):
        answer(room, student, text)
    removed = answer(room, dasha, "Сидней!")
    change(room, remove, removed.id)
    answer(room, gleb, "Канберра", right=True)
    asked = results_of(room).rounds[0]
    assert [shown(card) for card in asked.cards] == [("Канберра", 1, 1), ("Сидней!", 3, 0), ("Сидней!", 1, 0)]
    assert [card.is_removed for card in asked.cards] == [False, False, True]


def test_a_card_put_together_by_hand_is_one():
    room = a_room()
    anna, boris = join(room, "Анна", "Борис")
    open_round(room)
    first, second = answer(room, anna, "8"), answer(room, boris, "восемь")
    change(room, group, [second.id], first.card)
    (card,) = results_of(room).rounds[0].cards
    assert [one.text for one in card.answers] == ["8", "восемь"]


def test_what_a_trainer_wrote_down_for_a_student_says_so():
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    change(room, Message.answer_for, room.trainer_id, anna.id, "Канберра")
    (given,) = results_of(room).answers
    assert (given.nickname, given.by_trainer) == ("Анна", True)


def test_answers_stand_by_student_and_round():
    room = a_room()
    anna, boris = join(room, "Анна", "Борис")
    first = open_round(room)
    answer(room, anna, "1")
    answer(room, boris, "2")
    second = open_round(room)
    answer(room, anna, "3")
    answer(room, anna, "4")
    given = results_of(room).by_student
    texts = {
        student_id: {round_id: [one.text for one in its] for round_id, its in rounds.items()}
        for student_id, rounds in given.items()
    }
    assert texts == {anna.id: {first.id: ["1"], second.id: ["3", "4"]}, boris.id: {first.id: ["2"]}}


def test_a_kicked_student_has_no_place_and_is_named_apart():
    room = a_room()
    _, boris = join(room, "Анна", "Борис")
    open_round(room)
    answer(room, boris, "Волга")
    change(room, Student.kick, boris.id)
    found = results_of(room)
    assert [one.nickname for one in found.standings] == ["Анна"]
    assert [student.nickname for student in found.kicked] == ["Борис"]
    assert [(one.nickname, one.is_kicked) for one in found.answers] == [("Борис", True)]


def test_a_long_answer_is_cut_where_there_are_many_and_whole_on_its_own_page():
    room = a_room()
    (anna,) = join(room, "Анна")
    open_round(room)
    text = "я" * 2000
    answer(room, anna, text)
    (given,) = results_of(room).answers
    assert (given.text, given.is_cut) == (text[: results.LONGEST_SHOWN], True)
    whole = [
        all_results(room).answers[0],
        round_results(room, 1).cards[0].answers[0],
        student_results(room, anna.id)[2][0],
    ]
    assert [(one.text, one.is_cut) for one in whole] == [(text, False)] * 3


def test_a_large_room_has_no_answers_on_its_page(monkeypatch):
    room = a_room()
    anna, boris = join(room, "Анна", "Борис")
    open_round(room)
    answer(room, anna, "1")
    monkeypatch.setattr(results, "MOST_ON_A_PAGE", 2)
    assert len(results_of(room).answers) == 1
    answer(room, boris, "2")
    answer(room, boris, "3")
    found = results_of(room)
    assert found.answers is None
    assert [asked.cards for asked in found.rounds] == [[]]
    assert len(round_results(room, 1).cards) == 3
    monkeypatch.setattr(results, "MOST_ON_A_PAGE", 3)
    open_round(room)  # two students in two rounds: four lines
    assert results_of(room).answers is None


def test_there_is_nothing_in_a_room_in_which_nothing_happened():
    room = a_room()
    found = results_of(room)
    assert (found.standings, found.kicked, found.rounds, found.answers) == ([], [], [], [])
    assert round_results(room, 1) is None
    with pytest.raises(NotFound, match="student"):
        student_results(room, 1)


def test_one_room_has_nothing_of_another():
    room, other = a_room(), a_room()
    (anna,) = join(other, "Анна")
    open_round(other)
    answer(other, anna, "Волга")
    open_round(room)
    assert results_of(room).answers == []
    assert round_results(room, 1).cards == []
    with pytest.raises(NotFound):
        student_results(room, anna.id)


def test_results_are_of_one_moment(monkeypatch):
    moments = []

    def counted():
        moments.append(1)
        return one_moment()

    monkeypatch.setattr(results, "one_moment", counted)
    room = a_room()
    results_of(room)
    all_results(room)
    assert len(moments) == 2

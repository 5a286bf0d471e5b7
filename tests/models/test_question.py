"""Questions prepared for a room: their order, their bounds, and the round that uses one."""

import pytest

from models import training
from models.errors import BadField, BadValue, NotFound, WrongMoment
from models.question import MOST_PREPARED, MOST_QUESTIONS, Question
from models.round import Round
from tests.rooms import a_room, change, events, open_round

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def room():
    return a_room()


def add(room, *texts):
    change(room, Question.add, [(text, [], None) for text in texts])
    return [question.id for question in Question.of_room(room)[-len(texts) :]]


def texts(room):
    """The questions in their order; their places are 1, 2, 3 …"""
    questions = Question.of_room(room)
    assert [question.position for question in questions] == list(range(1, len(questions) + 1))
    told = events(room, "questions")[-1]
    assert told.data["questions"] == [question.as_public() for question in questions]
    assert (told.audience, told.student_id) == ("trainer", None)
    return [question.text for question in questions]


def test_questions_go_behind_those_that_there_are(room):
    add(room, "А", " Б ")
    add(room, "В")
    assert texts(room) == ["А", "Б", "В"]


def test_accepted_answers_are_kept_as_written_without_empty_and_double_ones(room):
    change(room, Question.add, [("Столица?", [" Париж ", "", "Париж", "Paris"], 30)])
    (question,) = Question.of_room(room)
    assert (question.accepted, question.max_time, question.round_id) == (["Париж", "Paris"], 30, None)


@pytest.mark.parametrize(
    ("which", "position", "order"),
    [(0, 3, "БВАГ"), (3, 1, "ГАБВ"), (1, 2, "АБВГ"), (0, 1000, "БВГА"), (2, 1, "ВАБГ"), (3, 4, "АБВГ")],
)
def test_a_question_moves_to_another_place(room, which, position, order):
    ids = add(room, *"АБВГ")
    other = a_room()
    add(other, *"АБВГ")
    change(room, Question.move, ids[which], position)
    assert texts(room) == list(order)
    assert texts(other) == list("АБВГ")


def test_a_question_is_changed_and_taken_away(room):
    first, second, _ = add(room, *"АБВ")
    change(room, Question.change, second, "Б?", ["да"], 10)
    change(room, Question.remove, first)
    assert texts(room) == ["Б?", "В"]
    assert Question.get_by_id(second).accepted == ["да"]


def test_a_round_uses_a_question_and_what_is_said_otherwise_counts(room):
    change(room, training.start)
    change(room, Question.add, [("Столица?", ["Париж"], 20), ("Река?", ["Волга"], None)])
    first, second = (question.id for question in Question.of_room(room))
    opened = change(room, Round.open, question_id=first)
    assert (opened.question, opened.accepted) == ("Столица?", ["Париж"])
    assert (opened.deadline - opened.opened_at).total_seconds() == 20
    assert [event.action for event in events(room)[-2:]] == ["round_new", "questions"]
    assert Question.get_by_id(first).round_id == opened.id
    other = change(room, Round.open, "Какая река?", 10, None, [], second)
    assert (other.question, other.accepted) == ("Какая река?", [])


def test_a_question_that_was_used_is_neither_changed_nor_used_again_but_moved_and_taken_away(room):
    first, _ = add(room, "А", "Б")
    change(room, training.start)
    opened = change(room, Round.open, question_id=first)
    for verb in (
        lambda locked: Question.change(locked, first, "В", [], None),
        lambda locked: Round.open(locked, question_id=first),
    ):
        with pytest.raises(WrongMoment) as refused:
            change(room, verb)
        assert refused.value.code == "question_used"
    change(room, Question.move, first, 2)
    change(room, Question.remove, first)
    assert texts(room) == ["Б"]
    assert Round.get_by_id(opened.id).question == "А"
    assert Round.select().where(Round.room == room.id).count() == 1


def test_a_room_has_so_many_questions_and_not_more(room):
    add(room, *(f"{number}" for number in range(MOST_QUESTIONS - 1)))
    for texts_ in (["А", "Б"], ["я" * 2000] * (MOST_PREPARED // 2000 + 1)):
        with pytest.raises(WrongMoment) as refused:
            add(room, *texts_)
        assert refused.value.code == "too_many_questions"
    add(room, "А")
    assert len(texts(room)) == MOST_QUESTIONS
    with pytest.raises(WrongMoment):
        add(room, "Б")


def test_all_questions_together_are_bounded(room):
    full = ["я" * 2000] * (MOST_PREPARED // 2000)
    first, *_ = add(room, *full)
    for verb in (
        lambda locked: Question.add(locked, [("я", [], None)]),
        lambda locked: Question.change(locked, first, "я" * 2000, ["я"], None),
    ):
        with pytest.raises(WrongMoment) as refused:
            change(room, verb)
        assert refused.value.code == "too_many_questions"
    change(room, Question.change, first, "я" * 1999, ["я"], None)


@pytest.mark.parametrize(
    ("text", "accepted", "max_time", "kind"),
    [
        (" \n", [], None, BadValue),
        ("я" * 2001, [], None, BadValue),
        ("А", ["я" * 2001], None, BadValue),
        ("А", [], 4, BadField),
        ("А", [], 61, BadField),
    ],
)
def test_one_that_can_never_be_asked_and_none_is_prepared(room, text, accepted, max_time, kind):
    with pytest.raises(kind):
        change(room, Question.add, [("Б", [], None), (text, accepted, max_time)])
    (known,) = add(room, "Б")
    with pytest.raises(kind):
        change(room, Question.change, known, text, accepted, max_time)
    assert texts(room) == ["Б"]


def test_there_is_no_such_question_or_it_is_too_late(room):
    other = a_room()
    (foreign,) = add(other, "А")
    open_round(room)
    verbs = [
        lambda locked: Question.change(locked, foreign, "Б", [], None),
        lambda locked: Question.move(locked, foreign, 1),
        lambda locked: Question.remove(locked, foreign),
        lambda locked: Round.open(locked, question_id=foreign),
    ]
    for verb in verbs:
        with pytest.raises(NotFound) as refused:
            change(room, verb)
        assert refused.value.code == "no_such_question"
    open_round(other)
    change(other, training.close)
    for verb in [*verbs, lambda locked: Question.add(locked, [("Б", [], None)])]:
        with pytest.raises(WrongMoment) as late:
            change(other, verb)
        assert late.value.code == "training_finished"
    assert texts(other) == ["А"]

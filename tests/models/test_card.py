"""Cards: where an answer lies, and what a trainer moves."""

import pytest

from models import card, training
from models.base import job
from models.errors import NotFound, WrongMoment
from models.message import Message
from models.removal import remove
from tests.rooms import a_room, change, events, join, open_round

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def room():
    return a_room()


@pytest.fixture
def answer(room):
    """Stores an answer to the round; gives its id."""
    (anna,) = join(room, "Анна")
    open_round(room)
    return lambda text: change(room, Message.answer, anna.id, text)[0].id


def lies(*ids):
    """On which cards these messages lie."""
    return [Message.get_by_id(id).card for id in ids]


def group(room, ids, to=None):
    change(room, card.group, ids, to)
    return events(room)[-1]


def test_equal_answers_lie_on_one_card_and_a_trainers_text_on_none(room, answer):
    ids = [answer(text) for text in ("Париж", "париж!", "Рим", " ПАРИЖ")]
    assert lies(*ids) == ["париж", "париж", "рим", "париж"]
    said = change(room, Message.announce, room.trainer_id, "Париж")[0]
    assert "card" not in said.as_public()
    assert Message.get_by_id(ids[0]).as_public()["card"] == "париж"


def test_answers_go_to_another_card_and_trainers_alone_are_told(room, answer):
    paris, typo, other = answer("Париж"), answer("Париш"), answer("париш")
    told = group(room, [other, typo, typo], "париж")
    assert lies(paris, typo, other) == ["париж"] * 3
    assert (told.action, told.audience) == ("message_group", "trainer")
    assert told.data == {"message_ids": [typo, other], "card": "париж"}


def test_a_new_answer_goes_where_most_that_are_equal_to_it_lie(room, answer):
    answer("Париж")
    typos = [answer("Париш") for _ in range(3)]
    group(room, typos[:1], "париж")
    assert lies(answer("париш")) == ["париш"]
    group(room, typos, "париж")
    assert lies(answer("париш")) == ["париж"]
    open_round(room)
    assert lies(answer("париш")) == ["париш"]  # another round


def test_of_as_many_the_older_card_counts_and_what_was_removed_does_not(room, answer):
    first, second = answer("Париж"), answer("Париж")
    told = group(room, [first])
    assert told.data["card"] == f"#{first}"
    assert lies(answer("париж")) == [f"#{first}"]
    for id in (first, first + 2):
        change(room, remove, id)
    assert lies(second, answer("париж")) == ["париж", "париж"]


def test_in_one_transaction_a_new_answer_knows_what_was_moved_before_it(room, answer):
    first, _ = answer("Париж"), answer("Рим")

    def at_once(locked):
        anna = Message.get_by_id(first).student_id
        before = Message.answer(locked, anna, "рим")[0]
        card.group(locked, [first + 1, before.id], "париж")
        return before.id, Message.answer(locked, anna, "Рим")[0].id

    assert lies(*change(room, at_once)) == ["париж", "париж"]


def test_a_card_of_their_own_is_never_one_on_which_others_lie(room, answer):
    ids = [answer("Париж") for _ in range(4)]
    assert group(room, ids[:3]).data["card"] == f"#{ids[0]}"
    assert group(room, ids[:2]).data["card"] == f"#{ids[1]}"
    assert group(room, ids[:1]).data["card"] == f"#{ids[0]}.0"  # both names are taken by those that stay
    assert lies(*ids) == [f"#{ids[0]}.0", f"#{ids[1]}", f"#{ids[0]}", "париж"]


def test_what_was_moved_goes_back_to_a_card_that_is_empty_now(room, answer):
    paris, *typos = answer("Париж"), answer("Париш"), answer("Париш")
    group(room, typos, "париж")
    group(room, typos, "париш")
    assert lies(paris, *typos) == ["париж", "париш", "париш"]
    group(room, typos, f"#{typos[0]}")
    group(room, typos, "париж")
    group(room, typos, f"#{typos[0]}")
    assert lies(*typos) == [f"#{typos[0]}"] * 2


@pytest.mark.parametrize("unknown", ["лондон", "", "#1", "#", "#x", "париж ", "рим"])
def test_there_is_no_such_card(room, answer, unknown):
    answer("Рим")
    open_round(room)
    paris = answer("Париж")
    log = len(events(room))
    with pytest.raises(NotFound) as refused:
        change(room, card.group, [paris], unknown)
    assert refused.value.code == "no_such_card"
    assert (lies(paris), len(events(room))) == (["париж"], log)


def test_answers_of_two_rounds_or_rooms_and_trainers_texts_do_not_lie_together(room, answer):
    before = answer("Париж")
    open_round(room)
    now, said = answer("Рим"), change(room, Message.announce, room.trainer_id, "Рим")[0].id
    other = a_room()
    (boris,) = join(other, "Борис")
    open_round(other)
    foreign = change(other, Message.answer, boris.id, "Рим")[0].id
    for ids in ([now, before], [now, said], [now, foreign], [foreign], [2**31 - 1], []):
        with pytest.raises(NotFound) as refused:
            change(room, card.group, ids, None)
        assert refused.value.code == "no_such_message"
    assert lies(before, now, foreign) == ["париж", "рим", "рим"]
    group(room, [before])  # a round that is over, by itself
    assert lies(before) == [f"#{before}"]


def test_answers_are_moved_while_the_training_runs(room, answer):
    paris = answer("Париж")
    change(room, training.close)
    with pytest.raises(WrongMoment) as refused:
        change(room, card.group, [paris], None)
    assert refused.value.code == "training_finished"
    with pytest.raises(WrongMoment) as refused:
        change(a_room(), card.group, [paris], None)
    assert refused.value.code == "training_not_started"


def test_near_misses_are_of_the_last_round_and_not_of_what_was_removed(room, answer):
    assert job(card.near_misses, a_room().id) == {"round_id": None, "pairs": []}
    for text in ("Париж", "Париш", "Рим", "Менделеев"):
        last = answer(text)
    round_id = Message.get_by_id(last).round_id
    pairs = [{"cards": ["париж", "париш"], "likeness": 80}]
    assert job(card.near_misses, room.id) == {"round_id": round_id, "pairs": pairs}
    typo = answer("Мендилеев")
    assert len(job(card.near_misses, room.id)["pairs"]) == 2
    change(room, remove, typo)
    assert job(card.near_misses, room.id)["pairs"] == pairs
    opened = open_round(room)
    assert job(card.near_misses, room.id) == {"round_id": opened.id, "pairs": []}


def test_a_text_that_no_index_would_take_is_stored(room, answer):
    text = "".join(chr(0x4E00 + 7919 * n % 20000) for n in range(2000))
    assert len(lies(answer(text))[0]) <= 200

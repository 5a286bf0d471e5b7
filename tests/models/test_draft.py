"""Drafts: kept while a round is open, answers when it is over."""

import pytest

from models import clock, training
from models.draft import Draft
from models.erasure import erase
from models.errors import BadValue, NotAllowed
from models.event import Event
from models.message import MOST_MESSAGES, Message
from models.room import Room
from models.round import Round
from models.student import Student
from tests.models.test_clock import own_time_runs_out
from tests.rooms import a_room, change, events, join, let_time_run_out, open_round, refused

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def room():
    return a_class()


def a_class(**settings):
    """A room with Анна and Борис in its first round."""
    room = a_room(max_round_time=60, **settings)
    room.anna, room.boris = join(room, "Анна", "Борис")
    open_round(room)
    return room


def writes(room, student, text, ref=None, round_id=None, number=None):
    return change(room, Draft.keep, student.id, text, ref, round_id, number)


def drafts():
    """By nickname, what is kept."""
    return {draft.student.nickname: draft.text for draft in Draft.select() if draft.text}


def the_bell_rings(room):
    let_time_run_out(room)
    change(room, clock.ring)


def answers():
    """Who answered what, in the order of the answers."""
    return [(one.student.nickname, one.text) for one in Message.select().order_by(Message.id)]


class TestKeeping:
    def test_gives_the_round_and_stores_the_cleaned_text_and_tells_nobody(self, room):
        before = len(events(room))
        assert writes(room, room.anna, "  Пари\x00ж\r\nили Лион ", "r1") == Round.get().id
        assert drafts() == {"Анна": "Париж\nили Лион"}
        assert len(events(room)) == before

    def test_a_later_one_takes_the_place_of_the_one_before(self, room):
        writes(room, room.anna, "Па", "r1")
        writes(room, room.boris, "Ри", "r2")
        writes(room, room.anna, "Париж", "r3")
        assert drafts() == {"Анна": "Париж", "Борис": "Ри"}
        assert Draft.get(Draft.student == room.anna.id).ref == "r3"

    @pytest.mark.parametrize("text", ["", "  \n", "\x00"])
    def test_an_empty_one_is_forgotten(self, room, text):
        writes(room, room.anna, "Па", "r1")
        assert writes(room, room.anna, text, "r1") == Round.get().id
        assert drafts() == {}

    @pytest.mark.parametrize("newer", ["Париж", ""])
    def test_one_that_comes_late_over_a_frozen_connection_changes_nothing(self, room, newer):
        writes(room, room.anna, "Па", "r1", number=1000)
        writes(room, room.anna, newer, "r1", number=1002)
        assert writes(room, room.anna, "Пари", "r1", number=1001) == Round.get().id
        the_bell_rings(room)
        assert answers() == ([("Анна", newer)] if newer else [])

    @pytest.mark.parametrize(("first", "second"), [(7, 7), (7, 8), (None, 3), (7, None)])
    def test_the_same_number_a_larger_one_or_none_replaces(self, room, first, second):
        writes(room, room.anna, "Па", "r1", number=first)
        writes(room, room.anna, "Париж", "r1", number=second)
        assert drafts() == {"Анна": "Париж"}

    def test_a_text_that_is_too_long_leaves_the_one_before(self, room):
        writes(room, room.anna, "Па")
        with pytest.raises(BadValue, match="at most 2000"):
            writes(room, room.anna, "а" * 2001)
        assert drafts() == {"Анна": "Па"}

    def test_the_answer_takes_the_place_of_the_draft_of_the_same_ref(self, room):
        writes(room, room.anna, "Париж", "r1")
        change(room, Message.answer, room.anna.id, "Париж!", "r1")
        assert drafts() == {}
        the_bell_rings(room)
        assert answers() == [("Анна", "Париж!")]

    def test_so_it_does_where_neither_has_a_ref(self, room):
        writes(room, room.anna, "Париж")
        change(room, Message.answer, room.anna.id, "Париж!")
        assert drafts() == {}

    def test_an_answer_under_another_ref_leaves_it(self, room):
        writes(room, room.anna, "Лион", "r2")
        writes(room, room.boris, "Лилль", "r1")
        change(room, Message.answer, room.anna.id, "Париж", "r1")
        assert drafts() == {"Анна": "Лион", "Борис": "Лилль"}

    def test_what_was_sent_is_no_draft_any_more(self, room):
        change(room, Message.answer, room.anna.id, "Париж", "r1")
        writes(room, room.anna, "Лион", "r2")
        assert writes(room, room.anna, "Пари", "r1") == Round.get().id
        assert drafts() == {"Анна": "Лион"}

    def test_what_counted_at_the_bell_is_acknowledged_again_and_no_other_text(self, room):
        first = writes(room, room.anna, "Пари", "r1")
        the_bell_rings(room)
        assert writes(room, room.anna, " Пари ", "r1", first) == first
        assert refused(room, Draft.keep, room.anna.id, "Париж", "r1", first) == "no_open_round"
        assert answers() == [("Анна", "Пари")]

    def test_another_student_may_use_the_same_ref(self, room):
        writes(room, room.anna, "Париж", "r1")
        writes(room, room.boris, "Рим", "r1")
        the_bell_rings(room)
        assert answers() == [("Анна", "Париж"), ("Борис", "Рим")]


class TestRefused:
    def test_while_the_training_is_paused(self, room):
        change(room, clock.pause)
        assert refused(room, Draft.keep, room.anna.id, "Па") == "training_paused"
        change(room, clock.resume)
        assert refused(room, Draft.keep, room.anna.id, "Па") is None

    def test_before_a_round(self):
        room = a_room()
        (anna,) = join(room, "Анна")
        assert refused(room, Draft.keep, anna.id, "Па") == "no_open_round"
        change(room, training.start)
        assert refused(room, Draft.keep, anna.id, "Па") == "no_open_round"

    def test_after_the_deadline_the_bell_and_the_close(self, room):
        let_time_run_out(room)
        assert refused(room, Draft.keep, room.anna.id, "Па") == "no_open_round"
        change(room, clock.ring)
        assert refused(room, Draft.keep, room.anna.id, "Па") == "no_open_round"
        change(room, training.close)
        assert refused(room, Draft.keep, room.anna.id, "Па") == "no_open_round"

    def test_for_another_round_than_the_open_one(self, room):
        first = Round.get().id
        open_round(room)
        assert refused(room, Draft.keep, room.anna.id, "Па", None, first) == "no_open_round"

    def test_from_somebody_who_was_kicked(self, room):
        change(room, Student.kick, room.anna.id)
        with pytest.raises(NotAllowed, match="removed you"):
            writes(room, room.anna, "Па")


class TestTheBell:
    def test_makes_answers_of_drafts_and_says_so_before_it_says_that_the_round_is_over(self, room):
        writes(room, room.boris, "Рим", "r2")
        writes(room, room.anna, "Париж.", "r1")
        the_bell_rings(room)
        assert drafts() == {}
        assert [event.action for event in events(room)][-3:] == [
            "message_send",
            "message_send",
            "round_close",
        ]
        told = [event.data for event in events(room, "message_send")]
        assert [one["ref"] for one in told] == ["r2", "r1"]
        paris = Message.get(Message.ref == "r1")
        assert told[1]["message"] == {
            "message_id": paris.id,
            "round_id": Round.get().id,
            "student_id": room.anna.id,
            "nickname": "Анна",
            "text": "Париж.",
            "is_correct": False,
            "by_trainer": False,
            "is_removed": False,
            "card": "париж",
        }
        assert paris.fold == "париж"

    def test_rings_as_before_where_nobody_has_a_draft(self, room):
        the_bell_rings(room)
        assert events(room, "message_send") == []

    def test_takes_the_draft_as_the_moment_at_which_it_was_written(self, room):
        writes(room, room.anna, "Париж")
        when = Draft.get().saved_at
        the_bell_rings(room)
        assert Message.get().created_at == when

    def test_puts_it_on_the_card_to_which_the_trainer_moved_its_equals(self, room):
        from models.card import group

        message, _ = change(room, Message.answer, room.boris.id, "Город Париж")
        paris, _ = change(room, Message.answer, room.boris.id, "Париж")
        change(room, group, [message.id], paris.card)
        writes(room, room.anna, "город париж")
        the_bell_rings(room)
        assert Message.get(Message.student == room.anna.id).card == "париж"

    def test_forgets_them_in_a_room_that_does_not_take_drafts(self, room):
        change(room, training.run_otherwise, takes_drafts=False)
        writes(room, room.anna, "Париж")
        the_bell_rings(room)
        assert (drafts(), answers()) == ({}, [])

    def test_takes_drafts_as_the_room_is_set_when_it_rings(self, room):
        change(room, training.run_otherwise, takes_drafts=False)
        writes(room, room.anna, "Париж")
        change(room, training.run_otherwise, takes_drafts=True)
        the_bell_rings(room)
        assert answers() == [("Анна", "Париж")]

    def test_forgets_what_kicked_students_wrote(self, room):
        writes(room, room.anna, "Париж")
        change(room, Student.kick, room.anna.id)
        the_bell_rings(room)
        assert (drafts(), answers()) == ({}, [])

    def test_takes_it_from_a_student_who_is_back_in(self, room):
        writes(room, room.anna, "Париж")
        change(room, Student.kick, room.anna.id)
        change(room, Student.restore, room.anna.id)
        the_bell_rings(room)
        assert answers() == [("Анна", "Париж")]

    def test_takes_nothing_from_whoever_has_written_enough(self, room):
        for number in range(MOST_MESSAGES):
            change(room, Message.answer, room.anna.id, str(number))
        writes(room, room.anna, "Париж")
        writes(room, room.boris, "Рим")
        the_bell_rings(room)
        assert answers()[MOST_MESSAGES:] == [("Борис", "Рим")]

    def test_rings_also_where_a_ref_is_taken(self, room):
        change(room, Message.answer, room.anna.id, "Париж", "r1")
        writes(room, room.anna, "Лион", "r2")
        writes(room, room.boris, "Рим", "r3")
        Draft.update(ref="r1").where(Draft.student == room.anna.id).execute()
        the_bell_rings(room)
        assert answers() == [("Анна", "Париж"), ("Борис", "Рим")]
        assert not Round.get().is_open

    def test_in_a_hidden_room_tells_the_author_alone(self):
        room = a_class(answers="hidden")
        writes(room, room.anna, "Париж")
        the_bell_rings(room)
        (told,) = events(room, "message_send")
        assert (told.audience, told.student_id) == ("author", room.anna.id)


class TestOtherEnds:
    @pytest.mark.parametrize(
        ("ends", "says"),
        [(clock.end, "round_close"), (Round.open, "round_new"), (training.close, "training_close")],
    )
    def test_the_trainers_end_counts_them_and_the_event_comes_after_them(self, room, ends, says):
        writes(room, room.anna, "Париж", "r1")
        change(room, ends)
        assert answers() == [("Анна", "Париж")]
        assert [event.action for event in events(room)][-2:] == ["message_send", says]

    @pytest.mark.parametrize("ends", [Round.open, training.close])
    def test_what_makes_answers_visible_makes_these_visible(self, ends):
        room = a_class(answers="hidden")
        writes(room, room.anna, "Париж")
        change(room, ends)
        assert [one["text"] for one in events(room)[-1].data["messages"]] == ["Париж"]

    def test_a_pause_leaves_them(self, room):
        writes(room, room.anna, "Париж")
        change(room, clock.pause)
        assert drafts() == {"Анна": "Париж"}
        change(room, clock.resume)
        the_bell_rings(room)
        assert answers() == [("Анна", "Париж")]

    def test_a_pause_that_comes_after_time_ran_out_counts_them(self, room):
        writes(room, room.anna, "Париж")
        let_time_run_out(room)
        change(room, clock.pause)
        assert answers() == [("Анна", "Париж")]

    def test_erasure_takes_it_along(self, room):
        writes(room, room.anna, "Париж")
        change(room, erase, room.anna.id)
        assert drafts() == {}
        the_bell_rings(room)
        assert answers() == []

    def test_the_rooms_deletion_takes_them_along(self, room):
        writes(room, room.anna, "Париж")
        change(room, Room.delete_for_good)
        assert drafts() == {}


class TestOwnTime:
    @pytest.fixture
    def room(self, room):
        """Анна has time of her own."""
        change(room, clock.extend_for, room.anna.id, 30)
        return room

    def test_the_draft_waits_for_its_end(self, room):
        writes(room, room.anna, "Пари", "r1")
        writes(room, room.boris, "Рим", "r2")
        the_bell_rings(room)
        assert answers() == [("Борис", "Рим")]
        writes(room, room.anna, "Париж", "r1")
        own_time_runs_out(room.anna)
        change(room, clock.ring)
        assert answers() == [("Борис", "Рим"), ("Анна", "Париж")]
        assert [event.action for event in events(room)][-2:] == ["message_send", "round_close"]

    @pytest.mark.parametrize("ends", [clock.end, Round.open, training.close])
    @pytest.mark.parametrize("is_over", [False, True])
    def test_so_it_counts_when_the_trainer_ends_it(self, room, ends, is_over):
        writes(room, room.boris, "Рим")
        if is_over:
            the_bell_rings(room)
        writes(room, room.anna, "Париж")
        change(room, ends)
        assert answers() == [("Борис", "Рим"), ("Анна", "Париж")]
        assert drafts() == {}

    def test_it_does_not_count_when_she_was_kicked(self, room):
        writes(room, room.anna, "Париж")
        change(room, Student.kick, room.anna.id)
        own_time_runs_out(room.anna)
        the_bell_rings(room)
        assert (drafts(), answers()) == ({}, [])


class TestWhoComesBack:
    def me(self, room, student):
        return training.sight(room.id, "student", student.id, student.session).state["me"]

    def test_finds_the_draft(self, room):
        writes(room, room.anna, "Пари", "r1", number=5)
        kept = {"round_id": Round.get().id, "text": "Пари", "ref": "r1", "number": 5}
        assert self.me(room, room.anna)["draft"] == kept
        assert self.me(room, room.boris)["draft"] is None

    def test_finds_it_as_long_as_their_own_time_runs(self, room):
        change(room, clock.extend_for, room.anna.id, 30)
        writes(room, room.anna, "Пари")
        the_bell_rings(room)
        assert self.me(room, room.anna)["draft"]["text"] == "Пари"
        own_time_runs_out(room.anna)
        change(room, clock.ring)
        assert self.me(room, room.anna)["draft"] is None

    def test_finds_none_when_the_round_is_over(self, room):
        writes(room, room.anna, "Пари")
        the_bell_rings(room)
        assert self.me(room, room.anna)["draft"] is None
        open_round(room)
        assert self.me(room, room.anna)["draft"] is None


def test_no_event_of_the_log_tells_of_a_draft(room):
    writes(room, room.anna, "Париж")
    assert not Event.select().where(Event.data.cast("text").contains("Париж")).exists()

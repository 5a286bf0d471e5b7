"""Coming back with a return code: who becomes whom, what is left behind, who is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest

from models import class_code, training, way_in
from models import student as students
from models.base import CLOCK, job
from models.code import CODE_ALPHABET
from models.errors import NotAllowed, NotFound
from models.event import Event
from models.message import Message
from models.return_code import come_back, owner_of, student_here
from models.room import Room
from models.student import Student
from tests.rooms import a_room, a_trainer, change, events, join, open_round, refused

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def room():
    """Anna's and Boris's, with a browser each."""
    room = a_room()
    room.annas, room.boriss = uuid4(), uuid4()
    room.anna = change(room, Student.join, "Анна", room.annas)
    room.boris = change(room, Student.join, "Борис", room.boriss)
    return room


def moved(room):
    return [event.student_id for event in events(room, "student_moved")]


def here(room, browser, shown=None):
    """Who that browser is, or why it is refused."""
    try:
        found = student_here(Room.by_id(room.id), browser, shown)
    except NotAllowed as no:
        return no.code
    return found.nickname if found else None


class TestTheCode:
    def test_everybody_who_takes_a_seat_has_one_of_their_own(self, room):
        vera, galya = join(room, "Вера")[0], change(room, Student.add, "Галя")
        codes = [student.return_code for student in (room.anna, room.boris, vera, galya)]
        assert len(set(codes)) == 4
        assert all(len(code) == 7 and set(code) <= set(CODE_ALPHABET) for code in codes)

    def test_one_that_somebody_has_is_not_drawn_again(self, room, monkeypatch):
        """Also not in another room; and before the insert, which would break the writer's whole transaction."""
        drawn = iter([room.anna.return_code, room.boris.return_code, "BBBBBBB"])
        monkeypatch.setattr(students, "new_code", lambda length: next(drawn))
        (vera,) = join(a_room(), "Вера")
        assert vera.return_code == "BBBBBBB"

    def test_a_trainer_reads_it_out_for_whoever_has_a_seat(self, room):
        assert job(Student.code_of, room.id, room.anna.id) == room.anna.return_code
        (stranger,) = join(a_room(), "Чужая")
        change(room, Student.kick, room.anna.id)
        for nobody in (room.anna, stranger):
            with pytest.raises(NotFound):
                Student.code_of(room.id, nobody.id)

    @pytest.mark.parametrize("typed", ["{}", " {} ", "{}-", "\u2014{}"])
    def test_it_may_be_typed_in_many_ways(self, room, typed):
        code = room.anna.return_code
        spaced = f"{code[:3].lower()} {code[3:]}"
        assert owner_of(typed.format(spaced)) == room.anna

    @pytest.mark.parametrize(
        "typed", ["", "BBBBBBB", "BBBBBBBB", "BBBBBB", "AAAAAAA", "1234567", "ы" * 7, "' OR 1"]
    )
    def test_what_is_nobodys_brings_nobody_back(self, room, typed):
        with pytest.raises(NotFound) as no:
            owner_of(typed)
        assert no.value.code == "no_such_code"

    def test_the_one_box_tells_the_three_kinds_of_codes_apart(self, room):
        trainer = Room.by_id(room.id).trainer
        for code, owner in (
            (class_code.code_of(trainer), trainer),
            (room.code, room),
            (room.anna.return_code, room.anna),
        ):
            assert way_in.owner_of(code) == owner
        for typed, why in (
            ("BBBBBBB", "no_such_code"),
            ("BBBBBB", "no_such_room"),
            ("BBBBB", "no_such_room"),
        ):
            with pytest.raises(NotFound) as no:
                way_in.owner_of(typed)
            assert no.value.code == why


class TestComingBack:
    def test_another_browser_is_the_student_and_the_old_one_is_nobody(self, room):
        open_round(room)
        change(room, Message.answer, room.anna.id, "Париж")
        new = uuid4()
        back = change(room, come_back, room.anna.return_code, new)
        assert (back, back.session) == (room.anna, 1)
        assert Student.get_by_id(room.anna.id).session == 1
        assert (here(room, new), here(room, room.annas)) == ("Анна", None)
        assert Student.seated(room).count() == 2
        me = job(training.sight, room.id, "student", back.id, back.session).state["me"]
        assert (me["nickname"], me["return_code"]) == ("Анна", room.anna.return_code)
        change(room, Message.answer, back.id, "Лион")
        assert [row["nickname"] for row in training.result(Room.by_id(room.id))] == ["Анна", "Борис"]

    def test_the_student_alone_is_told_and_older_tokens_are_good_for_nothing(self, room):
        change(room, come_back, room.anna.return_code, uuid4())
        (told,) = events(room, "student_moved")
        assert (told.audience, told.student_id, told.data) == ("student", room.anna.id, {})
        assert events(room)[-1] == told  # nobody else hears a thing
        with pytest.raises(NotAllowed) as no:
            job(training.sight, room.id, "student", room.anna.id, 0)
        assert no.value.code == "bad_token"

    def test_whoever_comes_back_does_not_hear_that_they_moved(self, room):
        seq = Room.by_id(room.id).seq
        back = change(room, come_back, room.anna.return_code, uuid4())
        assert job(training.sight, room.id, "student", back.id, back.session, seq).missed is None
        boriss = job(training.sight, room.id, "student", room.boris.id, 0, seq).missed
        assert [event.action for event in boriss] == [
            "student_moved"
        ]  # of which he gets nothing, see its audience

    def test_the_browser_that_is_the_student_already_keeps_all_as_it_is(self, room):
        before = len(events(room))
        for _ in range(2):
            back = change(room, come_back, room.anna.return_code, room.annas)
            assert (back, back.session) == (room.anna, 0)
        assert len(events(room)) == before

    def test_there_and_back_again(self, room):
        new = uuid4()
        for browser in (new, room.annas, new):
            back = change(room, come_back, room.anna.return_code, browser)
        assert (back.session, here(room, new), here(room, room.annas)) == (3, "Анна", None)
        assert moved(room) == 3 * [room.anna.id]

    def test_a_client_of_the_api_takes_the_place_of_a_browser_and_of_another_client(self, room):
        for session in (1, 2):
            assert change(room, come_back, room.anna.return_code).session == session
        assert here(room, room.annas) is None
        (vera,) = join(room, "Вера")  # no browser either: that is no common one
        assert change(room, come_back, vera.return_code).session == 1

    def test_a_browser_that_was_another_student_leaves_them_their_seat_and_no_page(self, room):
        change(room, come_back, room.anna.return_code, room.boriss)
        assert (here(room, room.boriss), here(room, room.annas)) == ("Анна", None)
        boris = Student.get_by_id(room.boris.id)
        assert (boris.browser, boris.session, boris.kicked_at) == (None, 1, None)
        assert moved(room) == [room.boris.id, room.anna.id]
        change(room, come_back, room.boris.return_code, room.annas)
        assert (here(room, room.boriss), here(room, room.annas)) == ("Анна", "Борис")

    def test_who_has_been_added_without_a_phone_may_get_one(self, room):
        vera, browser = change(room, Student.add, "Вера"), uuid4()
        change(room, come_back, vera.return_code, browser)
        assert here(room, browser) == "Вера"

    def test_the_lock_a_full_room_and_a_pause_keep_nobody_from_coming_back(self):
        room = a_room(max_students_count=1)
        (anna,) = join(room, "Анна")
        open_round(room)
        change(room, training.run_otherwise, is_locked=True)
        assert change(room, come_back, anna.return_code, uuid4()) == anna

    def test_a_browser_has_one_student_in_each_room(self, room):
        other = a_room()
        change(other, Student.join, "Вера", room.annas)
        change(room, come_back, room.boris.return_code, room.annas)
        assert (here(room, room.annas), here(other, room.annas)) == ("Борис", "Вера")
        assert moved(other) == []


class TestWhoIsRefused:
    def test_a_kicked_student_with_the_reason(self, room):
        change(room, Student.kick, room.anna.id, "Шумишь")
        for browser in (room.annas, uuid4(), None):
            with pytest.raises(NotAllowed) as no:
                change(room, come_back, room.anna.return_code, browser)
            assert (no.value.code, no.value.values) == ("kicked", {"reason": "Шумишь"})
        change(room, Student.restore, room.anna.id)
        change(room, come_back, room.anna.return_code, uuid4())

    def test_a_browser_that_was_put_out_as_somebody_else(self, room):
        change(room, Student.kick, room.anna.id)
        assert refused(room, come_back, room.boris.return_code, room.annas) == "kicked"
        assert (here(room, room.boriss), moved(room)) == ("Борис", [])

    def test_a_code_of_another_room(self, room):
        (stranger,) = join(a_room(a_trainer("other@school.org")), "Чужая")
        assert refused(room, come_back, stranger.return_code, uuid4()) == "no_such_code"
        assert Student.get_by_id(stranger.id).session == 0

    def test_a_code_of_who_was_put_out_of_another_room_tells_nothing_of_it(self, room):
        other = a_room()
        (stranger,) = join(other, "Чужая")
        change(other, Student.kick, stranger.id, "Шумишь")
        assert refused(room, come_back, stranger.return_code, uuid4()) == "no_such_code"

    def test_an_erased_student(self, room):
        Student.delete().where(Student.id == room.anna.id).execute()
        assert refused(room, come_back, room.anna.return_code, uuid4()) == "no_such_code"

    def test_the_results_can_be_read_for_a_day_and_no_longer(self, room):
        open_round(room)
        change(room, training.close)
        for hours, why in ((23, None), (25, "no_such_code")):
            closed_at = CLOCK - timedelta(hours=hours)
            Room.update(finished_at=closed_at).where(Room.id == room.id).execute()
            assert refused(room, come_back, room.anna.return_code, uuid4()) == why


class TestWhoIsHere:
    def test_a_page_of_somebody_who_is_elsewhere_now_is_told_so(self, room):
        """Also if the browser is another student meanwhile: what a page has unsent must not go out as theirs."""
        change(room, come_back, room.anna.return_code, room.boriss)
        assert here(room, room.boriss, room.anna.id) == "Анна"
        assert here(room, room.boriss, room.boris.id) == "moved"
        assert here(room, room.annas, room.anna.id) == "moved"

    def test_who_is_not_of_this_room_is_nobody_here(self, room):
        (stranger,) = join(a_room(), "Чужая")
        assert here(room, uuid4()) is None
        assert here(room, room.annas, stranger.id) is None
        assert here(room, room.annas, 2**31 - 1) is None

    def test_a_kicked_student_is_refused(self, room):
        change(room, Student.kick, room.anna.id)
        assert here(room, room.annas) == here(room, room.annas, room.anna.id) == "kicked"


def test_the_log_has_no_codes(room):
    change(room, come_back, room.anna.return_code, uuid4())
    written = " ".join(str(event.data) for event in Event.select())
    assert room.anna.return_code not in written

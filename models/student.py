"""Students: people in one room under a nickname, without an account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from peewee import SQL, AutoField, BooleanField, CharField, ForeignKeyField, IntegerField, UUIDField, fn
from playhouse.postgres_ext import DateTimeTZField

from .base import CLOCK, BaseModel
from .code import new_code
from .errors import BadValue, NotAllowed, NotFound, Taken, WrongMoment
from .nickname import LONGEST_KEY, LONGEST_NICKNAME, clean_nickname, nickname_key, numbered
from .ready_names import free_ready_names, take_ready_name
from .room import Room
from .rudeness import is_rude
from .text import clean_text

LONGEST_REASON = 200
RETURN_CODE_LENGTH = 7
# So long a kick can be undone.
REGRET = timedelta(minutes=1)


class Student(BaseModel):
    id = AutoField()
    room = ForeignKeyField(Room, backref="students", on_delete="CASCADE")
    nickname = CharField(LONGEST_NICKNAME)
    # Nicknames with the same key look the same, see nickname.py.
    nickname_key = CharField(LONGEST_KEY)
    # The browser that joined: it comes back as the same student, and once kicked stays out. None: a client of the API.
    browser = UUIDField(null=True)
    # With it another device becomes this student; letters of CODE_ALPHABET.
    return_code = CharField(RETURN_CODE_LENGTH, unique=True)
    # Raised when they move to another device: a token of an older one is good for nothing.
    session = IntegerField(default=0)
    is_ready = BooleanField(default=False)
    # Answers on a phone or a computer of their own; else at a shared device, or the trainer writes it down.
    has_device = BooleanField(default=True)
    joined_at = DateTimeTZField(default=CLOCK)
    kicked_at = DateTimeTZField(null=True)
    kick_reason = CharField(LONGEST_REASON, default="")

    room_id: int

    class Meta:
        indexes = ((("room", "browser"), True),)

    @classmethod
    def join(cls, room: Room, nickname: str, browser: Any = None) -> Student:
        """Give `nickname` a seat in the room; the same browser gets the seat it has.

        Raises what sit() and new_name() raise, Taken `room_finished`, `room_locked`, NotAllowed `kicked`.
        """
        if browser is not None:
            before = cls.get_or_none((cls.room == room.id) & (cls.browser == browser))
            if before is not None:
                before.must_be_welcome()
                return before
        room.must_take_newcomers()
        return cls.sit(room, cls.new_name(room, nickname), browser)

    @classmethod
    def new_name(cls, room: Room, nickname: str) -> str:
        """The name of a newcomer who asks for this one.

        Raises BadValue `bad_nickname`, `rude_nickname`, and what take_ready_name() raises.
        """
        if room.ready_names:
            return take_ready_name(room.ready_names, cls.taken_keys(room), nickname)
        cleaned = clean_nickname(nickname)
        if room.is_polite and is_rude(cleaned):
            raise BadValue("rude_nickname")
        return cleaned

    @classmethod
    def add(cls, room: Room, nickname: str) -> Student:
        """Give a seat to somebody without a phone, under any name, also in a locked room.

        Raises what sit() raises, WrongMoment.
        """
        room.must_not_be_finished()
        return cls.sit(room, nickname, has_device=False)

    @classmethod
    def sit(cls, room: Room, nickname: str, browser: Any = None, has_device: bool = True) -> Student:
        """A new student. Raises BadValue `bad_nickname`, Taken `nickname_taken` (with a `suggestion`), `room_full`."""
        nickname = clean_nickname(nickname)
        key = nickname_key(nickname)
        if cls.is_taken(room, nickname, key):
            raise Taken("nickname_taken", suggestion=cls.free_nickname(room, nickname))
        if cls.seated(room).count() >= room.max_students_count:
            raise Taken("room_full")
        named = {"nickname": nickname, "nickname_key": key, "return_code": cls.free_code()}
        student = cls.create(room=room.id, browser=browser, has_device=has_device, **named)
        student.tell(room)
        return student

    @classmethod
    def is_taken(cls, room: Room, nickname: str, key: str) -> bool:
        """Has somebody that name, in any case, or one that looks like it?"""
        same = (cls.nickname_key == key) | (fn.LOWER(cls.nickname) == nickname.lower())
        return bool(cls.seated(room).where(same).exists())

    @classmethod
    def ready(cls, room: Room, student_id: int, is_ready: bool) -> Student:
        """The student says whether they are ready. Raises WrongMoment, NotAllowed `kicked`."""
        student = cls.present(room, student_id)
        room.must_not_be_finished()
        student.is_ready = is_ready
        cls.update(is_ready=is_ready).where(cls.id == student.id).execute()
        student.tell(room)
        return student

    @classmethod
    def kick(cls, room: Room, student_id: int, reason: str = "") -> None:
        """Put a student out of the room and free the seat; restore() undoes it for a minute. Time of their own runs on.

        Raises NotFound `no_such_student`, WrongMoment, BadValue `too_long`.
        """
        student = cls.with_seat(room, student_id)
        room.must_not_be_finished()
        student.kick_reason = " ".join(clean_text(reason, LONGEST_REASON).split())
        student.kicked_at = room.now
        cls.update(kicked_at=room.now, kick_reason=student.kick_reason).where(cls.id == student.id).execute()
        room.seen.pop(student.id, None)
        room.record("student_kicked", student.as_kicked(), audience="trainer")
        # What a kicked student hears last is this; the list is for the others.
        data = {"reason": student.kick_reason}
        room.record("student_kick", data, audience="student", student_id=student.id)
        room.record("user_list", {"changed": [], "removed": [student.id]})

    @classmethod
    def restore(cls, room: Room, student_id: int) -> Student:
        """Let a student back in, on the same seat and under the same name, who was kicked less than a minute ago.

        Raises NotFound `no_such_student`, WrongMoment `training_finished`, `too_late`, Taken `nickname_taken`,
        `room_full`.
        """
        student = cls.get_or_none(
            (cls.room == room.id) & (cls.id == student_id) & cls.kicked_at.is_null(False)
        )
        if student is None:
            raise NotFound("no_such_student")
        room.must_not_be_finished()
        if room.asked_at > student.kicked_at + REGRET:
            raise WrongMoment("too_late")
        if cls.is_taken(room, student.nickname, student.nickname_key):
            raise Taken("nickname_taken")
        if cls.seated(room).count() >= room.max_students_count:
            raise Taken("room_full")
        student.kicked_at, student.kick_reason = None, ""
        cls.update(kicked_at=None, kick_reason="").where(cls.id == student.id).execute()
        student.tell(room)
        return student

    @classmethod
    def free_code(cls) -> str:
        """A return code that nobody has. Looked up first: what the index refuses would cost the whole transaction."""
        while cls.select().where(cls.return_code == (code := new_code(RETURN_CODE_LENGTH))).exists():
            pass
        return code

    @classmethod
    def code_of(cls, room_id: int, student_id: int) -> str:
        """The return code of a student with a seat. Raises NotFound `no_such_student`."""
        return str(cls.with_seat(Room.by_id(room_id), student_id).return_code)

    @classmethod
    def just_kicked(cls, room: Room) -> list[Student]:
        """Whom restore() may still let in, the first to be put out first."""
        its = (cls.room == room.id) & (cls.kicked_at > CLOCK - REGRET)
        return list(cls.select().where(its).order_by(cls.kicked_at, cls.id))

    @classmethod
    def with_seat(cls, room: Room, student_id: int) -> Student:
        """A student of the room whom a trainer names. Raises NotFound `no_such_student`, also for a kicked one."""
        student = cls.seated(room).where(cls.id == student_id).first()
        if student is None:
            raise NotFound("no_such_student")
        return student  # type: ignore[no-any-return]

    @classmethod
    def present(cls, room: Room, student_id: int) -> Student:
        """A student of the locked room who has not been kicked; looked up once per transaction."""
        student = room.seen.get(student_id)
        if student is None:
            student = cls.get_or_none((cls.room == room.id) & (cls.id == student_id))
            if student is None:
                raise NotFound("no_such_student")
            student.must_be_welcome()
            room.seen[student_id] = student
        return student

    @classmethod
    def seated(cls, room: Room) -> Any:
        """A query of those who have a seat in the room, in the order they came."""
        return cls.select().where((cls.room == room.id) & cls.kicked_at.is_null()).order_by(cls.id)

    @classmethod
    def of_browser(cls, room: Room, browser: Any) -> Student | None:
        """Whom this browser is in the room, kicked or not."""
        return cls.get_or_none((cls.room == room.id) & (cls.browser == browser)) if browser else None

    @classmethod
    def free_nickname(cls, room: Room, nickname: str) -> str:
        """`nickname` with the smallest number behind it that nobody in the room has."""
        taken = cls.taken_keys(room)
        for number in range(2, len(taken) + 3):
            candidate = numbered(nickname, number)
            if nickname_key(candidate) not in taken:
                break
        return candidate

    @classmethod
    def taken_keys(cls, room: Room) -> set[str]:
        query = cls.seated(room).select(cls.nickname_key).tuples()
        return {row[0] for row in query.execute()}

    @classmethod
    def names_to_choose(cls, room: Room) -> list[str]:
        """The ready-made names that are free; none: newcomers make up their own."""
        return free_ready_names(room.ready_names, cls.taken_keys(room)) if room.ready_names else []

    def must_be_welcome(self) -> None:
        if self.kicked_at:
            raise NotAllowed("kicked", reason=self.kick_reason)

    def tell(self, room: Room) -> None:
        """The room hears of this student, as they are now."""
        room.record("user_list", {"changed": [self.as_user()], "removed": []}, student_id=self.id)

    def as_kicked(self) -> dict[str, Any]:
        """How trainers see a student who was put out just now."""
        until = (self.kicked_at + REGRET).isoformat()
        return {"id": self.id, "nickname": self.nickname, "reason": self.kick_reason, "until": until}

    def as_user(self) -> dict[str, Any]:
        """How the room sees this student."""
        return {"id": self.id, "nickname": self.nickname, "is_ready": self.is_ready}


# Whoever was kicked leaves the name free, with the seat.
Student.add_index(
    Student.room, Student.nickname_key, name="student_nickname", unique=True, where=SQL("kicked_at IS NULL")
)

"""The kinds of connection to a room, as the token in the URL says: a method for every action of the role."""

from __future__ import annotations

from models import card, clock, mark, removal, training
from models.draft import Draft
from models.message import Message
from models.question import Question
from models.room import Room
from models.round import Round
from models.student import Student

from . import messages, requests
from .closing import CloseCode
from .room_socket import RoomSocket
from .screens import Showing


class TeacherSocket(RoomSocket):
    """A trainer's connection: runs the training."""

    role = "teacher"

    async def training_start(self, request: requests.TrainingStart) -> None:
        await self.change(lambda room: training.start(room, self.member_id))

    async def training_close(self, request: requests.TrainingClose) -> None:
        await self.change(training.close)

    async def training_pause(self, request: requests.TrainingPause) -> None:
        await self.change(clock.pause)

    async def training_resume(self, request: requests.TrainingResume) -> None:
        await self.change(clock.resume)

    async def room_change(self, request: requests.RoomChange) -> None:
        wanted = {name: getattr(request, name) for name in Room.SETTINGS}
        await self.change(lambda room: training.run_otherwise(room, **wanted))

    async def round_new(self, request: requests.RoundNew) -> None:
        asked = (request.question, request.max_time, request.number, request.accepted, request.question_id)
        await self.change(lambda room: Round.open(room, *asked))

    async def round_end(self, request: requests.RoundEnd) -> None:
        await self.change(lambda room: clock.end(room, request.round_id))

    async def round_extend(self, request: requests.RoundExtend) -> None:
        await self.change(lambda room: clock.extend(room, request.seconds))

    async def round_extra(self, request: requests.RoundExtra) -> None:
        await self.change(lambda room: clock.extend_for(room, request.student_id, request.seconds))

    async def round_question(self, request: requests.RoundQuestion) -> None:
        await self.change(lambda room: Round.ask(room, request.question, request.accepted))

    async def message_send(self, request: requests.MessageSend) -> None:
        text, ref, student_id = request.message, request.ref, request.student_id
        if student_id is None:
            await self.send(lambda room: Message.announce(room, self.member_id, text, ref), ref)
        else:
            given = (self.member_id, student_id, text, ref, request.round_id)
            await self.send(lambda room: Message.answer_for(room, *given), ref)

    async def message_select(self, request: requests.MessageSelect) -> None:
        ids = None
        if request.message_ids is not None or request.id is not None:
            ids = [*(request.message_ids or ()), *([request.id] if request.id else ())]
        await self.change(lambda room: mark.select_correct(room, ids, request.is_correct))

    async def message_group(self, request: requests.MessageGroup) -> None:
        await self.change(lambda room: card.group(room, request.message_ids, request.card))

    async def message_remove(self, request: requests.MessageRemove) -> None:
        await self.change(lambda room: removal.remove(room, request.id, request.is_removed))

    async def near_misses(self, request: requests.NearMisses) -> None:
        async with self.application.one_comparison:
            found = await self.read(card.near_misses, self.room_id)
        self.reply(messages.near_misses(found))

    async def student_kick(self, request: requests.StudentKick) -> None:
        await self.change(lambda room: Student.kick(room, request.id, request.reason))

    async def student_restore(self, request: requests.StudentRestore) -> None:
        await self.change(lambda room: Student.restore(room, request.id))

    async def student_code(self, request: requests.StudentCode) -> None:
        code = await self.read(Student.code_of, self.room_id, request.id)
        self.reply(messages.StudentCodeIs(request.id, code))

    async def student_add(self, request: requests.StudentAdd) -> None:
        await self.change(lambda room: Student.add(room, request.nickname))

    async def question_add(self, request: requests.QuestionAdd) -> None:
        wanted = [(one.text, one.accepted, one.max_time) for one in request.questions]
        await self.change(lambda room: Question.add(room, wanted))

    async def question_change(self, request: requests.QuestionChange) -> None:
        changed = (request.id, request.text, request.accepted, request.max_time)
        await self.change(lambda room: Question.change(room, *changed))

    async def question_move(self, request: requests.QuestionMove) -> None:
        await self.change(lambda room: Question.move(room, request.id, request.position))

    async def question_remove(self, request: requests.QuestionRemove) -> None:
        await self.change(lambda room: Question.remove(room, request.id))


class StudentSocket(RoomSocket):
    """A student's connection: answers."""

    role = "student"

    async def student_ready(self, request: requests.StudentReady) -> None:
        await self.change(lambda room: Student.ready(room, self.member_id, request.is_ready))

    async def student_writing(self, request: requests.StudentWriting) -> None:
        assert self.channel
        self.channel.hear_writing(self.member_id, request.is_writing)

    async def student_record(self, request: requests.StudentRecord) -> None:
        found = await self.read(training.record_of_student, self.room_id, self.member_id)
        self.reply(messages.student_record(found))

    async def message_draft(self, request: requests.MessageDraft) -> None:
        draft = (self.member_id, request.message, request.ref, request.round_id, request.number)
        round_id = await self.change(lambda room: Draft.keep(room, *draft))
        self.reply(messages.DraftKept(round_id, request.ref))

    async def message_send(self, request: requests.MessageSend) -> None:
        text, ref, round_id = request.message, request.ref, request.round_id
        await self.send(lambda room: Message.answer(room, self.member_id, text, ref, round_id), ref)


class ScreenSocket(RoomSocket):
    """A classroom screen's connection: watches. What any role may ask is all that it may."""

    role = "screen"
    screen_id = 0
    showing: Showing | None = None

    async def come_in(self, room_uuid: str) -> None:
        if claims := self.application.token_of(self.request):
            self.screen_id, self.showing = claims["member_id"], (claims["room_id"], claims["session"])
            self.application.screens.enter(self)
        await super().come_in(room_uuid)

    def look_again(self) -> None:
        """The screen is to show something else, or otherwise."""
        self.close(CloseCode.LOOK_AGAIN, "look again")

    def on_close(self) -> None:
        self.application.screens.leave(self)
        super().on_close()


class StrangerSocket(RoomSocket):
    """A connection whose token names nobody: it is told so, and closed."""

"""The results: the page of a room, of one round, of one student, and the files to take away."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from typing import Any, BinaryIO
from urllib.parse import quote

from babel.numbers import get_decimal_symbol
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError

from models import results, training
from models.room import Room

from .base import Signed
from .erasure import number_of
from .exports import write_csv, write_xlsx
from .rooms import whole_number

ON_A_PAGE = 100
PIECE = 1 << 16  # bytes that a file is sent in
SMALL = 1 << 20  # up to so many bytes a file stays in memory while it is made
# What no file system minds.
PLAIN = re.compile(r'[\\/:*?"<>|\s]+')


class InParts(Signed):
    """A page of more rows than one page should have."""

    def part_of(self, rows: list[Any]) -> tuple[list[Any], dict[str, int]]:
        """The rows that are asked for, and which part of all that is."""
        last = max(1, -(-len(rows) // ON_A_PAGE))
        page = min(max(1, whole_number(self.get_query_argument("page", "")) or 1), last)
        return rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE], {"page": page, "last": last}


class ResultsPage(InParts):
    """Everything; of a large room who stands where, with a page for each round and each student."""

    async def get(self, uuid: str) -> None:
        room = await self.db(training.room_of, self.trainer, uuid)
        found = await self.db(results.results_of, room)
        rows, pages = self.part_of(found.standings) if found.answers is None else (found.standings, None)
        await self.long_page(
            "rooms/results.html",
            room=room,
            is_owner=room.trainer_id == self.trainer.id,
            results=found,
            given=found.by_student,
            standings=rows,
            pages=pages,
            most=max((one.right for one in found.standings), default=0),
        )


class RoundResults(InParts):
    """One round: all its cards, each answer whole."""

    async def get(self, uuid: str, number: str) -> None:
        room = await self.db(training.room_of, self.trainer, uuid)
        asked = await self.db(results.round_results, room, whole_number(number) or 0)
        if asked is None:
            raise HTTPError(404)
        asked.cards, pages = self.part_of(asked.cards)
        await self.long_page("rooms/results_round.html", room=room, asked=asked, pages=pages)


class StudentResults(InParts):
    """One student: what they answered in each round."""

    async def get(self, uuid: str, student_id: str) -> None:
        room = await self.db(training.room_of, self.trainer, uuid)
        student, rounds, answers = await self.db(results.student_results, room, number_of(student_id))
        shown, pages = self.part_of(answers)
        await self.long_page(
            "rooms/results_student.html",
            room=room,
            is_owner=room.trainer_id == self.trainer.id,
            student=student,
            rounds=rounds,
            right=sum(answer.is_correct for answer in answers),
            given=results.by_round(shown),
            pages=pages,
        )


class Export(Signed):
    """A file: made in a thread, one at a time, and sent piece by piece."""

    kind, ending = "", ""

    def writing(self, found: results.Results) -> Callable[[BinaryIO], None]:
        """What writes the file."""
        raise NotImplementedError

    async def get(self, uuid: str) -> None:
        room = await self.db(Room.of, self.trainer, uuid)
        async with self.application.one_export:
            found = await self.db(results.all_results, room)
            file = await self.threaded(self.made, self.writing(found))
        with file:
            await self.send(file, room)

    @staticmethod
    def made(write: Callable[[BinaryIO], None]) -> BinaryIO:
        file: Any = tempfile.SpooledTemporaryFile(SMALL)  # noqa: SIM115
        write(file)
        file.seek(0)
        return file  # type: ignore[no-any-return]

    async def send(self, file: BinaryIO, room: Room) -> None:
        self.set_header("Content-Type", self.kind)
        self.set_header("Content-Disposition", attachment(room, self.gettext("Results"), self.ending))
        self.set_header("Cache-Control", "no-store")
        try:
            while piece := file.read(PIECE):
                self.write(piece)
                await self.flush()
        except StreamClosedError:  # whoever asked has gone
            return
        await self.finish()


class ResultsCsv(Export):
    kind, ending = "text/csv; charset=utf-8", "csv"

    def writing(self, found: results.Results) -> Callable[[BinaryIO], None]:
        # Excel's end of a cell: where the comma is in numbers already, it is another one
        separator = ";" if get_decimal_symbol(self.language) == "," else ","
        return lambda file: write_csv(file, found, separator, self.gettext)


class ResultsXlsx(Export):
    kind, ending = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"

    def writing(self, found: results.Results) -> Callable[[BinaryIO], None]:
        return lambda file: write_xlsx(file, found, self.gettext)


def attachment(room: Room, word: str, ending: str) -> str:
    """The header that names the file (RFC 6266): in ASCII for old clients, and as it should be (RFC 8187)."""
    name = PLAIN.sub(" ", f"{room.title} {word} {room.created_at:%Y-%m-%d}").strip(" .")
    whole = quote(f"{name}.{ending}", safe="")
    return f"attachment; filename=\"results-{room.code}.{ending}\"; filename*=UTF-8''{whole}"

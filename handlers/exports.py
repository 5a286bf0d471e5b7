"""The results as files for a spreadsheet: one table as CSV, three sheets as XLSX.

What students wrote is hostile here: a spreadsheet takes a text that begins with "=" for a formula and runs it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import save_workbook

from models.results import Results

Gettext = Callable[[str], str]

# OWASP, "CSV Injection": what a cell must not begin with, and the full-width forms, which Excel takes for the same.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What nobody sees, and a spreadsheet may leave out.
UNSEEN = "\ufeff\u200b\u200c\u200d\u200e\u200f\u061c\u2060 "
# What XML 1.0 (2.2) has no place for, in no form: a sheet with one of these does not open.
NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# ECMA-376, 22.9.2.19 (ST_Xstring): "_x0041_" stands for the character with that number, its "_" as "_x005F_".
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
BOLD = Font(bold=True)
TOP, WRAPPED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
MOMENT = "yyyy-mm-dd hh:mm:ss"
# Widths in characters, by what stands in a column.
NUMBER, WORD, NAME, TEXT, TIME = 10, 16, 26, 60, 21


def write_csv(file: BinaryIO, results: Results, separator: str, _: Gettext) -> None:
    """All answers, one a line, in the order in which they came; `separator`: what Excel expects in that language."""
    # With the mark, Excel reads it as UTF-8.
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    # All in quotes: so a text stays in its cell also where a spreadsheet goes by another separator.
    table = csv.writer(text, delimiter=separator, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    table.writerow([*answer_headings(_), _("Time")])
    for row in answer_rows(results, _):
        *cells, at = row
        table.writerow([*(defused(cell) if isinstance(cell, str) else cell for cell in cells), iso(at)])
    text.flush()
    text.detach()


def write_xlsx(file: BinaryIO, results: Results, _: Gettext) -> None:
    """A workbook: who stands where, all answers, and what was asked."""
    book = Workbook(write_only=True)
    numbers = [asked.number for asked in results.rounds]
    columns = [
        _("Place"),
        _("Student"),
        _("Right answers"),
        *(f"{_('Round')} {number}" for number in numbers),
    ]
    add_sheet(
        book, _("Results"), columns, [NUMBER, NAME, WORD, *[NUMBER] * len(numbers)], result_rows(results)
    )
    # A sheet's time has no zone: the heading says it.
    columns = [*answer_headings(_), _("Time (UTC)")]
    widths = [NUMBER, 40, NAME, TEXT, NUMBER, WORD, NUMBER, TIME]
    add_sheet(book, _("Answers"), columns, widths, answer_rows(results, _))
    columns = [_("Round"), _("Question"), _("Students who answered"), _("Of them right")]
    rows = ((asked.number, asked.question, asked.answered, asked.right) for asked in results.rounds)
    add_sheet(book, _("Questions"), columns, [NUMBER, TEXT, WORD, WORD], rows)
    save_workbook(book, file)


def answer_headings(_: Gettext) -> list[str]:
    return [
        _("Round"),
        _("Question"),
        _("Student"),
        _("Answer"),
        _("Right"),
        _("By the trainer"),
        _("Removed"),
    ]


def answer_rows(results: Results, _: Gettext) -> Iterator[list[Any]]:
    """Every answer: its round, by whom, what became of it, and when it came."""
    words = {True: _("yes"), False: _("no")}
    rounds = {asked.round_id: asked for asked in results.rounds}
    for answer in sorted(
        results.answers or (), key=lambda one: (rounds[one.round_id].number, one.message_id)
    ):
        asked = rounds[answer.round_id]
        flags = (answer.is_correct, answer.by_trainer, answer.is_removed)
        said = [answer.nickname, answer.text, *(words[flag] for flag in flags)]
        yield [asked.number, asked.question, *said, answer.created_at]


def result_rows(results: Results) -> Iterator[list[Any]]:
    """Every student with a seat: place, right answers in all, and in each round; nothing where none was given."""
    given = results.by_student
    for one in results.standings:
        its = given.get(one.student_id, {})
        rights = [
            sum(answer.is_correct for answer in its[asked.round_id]) if asked.round_id in its else None
            for asked in results.rounds
        ]
        yield [one.place, one.nickname, one.right, *rights]


def add_sheet(
    book: Workbook, title: str, headings: list[str], widths: list[int], rows: Iterable[Iterable[Any]]
) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([heading_of(sheet, heading) for heading in headings])
    cells = Cells(sheet)
    for row in rows:
        sheet.append(cells.filled(value) for value in row)


def heading_of(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.alignment = BOLD, WRAPPED
    return cell


class Cells:
    """One cell for each kind of value, filled again and again: a row is written while it is made.

    (A new cell with a style of its own each time takes twice as long.)
    """

    def __init__(self, sheet: Any) -> None:
        self.number, self.text, self.formula, self.moment = (WriteOnlyCell(sheet) for _ in range(4))
        self.number.alignment = self.moment.alignment = TOP
        self.text.alignment = self.formula.alignment = WRAPPED
        self.formula.quotePrefix = True
        self.moment.number_format = MOMENT

    def filled(self, value: Any) -> Any:
        """A cell that shows just that: a text is a text, whatever it begins with."""
        if value is None:
            return None
        if isinstance(value, str):
            # With the prefix it stays a text also when somebody edits the cell.
            cell = self.formula if is_formula(value) else self.text
            cell.value = ESCAPE.sub("_x005F_", NOT_XML.sub("", value))
            cell.data_type = "s"  # openpyxl takes "=…" for a formula, and "#N/A" for an error
        elif isinstance(value, datetime):
            cell = self.moment
            cell.value = value.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        else:
            cell = self.number
            cell.value = value
        return cell


def defused(text: str) -> str:
    """`text`, which no spreadsheet takes for a formula."""
    return f"'{text}" if is_formula(text) else text


def is_formula(text: str) -> bool:
    """May a spreadsheet take that for one?"""
    return text.lstrip(UNSEEN).startswith(FORMULA)


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")

"""The results as a workbook: opened again it holds what PostgreSQL holds, and nothing in it is a formula."""

import io
import re
import zipfile
from datetime import UTC, datetime

import openpyxl

from handlers.exports import FORMULA
from models.message import Message
from models.room import Room
from tests.exported import COLUMNS, export, fetch, stored, taught, words
from tests.rooms import change, join, open_round


def sheets(response):
    book = openpyxl.load_workbook(io.BytesIO(response.body))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}, book


def as_in_the_file(text):
    """Without what XML lacks, and marked where it looks like the number of a character."""
    return re.sub("[\ufffe\uffff]", "", text).replace("_x0041_", "_x005F_x0041_")


def moment(at):
    return at.astimezone(UTC).replace(tzinfo=None, microsecond=0)


async def test_the_workbook_holds_what_postgresql_holds(lesson, visitor):
    room, browser = await taught(lesson, visitor)
    response = await fetch(browser, export(room, "xlsx"))
    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    found, book = sheets(response)
    assert list(found) == ["Results", "Answers", "Questions"]
    heading, *rows = found["Answers"]
    assert heading == [*COLUMNS, "Time (UTC)"]
    expected = [
        [number, question or None, nickname, as_in_the_file(text), *words(flags), moment(at)]
        for (number, question, nickname, text), flags, at in stored(room)
    ]
    assert rows == expected
    assert found["Results"] == [
        ["Place", "Student", "Right answers", "Round 1", "Round 2"],
        [1, "Анна", 3, 3, 0],
        [2, "Борис", 1, 0, 1],
    ]
    assert found["Questions"] == [
        ["Round", "Question", "Students who answered", "Of them right"],
        [1, "=Чему равно, «7;8»?", 2, 1],
        [2, None, 2, 1],
    ]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.bold for cell in sheet[1])


async def test_nothing_in_the_workbook_is_a_formula(lesson, visitor):
    room, browser = await taught(lesson, visitor)
    response = await fetch(browser, export(room, "xlsx"))
    _, book = sheets(response)
    kinds = {type(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds == {str, int, datetime, type(None)}
    texts = [
        cell for row in book["Answers"].iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)
    ]
    assert {cell.data_type for cell in texts} == {"s"}
    assert {cell.value for cell in texts if cell.quotePrefix} == {
        cell.value for cell in texts if cell.value.startswith(FORMULA)
    }
    archive = zipfile.ZipFile(io.BytesIO(response.body))
    for name in archive.namelist():
        assert b"<f>" not in archive.read(name), name


async def test_a_student_without_an_answer_to_a_round_has_nothing_there(lesson, visitor):
    await lesson.open_room()
    browser = visitor()
    await browser.sign_in()
    room = Room.by_id(lesson.room["id"])
    anna, _ = join(room, "Анна", "Борис")
    open_round(room)
    change(room, Message.answer, anna.id, "Да")
    found, _ = sheets(await fetch(browser, export(room, "xlsx")))
    assert found["Results"][1:] == [[1, "Анна", 0, 0], [1, "Борис", 0, None]]


async def test_of_an_empty_room_there_is_a_workbook_too(lesson, visitor):
    await lesson.open_room()
    browser = visitor()
    await browser.sign_in()
    found, _ = sheets(await fetch(browser, export(Room.by_id(lesson.room["id"]), "xlsx")))
    assert {name: len(rows) for name, rows in found.items()} == {"Results": 1, "Answers": 1, "Questions": 1}

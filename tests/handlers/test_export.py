"""The results as a file: who gets it, what it is called, and that a CSV holds what PostgreSQL holds and no formula."""

import asyncio
import csv
import io
import re
from datetime import UTC
from urllib.parse import unquote, urlsplit

import pytest

from handlers.exports import FORMULA, defused
from models.message import Message
from models.room import Room
from tests.exported import COLUMNS, HOSTILE, export, fetch, stored, taught, words
from tests.rooms import join, open_round


def table(response, separator=","):
    """The rows of a CSV file."""
    text = response.buffer.getvalue().decode("utf-8")
    assert text.startswith("\ufeff")
    text = text.removeprefix("\ufeff")
    assert re.sub('"(?:[^"]|"")*"', "", text).replace("\r\n", "").strip(separator + "\r\n") == ""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
async def test_the_owner_and_co_trainers_get_it_and_nobody_else(lesson, askers, ending):
    browsers = await askers()
    path = f"/rooms/{lesson.room['uuid']}/results.{ending}"
    statuses = {name: (await browser.get(path)).status for name, browser in browsers.items()}
    assert statuses == {"owner": 200, "co-trainer": 200, "other": 404, "student": 302, "stranger": 302}


async def test_the_csv_holds_what_postgresql_holds(lesson, visitor):
    room, browser = await taught(lesson, visitor)
    response = await fetch(browser, export(room, "csv"))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    heading, *rows = table(response)
    assert heading == [*COLUMNS, "Time"]
    assert len(rows) == len(HOSTILE) + 4
    expected = [
        [str(number), *map(defused, said), *words(flags), at.astimezone(UTC).isoformat(timespec="seconds")]
        for (number, *said), flags, at in stored(room)
    ]
    assert rows == expected


async def test_no_cell_of_the_csv_begins_a_formula(lesson, visitor):
    room, browser = await taught(lesson, visitor)
    cells = [cell for row in table(await fetch(browser, export(room, "csv"))) for cell in row]
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []
    for text in (
        "'=1+1",
        "'+7 900 000",
        "'-5",
        "'@SUM(A1)",
        "'＝1+1",
        "'＠a",
        "'=cmd()",
        "'=Чему равно, «7;8»?",
    ):
        assert text in cells


async def test_the_csv_is_separated_as_excel_expects_it_in_that_language(lesson, visitor):
    room, browser = await taught(lesson, visitor)
    english = table(await fetch(browser, export(room, "csv")))
    browser.cookies["language"] = "ru"
    russian = table(await fetch(browser, export(room, "csv")), separator=";")
    texts = [[row[3] for row in rows[1:]] for rows in (english, russian)]
    assert texts[0] == texts[1]
    assert [len(row) for row in english] == [len(row) for row in russian] == [8] * len(english)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("География, 7Б", "География, 7Б Results {day}"),
        ('a/b\\c:d*e?"<>|f', "a b c d e f Results {day}"),
        ("..", "Results {day}"),
        ("100 % «да»; name=x", "100 % «да»; name=x Results {day}"),
        ("я" * 120, "я" * 120 + " Results {day}"),
    ],
)
async def test_the_file_is_called_as_the_room_for_every_client(lesson, visitor, title, name):
    await lesson.open_room(title=title)
    browser = visitor()
    await browser.sign_in()
    room = Room.by_id(lesson.room["id"])
    response = await fetch(browser, export(room, "csv"))
    header = response.headers["Content-Disposition"]
    plain, whole = re.fullmatch(
        r'attachment; filename="([\w.-]+)"; filename\*=UTF-8\'\'([\w.%~-]+)', header
    ).groups()
    assert plain == f"results-{room.code}.csv"
    assert unquote(whole) == name.format(day=f"{room.created_at:%Y-%m-%d}").strip() + ".csv"
    assert header.isascii()
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_file_of_many_pieces_is_whole(lesson, visitor):
    await lesson.open_room()
    browser = visitor()
    await browser.sign_in()
    room = Room.by_id(lesson.room["id"])
    (anna,) = join(room, "Анна")
    opened = open_round(room)
    rows = [
        {"room": room.id, "round": opened.id, "student": anna.id, "text": f"{n} " + "я" * 1990}
        | {"created_at": opened.opened_at}
        for n in range(700)
    ]
    Message.insert_many(rows).execute()
    response = await fetch(browser, export(room, "csv"))
    assert len(response.body) > 2_000_000
    assert [row[3] for row in table(response)[1:]] == [row["text"] for row in rows]


async def test_who_goes_away_in_the_middle_of_a_file_does_no_harm(lesson, visitor):
    await lesson.open_room()
    browser = visitor()
    await browser.sign_in()
    room = Room.by_id(lesson.room["id"])
    (anna,) = join(room, "Анна")
    opened = open_round(room)
    row = {"room": room.id, "round": opened.id, "student": anna.id, "text": "я" * 2000}
    Message.insert_many([row | {"created_at": opened.opened_at}] * 5000).execute()
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(browser.base_url).port)
    writer.write(
        f"GET {export(room, 'csv')} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n\r\n".encode()
    )
    assert b"200 OK" in await reader.read(1000)
    writer.transport.abort()
    response = await fetch(browser, export(room, "csv"))
    assert len(table(response)) == 5001


async def test_of_an_empty_room_there_is_a_file_too(lesson, visitor):
    await lesson.open_room()
    browser = visitor()
    await browser.sign_in()
    room = Room.by_id(lesson.room["id"])
    assert table(await fetch(browser, export(room, "csv"))) == [[*COLUMNS, "Time"]]

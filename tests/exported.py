"""A training with everything in it that makes an export hard, and what PostgreSQL holds of it."""

from __future__ import annotations

from models.base import database
from models.mark import select_correct
from models.message import Message
from models.removal import remove
from models.room import Room
from models.student import Student
from tests.rooms import change, join, open_round

HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://evil.example","Click")',
    "+7 900 000",
    "-5",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    "'=1",
    'он сказал "да"; потом, "нет"',
    "одна строка\nдругая\n=1+1",
    "\t=1+1",
    "a;=1+1;b,=2+2",
    "#N/A",
    "TRUE",
    "007",
    "1e5",
    "2026-11-22",
    "👩🏽‍🏫 школа",
    "да\x00нет\x07\x1b",
    "до\ufffe\uffffпосле",
    "\u202eналево",
    "я" * 2000,
    "</t></is><f>1+1</f>",
    "_x0041_",
    "ё й Й é e\u0301",
]
COLUMNS = ["Round", "Question", "Student", "Answer", "Right", "By the trainer", "Removed"]
STORED = """
    SELECT round.number, round.question, student.nickname, message.text, message.is_correct,
           message.trainer_id IS NOT NULL, message.removed_at IS NOT NULL, message.created_at
    FROM message JOIN round ON round.id = round_id JOIN student ON student.id = student_id
    WHERE message.room_id = %s ORDER BY round.number, message.id
"""


def stored(room):
    """All answers, as PostgreSQL has them: (round, question, student, text), (right, by the trainer, removed), when."""
    return [(row[:4], row[4:7], row[7]) for row in database.execute_sql(STORED, (room.id,))]


def words(flags):
    return ["yes" if flag else "no" for flag in flags]


async def taught(lesson, visitor):
    """A training in its second round with everything in it: the room, and its owner's browser."""
    await lesson.open_room()
    browser = visitor()
    await browser.sign_in()
    room = Room.by_id(lesson.room["id"])
    anna, boris, evil = join(room, "Анна", "Борис", "=cmd()")
    open_round(room, "=Чему равно, «7;8»?")
    for text in HOSTILE:
        change(room, Message.answer, anna.id, text)
    bad = change(room, Message.answer, evil.id, "+вон")[0]
    change(room, remove, bad.id)
    change(room, Message.answer_for, room.trainer_id, boris.id, "Записано")
    change(room, Message.announce, room.trainer_id, "Это не ответ")
    right = [message.id for message in Message.select().where(Message.student == anna.id)][:3]
    change(room, select_correct, right)
    open_round(room)
    change(room, select_correct, [change(room, Message.answer, boris.id, "56")[0].id])
    change(room, Message.answer, anna.id, "54")
    change(room, Student.kick, evil.id)
    return room, browser


def export(room, ending):
    return f"/rooms/{room.uuid}/results.{ending}"


async def fetch(browser, path, **headers):
    """What the server sends, as bytes."""
    headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    return await browser.http_client.fetch(browser.base_url + path, headers=headers, raise_error=False)

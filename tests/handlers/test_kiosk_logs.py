"""No token and no code of a screen gets into the log, whatever its level."""

import logging

from handlers.logs import loggable
from models.pairing import Pairing
from models.screen import Screen
from models.student import Student
from models.tokens import Purpose
from tests.handlers.test_logs import written
from tests.lesson import EMAIL
from tests.rooms import a_room, a_trainer, change, open_round
from tests.wall import Wall


async def test_a_screens_whole_life_leaves_no_secret_in_the_log(
    app, database, http_client, base_url, signed_in, caplog, lesson
):
    """(Peewee's own lines have every query: they are never written, see set_up_logs.)"""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, "peewee")
    trainer = await signed_in(a_trainer(EMAIL))
    screen = Wall(http_client, base_url)
    await screen.get("/kiosk")
    secrets = {"pairing": screen.cookies["pairing"]}
    pairing = Pairing.get(Pairing.uuid == app.tokens.read(secrets["pairing"], Purpose.PAIRING))
    secrets |= {"code": pairing.code, "lower code": pairing.code.lower(), "pairing's uuid": str(pairing.uuid)}
    for path in (
        f"/pair/{pairing.code}",
        f"/PAIR/{pairing.code.lower()}",
        f"/pair/{pairing.code}/",
        f"/pair?code={pairing.code}",
        f"/pair/{pairing.code[:4]}%20{pairing.code[4:]}",
    ):
        await trainer.get(path)
        await screen.get(path)
        await screen.ask(path)
    await trainer.get("/pair")
    wishes = {"name": "Кабинет 12", "mode": "shared", "who": "list"}
    for _ in range(2):
        await trainer.submit(f"/pair/{pairing.code}", **wishes)
    await screen.get("/kiosk/pairing")
    await screen.get("/kiosk")
    await screen.open()
    room = a_room()
    open_round(room)
    anna = change(room, Student.add, "Анна")
    ticket = (await screen.now())["url"]
    watching = await lesson.connect(base_url.replace("http", "ws") + ticket)
    turn = await screen.turn(code=anna.return_code)
    await screen.answer(turn, "Париж")
    await screen.answer(turn + "x", "Париж")
    await screen.sit_down(code="BBBBBBB")
    Screen.get().revoke()
    app.screens.look_again()
    assert await watching.closed() == 4412
    await screen.look()
    secrets |= {f"cookie {name}": value for name, value in screen.cookies.items()}
    secrets |= {"ticket": ticket.partition("=")[2], "turn": turn, "return code": anna.return_code}
    await screen.get("/kiosk")

    log = written(caplog)
    assert {name for name, secret in secrets.items() if secret in log} == set()
    assert f"{pairing.code[:4]}%20" not in log
    for line in ("200 GET /pair/…", "200 POST /kiosk/turn", "401 POST /kiosk/look", "303 GET /kiosk"):
        assert line in log, line


def test_addresses_of_screens_are_written_without_what_opens_doors():
    assert loggable("/pair/BCDFGHJK") == "/pair/…"
    assert loggable("/PAIR/bcdf ghjk") == "/PAIR/…"
    assert loggable("/pair") == "/pair"
    assert loggable("/kiosk?x=1") == "/kiosk"

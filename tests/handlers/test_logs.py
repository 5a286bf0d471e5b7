"""Nothing that opens a door gets into the log, whatever its level."""

import logging

from models.invitation import Invitation
from models.student import Student
from models.tokens import Purpose
from models.trainer import Trainer
from tests.lesson import EMAIL, PASSWORD


def written(caplog):
    """All that the log has, with what was put into its lines and the tracebacks."""
    formatter = logging.Formatter()
    return "\n".join(f"{formatter.format(record)} {record.args!r}" for record in caplog.records)


async def test_a_whole_journey_leaves_no_secret_in_the_log(lesson, visitor, app, caplog, base_url):
    caplog.set_level(logging.DEBUG)
    secrets = {"password": PASSWORD}
    trainers, phone = visitor(), visitor()

    secrets["first run"] = app.tokens.make(Purpose.FIRST_RUN, "first trainer")
    first_run = f"/first-run/{secrets['first run']}"
    await trainers.get(first_run)
    await trainers.submit(first_run, name="Ольга", email=EMAIL, password="short")
    await trainers.submit(first_run, name="Ольга", email=EMAIL, password=PASSWORD)
    await trainers.get(first_run)
    await trainers.sign_in()

    invitation = Invitation.make(Trainer.get())
    secrets["invitation"] = app.tokens.make(Purpose.INVITATION, str(invitation.uuid))
    newcomer, link = visitor(), f"/invitation/{secrets['invitation']}"
    secrets["newcomer's password"] = "a newcomer's password"
    fields = {"name": "Иван", "email": "ivan@school.org", "password": secrets["newcomer's password"]}
    await newcomer.get(link)
    for _ in range(2):
        await newcomer.submit(link, **fields)
    secrets["new password"] = "the newcomer's next one"
    await newcomer.get("/account")
    await newcomer.submit(
        "/account/password", password=fields["password"], new_password=secrets["new password"]
    )

    room = await lesson.open_room()
    secrets["API token"], secrets["socket"] = lesson.token, room["token"]
    await trainers.get(f"/rooms/{room['uuid']}")
    ticket = (await trainers.ask(f"/rooms/{room['uuid']}/ticket")).json["url"]
    secrets["trainer's ticket"] = ticket.partition("=")[2]
    await phone.join(room["code"], "Анна")
    await phone.get(f"/rooms/{room['uuid']}/student")
    student_ticket = (await phone.ask(f"/rooms/{room['uuid']}/student/ticket")).json["url"]
    secrets["student's ticket"] = student_ticket.partition("=")[2]
    secrets["student's token"] = (await lesson.join("Борис"))["token"]

    place = base_url.replace("http", "ws")
    trainer, anna = await lesson.connect(place + ticket), await lesson.connect(place + student_ticket)
    await lesson.connect(room["ws_url"], headers={"Token": secrets["student's token"]})
    await trainer.ask("training_start")
    await trainer.ask("round_new")
    await anna.answer("Париж")
    wrong = secrets["wrong"] = room["token"][:-3] + "xyz"
    refused = await lesson.connect(f"{place}/ws/room/{room['uuid']}/?token={wrong}", settle=False)
    assert await refused.closed() == 4401
    for path in (
        f"/nowhere?token={wrong}",
        f"/rooms?token={wrong}",
        f"/first-run/{wrong}",
        f"/ws/room/7/?token={wrong}",
    ):
        await phone.get(path)
        await phone.post(path)
    await lesson.call("GET", f"/api/rooms?token={wrong}", token=wrong)
    await lesson.results()
    await lesson.call("DELETE", f"/api/rooms/{room['uuid']}", token=lesson.token)
    assert await trainer.closed() == 4410
    for browser in (trainers, phone):
        secrets |= {f"cookie {name}": value for name, value in browser.cookies.items()}

    log = written(caplog)
    assert {name for name, secret in secrets.items() if secret in log} == set()
    for line in ("200 GET /first-run/…", "/join/", f"101 GET /ws/room/{room['uuid']}/", "404 GET /nowhere"):
        assert line in log


async def test_addresses_in_the_log_have_no_return_code(lesson, visitor, caplog):
    """(Peewee's own lines have every query: they are never written, see set_up_logs.)"""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, "peewee")
    await lesson.open_room()
    phone = visitor()
    await phone.join(lesson.room["code"], "Анна")
    code = Student.get().return_code
    for typed in (code, code.lower(), f"{code[:3]}%20{code[3:]}", f"{code}/"):
        for path in (f"/join/{typed}", f"/JOIN/{typed}", f"/join?code={typed}"):
            await phone.get(path)
            await visitor().get(path)
            await phone.post(path)
        await phone.submit(f"/join/{typed}")
    api = f"/api/rooms/{lesson.room['uuid']}/students/return"
    await lesson.call("POST", api, {"return_code": code})
    log = written(caplog).lower()
    assert code.lower() not in log and f"{code[:3]}%20{code[3:]}".lower() not in log
    for line in ("200 get /join/…", f"200 get /join/{lesson.room['code'].lower()}", f"200 post {api}"):
        assert line in log

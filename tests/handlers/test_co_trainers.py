"""Co-trainers, as browsers, programs and sockets meet them: all of one room but what is its owner's alone."""

import asyncio

import pytest

from models.co_trainer import CoTrainer
from models.invitation import Invitation
from models.room import Room
from models.tokens import Purpose
from models.trainer import Trainer

PAGES = {
    # owner, co-trainer, another trainer, a student, a stranger
    ("GET", "/rooms/{uuid}"): (200, 200, 404, 302, 302),
    ("ASK", "/rooms/{uuid}/ticket"): (200, 200, 404, 401, 401),
    ("GET", "/rooms/{uuid}/co-trainers"): (200, 403, 404, 302, 302),
    ("POST", "/rooms/{uuid}/co-trainers"): (303, 403, 404, 401, 401),
    ("POST", "/rooms/{uuid}/co-trainers/remove"): (303, 403, 404, 401, 401),
    ("POST", "/rooms/{uuid}/co-trainers/invite"): (303, 403, 404, 401, 401),
    ("POST", "/invitations/{invitation}/revoke"): (303, 404, 404, 401, 401),
}
CALLS = {
    ("GET", "/api/rooms/{uuid}"): (200, 200, 404, 401, 401),
    ("GET", "/api/rooms/{uuid}/results"): (200, 200, 404, 401, 401),
    ("DELETE", "/api/rooms/{uuid}"): (204, 403, 404, 401, 401),
}


@pytest.mark.parametrize(("what", "expected"), PAGES.items(), ids=[" ".join(what) for what in PAGES])
async def test_each_page_for_each_asker(lesson, askers, what, expected):
    method, path = what
    browsers = await askers()
    room = Room.by_id(lesson.room["id"])
    before = Invitation.make(room.trainer, room)
    fields = {"email": "other@school.org", "trainer": CoTrainer.get().trainer_id, "next": "/trainers"}
    path = path.format(uuid=room.uuid, invitation=before.uuid)
    statuses: list[int] = []
    standings = []
    for browser in reversed(browsers.values()):  # the owner last: until then nothing changes
        standings.append((CoTrainer.select().count(), len(Invitation.open_into(room))))
        match method:
            case "GET":
                answer = await browser.get(path)
            case "ASK":
                answer = await browser.ask(path)
            case _:
                answer = await browser.submit(path, **fields)
        statuses.insert(0, answer.status)
    assert tuple(statuses) == expected
    assert set(standings) == {(1, 1)}


@pytest.mark.parametrize(("call", "expected"), CALLS.items(), ids=[" ".join(call) for call in CALLS])
async def test_each_call_for_each_asker(lesson, askers, call, expected):
    method, path = call
    await askers()
    seat = await lesson.join("Вера")
    emails = ("trainer@school.org", "boris@school.org", "other@school.org")
    tokens = [*[await lesson.sign_in(email) for email in emails], seat["token"], None]
    statuses: list[int] = []
    for token in reversed(tokens):
        status, answer = await lesson.call(method, path.format(uuid=lesson.room["uuid"]), token=token)
        statuses.insert(0, status)
        if status == 403:
            assert answer["error"]["code"] == "owner_only"
    assert tuple(statuses) == expected
    assert Room.select().count() == (method != "DELETE")


async def test_a_room_is_shared_with_who_is_let_in_by_email(lesson, askers):
    browsers = await askers()
    owner, other = browsers["owner"], browsers["other"]
    place = f"/rooms/{lesson.room['uuid']}"
    page = await owner.get(f"{place}/co-trainers")
    assert ("Борис" in page.text, "Пётр" in page.text) == (True, False)
    done = await owner.submit(f"{place}/co-trainers", email=" Other@school.org ")
    assert done.location == f"{place}/co-trainers"
    page = await owner.get(done.location)
    assert "Пётр" in page.text
    assert (await other.get(place)).status == 200
    _, rooms = await lesson.call("GET", "/api/rooms", token=await lesson.sign_in("other@school.org"))
    assert [room["uuid"] for room in rooms] == [lesson.room["uuid"]]


@pytest.mark.parametrize(
    ("email", "status", "words"),
    [
        ("nobody@school.org", 404, "No trainer here has this email"),
        ("<b>nobody", 404, "No trainer here has this email"),
        ("trainer@school.org", 409, "the room is yours already"),
        ("boris@school.org", 303, ""),
    ],
)
async def test_what_is_wrong_with_an_email_stands_beside_it(lesson, askers, email, status, words):
    owner = (await askers())["owner"]
    page = await owner.submit(f"/rooms/{lesson.room['uuid']}/co-trainers", email=email)
    assert page.status == status
    assert words in page.text
    if words:
        assert 'id="email-error"' in page.body
        assert "<b>" not in page.body
        assert "Борис" in page.text
    assert CoTrainer.select().count() == 1


async def test_a_page_that_a_co_trainer_may_not_see_says_why(lesson, askers):
    page = await (await askers())["co-trainer"].get(f"/rooms/{lesson.room['uuid']}/co-trainers")
    assert "Only the trainer who made this room may do that." in page.text


async def test_a_co_trainer_runs_a_round_from_the_start_to_the_results(lesson, askers):
    await askers()
    token = await lesson.sign_in("boris@school.org")
    _, room = await lesson.call("GET", f"/api/rooms/{lesson.room['uuid']}", token=token)
    owner, boris = await lesson.trainer(), await lesson.connect(room["ws_url"])
    assert boris.state["me"]["role"] == "teacher"
    vera = await lesson.student("Вера")
    await boris.send("training_start")
    await boris.send("round_new", question="Столица Франции?")
    for client in (owner, boris, vera):
        await client.until("round_new")
    answer = await vera.answer("Париж")
    await boris.send("message_select", id=answer)
    assert (await owner.until("message_select"))["message_ids"] == [answer]
    await boris.send("training_close")
    for client in (owner, boris, vera):
        closed = await client.until("training_close")
        assert closed["result"][0]["nickname"] == "Вера"
    status, results = await lesson.call("GET", f"/api/rooms/{room['uuid']}/results", token=token)
    assert (status, results["result"][0]["correct_answers_count"]) == (200, 1)


async def test_a_co_trainer_who_is_put_out_is_cut_off_at_once_from_that_room_alone(lesson, askers):
    browsers = await askers()
    boris = Trainer.with_email("boris@school.org")
    token = await lesson.sign_in(boris.email)
    shared = lesson.room
    _, seat = await lesson.call("GET", f"/api/rooms/{shared['uuid']}", token=token)
    ticket = (await browsers["co-trainer"].ask(f"/rooms/{shared['uuid']}/ticket")).json["url"]
    place = shared["ws_url"].partition("/ws/")[0]
    urls = (shared["ws_url"], seat["ws_url"], place + ticket)
    owner, laptop, phone = [await lesson.connect(url) for url in urls]
    vera = await lesson.student("Вера")
    _, own_room = await lesson.call("POST", "/api/rooms", {"title": "Своя"}, token)
    own = await lesson.connect(own_room["ws_url"])

    await browsers["owner"].submit(f"/rooms/{shared['uuid']}/co-trainers/remove", trainer=boris.id)
    assert [await client.closed() for client in (laptop, phone)] == [4401, 4401]
    for url in (seat["ws_url"], place + ticket):
        assert await (await lesson.connect(url, settle=False)).closed() == 4401
    for client in (owner, vera, own):
        await client.caught_up()
    assert (await browsers["co-trainer"].ask(f"/rooms/{shared['uuid']}/ticket")).status == 404
    assert (await lesson.call("GET", f"/api/rooms/{shared['uuid']}", token=token))[0] == 404


@pytest.mark.parametrize("typed", ["", "0", "-1", "x", "٣", "9" * 30, "{owner}", "{other}"])
async def test_putting_out_who_is_no_co_trainer_changes_nothing(lesson, askers, typed):
    owner = (await askers())["owner"]
    ids = {name: Trainer.with_email(f"{name}@school.org").id for name in ("trainer", "other")}
    trainer = await lesson.trainer()
    typed = typed.format(owner=ids["trainer"], other=ids["other"])
    done = await owner.submit(f"/rooms/{lesson.room['uuid']}/co-trainers/remove", trainer=typed)
    assert done.status == 303
    await trainer.caught_up()
    assert CoTrainer.select().count() == 1


async def test_the_owner_makes_a_link_into_the_room_and_takes_it_back(lesson, askers):
    owner = (await askers())["owner"]
    place = f"/rooms/{lesson.room['uuid']}/co-trainers"
    assert "/invitation/" not in (await owner.get(place)).body
    assert (await owner.submit(f"{place}/invite")).location == place
    (invitation,) = Invitation.select()
    assert invitation.room_id == lesson.room["id"]
    assert "/invitation/" in (await owner.get(place)).body
    back = await owner.submit(f"/invitations/{invitation.uuid}/revoke", next=place)
    assert back.location == place
    assert "/invitation/" not in (await owner.get(place)).body


async def test_a_co_trainer_who_is_put_out_while_they_connect_does_not_get_in(lesson, askers, app):
    """Whatever the order of reading the snapshot and of putting out: nobody stays in."""
    browsers = await askers()
    boris = Trainer.with_email("boris@school.org")
    claims = [lesson.room["id"], lesson.room["uuid"], "teacher", boris.id, boris.session]
    seat = app.tokens.make(Purpose.SOCKET, claims)
    url = lesson.room["ws_url"].partition("token=")[0] + f"token={seat}"
    connecting = [lesson.connect(url, settle=False) for _ in range(8)]
    removing = browsers["owner"].submit(f"/rooms/{lesson.room['uuid']}/co-trainers/remove", trainer=boris.id)
    *clients, done = await asyncio.gather(*connecting, removing)
    assert done.status == 303
    assert {await client.closed() for client in clients} == {4401}

"""Invitations, as browsers meet them: a link for one person, once; where it lets nobody in, what to do next."""

import asyncio
import html
import re

import pytest

from models.co_trainer import CoTrainer
from models.invitation import LIFETIME, Invitation
from models.room import Room
from models.tokens import Purpose
from models.trainer import Trainer
from tests.lesson import PASSWORD
from tests.rooms import a_room, a_trainer

NEWCOMER = {"name": "Иван", "email": "ivan@school.org", "password": PASSWORD}


@pytest.fixture
def olga(database):
    return a_trainer()


@pytest.fixture
def link(app):
    """Where an invitation leads to, as its link says."""
    return lambda invitation: f"/invitation/{app.tokens.make(Purpose.INVITATION, str(invitation.uuid))}"


@pytest.fixture
def browser(visitor):
    return visitor()


def links(page):
    return [html.unescape(path) for path in re.findall(r"http://[^<]*(/invitation/[^<]+)<", page.body)]


async def test_a_trainer_invites_and_somebody_new_has_an_account(olga, signed_in, browser, visitor):
    trainer = await signed_in(olga)
    assert links(await trainer.get("/trainers")) == []
    done = await trainer.submit("/trainers")
    assert (done.status, done.location) == (303, "/trainers")
    (link,) = links(await trainer.get("/trainers"))

    page = await browser.get(link)
    assert (page.status, olga.name in page.text, 'name="password"' in page.body) == (200, True, True)
    done = await browser.submit(link, **NEWCOMER)
    assert (done.status, done.location) == (303, "/rooms")
    assert "Иван" in (await browser.get("/rooms")).text

    page = await trainer.get("/trainers")
    assert ("Иван" in page.text, links(page)) == (True, [])
    for late in (visitor(), trainer, browser):
        page = await late.get(link)
        assert page.status == 404
        assert "this one has been used" in page.text
        assert ('href="/sign-in"' in page.body) == (late not in (trainer, browser))
    assert (await visitor().sign_in(NEWCOMER["email"])).location == "/rooms"


async def test_looking_uses_nothing_up(olga, link, browser):
    path = link(Invitation.make(olga))
    for _ in range(3):
        assert (await browser.get(path)).status == 200
    assert (await browser.submit(path, **NEWCOMER)).status == 303


async def test_each_trainer_sees_only_their_own_rooms(olga, link, browser):
    room = a_room(olga)
    path = link(Invitation.make(olga))
    await browser.get(path)
    await browser.submit(path, **NEWCOMER)
    assert room.title not in (await browser.get("/rooms")).text
    assert (await browser.get(f"/rooms/{room.uuid}")).status == 404


async def test_a_newcomer_is_let_into_the_room_of_the_link(olga, link, browser):
    room = a_room(olga)
    path = link(Invitation.make(olga, room))
    page = await browser.get(path)
    assert room.title in page.text
    done = await browser.submit(path, **NEWCOMER)
    assert done.location == f"/rooms/{room.uuid}"
    assert (await browser.get(done.location)).status == 200


async def test_who_is_signed_in_is_in_the_room_by_one_tap(olga, link, signed_in):
    room, boris = a_room(olga), a_trainer("boris@school.org")
    browser, path = await signed_in(boris), link(Invitation.make(olga, room))
    page = await browser.get(path)
    assert (page.status, 'name="password"' in page.body) == (200, False)
    done = await browser.submit(path)
    assert done.location == f"/rooms/{room.uuid}"
    assert (await browser.get(done.location)).status == 200
    assert (await browser.get(path)).status == 404


async def test_who_has_an_account_signs_in_and_comes_back(olga, link, browser):
    room = a_room(olga)
    Trainer.register("boris@school.org", "Борис", PASSWORD)
    path = link(Invitation.make(olga, room))
    page = await browser.get(path)
    (way,) = re.findall(r'href="(/sign-in[^"]*)"', page.body)
    page = await browser.get(html.unescape(way))
    *_, after = re.findall(r'name="next" value="([^"]*)"', page.body)  # the language's form has one too
    done = await browser.submit("/sign-in", email="boris@school.org", password=PASSWORD, next=after)
    assert done.location == path
    await browser.get(path)
    assert (await browser.submit(path)).location == f"/rooms/{room.uuid}"


async def test_who_runs_the_room_already_goes_straight_there(olga, link, signed_in):
    room = a_room(olga)
    invitation = Invitation.make(olga, room)
    browser = await signed_in(olga)
    assert (await browser.get(link(invitation))).location == f"/rooms/{room.uuid}"
    assert (await browser.submit(link(invitation))).location == f"/rooms/{room.uuid}"
    assert Invitation.to_use(invitation.uuid)


async def test_a_link_for_newcomers_is_not_used_up_by_who_is_signed_in(olga, link, signed_in):
    invitation = Invitation.make(olga)
    browser = await signed_in(olga)
    assert "Pass it on" in (await browser.get(link(invitation))).text
    assert (await browser.submit(link(invitation), **NEWCOMER)).location == "/rooms"
    assert Invitation.to_use(invitation.uuid)
    assert Trainer.select().count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "status"),
    [
        ("email", "nobody", 400),
        ("email", "trainer@school.org", 409),
        ("email", " Trainer@School.org", 409),
        ("name", " ", 400),
        ("name", "я" * 81, 400),
        ("password", "short", 400),
    ],
)
async def test_a_bad_field_is_named_and_the_rest_is_kept(olga, link, browser, field, typed, status):
    invitation = Invitation.make(olga)
    await browser.get(link(invitation))
    given = NEWCOMER | {field: typed}
    page = await browser.submit(link(invitation), **given)
    assert page.status == status
    assert f'id="{field}-error"' in page.body
    assert PASSWORD not in page.body
    assert given["name"][:20] in page.body
    assert "trainer" not in browser.cookies
    assert Trainer.select().count() == 1
    assert Invitation.to_use(invitation.uuid)


async def test_of_two_who_follow_the_link_at_once_one_gets_in(olga, link, visitor):
    path = link(Invitation.make(olga, a_room(olga)))
    people = [visitor(), visitor()]
    for one in people:
        await one.get(path)
    fields = [NEWCOMER | {"email": f"{number}@school.org"} for number in range(2)]
    done = await asyncio.gather(*(one.submit(path, **its) for one, its in zip(people, fields, strict=True)))
    assert sorted(page.status for page in done) == [303, 404]
    assert [("trainer" in one.cookies) for one in people] == [page.status == 303 for page in done]
    assert Trainer.select().count() == 2
    assert CoTrainer.select().count() == 1


async def test_of_two_who_are_signed_in_one_gets_in(olga, link, signed_in):
    path = link(Invitation.make(olga, a_room(olga)))
    people = [await signed_in(a_trainer(f"{number}@school.org")) for number in range(2)]
    done = await asyncio.gather(*(one.submit(path) for one in people))
    assert sorted(page.status for page in done) == [303, 404]
    assert CoTrainer.select().count() == 1


async def test_a_link_that_lets_nobody_in_says_why_and_what_to_do(olga, link, browser, app):
    old, back, gone = (Invitation.make(olga, a_room(olga)) for _ in range(3))
    Invitation.update(created_at=Invitation.created_at - LIFETIME).where(Invitation.id == old.id).execute()
    Invitation.revoke(olga, back.uuid)
    Room.delete().where(Room.id == gone.room_id).execute()
    whole = link(old)
    await browser.get("/sign-in")
    for path, words in (
        (whole, f"ask {olga.name} for a new one"),
        (link(back), f"{olga.name} has taken this invitation back"),
        (link(gone), "check that all of it is there"),
        (whole[:-4], "check that all of it is there"),
        (f"/invitation/{app.tokens.make(Purpose.API, str(old.uuid))}", "check that all of it is there"),
        ("/invitation/x", "check that all of it is there"),
    ):
        for page in (await browser.get(path), await browser.submit(path, **NEWCOMER)):
            assert page.status == 404
            assert words in page.text
            assert "<h1" in page.body
            assert 'name="password"' not in page.body
    assert Trainer.select().count() == 1


async def test_a_trainer_sees_and_takes_back_their_own_invitations_alone(olga, link, signed_in, browser):
    boris = a_trainer("boris@school.org")
    invitation = Invitation.make(olga)
    olgas, boriss = await signed_in(olga), await signed_in(boris)
    assert links(await boriss.get("/trainers")) == []
    assert (await boriss.submit(f"/invitations/{invitation.uuid}/revoke")).status == 404
    assert len(links(await olgas.get("/trainers"))) == 1
    back = await olgas.submit(f"/invitations/{invitation.uuid}/revoke", next="//evil.example")
    assert back.location == "/trainers"
    assert links(await olgas.get("/trainers")) == []
    assert (await browser.get(link(invitation))).status == 404


@pytest.mark.parametrize("asker", ["student", "stranger"])
async def test_only_trainers_see_who_is_here_and_invite(askers, asker):
    browser = (await askers())[asker]
    assert (await browser.get("/trainers")).location == "/sign-in?next=/trainers"
    assert (await browser.submit("/trainers")).status == 401
    assert Invitation.select().count() == 0


async def test_every_trainer_invites_also_a_co_trainer(askers):
    for name, browser in (await askers()).items():
        if name in ("owner", "co-trainer", "other"):
            assert (await browser.submit("/trainers")).status == 303
            page = await browser.get("/trainers")
            assert len(links(page)) == 1
            assert all(one in page.text for one in ("Ольга Петровна", "Борис", "Пётр"))
            assert "boris@school.org" not in page.text
    assert {one.trainer_id for one in Invitation.select()} == {one.id for one in Trainer.select()}


async def test_what_people_typed_is_text_on_the_pages_of_invitations(link, signed_in, browser):
    evil = "<img src=x>"
    olga = Trainer.create(email="olga@school.org", name=evil, password_hash="-")
    room = Room.open(olga, evil)
    invitation = Invitation.make(olga, room)
    trainer = await signed_in(olga)
    boris = await signed_in(a_trainer("boris@school.org"))
    pages = [
        await trainer.get("/trainers"),
        await trainer.get("/account"),
        await trainer.get(f"/rooms/{room.uuid}/co-trainers"),
        await browser.get(link(invitation)),
        await boris.get(link(invitation)),
    ]
    Invitation.revoke(olga, invitation.uuid)
    pages.append(await browser.get(link(invitation)))
    for page in pages:
        assert "<img" not in page.body
        assert evil in page.text


class TestWithAPublicUrl:
    @pytest.fixture
    def options(self, options):
        options.public_url = "https://rounds.school.org"
        return options

    async def test_links_carry_it(self, olga, signed_in):
        browser = await signed_in(olga)
        await browser.submit("/trainers")
        page = await browser.get("/trainers")
        assert "https://rounds.school.org/invitation/" in page.text
        assert "Others can’t reach" not in page.text


async def test_a_link_that_others_cannot_open_is_warned_of(olga, signed_in, app, monkeypatch):
    browser = await signed_in(olga)
    await browser.submit("/trainers")
    monkeypatch.setattr(app.hosts, "reachable", lambda host: ["http://192.168.7.7:8888"])
    page = await browser.get("/trainers")
    assert "Others can’t reach localhost" in page.text
    assert 'href="http://192.168.7.7:8888/trainers"' in page.body

"""docs/clients/board.html, opened as it stands from the server: it shows a room to whoever has its address."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import LAPTOP
from tests.outsider import Outsider


@pytest.fixture
def trainer(people, server):
    people.trainer().context.close()  # makes the account
    return Outsider(server.url, max_students_count=3)


@pytest.fixture
def board(people, server):
    """Opens the board with this address behind its #."""

    def open_board(ws_url):
        page = people.person(LAPTOP)
        page.goto(f"{server.url}/docs/board#{ws_url}")
        return page

    return open_board


def test_the_board_shows_question_clock_answers_marks_and_results(trainer, board):
    anna = trainer.join("Аня")
    page = board(trainer.room["ws_url"])
    expect(page.locator("#title")).to_have_text("География")
    with trainer.connected() as wire, trainer.connected(anna["ws_url"]) as phone:
        wire.send("training_start")
        wire.send("round_new", question="Столица Австралии?", max_time=50)
        expect(page.locator("h1")).to_have_text("Столица Австралии?")
        assert 30 < int(page.locator("#clock").text_content()) <= 50
        phone.until("round_new")
        phone.send("message_send", message="<b>Канберра</b>", ref="1")
        expect(page.locator("#answers li")).to_have_text(["Аня: <b>Канберра</b>"])
        expect(page.locator(".is-correct")).to_have_count(0)
        wire.send("message_select", id=phone.until("message_send")["message"]["message_id"])
        expect(page.locator(".is-correct")).to_have_text("Аня: <b>Канберра</b>")
        wire.send("round_new")
        expect(page.locator("h1")).to_have_text("Round 2")
        expect(page.locator("#answers li")).to_have_count(0)
        wire.send("training_close")
        expect(page.locator("#answers li")).to_have_text(["Аня: 1"])
        expect(page.locator("#clock")).to_have_text("")


def test_the_board_comes_back_where_it_was_after_a_restart_of_the_server(trainer, board, server):
    anna = trainer.join("Аня")
    page = board(anna["ws_url"])
    addresses = []
    page.on("websocket", lambda socket: addresses.append(socket.url))
    with trainer.connected() as wire, trainer.connected(anna["ws_url"]) as phone:
        wire.send("training_start")
        wire.send("round_new", question="Столица Австралии?")
        phone.until("round_new")
        phone.send("message_send", message="Канберра")
        expect(page.locator("#answers li")).to_have_text(["Аня: Канберра"])
    server.stop()
    expect(page.locator("#status")).to_have_text("Connecting again …")
    server.start()
    expect(page.locator("#status")).to_have_text("")
    assert "&since=" in addresses[-1] and "&epoch=" in addresses[-1]
    with trainer.connected(anna["ws_url"]) as phone:
        phone.send("message_send", message="Сидней")
        expect(page.locator("#answers li")).to_have_text(["Аня: Канберра", "Аня: Сидней"])


def test_the_board_says_why_it_ends(trainer, board):
    anna = trainer.join("Аня")
    page = board(anna["ws_url"])
    expect(page.locator("#title")).to_have_text("География")
    with trainer.connected() as wire:
        wire.send("student_kick", id=anna["id"])
        expect(page.locator("#status")).to_have_text("You were removed from the room.")
    broken = board(trainer.room["ws_url"] + "x")
    expect(broken.locator("#status")).to_have_text("The token has expired: get a new address.")


def test_the_board_asks_for_an_address(trainer, board):
    page = board("")
    page.locator("[name=url]").fill(trainer.room["ws_url"])
    page.get_by_role("button").click()
    expect(page.locator("#title")).to_have_text("География")

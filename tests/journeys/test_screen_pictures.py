"""The projector's pictures: each can be read from the last row and scanned, and none tells more than it may."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from models.message import Message
from models.room import Room
from models.screen import Screen
from tests.journeys.camera import scan
from tests.journeys.catalogue import STATES
from tests.journeys.desk import EMAIL, PASSWORD
from tests.journeys.legible import faults
from tests.journeys.scene import Scene
from tests.journeys.tablet import Classroom, shows
from tests.journeys.walls import hung_up

PICTURES = [state for state in STATES.values() if state.template == "kiosk/screen.html"]
SIZES = [(1920, 1080), (1024, 768), (480, 270)]
QUESTION = "The capital of Australia?"
HIDDEN = pytest.mark.parametrize("desk", [{"answers": "hidden"}], indirect=True)


@pytest.fixture
def scene(people):
    scene = Scene(people, "ru")
    yield scene
    scene.close()


@pytest.mark.parametrize("state", PICTURES, ids=lambda state: state.name)
def test_it_can_be_read_and_scanned_at_every_size_in_both_themes(state, scene, people, keep):
    page = state.reach(scene)
    page.locator("wake-banner").evaluate("(banner) => banner.remove()")
    page.emulate_media(reduced_motion="reduce")
    hides_code = state.phase == "revoked" or Screen.get().hides_code
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for theme in ("light", "dark"):
            page.locator("html").evaluate("(html, theme) => { html.dataset.theme = theme; }", theme)
            page.evaluate(SETTLED)
            found += [f"{width} {theme}: {fault}" for fault in faults(page)]
            keep(page, f"{state.name}-{width}x{height}-{theme}")
        if hides_code:
            assert page.locator(".join-way svg:visible").count() == 0
        else:
            assert scan(page) == page.evaluate(LINK).upper()
    people.complaints[:] = [one for one in people.complaints if "status of 4" not in one]
    assert found == []


@pytest.mark.parametrize("zoom", ["s", "m", "l"])
def test_a_code_of_the_widest_letters_is_all_there(people, desk, zoom):
    Room.update(code="WWWWWW").execute()
    page = hung_up(people, desk)
    Classroom(people, EMAIL, PASSWORD).change(zoom=zoom)
    expect(page.locator("html")).to_have_attribute("data-zoom", zoom)
    page.locator("wake-banner").evaluate("(banner) => banner.remove()")
    desk.do("training_start")
    for picture, deed in (("lobby", "round_new"), ("round", None)):
        shows(page, picture)
        expect(page.locator(".join-way__code")).to_have_text("WWW\xa0WWW")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert faults(page) == [], (picture, width)
        if deed:
            desk.do(deed)


# What the page was told that its picture leads to.
# The letters are there, and what they changed has been drawn.
SETTLED = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
}"""
LINK = """() => {
  const { room, trainer } = JSON.parse(document.querySelector("#seen").textContent);
  const isOver = ["results", "closed"].includes(document.querySelector("phase-views").dataset.now);
  return ((!isOver && room) || trainer).join_url;
}"""


@pytest.fixture
def screen(people, desk):
    """On the wall, with the desk's room on it."""
    return hung_up(people, desk)


@pytest.fixture
def classroom(people, screen):
    return Classroom(people, EMAIL, PASSWORD)


def in_round(desk, *texts):
    """A round is open, and each of these has been sent by somebody else; gives the answers' numbers."""
    seats = [desk.seat(f"Student{n}") for n in range(len(texts))]
    desk.do("training_start")
    desk.do("round_new", question=QUESTION)
    numbers = []
    for seat, text in zip(seats, texts, strict=True):
        seat.do("message_send", message=text, ref="1")
        numbers.append(desk.until("message_send")["message"]["message_id"])
        seat.close()
    return numbers


def test_while_names_are_hidden_no_name_and_no_mark_is_anywhere_on_the_page(desk, screen):
    numbers = in_round(desk, "Canberra", "Sydney")
    expect(screen.locator(".screen-answer__names").first).to_have_text("Student0")
    desk.do("message_select", message_ids=numbers[:1])
    desk.do("round_end", "round_close")
    shows(screen, "reveal")
    desk.do("room_change", is_blind=True)
    shows(screen, "marking")
    expect(screen.locator(".screen-answer__text")).to_have_text(["Canberra", "Sydney"])
    for _ in range(2):  # also to a page that comes now
        assert not re.search("Student|right", without_templates(screen))
        screen.reload()
        shows(screen, "marking")
        expect(screen.locator(".screen-answer")).to_have_count(2)
    desk.do("room_change", is_blind=False)
    shows(screen, "reveal")
    expect(screen.locator("[data-state=right] .screen-answer__names")).to_have_text("Student0")


def without_templates(page):
    """All that stands in the document and is none of the page's own words: texts, and states of rows."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".pages__list > *")]
          .map((row) => `${row.dataset.state} ${row.querySelector("[data-text=text]").textContent} ${
            row.querySelector("[data-text=names]")?.textContent ?? ""}`).join(" ")
          + document.querySelector("main").textContent.replace(/Right/g, "")"""
    )


@HIDDEN
def test_of_a_hidden_room_only_the_number_of_answers_is_told(desk, screen):
    in_round(desk, "Canberra", "Sydney")
    expect(screen.locator("#answered")).to_have_text("2 of 2")
    assert "Canberra" not in screen.content()
    desk.do("round_end", "round_close")
    shows(screen, "marking")
    expect(screen.locator("#hint")).to_contain_text("being marked")
    assert "Canberra" not in screen.content()
    desk.do("round_new", question="Of New Zealand?")
    expect(screen.locator("#answers-name")).to_have_text("Answers of round 1")
    expect(screen.locator(".screen-answer__text")).to_have_text(["Canberra", "Sydney"])
    expect(screen.locator("#answered")).to_have_text("0 of 2")


def test_the_trainer_hides_the_code_and_no_picture_has_one(desk, screen, classroom):
    code = screen.locator(".join-way__code")
    expect(code).to_be_visible()
    classroom.change(hides_code="yes")
    desk.do("training_start")
    for picture, asked in [("lobby", "round_new"), ("round", "round_end"), ("marking", "training_close")]:
        shows(screen, picture)
        expect(code).to_be_hidden()
        expect(screen.locator("main svg:not(.icon)")).to_have_count(0)
        assert Room.get().code not in screen.locator("main").inner_text().replace("\xa0", "")
        desk.do(asked, {"round_end": "round_close"}.get(asked))
    classroom.change(hides_code="no")
    expect(code).to_be_visible()


def test_zoom_and_theme_come_at_once_without_loading_anew(desk, screen, classroom):
    in_round(desk, "Canberra")
    answer = screen.locator(".screen-answer__text")
    expect(answer).to_be_visible()
    screen.evaluate("window.isTheSame = true")
    sizes, grounds = {}, {}
    for zoom, theme in (("m", "light"), ("s", "dark"), ("l", "light")):
        classroom.change(zoom=zoom, theme=theme)
        expect(screen.locator("html")).to_have_attribute("data-zoom", zoom)
        expect(screen.locator("html")).to_have_attribute("data-theme", theme)
        sizes[zoom] = answer.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")
        grounds[theme] = screen.evaluate(
            "getComputedStyle(document.querySelector('.screen')).backgroundColor"
        )
    assert sizes["s"] < sizes["m"] < sizes["l"]
    assert grounds["light"] != grounds["dark"]
    assert screen.evaluate("window.isTheSame")


@pytest.fixture
def still(people, desk):
    """On the wall; its clock stands until a test lets it run."""
    return hung_up(people, desk, before=lambda page: page.clock.install(), reduced_motion="reduce")


def written(desk, texts):
    """A round is open, and these answers are in the database before the screen looks."""
    (first,) = in_round(desk, texts[0])
    row = Message.get_by_id(first).__data__
    copies = [{**row, "text": text, "ref": None} for text in texts[1:]]
    for copy in copies:
        del copy["id"]
    Message.insert_many(copies).execute()


def test_pages_turn_by_themselves_and_show_each_answer_once_before_the_first_comes_again(desk, still):
    texts = [f"Answer {n} " + "because of this and that " * (n % 5) for n in range(40)]
    written(desk, texts)
    still.reload()
    expect(still.locator("#answers [data-text=page]")).to_contain_text("1 / ")
    pages = [rows for page in turning(still) for rows in page]
    assert sorted(pages) == sorted(text.strip() for text in texts)


# Where somebody asked for less motion, what moves is over within a millisecond.
STANDS = "document.getAnimations().every((one) => one.effect.getTiming().duration < 1)"


def turning(page):
    """The rows of each page, until the first comes again. How long a page stays nobody knows beforehand."""
    rows, at = page.locator("#answers .screen-answer__text"), page.locator("#answers [data-text=page]")
    count = int(at.text_content().split(" / ")[1])
    for number in range(1, count + 1):
        expect(at).to_have_text(f"{number} / {count}")
        assert page.evaluate(STANDS)
        yield [text.strip() for text in rows.all_text_contents()]
        before = at.text_content()
        while at.text_content() == before:
            page.clock.run_for(1_000)
    expect(at).to_have_text(f"1 / {count}")


def test_an_answer_of_two_thousand_characters_goes_on_from_page_to_page(desk, still):
    words = [f"word{n}" for n in range(240)]
    text = " ".join(words)[:2000]
    written(desk, [text, "short"])
    still.reload()
    expect(still.locator("#answers [data-text=page]")).to_contain_text("1 / ")
    parts = [row for page in turning(still) for row in page if row != "short"]
    assert len(parts) > 1
    assert all(part.endswith("…") for part in parts[:-1]) and all(part.startswith("…") for part in parts[1:])
    assert " ".join(part.strip("…") for part in parts).split() == text.split()


def test_of_forty_answers_of_two_thousand_characters_each_is_cut_with_a_sign(desk, still):
    """Or the last one would come after an hour."""
    written(desk, [" ".join([f"answer{n}"] + ["word"] * 390)[:2000] for n in range(40)])
    still.reload()
    expect(still.locator("#answers [data-text=page]")).to_contain_text("1 / ")
    parts = [row for page in turning(still) for row in page]
    assert len([part for part in parts if part.startswith("answer")]) == 40
    assert 40 * 250 < sum(len(part) for part in parts) < 40 * 330
    assert all(part.endswith("…") for part in parts)


def test_a_question_of_two_thousand_characters_can_be_read_to_its_end(desk, still):
    text = " ".join(f"word{n}" for n in range(240))[:2000]
    desk.do("training_start")
    desk.do("round_new", question=text)
    at, question = still.locator("#question [data-text=page]"), still.locator("#question h1")
    expect(at).to_contain_text("1 / ")
    still.evaluate("document.fonts.ready")
    still.clock.run_for(100)  # what came in one frame is measured in the next
    parts = []
    count = int(at.text_content().split(" / ")[1])
    for number in range(1, count + 1):
        expect(at).to_have_text(f"{number} / {count}")
        parts.append(question.text_content())
        while at.text_content() == f"{number} / {count}":
            still.clock.run_for(1_000)
    assert " ".join(part.strip("…") for part in parts).split() == text.split()


def test_of_a_thousand_answers_only_the_page_that_is_shown_is_in_the_document(desk, still):
    written(desk, [f"Paris {n}" for n in range(1000)])
    still.reload()
    expect(still.locator("#answers [data-text=page]")).to_contain_text("1 / ")
    assert still.locator(".screen-answer").count() < 40
    assert still.evaluate("document.querySelectorAll('*').length") < 600


def test_equal_answers_are_one_card_with_their_number(desk, screen):
    in_round(desk, "Canberra", "Sydney", "canberra ", "CANBERRA", "Canberra")
    cards = screen.locator(".screen-answer")
    expect(cards).to_have_count(2)
    expect(cards.first).to_contain_text("× 4")
    expect(cards.first).to_contain_text("Student0, Student2, Student3 and 1 more")


def test_right_answers_come_first_once_the_round_is_over_and_not_before(desk, screen):
    numbers = in_round(desk, "Sydney", "Perth", "Canberra")
    desk.do("message_select", message_ids=numbers[2:])
    expect(screen.locator(".screen-answer__text")).to_have_text(["Sydney", "Perth", "Canberra"])
    expect(screen.locator(".screen-answer[data-state=right]")).to_have_count(0)
    desk.do("round_end", "round_close")
    shows(screen, "reveal")
    expect(screen.locator(".screen-answer__text")).to_have_text(["Canberra", "Sydney", "Perth"])
    expect(screen.locator("[data-state=right] .screen-answer__right")).to_have_text("Right")


def test_whoever_is_as_good_stands_on_the_same_step_and_everybody_is_listed(desk, still):
    numbers = in_round(desk, *(f"Answer {n}" for n in range(7)))
    desk.do("message_select", message_ids=numbers[:5])
    desk.do("training_close")
    shows(still, "results")
    step = still.locator(".screen-podium__step:visible")
    expect(step).to_have_count(1)
    expect(step).to_contain_text("1")
    expect(step).to_contain_text("and 3 more")
    at = still.locator("#scores [data-text=page]")
    listed: set[str] = set()
    while len(listed) < 7:
        listed |= set(still.locator(".screen-score__name").all_text_contents())
        still.clock.run_for(4_000)
    expect(at).to_be_visible()


def test_who_was_put_out_leaves_the_wall_with_what_they_wrote(desk, screen):
    in_round(desk, "Canberra", "Something rude")
    expect(screen.locator(".screen-answer__text")).to_have_text(["Canberra", "Something rude"])
    desk.do("student_kick", "student_kicked", id=desk.students()["Student1"])
    expect(screen.locator(".screen-answer__text")).to_have_text(["Canberra"])
    desk.do("round_end", "round_close")
    shows(screen, "marking")
    assert "Student1" not in screen.locator("main").text_content()


def test_who_comes_when_it_is_over_is_shown_the_way_to_the_next_room(desk, still):
    numbers = in_round(desk, "Canberra")
    desk.do("message_select", message_ids=numbers)
    desk.do("training_close")
    shows(still, "results")
    assert scan(still) == still.evaluate(LINK).upper()
    assert desk.room["code"] not in still.evaluate(LINK).upper()


def test_results_make_way_after_ten_minutes(desk, still):
    numbers = in_round(desk, "Canberra")
    desk.do("message_select", message_ids=numbers)
    desk.do("training_close")
    shows(still, "results")
    still.clock.fast_forward("09:50")
    shows(still, "results")
    still.clock.fast_forward("00:15")
    shows(still, "closed")
    assert "Student0" not in still.locator("main").text_content()


def test_a_round_leaves_nothing_on_the_page_for_the_next(desk, screen):
    everything = "document.querySelectorAll('*').length"
    in_round(desk, "Canberra")
    expect(screen.locator(".screen-answer__text")).to_have_text("Canberra")
    before = screen.evaluate(everything)
    for number in range(2, 5):
        desk.do("round_end", "round_close")
        shows(screen, "marking")
        desk.do("round_new", question=QUESTION)
        shows(screen, "round")
        student = desk.students()["Student0"]
        desk.do("message_send", message=f"Perth {number}", ref=f"{number}", student_id=student)
        expect(screen.locator(".screen-answer__text")).to_have_text(f"Perth {number}")
        assert screen.evaluate(everything) == before

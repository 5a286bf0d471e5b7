"""A class at once: sixty join within three seconds, and thirty phones with every trouble end as the console does."""

from __future__ import annotations

import random
import re
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from threading import Event
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from playwright.sync_api import expect

from models.message import Message
from models.student import Student
from tests.journeys.console import console

JOINS, A_SECOND = 60, 20
PHONES = 30
PACE = Event()  # never set: its wait() is one
TEXTS = ("Paris", "paris!", "Lyon", "Rome", "Orléans")


@pytest.mark.parametrize("desk", [{"max_students_count": JOINS}], indirect=True)
def test_sixty_students_who_join_within_three_seconds_are_all_in_under_their_names(people, desk):
    page = console(people, desk)
    names = [f"Anna {number}" for number in range(JOINS)]
    pace = (number / A_SECOND for number in range(JOINS))
    with ThreadPoolExecutor(JOINS) as crowd:
        ends = list(crowd.map(lambda name, wait: by_form(desk, name, wait), names, pace))
    assert [end for end in ends if not end.endswith("/student")] == []
    expect(page.locator(".person")).to_have_count(JOINS)
    assert sorted(page.locator(".person__name").all_text_contents()) == sorted(names)
    assert sorted(desk.students()) == sorted(names)


@pytest.mark.parametrize("desk", [{"max_round_time": 3600}], indirect=True)
def test_thirty_phones_with_every_trouble_end_in_the_state_of_the_console(people, desk):
    dice = random.Random(20261122)
    page = console(people, desk)
    phones = {
        f"Phone {number}": people.student(desk.room["code"], f"Phone {number}") for number in range(PHONES)
    }
    desk.do("training_start")
    given: dict[str, list[str]] = {name: [] for name in phones}
    for question in (1, 2):
        desk.do("round_new", question=f"Question {question}")
        for name, phone in phones.items():
            trouble = dice.choice(["none", "none", "reload", "no network", "draft", "second tab"])
            text = f"{dice.choice(TEXTS)} {question}"
            given[name].append(text)
            answer_with(phone, text, trouble)
        for phone in phones.values():
            phone.context.set_offline(False)
        for phone in phones.values():
            if phone.locator("#answer").input_value():
                expect(phone.locator("[data-saved]")).to_have_text(re.compile("^Saved"))
            else:
                expect(phone.locator("#mine .message")).to_contain_text(re.compile("Received|Right"))
        desk.do("round_end", "round_close")
        marked = [one.id for one in Message.select() if one.text.lower().startswith("paris")]
        desk.do("message_select", message_ids=marked, is_correct=True)

    stored = [(one.student.nickname, one.text) for one in Message.select().join(Student)]
    assert sorted(stored) == sorted((name, text) for name, texts in given.items() for text in texts)
    desk.do("training_close")
    results = standing(page)
    assert len(results) == PHONES
    for name, phone in phones.items():
        assert standing(phone) == results, name
        expect(phone.locator("#record .answered__wrote")).to_contain_text(given[name])
        count = sum(text.lower().startswith("paris") for text in given[name])
        assert [right for _, who, right in results if who == name] == [str(count)]


def answer_with(phone, text, trouble):
    """Answer, while this goes wrong; with a draft nothing is sent at all."""
    expect(phone.locator("#answer")).to_be_editable()
    if trouble == "no network":
        phone.context.set_offline(True)
    if trouble == "second tab":
        other = phone.context.new_page()
        other.goto(phone.url)
    phone.locator("#answer").fill(text)
    if trouble != "draft":
        phone.locator(".answer-box__send").click()
    if trouble == "reload":
        phone.reload()


def standing(page):
    """What the results say on this page: (place, name, count) of each row."""
    expect(page.locator(".result")).to_have_count(PHONES)
    cells = (".result__place", ".result__name", ".result__count")
    return list(zip(*(page.locator(f".result {cell}").all_text_contents() for cell in cells), strict=True))


def by_form(desk, name, wait):
    """Join as a browser does, after so many seconds; gives where it leads."""
    door, cookies = f"{desk.server.url}/join/{desk.room['code']}", CookieJar()
    browser = build_opener(HTTPCookieProcessor(cookies))
    PACE.wait(wait)
    browser.open(door).close()
    (key,) = (cookie.value for cookie in cookies if cookie.name == "_xsrf")
    with browser.open(door, urlencode({"_xsrf": key, "nickname": name}).encode()) as page:
        return page.url

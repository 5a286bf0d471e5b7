"""The minute after a round: equal answers are one card, and a trainer is through with them in a few taps."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.cards import Cards, Class, right_texts
from tests.journeys.people import PHONE

CAPITALS = (
    ("Anna", "Paris"),
    ("Boris", "Lyon"),
    ("Chen", "paris!"),
    ("Dara", "PARIS"),
    ("Elena", "Pariss"),
    ("Farid", "Lyon"),
    ("Galina", "London"),
)


@pytest.fixture
def students(desk):
    desk.do("training_start")
    desk.do("round_new", question="The capital of France?")
    students = Class(desk)
    yield students
    students.close()


@pytest.fixture
def cards(people, desk, students):
    """A console with a card of three, one of two and two of one."""
    students.say(*CAPITALS)
    cards = Cards(people, desk)
    cards.expect_titles("Paris", "Lyon", "Pariss", "London")
    return cards


@pytest.mark.parametrize("desk", [{"max_students_count": 30, "answers": "hidden"}], indirect=True)
def test_a_round_of_200_answers_from_30_students_is_marked_in_under_ten_taps(people, desk, students):
    said = ["Canberra", "canberra!", "CANBERRA", "Kanberra", "Sydney", "Melbourne", "Vienna", "Canberra."]
    students.say(*((f"Student {n % 30}", said[n % len(said)]) for n in range(200)))
    cards = Cards(people, desk, PHONE, before=count_taps)
    expect(cards.right).to_have_text("0 of 200 right")
    cards.expect_titles("Canberra", "Kanberra", "Sydney", "Melbourne", "Vienna")
    cards.mark("Canberra").tap()
    expect(cards.right).to_have_text("100 of 200 right")
    cards.card("Canberra").locator("[data-merge]").tap()
    expect(cards.card("Canberra")).to_contain_text("100 of 125 right")
    cards.mark("Canberra").tap()
    expect(cards.right).to_have_text("125 of 200 right")
    expect(cards.mark("Canberra")).to_have_attribute("aria-label", "Canberra, 125 answers, Right")
    assert len(right_texts()) == 125 and {text[0].lower() for text in right_texts()} == {"c", "k"}
    assert 0 < cards.page.evaluate("taps") < 10


def test_one_tap_marks_a_card_takes_the_mark_away_and_completes_what_came_later(cards, students):
    cards.mark("Paris").click()
    expect(cards.mark("Paris")).to_have_attribute("aria-pressed", "true")
    assert right_texts() == ["PARIS", "Paris", "paris!"]
    students.say(("Hugo", "  Paris  "))
    expect(cards.card("Paris")).to_contain_text("3 of 4 right")
    expect(cards.mark("Paris")).to_have_attribute("aria-pressed", "mixed")
    cards.mark("Paris").click()
    expect(cards.right).to_have_text("4 of 8 right")
    cards.mark("Paris").click()
    expect(cards.right).to_have_text("0 of 8 right")
    assert right_texts() == []


def test_an_opened_card_shows_each_answer_to_be_marked_alone(cards):
    expect(cards.open("Paris")).to_have_count(3)
    expect(cards.answers("Paris").nth(1)).to_contain_text("paris!")
    expect(cards.answers("Paris").nth(1)).to_contain_text("Chen")
    cards.answers("Paris").nth(1).locator("[data-mark]").click()
    expect(cards.card("Paris")).to_contain_text("1 of 3 right")
    assert right_texts() == ["paris!"]


def test_chosen_answers_are_split_off_to_a_card_beside_and_undo_brings_them_back(cards, students):
    cards.open("Paris")
    for n in (1, 2):
        cards.answers("Paris").nth(n).locator("input").check()
    cards.tool("Paris", "split").click()
    cards.expect_titles("Paris", "paris!", "Lyon", "Pariss", "London")
    expect(cards.card("paris!")).to_contain_text("× 2")
    students.say(("Hugo", "Paris"))
    expect(cards.card("paris!")).to_contain_text("× 3")  # to where most that are equal lie
    cards.undo()
    cards.expect_titles("Paris", "Paris", "Lyon", "Pariss", "London")
    expect(cards.all.nth(0)).to_contain_text("× 3")
    expect(cards.all.nth(1)).to_contain_text("Hugo")


def test_a_card_is_picked_up_and_merged_with_another_and_undo_puts_it_back_in_its_place(cards):
    cards.mark("Lyon").click()
    cards.open("Lyon")
    cards.tool("Lyon", "pick").click()
    cards.mark("London").click()
    cards.expect_titles("Paris", "Pariss", "Lyon")
    expect(cards.card("Lyon")).to_contain_text("2 of 3 right")
    expect(cards.card("Lyon")).to_contain_text("London")
    cards.expect_focus("Lyon")
    cards.undo()
    cards.expect_titles("Paris", "Lyon", "Pariss", "London")
    cards.undo()
    expect(cards.mark("Lyon")).to_have_attribute("aria-pressed", "false")
    expect(cards.undo_button).to_be_hidden()
    assert right_texts() == []


def test_a_card_that_was_picked_up_is_put_down_again_with_nothing_done(cards):
    cards.open("London")
    cards.tool("London", "pick").click()
    expect(cards.page.get_by_text("Choose the card to merge “London” with.").first).to_be_visible()
    cards.page.get_by_role("button", name="Cancel").click()
    cards.mark("Paris").click()
    expect(cards.mark("Paris")).to_have_attribute("aria-pressed", "true")
    cards.expect_titles("Paris", "Lyon", "Pariss", "London")


def test_a_near_miss_is_offered_and_merged_only_by_hand_or_waved_away(cards, students):
    offer = cards.card("Paris").locator("card-offer")
    expect(offer).to_contain_text("Probably the same: Pariss × 1")
    offer.locator("[data-merge]").click()
    cards.expect_titles("Paris", "Lyon", "London")
    expect(cards.card("Paris")).to_contain_text("× 4")
    cards.expect_focus("Paris")
    cards.undo()
    cards.expect_titles("Paris", "Lyon", "Pariss", "London")
    offer.locator("[data-refuse]").click()
    expect(offer).to_be_hidden()
    students.say(("Hugo", "Londonn"))
    expect(cards.card("London").locator("card-offer")).to_contain_text("Londonn")
    expect(offer).to_be_hidden()


def test_a_card_removed_from_view_is_struck_and_undo_puts_it_back_with_its_mark(cards, students):
    cards.mark("Lyon").click()
    expect(cards.right).to_have_text("2 of 7 right")
    cards.open("Lyon")
    cards.tool("Lyon", "remove").click()
    expect(cards.card("Lyon")).to_have_attribute("data-state", "removed")
    expect(cards.answers("Lyon").first).to_contain_text("removed from view")
    expect(cards.right).to_have_text("0 of 5 right")
    students.students["Anna"].until("message_remove")
    assert right_texts() == []
    cards.undo()
    expect(cards.right).to_have_text("2 of 7 right")
    assert right_texts() == ["Lyon", "Lyon"]
    cards.answers("Lyon").first.locator("input").check()
    cards.tool("Lyon", "remove").click()
    expect(cards.answers("Lyon").first).to_contain_text("removed from view")
    cards.answers("Lyon").first.locator("[data-mark]").click()  # puts it back
    expect(cards.right).to_have_text("1 of 7 right")


def test_many_answers_are_removed_and_put_back_no_faster_than_the_server_takes_requests(cards, students):
    students.say(*((("Hugo", "Irina", "Jonas")[n % 3], "rude") for n in range(70)))
    expect(cards.card("rude")).to_contain_text("× 70")
    cards.mark("rude").focus()
    cards.page.keyboard.press("Delete")
    expect(cards.right).to_have_text("0 of 7 right")
    expect(cards.card("rude")).to_have_attribute("data-state", "removed")
    cards.undo()
    expect(cards.right).to_have_text("0 of 77 right")
    expect(cards.page.locator("#cards-problem")).to_be_hidden()


def test_cards_that_match_an_accepted_answer_are_marked_by_one_button_after_a_look(cards, desk, students):
    proposals = cards.page.locator("#proposals")
    expect(proposals).to_be_hidden()
    desk.do("round_question", accepted=["Paris", "Lutetia"])
    students.say(("Hugo", "Lutetia"))
    expect(cards.card("Lutetia")).to_contain_text("matches the answer")
    expect(cards.card("Lyon").get_by_text("matches the answer")).to_be_hidden()
    expect(proposals).to_contain_text("Mark all proposed right (2)")
    assert right_texts() == []
    proposals.click()
    expect(cards.right).to_have_text("4 of 8 right")
    expect(proposals).to_have_attribute("aria-disabled", "true")
    assert right_texts() == ["Lutetia", "PARIS", "Paris", "paris!"]
    cards.undo()
    expect(cards.right).to_have_text("0 of 8 right")


def test_cards_keep_their_places_until_the_trainer_asks(cards, students):
    students.say(("Hugo", "Berlin"), ("Irina", "London"), ("Jonas", "London"), ("Katya", "London"))
    expect(cards.card("London")).to_contain_text("× 4")
    cards.mark("Paris").click()
    expect(cards.mark("Paris")).to_have_attribute("aria-pressed", "true")
    cards.expect_titles("Paris", "Lyon", "Pariss", "London", "Berlin")
    cards.page.get_by_role("button", name="Largest first").click()
    cards.expect_titles("London", "Paris", "Lyon", "Pariss", "Berlin")
    cards.page.get_by_role("button", name="Unmarked first").click()
    cards.expect_titles("London", "Lyon", "Pariss", "Berlin", "Paris")


def test_the_end_of_the_round_puts_the_cards_in_order_unless_one_has_the_focus(people, desk, cards, students):
    second = Cards(people, desk)
    second.mark("Lyon").focus()
    students.say(("Hugo", "London"), ("Irina", "London"))
    for console in (cards, second):
        expect(console.card("London")).to_contain_text("× 3")
    desk.do("round_end", "round_close")
    cards.expect_titles("Paris", "London", "Lyon", "Pariss")
    second.expect_titles("Paris", "Lyon", "Pariss", "London")
    second.expect_focus("Lyon")


def test_everything_works_from_the_keyboard_alone(cards, students):
    press = cards.page.keyboard.press
    press("c")
    cards.expect_focus("Paris")
    press("ArrowDown")
    cards.expect_focus("Lyon")
    press("Enter")
    expect(cards.mark("Lyon")).to_have_attribute("aria-pressed", "true")
    press("z")
    expect(cards.mark("Lyon")).to_have_attribute("aria-pressed", "false")
    press("ArrowUp")
    press("ArrowRight")
    press("ArrowDown")
    press("ArrowDown")
    expect(cards.answers("Paris").nth(1).locator("[data-mark]")).to_be_focused()
    press("x")
    press("s")
    cards.expect_titles("Paris", "paris!", "Lyon", "Pariss", "London")
    press("Escape")
    press("ArrowLeft")
    cards.expect_focus("Paris")
    expect(cards.answers("Paris").first).to_be_hidden()
    press("m")
    press("ArrowDown")
    press("Space")
    cards.expect_titles("Paris", "Lyon", "Pariss", "London")
    expect(cards.card("Paris")).to_contain_text("× 3")
    cards.expect_focus("Paris")
    press("End")
    cards.expect_focus("London")
    press("Delete")
    expect(cards.card("London")).to_have_attribute("data-state", "removed")
    press("Delete")
    expect(cards.card("London")).to_have_attribute("data-state", "open")
    cards.expect_focus("London")
    students.say(("Hugo", "Pariss"), ("Irina", "Pariss"), ("Jonas", "Pariss"))
    expect(cards.card("Pariss")).to_contain_text("× 4")
    press("u")
    cards.expect_titles("Pariss", "Paris", "Lyon", "London")
    cards.expect_focus("London")


def test_letters_mean_the_same_key_on_a_russian_keyboard(cards):
    cards.mark("Lyon").click()
    expect(cards.mark("Lyon")).to_have_attribute("aria-pressed", "true")
    cards.page.evaluate(
        """() => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", {key: "я", code: "KeyZ", bubbles: true, cancelable: true}))"""
    )
    expect(cards.mark("Lyon")).to_have_attribute("aria-pressed", "false")


def test_tab_meets_one_card_and_what_is_beside_it(cards):
    cards.mark("Pariss").focus()
    cards.mark("Lyon").focus()
    reached = []
    for _ in range(3):
        reached.append(cards.page.evaluate("document.activeElement.closest('answer-card')?.card.title"))
        cards.page.keyboard.press("Tab")
    assert reached == ["Lyon", "Lyon", None]


def test_two_consoles_stay_in_step(people, desk, cards, students):
    phone = Cards(people, desk, PHONE)
    cards.mark("Paris").click()
    expect(phone.right).to_have_text("3 of 7 right")
    cards.mark("Pariss").focus()
    phone.card("Paris").locator("[data-merge]").tap()
    expect(cards.card("Paris")).to_contain_text("3 of 4 right")
    cards.expect_focus("London")  # the next one: the card that had it is gone
    expect(phone.undo_button).to_be_visible()
    cards.undo()  # what this console did, not what the other one did
    expect(phone.right).to_have_text("0 of 7 right")
    cards.expect_titles("Paris", "Lyon", "London")
    phone.undo()
    cards.expect_titles("Paris", "Lyon", "Pariss", "London")
    desk.do("room_change", is_blind=True)
    for console in (cards, phone):
        expect(console.card("Lyon").get_by_text("Boris, Farid")).to_have_count(0)
    desk.do("room_change", is_blind=False)
    expect(cards.card("Lyon")).to_contain_text("Boris, Farid")


def test_the_last_rounds_answers_stay_markable(cards, desk, students):
    desk.do("round_new")
    cards.expect_titles()
    expect(cards.page.locator("#cards-before answer-card")).to_have_count(4)
    cards.mark("Paris").click()
    expect(cards.mark("Paris")).to_have_attribute("aria-pressed", "true")
    assert right_texts() == ["PARIS", "Paris", "paris!"]
    students.say(("Anna", "Rome"))
    cards.expect_titles("Rome")
    cards.undo()
    expect(cards.mark("Paris")).to_have_attribute("aria-pressed", "false")


def test_an_answer_that_the_trainer_wrote_is_labelled_and_hidden_names_stay_hidden(cards, desk):
    desk.do("message_send", message="Rome", student_id=desk.students()["Anna"], ref="1")
    expect(cards.open("Rome")).to_contain_text("answered by the trainer")
    expect(cards.answers("Rome")).to_contain_text("Anna")
    desk.do("room_change", is_blind=True)
    expect(cards.answers("Rome")).not_to_contain_text("Anna")
    expect(cards.card("Paris").get_by_text("Anna")).to_have_count(0)
    labels = cards.page.locator("#cards [aria-label*=Anna]")
    expect(labels).to_have_count(0)


def test_what_a_finger_presses_is_big_enough(people, desk, cards):
    phone = Cards(people, desk, PHONE)
    phone.open("Paris")
    expect(phone.card("Paris").locator("[data-merge]")).to_be_visible()
    too_small = phone.page.evaluate(
        """() => [...document.querySelectorAll("#answers-section button, #answers-section label")]
            .filter((one) => one.getClientRects().length && !one.matches(".answer-card__mark, .card-answer__mark"))
            .map((one) => [one.getBoundingClientRect(), one.getAttribute("aria-label") ?? one.textContent])
            .filter(([box]) => box.width < 48 || box.height < 48).map(([, name]) => name)"""
    )
    assert too_small == []
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 360


def count_taps(page):
    page.add_init_script("window.taps = 0; addEventListener('click', () => { window.taps += 1; }, true);")

"""What the console's modules know about cards, asked in a browser without a room."""

from __future__ import annotations

import json

import pytest

HELPERS = """
    const at = (name) => import(`/static/0/js/lib/${name}.js`);
    const { group } = await at("cards");
    const { Deck } = await at("deck");
    const { NearMisses } = await at("near-misses");
    const { Undo } = await at("undo");
    const { Paced } = await at("paced");
    let id = 0;
    const answer = (text, card, more = {}) =>
        ({ message_id: ++id, student_id: 1, nickname: "A", text, card, is_correct: false, ...more });
    const titles = (deck) => deck.cards.map((card) => card.title).join();
"""


@pytest.fixture
def ask(people, server):
    """Gives what these lines return."""
    page = people.person({})
    page.goto(f"{server.url}/sign-in")
    return lambda lines: json.loads(
        page.evaluate(
            f"async () => {{ {HELPERS} return JSON.stringify(await (async () => {{ {lines} }})()); }}"
        )
    )


def test_a_card_is_called_as_most_wrote_it_and_names_the_other_spellings(ask):
    card = ask(
        """const texts = ["paris", "Paris", "Paris", "Paris!", "Lutetia"];
        const answers = texts.map((text) => answer(text, "paris"));
        answers.push(answer("rude", "paris", { is_removed: true }), answer("x", "x"));
        return [...group(answers, new Set(["paris"]), new Map()).values()][0];"""
    )
    assert card["title"] == "Paris" and card["also"] == ["Paris!", "Lutetia"]
    assert len(card["answers"]) == 6 and len(card["shown"]) == 5
    assert card["state"] == "open" and card["isProposed"]


def test_a_card_that_did_not_change_is_the_same_object(ask):
    assert ask(
        """const [one, other] = [answer("a", "a"), answer("b", "b")];
        const before = group([one, other], new Set(), new Map());
        const after = group([one, { ...other, is_correct: true }], new Set(), before);
        return [before.get("a") === after.get("a"), before.get("b") === after.get("b"), after.get("b").state];"""
    ) == [True, False, "right"]


def test_new_cards_come_last_and_one_that_returns_takes_its_old_place(ask):
    assert ask(
        """const [a, b, c, d] = ["a", "b", "c", "d"].map((text) => answer(text, text));
        const deck = new Deck();
        const seen = [];
        const set = (...answers) => { deck.set(answers, new Set()); seen.push(titles(deck)); };
        set(a, b, c);
        set(a, { ...b, card: "c" }, c, d);
        set(a, b, c, d);
        deck.expect([d.message_id]);
        set(a, b, c, { ...d, card: "a" });
        set(a, b, c, { ...d, card: "#4" });
        return seen;"""
    ) == ["a,b,c", "a,b,d", "a,b,c,d", "a,b,c", "a,d,b,c"]


def test_the_largest_lie_first_and_equals_as_they_came(ask):
    assert ask(
        """const answers = ["a", "b", "b", "c", "d"].map((text) => answer(text, text));
        answers[1].is_correct = answers[2].is_correct = answers[3].is_removed = true;
        const deck = new Deck();
        deck.set(answers, new Set());
        const first = titles(deck);
        deck.sort("unmarked");
        return [first, titles(deck), deck.isInOrder];"""
    ) == ["b,a,d,c", "a,d,b,c", True]


def test_a_card_that_is_offered_to_a_bigger_one_is_offered_nothing_itself(ask):
    assert ask(
        """const deck = new Deck();
        const given = ["Canberra", "Canberra", "Canbera", "Conberra"];
        deck.set(given.map((text) => answer(text, text)), new Set());
        const near = new NearMisses(() => true);
        const pairs = [["Canbera", "Conberra"], ["Canbera", "Canberra"], ["Canberra", "Conberra"]];
        near.set(pairs.map((cards) => ({ cards })));
        const offers = () => [...near.offers(deck)].map(([key, card]) => [key, card.title]);
        const first = offers();
        near.refuse("Canberra", "Canbera");
        return [first, offers()];"""
    ) == [[["Canberra", "Canbera"]], [["Canbera", "Conberra"], ["Canberra", "Conberra"]]]


def test_what_is_refused_is_not_there_to_be_taken_back(ask):
    assert ask(
        """const sent = [];
        const undo = new Undo(new Paced((request) => sent.push(request)), () => {});
        undo.do({ says: "first", requests: [{ action: "x" }], inverse: [{ action: "-x" }] });
        undo.do({ says: "second", requests: [{ action: "y" }], inverse: [{ action: "-y" }] });
        const outcomes = [undo.refused({ ref: sent[1].ref, code: "no_such_message" }),
            undo.refused({ ref: "another's", code: "no_such_message" })];
        const left = undo.says;
        undo.back();
        return [outcomes, left, undo.says, sent.map((request) => request.action)];"""
    ) == [["refused", "none"], "first", "", ["x", "y", "-x"]]


def test_answers_go_to_a_card_of_their_own_where_theirs_is_gone(ask):
    assert ask(
        """const sent = [];
        const undo = new Undo(new Paced((request) => sent.push(request)), () => {});
        const to = (card) => ({ action: "message_group", message_ids: [1], card });
        undo.do({ says: "merged", requests: [to("b")], inverse: [to("a")] });
        undo.back();
        const outcome = undo.refused({ ref: sent[1].ref, code: "no_such_card" });
        return [outcome, sent.map((request) => request.card)];"""
    ) == ["mended", ["b", "a", None]]


def test_what_was_too_fast_is_sent_again_later(ask):
    assert ask(
        """const sent = [];
        const paced = new Paced((request) => sent.push(request.n));
        const undo = new Undo({ send: (requests) => paced.send(requests), again: (one) => paced.again(one) }, () => {});
        undo.do({ says: "many", requests: [...Array(22).keys()].map((n) => ({ n })), inverse: [] });
        const at_once = sent.length;
        undo.refused({ ref: "cards-3", code: "flooding" });
        while (sent.length < 23) await new Promise((next) => setTimeout(next, 20));
        return [at_once, sent.slice(20)];"""
    ) == [20, [20, 21, 2]]


def test_nothing_is_done_without_a_connection(ask):
    assert ask(
        """const undo = new Undo(new Paced(() => false), () => {});
        return [undo.do({ says: "x", requests: [{ action: "x" }], inverse: [] }), undo.says];"""
    ) == [False, ""]

// The answers on the trainer's console: joins the cards of this round and of the last one to the room's socket.

import { AnswerCard } from "../elements/answer-card.js";
import { AnswerCards } from "../elements/answer-cards.js";
import { CardKeys } from "../elements/card-keys.js";
import { UndoBar } from "../elements/undo-bar.js";
import { say, sayNow } from "../lib/announce.js";
import { markCards } from "../lib/deeds.js";
import { fill, find } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { NearMisses } from "../lib/near-misses.js";
import { Paced } from "../lib/paced.js";
import { byRound, fromStudent } from "../lib/room.js";
import { sentence } from "../lib/trainer-sentences.js";
import { Undo } from "../lib/undo.js";

/** @typedef {import("../lib/cards.js").Card} Card */
/** @typedef {import("../lib/deck.js").Order} Order */
/** @typedef {import("../lib/deeds.js").Deed} Deed */
/** @typedef {import("../lib/types.js").ErrorFrame} ErrorFrame */
/** @typedef {import("../lib/types.js").Frame} Frame */
/** @typedef {import("../lib/types.js").Message} Message */
/** @typedef {import("../lib/types.js").Room} Room */
/** @typedef {import("../lib/types.js").Status} Status */
/** @typedef {{key: string, shown: string, words: string, press: (event: KeyboardEvent) => boolean}} Key */

const SHOWN = 6_000; // ms for which a refusal stands on the page

/**
 * @param {import("../lib/session.js").Session} session
 */
export function joinAnswers(session) {
  const section = find(document, "#answers-section");
  const present = find(document, "#cards", AnswerCards);
  const before = find(document, "#cards-before", AnswerCards);
  const head = find(section, ".answers__head");
  const keys = find(section, "card-keys", CardKeys);
  const bar = find(document, "undo-bar", UndoBar);
  const proposals = find(section, "#proposals", HTMLButtonElement);
  const orders = find(section, "#orders");
  const problem = find(document, "#cards-problem");
  const undo = new Undo(new Paced((request) => session.send(request)), drawBar);
  const near = new NearMisses(() => session.send({ action: "near_misses" }));
  let phase = "";

  for (const list of [present, before]) {
    list.addEventListener("deed", (event) => act(/** @type {CustomEvent<Deed>} */ (event).detail));
    list.addEventListener("card-picked", drawBar);
    list.addEventListener("card-refuse", (event) => {
      const row = /** @type {Element} */ (event.target).closest("answer-card");
      const { key } = /** @type {CustomEvent<Card>} */ (event).detail;
      if (row instanceof AnswerCard) near.refuse(row.card.key, key);
      present.offer(near.offers(present.deck));
    });
  }
  bar.addEventListener("undo", takeBack);
  bar.addEventListener("drop", drop);
  bar.addEventListener("left", () => keys.focus());
  proposals.onclick = confirmProposals;
  for (const button of orders.querySelectorAll("button")) {
    button.addEventListener("click", () => sort(/** @type {HTMLElement} */ (button).dataset.order));
  }

  /** @param {Room} room */
  function show(room) {
    const { present: now, before: earlier } = byRound(room);
    const given = now.filter(fromStudent);
    const last = earlier.filter(fromStudent);
    const { is_blind: isBlind } = room.settings;
    const accepted = room.round?.accepted_cards ?? [];
    present.show(given, { round: room.round?.round_id ?? null, accepted, isBlind });
    before.show(last, { round: last[0]?.round_id ?? null, accepted: [], isBlind });
    find(document, "#last-round").hidden = last.length === 0;
    if (room.phase === "round_over" && phase === "round_open") present.tidy();
    if (room.phase === "closed") undo.clear();
    else near.see(present.deck.cards);
    present.offer(near.offers(present.deck));
    phase = room.phase;
    drawHead(given, present.deck.cards, accepted.length > 0);
  }

  /**
   * @param {Message[]} given
   * @param {Card[]} cards
   * @param {boolean} accepts are there accepted answers to compare with?
   */
  function drawHead(given, cards, accepts) {
    const shown = given.filter((answer) => !answer.is_removed);
    const right = shown.filter((answer) => answer.is_correct).length;
    const proposed = proposedOf(cards).length;
    fill(head, { "cards-right": gettext("{n} of {m} right", { n: right, m: shown.length }) });
    find(head, "[data-text=cards-right]").hidden = shown.length === 0;
    orders.toggleAttribute("data-idle", cards.length < 2);
    fill(proposals, { "cards-proposed": gettext("Mark all proposed right ({n})", { n: proposed }) });
    proposals.hidden = !accepts;
    if (proposed) proposals.removeAttribute("aria-disabled");
    else proposals.setAttribute("aria-disabled", "true");
  }

  function drawBar() {
    const card = present.picked ?? before.picked;
    bar.show(
      undo.says,
      card ? gettext("Choose the card to merge “{text}” with.", { text: card.title.slice(0, 80) }) : "",
    );
  }

  /** @param {Deed} deed */
  function act(deed) {
    if (!undo.do(deed)) fail(sentence("offline"));
  }

  function takeBack() {
    const { says } = undo;
    if (!says) return;
    if (undo.back()) say(gettext("Taken back: {what}", { what: says }));
    else fail(sentence("offline"));
  }

  function drop() {
    present.drop();
    before.drop();
    keys.focus();
    return true;
  }

  function confirmProposals() {
    act(markCards(proposedOf(present.deck.cards)));
  }

  /** @param {string} [order] else the present one, or the other one if they are in order */
  function sort(order) {
    if (order === "largest" || order === "unmarked") present.sort(order);
    else order = present.reorder();
    say(order === "largest" ? gettext("The largest cards first") : gettext("The unmarked cards first"));
  }

  /** @param {Frame} frame */
  function heard(frame) {
    if (frame.action !== "near_misses" || frame.round_id !== session.room?.round?.round_id) return;
    near.set(frame.pairs);
    present.offer(near.offers(present.deck));
  }

  /** @param {Status} status */
  function status({ name }) {
    if (name !== "online") return;
    settle(); // what was asked before may have got lost
    near.again();
  }

  /**
   * @param {ErrorFrame} frame
   * @returns {boolean} was it about a request from here?
   */
  function refused(frame) {
    const outcome = undo.refused(frame);
    if (outcome === "refused") fail(sentence(frame.code));
    return outcome !== "none" || frame.request === "near_misses";
  }

  /** @param {string} words */
  function fail(words) {
    settle();
    problem.textContent = words;
    problem.hidden = false;
    sayNow(words);
    setTimeout(() => {
      problem.hidden = true;
    }, SHOWN);
  }

  function settle() {
    present.settle();
    before.settle();
  }

  /**
   * @param {string} key
   * @param {string} words
   * @param {() => void} run
   * @returns {Key}
   */
  function onKey(key, words, run) {
    // the cards have heard it already while one of them has the focus
    return {
      key,
      shown: key,
      words,
      press: (event) => {
        if (!event.defaultPrevented) run();
        return true;
      },
    };
  }

  /**
   * Only told of: it means nothing while no card has the focus.
   * @param {string} key
   * @param {string} words
   * @param {string} [shown]
   * @returns {Key}
   */
  function onCard(key, words, shown = key) {
    return { key, shown, words, press: () => false };
  }

  return {
    show,
    heard,
    status,
    refused,
    keys: [
      onKey("C", gettext("Go to the answers"), () => keys.focus()),
      onKey("Z", gettext("Take back what you did last"), takeBack),
      onKey("J", gettext("Mark all proposed answers right"), confirmProposals),
      onKey("U", gettext("Put the cards in order: the largest first, once more: the unmarked"), () => sort()),
      onCard("ArrowDown", gettext("On a card: to the next one"), "↓ ↑"),
      onCard("Enter", gettext("On a card: mark it right, or not"), "Enter"),
      onCard("O", gettext("On a card: open it, or close it"), "O → ←"),
      onCard("X", gettext("On an answer: choose it")),
      onCard("S", gettext("On a card: split off the chosen answers")),
      onCard("M", gettext("On a card: merge it with another one")),
      {
        ...onCard("Escape", gettext("Put the picked card down"), "Esc"),
        press: () => Boolean(present.picked ?? before.picked) && drop(),
      },
      onCard("Delete", gettext("On a card: remove it from view, or put it back"), "Del"),
    ],
  };
}

/**
 * Matching cards that are not wholly marked yet.
 * @param {Card[]} cards
 */
function proposedOf(cards) {
  return cards.filter((card) => card.isProposed && (card.state === "open" || card.state === "part"));
}

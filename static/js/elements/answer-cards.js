// <answer-cards [speaks]>: a round's cards, in an order that stands still; picks one up to merge it with another; speaks
// of new answers in batches.

import { say } from "../lib/announce.js";
import { Deck } from "../lib/deck.js";
import { merge } from "../lib/deeds.js";
import { clone, find, tell } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { KeyedList } from "../lib/list.js";
import { NewAnswers } from "../lib/new-answers.js";
import { AnswerCard } from "./answer-card.js";

/** @typedef {import("./answer-card.js").View} View */
/** @typedef {import("../lib/cards.js").Card} Card */
/** @typedef {import("../lib/deck.js").Order} Order */
/** @typedef {import("../lib/deeds.js").Deed} Deed */
/** @typedef {import("../lib/types.js").Message} Message */

const STILL = 2_000; // ms since a finger or a mouse moved here, after which nobody is about to tap

export class AnswerCards extends HTMLElement {
  deck = new Deck();
  /** @type {KeyedList<View> | null} */
  #list = null;
  /** @type {Map<string, View>} */
  #views = new Map();
  /** @type {number | null | undefined} */
  #round;
  /** @type {string | null} the key of the card that looks for another one */
  #picked = null;
  #isBlind = false;
  /** @type {Map<string, Card>} */
  #offers = new Map();
  #news = new NewAnswers();
  #movedAt = 0;

  connectedCallback() {
    const moved = () => {
      this.#movedAt = Date.now();
    };
    for (const name of ["pointermove", "pointerdown"]) this.addEventListener(name, moved, { passive: true });
    this.addEventListener("deed", (event) => {
      this.deck.expect(/** @type {CustomEvent<Deed>} */ (event).detail.splits ?? []);
    });
    this.addEventListener("card-pick", (event) => this.pick(cardIn(event)));
    this.addEventListener("card-choose", (event) => this.#choose(cardIn(event)));
    this.addEventListener("card-merge", (event) => {
      const offer = /** @type {CustomEvent<Card>} */ (event).detail;
      tell(this, "deed", merge(offer, cardIn(event)));
    });
  }

  /**
   * @param {Message[]} answers of one round
   * @param {{round: number | null, accepted: string[], isBlind: boolean}} about
   */
  show(answers, { round, accepted, isBlind }) {
    if (round !== this.#round) this.#begin(round);
    this.deck.set(answers, new Set(accepted));
    this.#isBlind = isBlind;
    if (this.#picked !== null && !this.deck.get(this.#picked)) this.drop(); // another console merged it
    this.#draw();
    if (this.hasAttribute("speaks")) this.#news.see(answers.length);
  }

  /** @param {Map<string, Card>} offers by the key of the card that they stand beside */
  offer(offers) {
    this.#offers = offers;
    this.#draw();
  }

  /** @param {Order} order */
  sort(order) {
    const held = document.activeElement;
    this.deck.sort(order);
    this.#draw();
    // what is moved loses the focus
    if (held instanceof HTMLElement && this.contains(held)) held.focus();
  }

  /**
   * In order again, or in the other order if they were.
   * @returns {Order}
   */
  reorder() {
    const { order, isInOrder } = this.deck;
    const other = order === "largest" ? "unmarked" : "largest";
    this.sort(isInOrder ? other : order);
    return this.deck.order;
  }

  /** In order again, if nobody would be surprised. */
  tidy() {
    const busy = this.contains(document.activeElement) || Date.now() - this.#movedAt < STILL;
    if (!busy && this.#picked === null && !this.querySelector("[data-open]")) this.sort(this.deck.order);
  }

  get picked() {
    return this.#picked === null ? null : (this.deck.get(this.#picked) ?? null);
  }

  /** @param {Card} card looks for another one to merge with */
  pick(card) {
    if (this.deck.cards.length < 2) return say(gettext("There is no other card to merge it with."));
    this.#picked = card.key;
    this.toggleAttribute("data-picking", true);
    this.rowOf(card.key)?.open(false);
    this.#draw();
    this.rowOf(card.key)?.mark.focus();
    say(gettext("Choose the card to merge “{text}” with.", { text: card.title.slice(0, 80) }));
    tell(this, "card-picked");
  }

  /** The picked card stays where it was. */
  drop() {
    if (this.#picked === null) return;
    this.#picked = null;
    this.toggleAttribute("data-picking", false);
    this.#draw();
    tell(this, "card-picked");
  }

  /** Requests were refused, or may have got lost: as it was before the taps. */
  settle() {
    for (const row of this.querySelectorAll("answer-card")) if (row instanceof AnswerCard) row.settle();
  }

  /**
   * @param {string} key
   * @returns {AnswerCard | undefined}
   */
  rowOf(key) {
    const at = this.deck.cards.findIndex((card) => card.key === key);
    const row = this.#place.children[at];
    return row instanceof AnswerCard && row.card.key === key ? row : undefined;
  }

  /** @param {number | null} round */
  #begin(round) {
    this.#round = round;
    this.deck = new Deck();
    this.#offers = new Map();
    this.drop();
    this.#news.begin();
  }

  /** @param {Card} card */
  #choose(card) {
    const picked = this.picked;
    this.drop();
    if (!picked || picked.key === card.key) return;
    this.rowOf(card.key)?.mark.focus();
    tell(this, "deed", merge(picked, card));
  }

  #draw() {
    this.#list ??= new KeyedList(this.#place, {
      key: (view) => view.card.key,
      make: () => clone("answer-card"),
      update: (row, view) => row instanceof AnswerCard && row.show(view),
    });
    const { picked } = this;
    const views = this.deck.cards.map((card) => this.#view(card, picked));
    this.#views = new Map(views.map((view) => [view.card.key, view]));
    this.#list.set(views);
    this.toggleAttribute("data-empty", views.length === 0);
    // one of them is met by Tab, also before any had the focus
    if (!this.querySelector("[data-current]"))
      this.#place.querySelector("button")?.setAttribute("tabindex", "0");
  }

  /**
   * The same object while nothing about a card changed, so that its row is left alone.
   * @param {Card} card
   * @param {Card | null} picked
   * @returns {View}
   */
  #view(card, picked) {
    const known = this.#views.get(card.key);
    const offer = this.#offers.get(card.key);
    const isBlind = this.#isBlind;
    const same =
      known &&
      known.card === card &&
      known.offer === offer &&
      known.picked === picked &&
      known.isBlind === isBlind;
    return same ? known : { card, offer, picked, isBlind };
  }

  get #place() {
    return find(this, ".answer-cards__list");
  }
}

/** @param {Event} event */
function cardIn(event) {
  const row = /** @type {Element} */ (event.target).closest("answer-card");
  return /** @type {AnswerCard} */ (row).card;
}

customElements.define("answer-cards", AnswerCards);

// The cards of one round in the order in which they lie: a card keeps its place until somebody asks for another order.

import { bySize, group } from "./cards.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {"largest" | "unmarked"} Order */

export class Deck {
  /** @type {Map<string, Card>} */
  #cards = new Map();
  /** @type {string[]} keys, also of cards that are gone: a merge that is undone puts one back in its place */
  #places = [];
  #dealt = false;
  /** @type {number[]} answers that this page splits off: their card lies beside the one they were on */
  #split = [];

  /** @type {Order} */
  order = "largest";

  /**
   * @param {Message[]} answers
   * @param {Set<string>} accepted
   */
  set(answers, accepted) {
    const before = this.#cards;
    this.#cards = group(answers, accepted, before);
    const placed = new Set(this.#places);
    for (const card of this.#cards.values()) {
      if (!placed.has(card.key)) this.#place(card, before);
    }
    if (!this.#dealt && this.#cards.size) this.sort(this.order);
    this.#dealt = true;
  }

  /** @returns {Card[]} */
  get cards() {
    return this.#places.flatMap((key) => this.#cards.get(key) ?? []);
  }

  /** @param {string} key */
  get(key) {
    return this.#cards.get(key);
  }

  /** @param {Order} order */
  sort(order) {
    this.order = order;
    this.#places = [...this.#cards.values()].sort(BY[order]).map((card) => card.key);
  }

  get isInOrder() {
    const { cards } = this;
    const sorted = [...cards].sort(BY[this.order]);
    return cards.every((card, index) => card === sorted[index]);
  }

  /** @param {number[]} ids answers that are about to get a card of their own */
  expect(ids) {
    this.#split = ids;
  }

  /**
   * @param {Card} card
   * @param {Map<string, Card>} before
   */
  #place({ key, answers }, before) {
    const first = answers[0].message_id;
    const source = this.#split.includes(first) ? holderOf(first, before) : undefined;
    if (!source) this.#places.push(key);
    else this.#places.splice(this.#places.indexOf(source.key) + 1, 0, key);
  }
}

/**
 * @param {number} id
 * @param {Map<string, Card>} cards
 */
function holderOf(id, cards) {
  return [...cards.values()].find((card) => card.answers.some((answer) => answer.message_id === id));
}

/** @type {Record<Card["state"], number>} */
const DECIDED = { open: 0, part: 1, right: 2, removed: 3 };

/** @type {Record<Order, (one: Card, other: Card) => number>} */
const BY = {
  largest: bySize,
  unmarked: (one, other) => DECIDED[one.state] - DECIDED[other.state] || bySize(one, other),
};

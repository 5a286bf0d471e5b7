// Which cards may well mean the same: asks the server once the cards have been quiet for a moment, remembers what
// the trainer does not want to hear again.

import { bySize } from "./cards.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./deck.js").Deck} Deck */
/** @typedef {import("./types.js").CardPair} CardPair */

const QUIET = 400; // ms
const AWAY = 1_500; // ms after which it is asked again when there is no connection

export class NearMisses {
  /** @type {CardPair[]} */
  #pairs = [];
  /** @type {Set<string>} */
  #unwanted = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #keys = "";

  /** @param {() => boolean} ask false: there is no connection */
  constructor(ask) {
    this.ask = ask;
  }

  /**
   * The cards as they are now; asks when they are other ones than before.
   * @param {Card[]} cards
   */
  see(cards) {
    const keys = JSON.stringify(cards.map((card) => card.key).sort());
    if (keys === this.#keys) return;
    this.#keys = keys;
    clearTimeout(this.#timer);
    if (cards.length > 1) this.#later(QUIET);
  }

  /** @param {number} wait ms */
  #later(wait) {
    this.#timer = setTimeout(() => this.ask() || this.#later(AWAY), wait);
  }

  /** @param {CardPair[]} pairs the most alike first */
  set(pairs) {
    this.#pairs = pairs;
  }

  /** What was asked may have got lost. */
  again() {
    this.#keys = "";
  }

  /**
   * They mean different things.
   * @param {string} key
   * @param {string} other
   */
  refuse(key, other) {
    this.#unwanted.add(nameOf(key, other));
  }

  /**
   * By the key of the bigger card, the smaller one that is likest to it. A card that is such a smaller one itself
   * has none: it would be merged away with what was merged into it.
   * @param {Deck} deck
   * @returns {Map<string, Card>}
   */
  offers(deck) {
    /** @type {[Card, Card][]} the bigger one first */
    const wanted = [];
    for (const { cards } of this.#pairs) {
      const [one, other] = cards.map((key) => deck.get(key));
      if (!one?.shown.length || !other?.shown.length || this.#unwanted.has(nameOf(...cards))) continue;
      wanted.push(bySize(one, other) < 0 ? [one, other] : [other, one]);
    }
    const offered = new Set(wanted.map(([, small]) => small));
    /** @type {Map<string, Card>} */
    const offers = new Map();
    for (const [big, small] of wanted) {
      if (!offered.has(big) && !offers.has(big.key)) offers.set(big.key, small);
    }
    return offers;
  }
}

/**
 * @param {string} key
 * @param {string} other
 */
const nameOf = (key, other) => JSON.stringify([key, other].sort());

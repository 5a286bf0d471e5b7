// <card-keys>: the cards in it from the keyboard: arrows go from one to the next and into what is open, letters act on
// the one that has the focus. Tab meets one card only, the last that had it.

import { focusOn } from "../lib/dom.js";
import { keyOf } from "../lib/keys.js";
import { AnswerCard } from "./answer-card.js";
import { AnswerCards } from "./answer-cards.js";

const STOPS = ".answer-card__mark, card-answers:not([hidden]) .card-answer__mark";

export class CardKeys extends HTMLElement {
  connectedCallback() {
    this.addEventListener("focusin", (event) => this.#reach(/** @type {Element} */ (event.target)));
    this.addEventListener("card-open", (event) => {
      const card = /** @type {Element} */ (event.target);
      if (card.hasAttribute("data-current")) this.#reach(document.activeElement ?? card);
    });
    this.addEventListener("keydown", (event) => {
      const inside = /** @type {Element} */ (event.target).closest("answer-card");
      if (inside && this.press(keyOf(event))) event.preventDefault();
    });
  }

  /** To the card that had it last, else to the first one. */
  focus() {
    const card = this.#current ?? this.querySelector("answer-card");
    if (card instanceof AnswerCard) card.mark.focus();
    else focusOn(this.querySelector("[role=list]"));
  }

  /**
   * Does what the key means for the card that has the focus.
   * @param {string} key
   * @returns {boolean} false: nothing
   */
  press(key) {
    if (/^[A-Z]$/.test(key) && document.documentElement.hasAttribute("data-keyless")) return false;
    const card = this.#current;
    const act = card && COMMANDS[key];
    if (act) act(card, this);
    return Boolean(act);
  }

  /** @param {number} by how many stops further */
  move(by) {
    const stops = /** @type {HTMLElement[]} */ (Array.from(this.querySelectorAll(STOPS)));
    const here = this.#stop;
    const at = here ? stops.indexOf(here) : -1;
    const next = stops[Math.max(0, Math.min(stops.length - 1, at + by))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  /** Not on the card's face, but on one of its answers? */
  get isInside() {
    return Boolean(document.activeElement?.closest("card-answers"));
  }

  get list() {
    return this.querySelector("answer-cards");
  }

  get #current() {
    const card = this.querySelector("answer-card[data-current]");
    return card instanceof AnswerCard ? card : null;
  }

  /** Where the arrows start from. */
  get #stop() {
    const held = document.activeElement;
    const row = held?.closest("li")?.querySelector(".card-answer__mark");
    const stop = row ?? this.#current?.mark;
    return stop instanceof HTMLElement ? stop : null;
  }

  /**
   * From now on Tab meets the controls around this one, and no other card's.
   * @param {Element} target
   */
  #reach(target) {
    const card = target.closest("answer-card");
    if (!card) return;
    const before = this.#current;
    if (before && before !== card) {
      before.removeAttribute("data-current");
      for (const control of controls(before)) control.tabIndex = -1;
    }
    card.setAttribute("data-current", "");
    const row = target.closest("li") ?? card.querySelector("card-answers li");
    for (const control of controls(card)) {
      const its = control.closest("li");
      control.tabIndex = its === null || its === row ? 0 : -1;
    }
  }
}

/**
 * @param {Element} root
 * @returns {NodeListOf<HTMLElement>}
 */
const controls = (root) => root.querySelectorAll("button, input");

/** @type {Record<string, (card: AnswerCard, keys: CardKeys) => void>} */
const COMMANDS = {
  ArrowDown: (_, keys) => keys.move(1),
  ArrowUp: (_, keys) => keys.move(-1),
  Home: (_, keys) => keys.move(Number.NEGATIVE_INFINITY),
  End: (_, keys) => keys.move(Number.POSITIVE_INFINITY),
  ArrowRight: (card, keys) => (card.isOpen && !keys.isInside ? keys.move(1) : card.open(true)),
  ArrowLeft: (card, keys) => back(card, keys),
  O: (card, keys) => (card.isOpen ? back(card, keys, true) : card.open(true)),
  M: (card, { list }) => {
    if (!(list instanceof AnswerCards)) return;
    if (list.picked) list.drop();
    else list.pick(card.card);
  },
  S: (card, keys) => {
    if (card.isOpen && card.answers?.split()) return;
    card.open(true);
    if (!keys.isInside) keys.move(1);
  },
  X: (card) => card.answers?.choose(),
  Delete: (card) => card.removeOrPutBack(),
  Escape: (card, keys) => {
    if (keys.list instanceof AnswerCards && keys.list.picked) keys.list.drop();
    else back(card, keys);
  },
};

/**
 * Out of the opened card, then it closes.
 * @param {AnswerCard} card
 * @param {CardKeys} keys
 * @param {boolean} [closes] at once
 */
function back(card, keys, closes = !keys.isInside) {
  if (keys.isInside) card.mark.focus();
  if (closes) card.open(false);
}

customElements.define("card-keys", CardKeys);

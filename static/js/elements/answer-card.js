// <answer-card>: equal answers as one thing to tap: marks them all, opens to show each, stands still while it changes.

import { authorsOf } from "../lib/cards.js";
import { markCard, putBack, remove } from "../lib/deeds.js";
import { clone, find, tell } from "../lib/dom.js";
import { gettext, ngettext } from "../lib/i18n.js";
import { CardAnswers } from "./card-answers.js";
import { CardOffer } from "./card-offer.js";

/** @typedef {import("../lib/cards.js").Card} Card */
/**
 * @typedef {object} View what there is to draw
 * @property {Card} card
 * @property {Card | undefined} offer what is probably the same
 * @property {Card | null} picked the card that looks for another one to merge with
 * @property {boolean} isBlind
 */

const NAMED = 4; // of those who gave it; the others are a number

export class AnswerCard extends HTMLElement {
  /** @type {View | null} */
  #view = null;
  /** @type {CardAnswers | null} made when it is opened first */
  #answers = null;
  /** @type {Record<string, HTMLElement>} */
  #parts = {};

  connectedCallback() {
    this.onclick = (/** @type {MouseEvent} */ event) => {
      const button = /** @type {Element} */ (event.target).closest("button");
      if (button === this.mark) this.press();
      else if (button === this.#chevron) this.open(!this.isOpen);
    };
  }

  /** @param {View} view */
  show(view) {
    this.#view = view;
    const { card, isBlind, picked } = view;
    this.mark.removeAttribute("aria-busy");
    this.dataset.state = card.state;
    this.toggleAttribute("data-picked", picked?.key === card.key);
    this.#write("title", card.title);
    this.#write("count", gettext("× {n}", { n: card.shown.length || card.answers.length }));
    this.#write("state", stateOf(card));
    this.#write("names", isBlind ? "" : namesOf(card));
    const also = card.also.join(" · ");
    this.#write("also", also && gettext("also: {texts}", { texts: also }));
    this.toggleAttribute("data-proposed", card.isProposed);
    this.#showOffer(view);
    this.#label(view);
    if (this.isOpen) this.#answers?.show(card, isBlind);
  }

  get card() {
    return /** @type {View} */ (this.#view).card;
  }

  get mark() {
    return this.#part("mark");
  }

  get answers() {
    return this.#answers;
  }

  get isOpen() {
    return this.hasAttribute("data-open");
  }

  /** What a tap on the card does. */
  press() {
    const { card, picked } = /** @type {View} */ (this.#view);
    if (picked) return tell(this, "card-choose", card);
    if (card.state === "removed") return this.open(true);
    if (this.mark.hasAttribute("aria-busy")) return;
    this.mark.setAttribute("aria-busy", "true");
    tell(this, "deed", markCard(card, card.state !== "right"));
  }

  /** @param {boolean} open */
  open(open) {
    if (open === this.isOpen) return;
    this.toggleAttribute("data-open", open);
    this.#chevron.setAttribute("aria-expanded", String(open));
    const { card, isBlind } = /** @type {View} */ (this.#view);
    if (open) {
      this.#answers ??= this.#make();
      this.#answers.show(card, isBlind);
    }
    if (this.#answers) this.#answers.hidden = !open;
    tell(this, "card-open", open);
  }

  /** From everybody's view, or back into it: what has the focus or is chosen, else all of it. */
  removeOrPutBack() {
    const { card } = this;
    if (this.isOpen) this.#answers?.removeOrPutBack();
    else tell(this, "deed", card.state === "removed" ? putBack(card.answers) : remove(card.answers));
  }

  /** It was refused: as it was before the tap. */
  settle() {
    this.mark.removeAttribute("aria-busy");
    this.#answers?.settle();
  }

  #make() {
    const answers = /** @type {CardAnswers} */ (clone("card-answers"));
    this.append(answers);
    return answers;
  }

  /** @param {View} view */
  #showOffer({ card, offer, picked }) {
    const wanted = offer && !picked;
    /** @type {HTMLElement | undefined} */
    let place = this.#parts.offer;
    if (!place && !wanted) return;
    if (!place) {
      place = this.#parts.offer = clone("card-offer");
      this.#part("about").append(place);
    }
    const hadFocus = place.contains(document.activeElement);
    this.toggleAttribute("data-offered", Boolean(wanted));
    if (wanted && place instanceof CardOffer) place.show(offer, card);
    place.toggleAttribute("hidden", !wanted);
    if (hadFocus && !wanted) this.mark.focus({ preventScroll: true });
  }

  /** @param {View} view */
  #label({ card, picked }) {
    const text = card.title.slice(0, 80);
    const { mark } = this;
    const answers = ngettext("{n} answer", "{n} answers", card.shown.length || card.answers.length);
    const words = [text, answers, stateOf(card)];
    if (card.isProposed) words.push(gettext("matches the answer"));
    if (picked) {
      mark.removeAttribute("aria-pressed");
      mark.setAttribute("aria-label", labelWhilePicked(card, picked));
    } else {
      mark.setAttribute("aria-label", words.filter(Boolean).join(", "));
      if (card.state === "removed") mark.removeAttribute("aria-pressed");
      else mark.setAttribute("aria-pressed", PRESSED[card.state]);
    }
    this.#chevron.setAttribute("aria-label", gettext("Each answer “{text}”", { text }));
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  #write(name, text) {
    const place = this.#part(name);
    if (place.textContent !== text) place.textContent = text;
  }

  /**
   * Looked for once: there may be a thousand cards.
   * @param {string} name
   */
  #part(name) {
    this.#parts[name] ??= find(this, `.answer-card__${name}`);
    return this.#parts[name];
  }

  get #chevron() {
    return this.#part("open");
  }
}

const PRESSED = { open: "false", part: "mixed", right: "true" };

/** @param {Card} card */
function stateOf({ state, right, shown }) {
  if (state === "removed") return gettext("Removed");
  if (state === "right") return gettext("Right");
  return state === "part" ? gettext("{n} of {m} right", { n: right, m: shown.length }) : "";
}

/** @param {Card} card */
function namesOf({ shown, answers }) {
  const names = authorsOf(shown.length ? shown : answers);
  const more = names.length - NAMED;
  const first = names.slice(0, NAMED).join(", ");
  return more > 0 ? gettext("{names} and {n} more", { names: first, n: more }) : first;
}

/**
 * @param {Card} card
 * @param {Card} picked
 */
function labelWhilePicked(card, picked) {
  if (card.key === picked.key) return gettext("Put “{text}” down again", { text: card.title.slice(0, 80) });
  return gettext("Merge “{text}” with “{other}”", {
    text: picked.title.slice(0, 80),
    other: card.title.slice(0, 80),
  });
}

customElements.define("answer-card", AnswerCard);

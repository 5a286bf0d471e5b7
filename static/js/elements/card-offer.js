// <card-offer>: beside a card, another one that probably means the same, to be merged with it or waved away.

import { fill, find, tell } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";

/** @typedef {import("../lib/cards.js").Card} Card */

export class CardOffer extends HTMLElement {
  /** @type {Card | null} */
  #offer = null;

  connectedCallback() {
    this.#merge.onclick = () => this.#offer && tell(this, "card-merge", this.#offer);
    this.#no.onclick = () => this.#offer && tell(this, "card-refuse", this.#offer);
  }

  /**
   * @param {Card} offer
   * @param {Card} card the one it stands beside
   */
  show(offer, card) {
    if (offer === this.#offer) return;
    this.#offer = offer;
    fill(this, { text: offer.title, count: gettext("× {n}", { n: offer.shown.length }) });
    const names = { text: offer.title.slice(0, 80), other: card.title.slice(0, 80) };
    this.#merge.setAttribute("aria-label", gettext("Merge “{text}” with “{other}”", names));
    this.#no.setAttribute("aria-label", gettext("“{text}” is not the same as “{other}”", names));
  }

  get #merge() {
    return find(this, "[data-merge]", HTMLButtonElement);
  }

  get #no() {
    return find(this, "[data-refuse]", HTMLButtonElement);
  }
}

customElements.define("card-offer", CardOffer);

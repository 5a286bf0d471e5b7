// <wake-banner>: says for a while that this screen may go dark, and why; a tap asks the browser once more.

import { tell } from "../lib/dom.js";

/** @typedef {import("../lib/wake-lock.js").Waking} Waking */

const LONG = 60_000; // ms: then whoever could do something about it has seen it, and the class needs the place

export class WakeBanner extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  connectedCallback() {
    this.querySelector("button")?.addEventListener("click", () => tell(this, "wake"));
  }

  /** @param {Waking} state */
  show(state) {
    const why = state === "unavailable" && !window.isSecureContext ? "http" : state;
    let isSaid = false;
    for (const words of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-waking]"))) {
      words.hidden = words.dataset.waking !== why;
      isSaid = isSaid || !words.hidden;
    }
    this.hidden = !isSaid;
    clearTimeout(this.#timer);
    if (isSaid) this.#timer = setTimeout(() => this.setAttribute("hidden", ""), LONG);
  }
}

customElements.define("wake-banner", WakeBanner);

// <phase-views>: of all [data-phase="…"] inside, shows those that name the present phase; the focus is never lost.

import { find, focusOn } from "../lib/dom.js";

export class PhaseViews extends HTMLElement {
  #phase = "";

  /** @param {string} phase a phase of the training, or a word of the page's own such as "connecting" */
  show(phase) {
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.dataset.now = phase;
    for (const view of this.querySelectorAll("[data-phase]")) {
      const phases = view.getAttribute("data-phase")?.split(" ") ?? [];
      view.toggleAttribute("hidden", !phases.includes(phase));
    }
  }

  /**
   * Lets the page change what it likes; a focus that vanishes with what it was on goes to the heading.
   * @param {() => void} change
   */
  keepFocus(change) {
    const held = document.activeElement;
    change();
    const now = document.activeElement;
    const lost = held !== document.body && held?.getClientRects().length === 0;
    if (lost && (now === held || now === document.body)) focusOn(this.#heading());
  }

  #heading() {
    for (const heading of this.querySelectorAll("h1, h2")) {
      if (!heading.closest("[hidden]")) return /** @type {HTMLElement} */ (heading);
    }
    return find(document, "main");
  }
}

customElements.define("phase-views", PhaseViews);

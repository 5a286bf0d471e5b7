// <phase-views>: of all [data-phase="…"] inside, shows those that name the present phase; the focus is never lost.

import { find, focusOn } from "../lib/dom.js";

export class PhaseViews extends HTMLElement {
  #phase = "";
  /** @type {Element[]} what the last change of phase brought */
  #arrived = [];

  /** @param {string} phase a phase of the training, or a word of the page's own such as "connecting" */
  show(phase) {
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.dataset.now = phase;
    this.#arrived = [];
    for (const view of this.querySelectorAll("[data-phase]")) {
      const shown = view.getAttribute("data-phase")?.split(" ").includes(phase) ?? false;
      if (shown && view.hasAttribute("hidden")) this.#arrived.push(view);
      view.toggleAttribute("hidden", !shown);
    }
  }

  /**
   * For good: nothing else on the page counts any more.
   * @param {import("../lib/types.js").Ending} reason
   */
  end(reason) {
    this.show(reason);
    this.setAttribute("data-ended", "");
  }

  /**
   * Lets the page change what it likes; a focus that vanishes with what it was on goes to the heading.
   * @param {() => void} change
   */
  keepFocus(change) {
    const held = document.activeElement;
    change();
    const now = document.activeElement; // may be in what has just been hidden: browsers look later
    const had = held !== document.body && held?.getClientRects().length === 0;
    if (had && (now === document.body || now?.getClientRects().length === 0)) focusOn(this.#heading());
  }

  /** Of what came with the phase; else of any view of the phase; else of the page. */
  #heading() {
    const views = this.querySelectorAll("[data-phase]");
    for (const place of [...this.#arrived, ...views, this]) {
      for (const heading of [place, ...place.querySelectorAll("h1, h2")]) {
        const seen = heading.getClientRects().length > 0;
        if (seen && heading.matches("h1, h2")) return /** @type {HTMLElement} */ (heading);
      }
    }
    return find(document, "main");
  }
}

customElements.define("phase-views", PhaseViews);

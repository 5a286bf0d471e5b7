// <ready-check>: "I'm ready", one huge button that can be taken back; the wish is sent again after a lost connection.

import { find, tell } from "../lib/dom.js";

export class ReadyCheck extends HTMLElement {
  #isReady = false;
  /** @type {boolean | null} what was asked for and is not confirmed yet */
  #wish = null;

  connectedCallback() {
    for (const button of this.querySelectorAll("button")) {
      button.onclick = () => this.#ask(button.value === "yes");
    }
  }

  /** @param {boolean} isReady as the room has it */
  show(isReady) {
    this.#isReady = isReady;
    if (this.#wish === isReady) this.#wish = null;
    this.#draw();
  }

  /** The connection is back, and the room's state is known. */
  repeat() {
    if (this.#wish !== null && this.#wish !== this.#isReady) tell(this, "ready", this.#wish);
  }

  /** It was refused: as the room has it. */
  settle() {
    this.#wish = null;
    this.#draw();
  }

  /** @param {boolean} wish */
  #ask(wish) {
    if (wish === (this.#wish ?? this.#isReady)) return;
    this.#wish = wish;
    this.#draw();
    tell(this, "ready", wish);
  }

  #draw() {
    const shown = this.#wish ?? this.#isReady;
    const hadFocus = this.contains(document.activeElement) && document.activeElement !== this;
    find(this, "[data-not-yet]").hidden = shown;
    find(this, "[data-ready]").hidden = !shown;
    this.toggleAttribute("data-pending", this.#wish !== null);
    if (hadFocus) find(this, shown ? "[data-ready] button" : "[data-not-yet] button").focus();
  }
}

customElements.define("ready-check", ReadyCheck);

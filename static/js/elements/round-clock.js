// <round-clock>: the seconds that are left of a round, in figures and as a bar that drains. The server ends the round.

import { say } from "../lib/announce.js";
import { minutes, remaining } from "../lib/clock.js";
import { fill } from "../lib/dom.js";
import { ngettext } from "../lib/i18n.js";

/** @typedef {import("../lib/types.js").Round} Round */

const SOON = 10; // seconds: from here on the clock asks for attention

export class RoundClock extends HTMLElement {
  /** @type {Round | null} */
  #round = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #spoken = false;

  /** @param {Round | null} round */
  show(round) {
    if (round === this.#round) return;
    if (round?.round_id !== this.#round?.round_id) this.#spoken = false;
    this.#round = round;
    this.#drain();
    this.#tick();
  }

  /** Seconds left now. */
  get seconds() {
    return this.#round?.is_open ? Math.ceil(remaining(this.#round.deadline) / 1000) : 0;
  }

  /** Milliseconds of the whole round; never 0. */
  get #whole() {
    const round = this.#round;
    return Math.max(1, round ? Date.parse(round.deadline) - Date.parse(round.opened_at) : 1);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /** One CSS animation for the whole round, begun in the past as far as the round has gone. */
  #drain() {
    const round = this.#round;
    const left = round?.is_open ? remaining(round.deadline) : 0;
    this.style.setProperty("--whole", `${this.#whole}ms`);
    this.style.setProperty("--gone", `${Math.min(0, left - this.#whole)}ms`);
    this.dataset.state = "still"; // takes the animation off, so that it begins again
    void this.offsetWidth;
    this.dataset.state = left > 0 ? "running" : "over";
  }

  #tick() {
    clearTimeout(this.#timer);
    const { seconds } = this;
    fill(this, { left: minutes(seconds) });
    this.style.setProperty("--left", `${(100 * seconds * 1000) / this.#whole}%`);
    this.toggleAttribute("data-soon", seconds > 0 && seconds <= SOON);
    if (seconds === SOON && !this.#spoken && !this.closest("while-away")) {
      this.#spoken = true;
      say(ngettext("{n} second left", "{n} seconds left", seconds));
    }
    const round = this.#round;
    if (!round?.is_open || seconds === 0) return;
    this.#timer = setTimeout(() => this.#tick(), (remaining(round.deadline) % 1000) + 20);
  }
}

customElements.define("round-clock", RoundClock);

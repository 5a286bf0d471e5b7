// <round-clock>: the seconds that are left of a round, in figures and as a bar that drains. The server ends the round.

import { say } from "../lib/announce.js";
import { minutes, remaining } from "../lib/clock.js";
import { fill } from "../lib/dom.js";
import { ngettext } from "../lib/i18n.js";

/** @typedef {import("../lib/types.js").Round} Round */

const SECOND = 1000; // ms
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
    this.dataset.state = "still"; // for a moment nothing glides: the bar of a new round is full at once
    this.#tick();
    void this.offsetWidth;
    this.dataset.state = this.seconds > 0 ? "running" : "over";
    this.#glide();
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

  #tick() {
    clearTimeout(this.#timer);
    const { seconds } = this;
    fill(this, { left: minutes(seconds) });
    this.style.setProperty("--left", this.#part(seconds * 1000));
    this.#glide();
    this.toggleAttribute("data-soon", seconds > 0 && seconds <= SOON);
    if (seconds === SOON && !this.#spoken && !this.closest("while-away")) {
      this.#spoken = true;
      say(ngettext("{n} second left", "{n} seconds left", seconds));
    }
    const round = this.#round;
    if (!round?.is_open || seconds === 0) return;
    this.#timer = setTimeout(() => this.#tick(), (remaining(round.deadline) % 1000) + 20);
  }

  /** Where the bar will be a second from now; the style takes it there in that second. */
  #glide() {
    const left = this.#round?.is_open ? remaining(this.#round.deadline) : 0;
    const ahead = this.dataset.state === "running" ? SECOND : 0;
    this.style.setProperty("--next", this.#part(left - ahead));
  }

  /**
   * Of the whole round.
   * @param {number} left milliseconds
   */
  #part(left) {
    return `${(100 * Math.min(1, Math.max(0, left / this.#whole))).toFixed(2)}%`;
  }
}

customElements.define("round-clock", RoundClock);

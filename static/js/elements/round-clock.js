// <round-clock>: the seconds that are left of a round, in figures and as a bar that drains; in a pause it stands still.
// The server ends the round.

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
  /** @type {string | null} */
  #pausedAt = null;
  /** Milliseconds of a full bar. */
  #whole = 1;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #spoken = false;

  /**
   * @param {Round | null} round
   * @param {string | null} [pausedAt] since when it stands still
   */
  show(round, pausedAt = null) {
    const before = this.#round;
    if (round === before && pausedAt === this.#pausedAt) return;
    const isAnother = round?.round_id !== before?.round_id;
    if (isAnother) this.#spoken = false;
    if (isAnother) this.#whole = round ? Date.parse(round.deadline) - Date.parse(round.opened_at) : 1;
    this.#round = round;
    this.#pausedAt = pausedAt;
    // time that was given may be more than a round ever had
    this.#whole = Math.max(1, this.#whole, this.#left);
    if (this.seconds > SOON) this.#spoken = false;
    this.dataset.state = "still"; // for a moment nothing glides: the bar of a new round is full at once
    this.#tick();
    void this.offsetWidth;
    this.dataset.state = this.seconds === 0 ? "over" : pausedAt ? "paused" : "running";
    this.#glide();
  }

  /** Seconds left now. */
  get seconds() {
    return Math.ceil(this.#left / SECOND);
  }

  /** Milliseconds left now, or when the clock was stopped. */
  get #left() {
    const round = this.#round;
    if (!round?.is_open) return 0;
    if (!this.#pausedAt) return remaining(round.deadline);
    return Math.max(0, Date.parse(round.deadline) - Date.parse(this.#pausedAt)) || 0;
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #tick() {
    clearTimeout(this.#timer);
    const { seconds } = this;
    fill(this, { left: minutes(seconds) });
    this.style.setProperty("--left", this.#part(seconds * SECOND));
    this.#glide();
    this.toggleAttribute("data-soon", seconds > 0 && seconds <= SOON);
    if (this.#pausedAt || seconds === 0) return;
    if (seconds === SOON && !this.#spoken && !this.closest("while-away")) {
      this.#spoken = true;
      say(ngettext("{n} second left", "{n} seconds left", seconds));
    }
    this.#timer = setTimeout(() => this.#tick(), (this.#left % SECOND) + 20);
  }

  /** Where the bar will be a second from now; the style takes it there in that second. */
  #glide() {
    const ahead = this.dataset.state === "running" ? SECOND : 0;
    this.style.setProperty("--next", this.#part(this.#left - ahead));
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

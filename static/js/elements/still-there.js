// <still-there>: notices that nobody has touched the device for a while. Tells the page "asked" (it is shown now, and
// counts down), "here" when somebody says that they are, "gone" when nobody does or somebody says so.

import { sayNow } from "../lib/announce.js";
import { fill, find, tell } from "../lib/dom.js";
import { gettext, ngettext } from "../lib/i18n.js";

const IDLE = 45_000; // ms
const ASKED = 10; // seconds
const SIGNS = ["pointerdown", "keydown", "input", "wheel"];

export class StillThere extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** The last sign of somebody; 0: nobody is looked for. */
  #seenAt = 0;
  #askedAt = 0;

  connectedCallback() {
    for (const sign of SIGNS) document.addEventListener(sign, () => this.#seen(), { passive: true });
    // timers stand still while a device sleeps
    document.addEventListener("visibilitychange", () => this.#seenAt && this.#tick());
    find(this, "[data-here]").onclick = () => {
      this.start();
      tell(this, "here");
    };
    find(this, "[data-gone]").onclick = () => this.#gone();
  }

  start() {
    this.#askedAt = 0;
    this.#seenAt = Date.now();
    this.#tick();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#seenAt = this.#askedAt = 0;
  }

  /** While it asks, only its buttons count: whoever touches the device now may be somebody else. */
  #seen() {
    if (this.#seenAt && !this.#askedAt) this.#seenAt = Date.now();
  }

  #tick() {
    clearTimeout(this.#timer);
    const quiet = Date.now() - this.#seenAt;
    const left = Math.ceil((IDLE + ASKED * 1000 - quiet) / 1000);
    if (quiet < IDLE) {
      this.#timer = setTimeout(() => this.#tick(), IDLE - quiet);
    } else if (left <= 0) {
      this.#gone();
    } else {
      if (!this.#askedAt) this.#ask();
      fill(this, { seconds: left, words: ngettext("{n} second", "{n} seconds", left) });
      this.style.setProperty("--part", String(left / ASKED));
      this.#timer = setTimeout(() => this.#tick(), 1000 - (quiet % 1000));
    }
  }

  #ask() {
    this.#askedAt = Date.now();
    tell(this, "asked");
    find(this, "[data-here]").focus({ preventScroll: true });
    sayNow(gettext("Still there? In ten seconds the next person is asked, and what you wrote is gone."));
  }

  #gone() {
    this.stop();
    tell(this, "gone");
  }
}

customElements.define("still-there", StillThere);

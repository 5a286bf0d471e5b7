// <wall-clock>: the time of day where this screen hangs, and, where there is a place for it, the day.

import { fill } from "../lib/dom.js";
import { language } from "../lib/i18n.js";

const SHORT = 5; // characters; more where the day has twice twelve hours
const MINUTE = 60_000; // ms
const time = new Intl.DateTimeFormat(undefined, { timeStyle: "short" }); // as the device itself shows it
// the page's language, as it is written in the device's own country
const own = navigator.language.startsWith(language) ? undefined : language;
const day = new Intl.DateTimeFormat(own, { weekday: "long", day: "numeric", month: "long" });

export class WallClock extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  connectedCallback() {
    this.#tick();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #tick() {
    const now = new Date();
    const shown = time.format(now);
    this.toggleAttribute("data-long", shown.length > SHORT);
    fill(this, { time: shown, day: day.format(now) });
    this.#timer = setTimeout(() => this.#tick(), MINUTE - (now.getTime() % MINUTE) + 20);
  }
}

customElements.define("wall-clock", WallClock);

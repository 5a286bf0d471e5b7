// <connection-banner>: a quiet line once the connection has been away for two seconds, and gone when it is back.

import { say } from "../lib/announce.js";
import { fill } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";

/** @typedef {import("../lib/types.js").Status} Status */

const PATIENCE = 2_000; // ms: most losses are shorter, and nobody needs to know
const LONG = 30_000; // ms until the line suggests something

export class ConnectionBanner extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #since = 0;

  /** @param {Status} status */
  show(status) {
    clearTimeout(this.#timer);
    if (status.name !== "offline") {
      if (!this.hasAttribute("hidden") && status.name === "online") say(gettext("Connected again."));
      this.setAttribute("hidden", "");
      this.#since = 0;
      return;
    }
    this.#since = status.since;
    this.#draw();
  }

  #draw() {
    const away = Date.now() - this.#since;
    if (away >= PATIENCE && this.hasAttribute("hidden")) {
      this.removeAttribute("hidden");
      say(gettext("Connection lost. Reconnecting…"));
    }
    fill(this, {
      words: away < LONG ? gettext("Connection lost. Reconnecting…") : this.#longWords(),
    });
    this.#timer = setTimeout(() => this.#draw(), away < PATIENCE ? PATIENCE - away : LONG / 6);
  }

  #longWords() {
    return gettext("Still no connection. Check the Wi-Fi; we keep trying.");
  }
}

customElements.define("connection-banner", ConnectionBanner);

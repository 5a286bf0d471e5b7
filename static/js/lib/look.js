// What this screen is to show, and how: asks the server, while there is no room again and again, and has the answer.
// The room's socket takes its tickets from here.

import { ask } from "./ask.js";
import { reload, reloadSoon } from "./reload.js";

/** @typedef {import("./seen.js").Seen} Seen */
/** @typedef {import("./types.js").Ticket} Ticket */

const PERIOD = 60_000; // ms: what no nudge told is noticed after so long
const HELD = 25_000; // ms for which the server holds its answer while there is no room
const PATIENCE = 10_000; // ms
const FAREWELL = 30_000; // ms: then a screen that is nobody's shows the code with which it becomes somebody's

/** How a screen's Session connects: for ever. Whatever closes its socket, only the answer to a look ends it. */
export const FOR_EVER = { longest: 30_000, isEndless: true };

export class Look {
  /** What the page says of itself to the trainer: "granted", "refused", "unavailable", or not known yet. */
  wakeLock = "";
  /** @type {AbortController | null} of the request that is on its way */
  #asking = null;
  #isRefused = false;

  /**
   * @param {Seen} first that came with the page; its `url` is the Session's first ticket
   * @param {{changed: (seen: Seen, before: Seen) => void, refused: () => void}} handlers
   *   `changed`: something is to be shown, or in another way; told before the new room's ticket is given out, so that
   *   the page can forget the old room. `refused`: this screen is nobody's any more, once
   */
  constructor(first, handlers) {
    this.seen = first;
    this.handlers = handlers;
    /** of this page, whatever the server is by now */
    this.version = first.version;
    this.first = first.screen;
    setInterval(() => this.report(), PERIOD);
    document.addEventListener("visibilitychange", () => this.report());
    // a request that is held would stay silent until its time is over
    window.addEventListener("offline", () => this.#asking?.abort());
  }

  /**
   * The way into the room that is to be shown. While there is none, the answer takes its time.
   * @returns {Promise<Ticket>}
   */
  async ticket() {
    if (this.#isRefused) return { refused: "revoked" };
    this.#asking?.abort(); // a report, which says nothing that this does not say
    const seen = await this.#look(this.seen.room === null);
    if (this.#isRefused) return { refused: "revoked" };
    if (!seen) return null;
    return seen.url ? { url: seen.url } : { idle: true };
  }

  /** Says how this page is, and notices what no nudge told. */
  async report() {
    if (!this.#asking && !this.#isRefused) await this.#look(false);
  }

  /**
   * @param {boolean} wait may the server hold its answer?
   * @returns {Promise<Seen | null>} null: no answer that means anything
   */
  async #look(wait) {
    const abort = new AbortController();
    this.#asking = abort;
    const answer = await ask("/kiosk/look", {
      body: {
        have: this.seen.have,
        version: this.version,
        wake_lock: this.wakeLock,
        is_visible: document.visibilityState === "visible",
        wait,
      },
      patience: PATIENCE + (wait ? HELD : 0),
      abort,
    });
    if (this.#asking !== abort) return null; // another one asked meanwhile
    this.#asking = null;
    if (answer?.status === 200 && typeof answer.body?.have === "string") return this.#take(answer.body);
    // a school's proxy refuses, too: that must not cost the screen its classroom
    if (answer?.status === 401 && answer.body?.error?.code === "no_such_screen") this.#end();
    if (answer?.status === 403) reload(); // the page's key is too old
    return null;
  }

  /** @param {Seen} seen */
  #take(seen) {
    const before = this.seen;
    this.seen = seen;
    // the other mode is another page, and so is another language
    if (seen.screen.mode !== this.first.mode || seen.screen.language !== this.first.language) reloadSoon();
    if (seen.have !== before.have || seen.version !== before.version) this.handlers.changed(seen, before);
    return seen;
  }

  #end() {
    this.#isRefused = true;
    this.handlers.refused();
    setTimeout(reloadSoon, FAREWELL);
  }
}

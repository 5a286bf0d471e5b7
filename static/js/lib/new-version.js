// A server of another version has other pages: notices it, and loads the page anew at a moment that disturbs nobody.

import { load, save } from "./storage.js";

/** @typedef {import("./types.js").Frame} Frame */

const SPREAD = 10_000; // ms: a whole class must not load in one instant
const TRIED = "reloaded-for";

export class NewVersion {
  #other = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {string} own the version that made this page
   * @param {() => boolean} mayReload is nothing lost or interrupted by it?
   * @param {() => Promise<boolean>} [isThere] does the server have the page just now?
   */
  constructor(own, mayReload, isThere = async () => true) {
    this.own = own;
    this.mayReload = mayReload;
    this.isThere = isThere;
    // a tab that lives long may come to a version, leave it and come to it again
    if (tried().includes(own))
      save(
        TRIED,
        tried().filter((one) => one !== own),
      );
  }

  /** @param {Frame} frame */
  heard(frame) {
    if (frame.action === "room_info") this.see(frame.message.version);
    else if (frame.action === "heartbeat") this.see(frame.version);
    else this.#consider();
  }

  /** @param {string} version of the server */
  see(version) {
    this.#other = version && version !== this.own ? version : "";
    this.#consider();
  }

  #consider() {
    if (!this.#mayReload() || this.#timer || tried().includes(this.#other)) return;
    this.#timer = setTimeout(() => this.#reload(), Math.random() * SPREAD);
  }

  async #reload() {
    // if it must not be now, then at the next frame
    if (this.#mayReload() && (await this.isThere()) && this.#mayReload()) {
      save(TRIED, [...tried(), this.#other]); // once: what comes may still be the old page, out of some cache
      location.reload();
    }
    this.#timer = undefined;
  }

  #mayReload() {
    return this.#other !== "" && this.mayReload();
  }
}

/** @returns {string[]} versions for which this tab has loaded the page anew */
function tried() {
  return load(TRIED, /** @type {string[]} */ ([]));
}

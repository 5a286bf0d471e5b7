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
   */
  constructor(own, mayReload) {
    this.own = own;
    this.mayReload = mayReload;
  }

  /** @param {Frame} frame */
  heard(frame) {
    if (frame.action === "room_info") this.#see(frame.message.version);
    if (frame.action === "heartbeat") this.#see(frame.version);
    this.#consider();
  }

  /** @param {string} version of the server */
  #see(version) {
    this.#other = version && version !== this.own ? version : "";
  }

  #consider() {
    if (!this.#other || this.#timer || !this.mayReload() || tried().includes(this.#other)) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#other || !this.mayReload()) return; // at the next frame
      save(TRIED, [...tried(), this.#other]); // once: what comes may still be the old page, out of some cache
      location.reload();
    }, Math.random() * SPREAD);
  }
}

/** @returns {string[]} versions for which this tab has loaded the page anew */
function tried() {
  return load(TRIED, /** @type {string[]} */ ([]));
}

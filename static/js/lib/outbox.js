// Messages on their way: each stays on this device until the server has acknowledged or refused its ref. Every tab
// sees all of them, and a killed browser loses none; to send one twice does no harm.

import { forgetOld, recallAll, remember } from "./storage.js";

/** @typedef {import("./types.js").Letter} Letter */

export class Outbox {
  /** @type {Map<string, Letter>} what the browser refused to keep, by ref */
  #unkept = new Map();

  /**
   * @param {string} key of the member; a letter has a key of its own, so that two tabs never overwrite each other
   * @param {() => void} changed another tab has put one in, or taken one out
   */
  constructor(key, changed) {
    this.prefix = `${key}:`;
    forgetOld("outbox:");
    window.addEventListener("storage", ({ key }) => {
      if (key === null || key.startsWith(this.prefix)) changed();
    });
  }

  /** Oldest first. */
  get letters() {
    const all = [...recallAll(this.prefix).values(), ...this.#unkept.values()];
    return /** @type {Letter[]} */ (all).sort((one, other) => one.at - other.at);
  }

  /**
   * @param {string} text
   * @param {number | null} round_id
   * @param {string} [ref]
   * @returns {Letter}
   */
  add(text, round_id, ref = newRef()) {
    const last = Math.max(0, ...this.letters.map((one) => one.at));
    const letter = { ref, text, round_id, at: Math.max(Date.now(), last + 1) };
    if (!remember(this.prefix + ref, letter)) this.#unkept.set(ref, letter);
    return letter;
  }

  /**
   * Acknowledged or refused: no longer ours to send.
   * @param {string | null | undefined} ref
   * @returns {Letter | undefined} the letter, if it was here
   */
  take(ref) {
    const letter = this.letters.find((one) => one.ref === ref);
    if (letter) {
      remember(this.prefix + letter.ref, null);
      this.#unkept.delete(letter.ref);
    }
    return letter;
  }
}

/** A sender's own id of what is sent; crypto.randomUUID is missing on plain http. */
export function newRef() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

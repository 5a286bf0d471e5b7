// Messages on their way: each stays here until the server has acknowledged or refused its ref, over a reload too.

import { load, save } from "./storage.js";

/** @typedef {import("./types.js").Letter} Letter */

export class Outbox {
  /** @type {Letter[]} */
  #letters;

  /** @param {string} key where this tab keeps it */
  constructor(key) {
    this.key = key;
    const kept = load(key, /** @type {Letter[]} */ ([]));
    this.#letters = Array.isArray(kept) ? kept : [];
  }

  get letters() {
    return this.#letters;
  }

  /**
   * @param {string} text
   * @param {number | null} round_id
   * @returns {Letter}
   */
  add(text, round_id) {
    const letter = { ref: newRef(), text, round_id };
    this.#keep([...this.#letters, letter]);
    return letter;
  }

  /**
   * Acknowledged or refused: no longer ours to send.
   * @param {string | null | undefined} ref
   * @returns {Letter | undefined} the letter, if it was here
   */
  take(ref) {
    const letter = this.#letters.find((one) => one.ref === ref);
    if (letter) this.#keep(this.#letters.filter((one) => one !== letter));
    return letter;
  }

  /** @param {Letter[]} letters */
  #keep(letters) {
    this.#letters = letters;
    save(this.key, letters.length ? letters : null);
  }
}

/** A sender's own id of what is sent; crypto.randomUUID is missing on plain http. */
export function newRef() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

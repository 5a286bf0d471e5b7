// Messages on their way: each stays here until the server has acknowledged or refused its ref, over a reload too.

import { load, save } from "./storage.js";

/** @typedef {import("./types.js").Letter} Letter */
/** @typedef {import("./types.js").Room} Room */

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

  /**
   * After a reconnect: takes out what was written for a round that has passed while another one is open. Sent
   * again it would become an answer to a question that nobody asked.
   * @param {Room} room
   * @returns {Letter[]} those that never arrived
   */
  takeLate(room) {
    const open = room.round?.is_open ? room.round.round_id : null;
    if (open === null) return []; // the server refuses or recognises each by itself
    const late = this.#letters.filter((one) => one.round_id !== null && one.round_id !== open);
    const arrived = room.messages.filter((message) => message.student_id === room.me.id);
    const lost = [];
    for (const letter of late) {
      this.take(letter.ref);
      const at = arrived.findIndex(
        (one) => one.round_id === letter.round_id && one.text === letter.text.normalize(),
      );
      if (at < 0) lost.push(letter);
      else arrived.splice(at, 1);
    }
    return lost;
  }

  /** @param {Letter[]} letters */
  #keep(letters) {
    this.#letters = letters;
    save(this.key, letters.length ? letters : null);
  }
}

/** crypto.randomUUID is missing on plain http. */
function newRef() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

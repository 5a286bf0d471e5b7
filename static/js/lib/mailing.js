// The outbox's letters on their way through the room's socket: which of them a pause holds up, and whether any of them
// stays without an answer for too long.

/** @typedef {import("./types.js").Frame} Frame */
/** @typedef {import("./types.js").Letter} Letter */
/** @typedef {import("./outbox.js").Outbox} Outbox */

const UNACKNOWLEDGED = 12_000; // ms until a letter without an answer makes us start anew
/** Refusals that pass by themselves: the letter stays in the outbox. */
const PASSING = new Set(["flooding", "internal", "unavailable"]);
/** And the one that passes when the trainer says so. */
const PAUSED = "training_paused";

export class Mailing {
  /** @type {Set<string>} refs that were refused in a pause: no answer to them is late */
  #held = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {Outbox} outbox
   * @param {{isOnline: () => boolean, restart: () => void, write: (frame: object) => void}} socket
   */
  constructor(outbox, socket) {
    this.outbox = outbox;
    this.socket = socket;
  }

  /**
   * @param {Frame} frame
   * @returns {Letter | undefined} what this frame acknowledges, or refuses for good
   */
  heard(frame) {
    const refusal = frame.action === "error" && frame.request === "message_send" ? frame : null;
    const held = refusal?.code === PAUSED && this.#hold(refusal.ref);
    const passing = held || (refusal && PASSING.has(refusal.code));
    // a draft has the ref under which it is sent later: that it is kept says nothing of the letter
    const answer = refusal ?? (frame.action === "message_send" ? frame : null);
    const letter = answer && !passing ? this.outbox.take(answer.ref) : undefined;
    if (letter || held) this.watch();
    return letter;
  }

  /** All of them, over a connection that is new. */
  begin() {
    this.#held.clear();
    this.send(this.outbox.letters);
  }

  /** @param {Letter[]} letters */
  send(letters) {
    for (const { ref, text, round_id } of letters) {
      this.socket.write({ action: "message_send", message: text, ref, ...(round_id && { round_id }) });
    }
    this.watch();
  }

  /** There is no pause any more: sends again what was refused in it. */
  release() {
    if (!this.#held.size || !this.socket.isOnline()) return;
    const letters = this.outbox.letters.filter((letter) => this.#held.has(letter.ref));
    this.#held.clear();
    this.send(letters);
  }

  /** Begins anew if the letters there are stay without an answer. */
  watch() {
    this.stop();
    if (!this.socket.isOnline() || this.outbox.letters.every((letter) => this.#held.has(letter.ref))) return;
    // not all pages of a room at the same moment: the server may only be slow
    const wait = UNACKNOWLEDGED * (1 + Math.random());
    this.#timer = setTimeout(() => this.socket.isOnline() && this.socket.restart(), wait);
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /**
   * @param {string | null | undefined} ref
   * @returns {boolean} false: that was no letter
   */
  #hold(ref) {
    const letter = this.outbox.letters.find((one) => one.ref === ref);
    if (letter) this.#held.add(letter.ref);
    return letter !== undefined;
  }
}

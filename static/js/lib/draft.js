// What is being written goes to the server as it is typed, seldom enough; it is saved once the server has said so.

/** @typedef {import("./types.js").Draft} Text */
/** @typedef {import("./types.js").Frame} Frame */

const GAP = 1_000; // ms between two
const SHORT_GAP = 300; // the same in the last seconds
const LAST = 5_000; // ms before the end
const SPARE = 200; // ms that the way to the server takes
const AGAIN = 3_000; // ms after a refusal that passes by itself
const PASSING = new Set(["flooding", "internal", "unavailable"]);

export class Draft {
  /** @type {Text | null} as it stands in the box */
  #written = null;
  /** @type {Text[]} on their way, in the order in which they are acknowledged */
  #sent = [];
  /** @type {Text | null} what the server has */
  #kept = null;
  #number = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {(text: Text & {number: number}) => boolean} send false: it cannot be taken just now
   * @param {() => void} changed saved, or not any more
   */
  constructor(send, changed) {
    this.send = send;
    this.changed = changed;
  }

  /** "none": nothing is written. */
  get state() {
    if (!this.#written?.text) return "none";
    return isSame(this.#written, this.#kept) ? "saved" : "unsaved";
  }

  /**
   * It was written on, or emptied.
   * @param {Text} text
   * @param {number} left ms until it is too late
   */
  write(text, left) {
    this.#written = text;
    const gap = left < LAST ? SHORT_GAP : GAP;
    this.#later(Math.min(gap, Math.max(0, left - SPARE)));
    this.changed();
  }

  /** Sends now what the server does not have yet: the page goes away, or the connection is back. */
  flush() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#written;
    const last = this.#sent.length ? this.#sent[this.#sent.length - 1] : this.#kept;
    if (!text || isSame(text, last) || (!text.text && !last)) return;
    // by the clock, so that it rises over a reload too; a device whose clock is behind goes on from what is kept
    this.#number = Math.max(Date.now(), this.#number + 1);
    if (this.send({ ...text, number: this.#number })) this.#sent.push(text);
  }

  /** It is sent as an answer, or does not count any more. */
  drop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#written = this.#kept = null;
    this.changed();
  }

  /** What was on its way may be lost. */
  disconnected() {
    this.#sent = [];
    this.changed();
  }

  /**
   * The server has that one.
   * @param {Text | null} text
   */
  keep(text) {
    this.#kept = text;
    this.#number = Math.max(this.#number, text?.number ?? 0);
    this.changed();
  }

  /** @param {Frame} frame */
  heard(frame) {
    if (frame.action === "message_draft") {
      const text = this.#sent.shift();
      if (text) this.keep(text);
    } else if (frame.action === "error" && frame.request === "message_draft") {
      this.#sent.shift();
      if (PASSING.has(frame.code)) this.#later(AGAIN);
    }
  }

  /** @param {number} wait ms */
  #later(wait) {
    this.#timer ??= setTimeout(() => this.flush(), wait);
  }
}

/**
 * @param {Text} one
 * @param {Text | null | undefined} other
 */
function isSame(one, other) {
  return one.text === other?.text && one.ref === other.ref && one.round_id === other.round_id;
}

// When the next page comes by itself: after as long as a class needs to read this one, from the last row.

const FIRST = 4_000; // ms to find where the text is
const PER_CHARACTER = 60; // ms: some 17 characters a second
const SHORTEST = 8_000;
const LONGEST = 45_000;

/** @param {string} text */
export function readingTime(text) {
  return Math.min(LONGEST, Math.max(SHORTEST, FIRST + PER_CHARACTER * text.trim().length));
}

export class Turner {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => void} turn */
  constructor(turn) {
    this.turn = turn;
  }

  /**
   * Turns after this time; one that waits already goes on waiting.
   * @param {number} time ms
   */
  wait(time) {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.turn();
    }, time);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

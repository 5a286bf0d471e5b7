// How long to wait before the next attempt. Full jitter: a whole class that lost one server must not come back in
// one instant.

const FIRST = 500; // ms, doubled with each attempt
const LONGEST = 15_000; // ms

export class Backoff {
  #attempt = 0;

  /** @param {{longest?: number}} [how] ms: nothing waits longer than that */
  constructor({ longest = LONGEST } = {}) {
    this.longest = longest;
  }

  reset() {
    this.#attempt = 0;
  }

  /** @returns {number} ms */
  next() {
    const longest = Math.min(this.longest, FIRST * 2 ** Math.min(this.#attempt, 10));
    this.#attempt += 1;
    return Math.random() * longest;
  }
}

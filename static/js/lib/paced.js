// Sends many requests no faster than the server takes them from one member (20 a second, 60 at once).

/** @typedef {import("./deeds.js").Request} Request */

const AT_ONCE = 20; // requests
const GAP = 80; // ms between those that follow
const PAUSE = 1_000; // ms after the server has said that it was too much

export class Paced {
  /** @type {Request[]} */
  #waiting = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {(request: Request) => boolean} send false: there is no connection */
  constructor(send) {
    this.write = send;
  }

  /**
   * @param {Request[]} requests
   * @returns {boolean} false: there is no connection, and none of them will be sent
   */
  send(requests) {
    const direct = this.#waiting.length ? [] : requests.slice(0, AT_ONCE);
    const [first, ...others] = direct;
    if (first && !this.write(first)) return false;
    const unsent = others.filter((request) => !this.write(request));
    this.#waiting.push(...unsent, ...requests.slice(direct.length));
    this.#later(GAP);
    return true;
  }

  /**
   * It was refused for its haste.
   * @param {Request} request
   */
  again(request) {
    this.#waiting.push(request);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#later(PAUSE);
  }

  /** @param {number} wait ms */
  #later(wait) {
    if (this.#timer || !this.#waiting.length) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.write(this.#waiting[0])) this.#waiting.shift(); // else: when the connection is back
      this.#later(GAP);
    }, wait);
  }
}

// Notices a dead connection: a socket can be frozen and still say OPEN, then only silence tells.

const QUIET = 10_000; // ms without a frame until we ask
const PATIENCE = 5_000; // ms for anything to come back

export class Heartbeat {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #asked = false;

  /**
   * @param {() => void} ask sends something that the server answers
   * @param {() => void} dead nothing came back
   */
  constructor(ask, dead) {
    this.ask = ask;
    this.dead = dead;
  }

  /** Something was received: alive. */
  heard() {
    this.#asked = false;
    this.#after(QUIET, () => this.probe());
  }

  /**
   * Asks now, unless an answer is already awaited.
   * @param {number} [patience] ms
   */
  probe(patience = PATIENCE) {
    if (this.#asked) return;
    this.#asked = true;
    this.ask();
    this.#after(patience, () => {
      this.#asked = false;
      this.dead();
    });
  }

  stop() {
    this.#asked = false;
    clearTimeout(this.#timer);
  }

  /**
   * @param {number} ms
   * @param {() => void} act
   */
  #after(ms, act) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, ms);
  }
}

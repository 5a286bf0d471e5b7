// Keeps the screen awake while it is wanted, where the browser can: it lets go by itself whenever the page is hidden.

/** @typedef {"" | "granted" | "refused" | "unavailable"} Waking empty: not known yet */

const SOON = 1_000; // ms: a browser that gives and takes in one breath is not asked in one breath

export class WakeLock {
  /** @type {Waking} */
  state = "";
  #isWanted = false;
  #isAsked = false;
  /** @type {WakeLockSentinel | null} */
  #lock = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {{changed?: (state: Waking) => void, again?: number}} [how] `again`: ms after which it is asked again where it
   *   was refused, or dropped although the page is seen; otherwise only when the page is seen again
   */
  constructor({ changed = () => {}, again = 0 } = {}) {
    this.changed = changed;
    this.again = again;
    document.addEventListener("visibilitychange", () => this.ask());
  }

  /** @param {boolean} is */
  set wanted(is) {
    if (is === this.#isWanted) return;
    this.#isWanted = is;
    this.ask();
  }

  /** Asks, if it is wanted and not held; a browser may want it to be in a tap. */
  async ask() {
    clearTimeout(this.#timer);
    if (!this.#isWanted) return this.#letGo();
    if (!("wakeLock" in navigator)) return this.#become("unavailable"); // on plain http there is none
    if (this.#lock || this.#isAsked || document.visibilityState !== "visible") return;
    this.#isAsked = true;
    try {
      const lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => this.#lock === lock && this.#dropped());
      this.#lock = lock.released ? null : lock;
    } catch {
      // the battery is low, say: then the screen goes dark as ever
    }
    this.#isAsked = false;
    this.#become(this.#lock ? "granted" : "refused");
    if (!this.#isWanted) this.#letGo();
    else if (!this.#lock) this.#askIn(this.again);
  }

  #dropped() {
    this.#lock = null;
    this.#askIn(this.again && SOON);
  }

  /** @param {number} wait ms */
  #askIn(wait) {
    clearTimeout(this.#timer);
    if (wait) this.#timer = setTimeout(() => this.ask(), wait);
  }

  /** @param {Waking} state */
  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.changed(state);
  }

  #letGo() {
    const lock = this.#lock;
    this.#lock = null;
    lock?.release().catch(() => {});
  }
}

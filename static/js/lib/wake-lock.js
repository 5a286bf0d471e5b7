// Keeps the screen awake while it is wanted, where the browser can: it lets go by itself whenever the page is hidden.

export class WakeLock {
  #isWanted = false;
  #isAsked = false;
  /** @type {WakeLockSentinel | null} */
  #lock = null;

  constructor() {
    document.addEventListener("visibilitychange", () => this.#settle());
  }

  /** @param {boolean} is */
  set wanted(is) {
    if (is === this.#isWanted) return;
    this.#isWanted = is;
    this.#settle();
  }

  async #settle() {
    if (!this.#isWanted) return this.#letGo();
    // on plain http there is none
    if (!("wakeLock" in navigator) || this.#lock || this.#isAsked || document.visibilityState !== "visible")
      return;
    this.#isAsked = true;
    try {
      const lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => {
        if (this.#lock === lock) this.#lock = null;
      });
      this.#lock = lock.released ? null : lock;
    } catch {
      // the battery is low, say: then the screen goes dark as ever
    }
    this.#isAsked = false;
    if (!this.#isWanted) this.#letGo();
  }

  #letGo() {
    this.#lock?.release().catch(() => {});
    this.#lock = null;
  }
}

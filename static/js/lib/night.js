// Once a night the page begins anew: what months of running have left behind in the browser is gone by the morning.

const HOUR = 3;

export class Night {
  /** @type {number} ms of Date.now() */
  #next;

  constructor() {
    this.#next = next();
  }

  /** Is it time? Stays so until the page is new: a screen that was switched off at night does it when it can. */
  get isDue() {
    return Date.now() >= this.#next;
  }
}

/** Some moment between three and four in the coming night, by the screen's own clock: not all screens at once. */
function next() {
  const now = new Date();
  const day = now.getDate() + (now.getHours() < HOUR ? 0 : 1);
  const start = new Date(now.getFullYear(), now.getMonth(), day, HOUR).getTime();
  return start + Math.random() * 3600_000;
}

// Says that somebody is writing, seldom enough: again every two seconds while they do, and once that they have stopped.

const AGAIN = 2_000; // ms; the server forgets it after five seconds

export class Writing {
  #saidAt = 0;

  /** @param {(is_writing: boolean) => void} tell */
  constructor(tell) {
    this.tell = tell;
  }

  /** A key was pressed, and there is a text. */
  goesOn() {
    const now = Date.now();
    if (now - this.#saidAt < AGAIN) return;
    this.#saidAt = now;
    this.tell(true);
  }

  /** The text is gone, sent or put off. */
  stops() {
    if (this.#saidAt) this.tell(false);
    this.#saidAt = 0;
  }
}

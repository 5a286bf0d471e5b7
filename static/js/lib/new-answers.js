// Tells those who listen of new answers: how many came in the last seconds, not each of them.

import { say } from "./announce.js";
import { ngettext } from "./i18n.js";

const BATCH = 4_000; // ms

export class NewAnswers {
  /** @type {number | null} none: what was there when the page came is not new */
  #known = null;
  #news = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {number} count how many there are now */
  see(count) {
    if (this.#known !== null && count > this.#known) this.#news += count - this.#known;
    this.#known = count;
    if (!this.#news || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#news) say(ngettext("{n} new answer", "{n} new answers", this.#news));
      this.#news = 0;
    }, BATCH);
  }

  /** Another round begins, with none. */
  begin() {
    if (this.#known !== null) this.#known = 0;
    this.#news = 0;
  }
}

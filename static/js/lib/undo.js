// What this console has done to answers, the last first to be taken back: by the inverse requests, several steps deep.

/** @typedef {import("./deeds.js").Deed} Deed */
/** @typedef {import("./deeds.js").Request} Request */
/** @typedef {import("./types.js").ErrorFrame} ErrorFrame */

const DEEP = 100; // steps

export class Undo {
  /** @type {Deed[]} */
  #done = [];
  /** @type {Map<string, {request: Request, deed: Deed, isBack: boolean}>} by ref, what may still be refused */
  #sent = new Map();
  #number = 0;

  /**
   * @param {import("./paced.js").Paced} paced
   * @param {() => void} changed there is another step to take back, or none
   */
  constructor(paced, changed) {
    this.paced = paced;
    this.changed = changed;
  }

  /** What would be taken back now, in words; empty: nothing. */
  get says() {
    return this.#done[this.#done.length - 1]?.says ?? "";
  }

  /**
   * @param {Deed} deed
   * @returns {boolean} false: there is no connection
   */
  do(deed) {
    if (!deed.requests.length) return true;
    if (!this.#send(deed, deed.requests, false)) return false;
    this.#done = [...this.#done.slice(1 - DEEP), deed];
    this.changed();
    return true;
  }

  /**
   * @returns {boolean} false: there is no connection
   */
  back() {
    const deed = this.#done[this.#done.length - 1];
    if (!deed) return true;
    if (!this.#send(deed, deed.inverse, true)) return false;
    this.#done = this.#done.slice(0, -1);
    this.changed();
    return true;
  }

  /** Nothing can be taken back any more. */
  clear() {
    if (!this.#done.length) return;
    this.#done = [];
    this.changed();
  }

  /**
   * @param {ErrorFrame} frame
   * @returns {"none" | "mended" | "refused"} none: it is about nothing of ours
   */
  refused({ ref, code }) {
    const sent = this.#sent.get(ref ?? "");
    if (!sent) return "none";
    const { request, deed, isBack } = sent;
    if (code === "flooding") {
      this.paced.again(request);
      return "mended";
    }
    this.#sent.delete(ref ?? "");
    // the card that they came from is gone since: then they get one of their own
    if (isBack && code === "no_such_card") {
      return this.#send(deed, [{ ...request, card: null }], isBack) ? "mended" : "refused";
    }
    this.#done = this.#done.filter((one) => one !== deed);
    this.changed();
    return "refused";
  }

  /**
   * @param {Deed} deed
   * @param {Request[]} requests
   * @param {boolean} isBack
   */
  #send(deed, requests, isBack) {
    const named = requests.map((request) => {
      this.#number += 1;
      return { ...request, ref: `cards-${this.#number}` };
    });
    if (!this.paced.send(named)) return false;
    for (const request of named) this.#sent.set(request.ref, { request, deed, isBack });
    for (const ref of this.#sent.keys()) {
      if (this.#sent.size <= DEEP * 20) break;
      this.#sent.delete(ref); // the oldest: nobody refuses them any more
    }
    return true;
  }
}

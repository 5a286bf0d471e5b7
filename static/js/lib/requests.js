// Requests on their way: each carries a ref, by which whoever asked is told what became of it.

import { newRef } from "./outbox.js";
import { sentence } from "./trainer-sentences.js";

/** @typedef {import("./types.js").Frame} Frame */
/** @typedef {{action: string, ref?: string} & Record<string, unknown>} Wish */
/**
 * What asked: `settle` without a sentence says that it was done, with one why not; `release` that nobody knows,
 * and, of what could not be sent, that now it can be.
 * @typedef {{settle: (problem?: string) => void, release: () => void}} Asker
 */

/** The frame that says that this was done; a message's own copy says it by its ref. */
const DONE = /** @type {Record<string, string>} */ ({
  training_start: "training_start",
  training_pause: "training_pause",
  training_resume: "training_resume",
  training_close: "training_close",
  room_change: "room_change",
  round_new: "round_new",
  round_end: "round_close",
  round_extend: "round_time",
  round_extra: "round_time",
  round_question: "round_question",
  student_kick: "student_kicked",
  student_code: "student_code",
  question_add: "questions",
  question_change: "questions",
  question_move: "questions",
  question_remove: "questions",
});
const REMEMBERED = 100; // requests: a refusal may come after the frame that seemed to say it was done

export class Requests {
  /** @type {Map<string, {action: string, asker: Asker, isOver: boolean}>} */
  #sent = new Map();
  /** @type {Set<Asker>} who was told that there is no connection */
  #unsent = new Set();

  /** @param {{send: (request: Wish) => boolean}} session */
  constructor(session) {
    this.session = session;
  }

  /**
   * @param {Wish} wish may bring a `ref` of its own, so that asking twice does it once
   * @param {Asker} asker
   */
  send(wish, asker) {
    const ref = wish.ref ?? newRef();
    if (!this.session.send({ ...wish, ref })) {
      this.#unsent.add(asker);
      return asker.settle(sentence("offline"));
    }
    this.#sent.set(ref, { action: wish.action, asker, isOver: false });
    for (const oldest of this.#sent.keys()) {
      if (this.#sent.size <= REMEMBERED) break;
      this.#sent.delete(oldest);
    }
  }

  /**
   * @param {Frame} frame
   * @returns {boolean} was it the refusal of a request that was sent here?
   */
  heard(frame) {
    const ref = "ref" in frame ? frame.ref : null;
    const own = ref ? this.#sent.get(ref) : undefined;
    if (own && ref) {
      this.#sent.delete(ref);
      own.asker.settle(frame.action === "error" ? sentence(frame.code, own.action) : "");
      return frame.action === "error";
    }
    // a copy: whoever is told may ask for the next thing at once, which this frame does not answer
    for (const sent of [...this.#sent.values()]) {
      if (sent.isOver || DONE[sent.action] !== frame.action) continue;
      sent.isOver = true;
      sent.asker.settle();
    }
    return false;
  }

  /** The connection was lost, and is back: what was asked may have got lost, too. */
  release() {
    for (const { asker, isOver } of this.#sent.values()) {
      if (!isOver) asker.release();
    }
    this.#sent.clear();
    for (const asker of this.#unsent) asker.release();
    this.#unsent.clear();
  }
}

// After the close: asks for the student's own answers of all rounds, once, and not all phones in one instant.

/** @typedef {import("./types.js").Frame} Frame */
/** @typedef {import("./types.js").Room} Room */

const SPREAD = 3_000; // ms: a whole school's phones hear of the close at once

export class OwnRecord {
  #has = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {Frame} frame
   * @param {Room} room after it
   * @param {() => unknown} ask
   */
  hear(frame, room, ask) {
    if (frame.action === "student_record") this.#has = true;
    if (this.#has || room.phase !== "closed") return;
    // who comes to a closed room is one phone, or was spread already by its connecting again
    if (frame.action === "training_close") this.#ask(ask, Math.random() * SPREAD);
    else if (frame.action === "room_state" || frame.action === "room_info") this.#ask(ask, 0);
  }

  /**
   * @param {() => unknown} ask what gets lost with the connection is asked for again on the next one
   * @param {number} wait ms
   */
  #ask(ask, wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(ask, wait);
  }
}

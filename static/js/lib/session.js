// One page's stay in a room: its socket, its outbox, and the room as it stands now.

import { synchronise } from "./clock.js";
import { Outbox } from "./outbox.js";
import { apply, isGap } from "./room.js";
import { RoomSocket } from "./socket.js";

/** @typedef {import("./types.js").Frame} Frame */
/** @typedef {import("./types.js").Letter} Letter */
/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./types.js").Status} Status */
/** @typedef {import("./types.js").Ticket} Ticket */
/** @typedef {import("./types.js").User} User */

export class Session {
  /** @type {Room | null} */
  room = null;
  /** @type {User[]} the list comes before the first state */
  #users = [];

  /**
   * @param {() => Promise<Ticket>} ticket
   * @param {string} key names this member of this room among all that this device keeps
   * @param {{changed: () => void, frame: (frame: Frame, letter: Letter | undefined, before: Room | null) => void,
   *          status: (status: Status) => void}} handlers
   *   `changed`: the room or the outbox is another; `frame`: after it was applied, with the room as it was before
   * @param {string} [firstTicket] that came with the page
   * @param {{longest?: number, isEndless?: boolean}} [how] as RoomSocket's
   */
  constructor(ticket, key, handlers, firstTicket = "", how = {}) {
    this.handlers = handlers;
    this.outbox = new Outbox(`outbox:${key}`, () => {
      this.socket.mailing.watch();
      handlers.changed();
    });
    const inside = {
      frame: (/** @type {Frame} */ frame, /** @type {Letter | undefined} */ letter) =>
        this.#receive(frame, letter),
      status: (/** @type {Status} */ status) => this.#status(status),
      position: () => this.room,
    };
    this.socket = new RoomSocket(ticket, this.outbox, inside, how);
    this.socket.firstTicket = firstTicket;
  }

  start() {
    this.socket.start();
  }

  /** Another room comes, or none: nothing of this one counts any more. */
  forget() {
    this.room = null;
    this.#users = [];
    this.socket.again();
  }

  get online() {
    return this.socket.online;
  }

  /**
   * @param {{action: string} & Record<string, unknown>} request
   * @returns {boolean} false: there is no connection
   */
  send(request) {
    return this.socket.send(request);
  }

  /**
   * Sends a text for sure: now, or when the connection is back.
   * @param {string} text
   * @param {number | null} round_id the round it answers
   * @param {string} [ref] under which it was kept as a draft
   */
  post(text, round_id, ref) {
    this.socket.post(text, round_id, ref);
    this.handlers.changed();
  }

  /** @param {Status} status */
  #status(status) {
    if (status.name === "ended") this.room = null; // a drawing that was asked for already must not bring it back
    // whoever stops writing meanwhile is not told afterwards
    if (status.name === "offline" && this.room) this.room = { ...this.room, writing: [] };
    this.handlers.status(status);
  }

  /**
   * @param {Frame} frame
   * @param {Letter | undefined} letter
   */
  #receive(frame, letter) {
    if (isGap(this.room, frame)) return this.socket.restart();
    if (frame.action === "user_list") this.#users = frame.message;
    synchronise(frame.server_time, frame.action === "room_state");
    const room = apply(this.room, frame, this.#users);
    const before = this.room;
    const changed = room !== before || letter !== undefined;
    this.room = room;
    // in a pause the server still says that a round is over
    if (room && (!room.paused_at || room.phase !== "round_open")) this.socket.mailing.release();
    this.handlers.frame(frame, letter, before);
    if (changed) this.handlers.changed();
  }
}

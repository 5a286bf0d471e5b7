// The room's socket: one at a time, opened again for ever, with an outbox that is emptied after each return.

import { Backoff } from "./backoff.js";
import { Heartbeat } from "./heartbeat.js";
import { Mailing } from "./mailing.js";
import { ENDINGS } from "./ticket.js";

/** @typedef {import("./types.js").Frame} Frame */
/** @typedef {import("./types.js").Status} Status */
/** @typedef {import("./types.js").Ending} Ending */
/** @typedef {import("./types.js").Letter} Letter */
/** @typedef {import("./types.js").Ticket} Ticket */
/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {ReturnType<typeof setTimeout> | undefined} Timer */

const OPENING = 12_000; // ms from an address to the room's state
const STABLE = 10_000; // ms after which a lost connection is a new trouble, not the old one
const SHORT_PATIENCE = 4_000; // ms for a sign of life after the page was asleep
const FRESH = 45_000; // ms for which the page's own ticket is good: the server gives it a minute
const HELD = 1_000; // ms: "no room" that comes sooner is not asked for again at once

const BAD_TOKEN = 4401;
/** The way in is another one by now, or there is none: only a new ticket tells. */
const LOOK_AGAIN = 4412;
/** We take changes of the list of people, not the whole list again and again. */
const CHANGES = "rounds.changes";

export class RoomSocket {
  /** @type {WebSocket | null} */
  #ws = null;
  /** @type {Status} */
  #status = { name: "connecting" };
  #connecting = false;
  #badTokens = 0;
  #arrivedAt = Date.now();
  /** @type {Record<"retry" | "deadline", Timer>} */
  #timers = { retry: undefined, deadline: undefined };
  #heart = new Heartbeat(
    () => this.#write({ action: "heartbeat" }),
    () => this.restart(),
  );

  /** One that came with the page: the first connection needs no request of its own. */
  firstTicket = "";

  /**
   * @param {() => Promise<Ticket>} ticket
   * @param {Outbox} outbox
   * @param {{frame: (frame: Frame, letter: Letter | undefined) => void, status: (status: Status) => void,
   *          position: () => {seq: number, epoch: string} | null}} handlers
   *   `letter`: what this frame acknowledges, or refuses for good; `position`: up to where the page has the room
   * @param {{longest?: number, isEndless?: boolean}} [how] `longest`: ms between two attempts; `isEndless`: however the
   *   socket is closed, only a ticket that is refused is the end
   */
  constructor(ticket, outbox, handlers, { longest, isEndless = false } = {}) {
    this.ticket = ticket;
    this.outbox = outbox;
    this.handlers = handlers;
    this.isEndless = isEndless;
    this.backoff = new Backoff({ longest });
    this.mailing = new Mailing(outbox, {
      isOnline: () => this.online,
      restart: () => this.restart(),
      write: (frame) => this.#write(frame),
    });
  }

  /** Connects, and from now on keeps the connection. */
  start() {
    window.addEventListener("online", () => this.#wake());
    window.addEventListener("offline", () => this.#ws && this.#heart.probe(SHORT_PATIENCE));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.#wake();
    });
    // an open socket forbids the browser to keep the page for "back"
    window.addEventListener("pagehide", () => this.#drop());
    window.addEventListener("pageshow", (event) => event.persisted && this.restart());
    this.#connect();
  }

  get online() {
    return this.#status.name === "online";
  }

  /**
   * Sends a request; a message, which must not be lost, goes through `post`.
   * @param {{action: string} & Record<string, unknown>} request
   * @returns {boolean} false: there is no connection, nothing was sent
   */
  send(request) {
    return this.online && this.#write(request);
  }

  /**
   * Sends a message now, or as soon as there is a connection.
   * @param {string} text
   * @param {number | null} round_id the round it answers
   * @param {string} [ref] under which it was kept as a draft
   */
  post(text, round_id, ref) {
    const letter = this.outbox.add(text, round_id, ref);
    if (this.online) this.mailing.send([letter]);
  }

  /** Gives up this connection and fetches the present state over a new one. */
  restart() {
    this.#drop();
    this.#later();
  }

  /** Asks for the way in at once: it is another one. Nobody needs to know, unless it fails. */
  again() {
    if (this.#connecting || this.#status.name === "ended") return;
    this.#drop();
    const wait = Date.now() - this.#arrivedAt < STABLE ? Math.min(this.backoff.next(), HELD) : 0;
    this.#arrivedAt = Date.now();
    this.#status = { name: "connecting" };
    this.#retry(wait);
  }

  async #connect() {
    clearTimeout(this.#timers.retry);
    if (this.#ws || this.#connecting || this.#status.name === "ended") return;
    this.#connecting = true;
    const asked = Date.now();
    const ticket = this.#takeFirstTicket() ?? (await this.ticket());
    this.#connecting = false;
    if (!ticket) return this.#later();
    if ("refused" in ticket) return this.#end(ticket.refused);
    if ("idle" in ticket) return this.#idle(Date.now() - asked < HELD ? HELD : 0);
    const address = `${location.protocol.replace("http", "ws")}//${location.host}${ticket.url}`;
    const position = this.handlers.position();
    const since = position ? `&since=${position.seq}&epoch=${position.epoch}` : "";
    const ws = new WebSocket(address + since, CHANGES);
    this.#ws = ws;
    ws.onmessage = (event) => this.#receive(event.data);
    ws.onclose = (event) => this.#closed(event.code);
    this.#timers.deadline = setTimeout(() => this.restart(), OPENING);
  }

  #takeFirstTicket() {
    const url = this.firstTicket;
    this.firstTicket = "";
    return url && performance.now() < FRESH ? { url } : null;
  }

  /** @param {string} data */
  #receive(data) {
    this.#heart.heard();
    /** @type {Frame} */
    const frame = JSON.parse(data);
    const letter = this.mailing.heard(frame);
    this.handlers.frame(frame, letter);
    // the first frame of those who are let in: the token was good
    if (frame.action === "room_info" && !this.online) this.#arrived();
  }

  #arrived() {
    clearTimeout(this.#timers.deadline);
    this.#badTokens = 0;
    this.#arrivedAt = Date.now();
    this.#report({ name: "online" });
    this.mailing.begin();
  }

  /** @param {number} code */
  #closed(code) {
    if (code === LOOK_AGAIN) return this.again();
    this.#drop();
    if (this.isEndless) return this.#later();
    const reason = code === BAD_TOKEN && ++this.#badTokens > 1 ? "signed_out" : ENDINGS[code];
    if (reason) this.#end(reason);
    else this.#later();
  }

  /**
   * There is no room to be in; the ticket's giver says when there is.
   * @param {number} wait ms
   */
  #idle(wait) {
    this.backoff.reset();
    if (this.#status.name !== "idle") this.#report({ name: "idle" });
    this.#retry(wait);
  }

  #later() {
    if (this.#status.name === "ended") return;
    if (this.online) {
      if (Date.now() - this.#arrivedAt > STABLE) this.backoff.reset();
      this.#report({ name: "offline", since: Date.now() });
    } else if (this.#status.name !== "offline") {
      this.#report({ name: "offline", since: this.#status.name === "idle" ? Date.now() : this.#arrivedAt });
    }
    this.#retry(this.backoff.next());
  }

  /** @param {number} wait ms */
  #retry(wait) {
    clearTimeout(this.#timers.retry);
    this.#timers.retry = setTimeout(() => this.#connect(), wait);
  }

  #wake() {
    if (this.#ws) return this.#heart.probe(SHORT_PATIENCE);
    this.backoff.reset();
    this.#connect();
  }

  /** Lets go of the socket; whatever it still says is not heard. */
  #drop() {
    clearTimeout(this.#timers.deadline);
    this.mailing.stop();
    this.#heart.stop();
    const ws = this.#ws;
    this.#ws = null;
    if (!ws) return;
    ws.onmessage = ws.onclose = null;
    ws.close();
  }

  /** @param {Ending} reason */
  #end(reason) {
    this.#drop();
    this.#report({ name: "ended", reason });
  }

  /** @param {Status} status */
  #report(status) {
    this.#status = status;
    this.handlers.status(status);
  }

  /** @param {object} frame */
  #write(frame) {
    if (this.#ws?.readyState !== WebSocket.OPEN) return false;
    this.#ws.send(JSON.stringify(frame));
    return true;
  }
}

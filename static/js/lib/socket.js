// The room's socket: one at a time, opened again for ever, with an outbox that is emptied after each return.

import { Backoff } from "./backoff.js";
import { Heartbeat } from "./heartbeat.js";
import { ENDINGS, fetchTicket } from "./ticket.js";

/** @typedef {import("./types.js").Frame} Frame */
/** @typedef {import("./types.js").Status} Status */
/** @typedef {import("./types.js").Ending} Ending */
/** @typedef {import("./types.js").Letter} Letter */
/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {ReturnType<typeof setTimeout> | undefined} Timer */

const OPENING = 12_000; // ms from an address to the room's state
const STABLE = 10_000; // ms after which a lost connection is a new trouble, not the old one
const UNACKNOWLEDGED = 12_000; // ms until a letter without an answer makes us start anew
const SHORT_PATIENCE = 4_000; // ms for a sign of life after the page was asleep
const FRESH = 45_000; // ms for which the page's own ticket is good: the server gives it a minute

const BAD_TOKEN = 4401;
/** We take changes of the list of people, not the whole list again and again. */
const CHANGES = "rounds.changes";
/** Refusals that pass by themselves: the letter stays in the outbox. */
const PASSING = new Set(["flooding", "internal", "unavailable"]);
/** And the one that passes when the trainer says so. */
const PAUSED = "training_paused";

export class RoomSocket {
  /** @type {WebSocket | null} */
  #ws = null;
  /** @type {Status} */
  #status = { name: "connecting" };
  #connecting = false;
  #backoff = new Backoff();
  #badTokens = 0;
  #arrivedAt = Date.now();
  /** @type {Set<string>} refs that were refused in a pause: no answer to them is late */
  #held = new Set();
  /** @type {Record<"retry" | "deadline" | "unanswered", Timer>} */
  #timers = { retry: undefined, deadline: undefined, unanswered: undefined };
  #heart = new Heartbeat(
    () => this.#write({ action: "heartbeat" }),
    () => this.restart(),
  );

  /** One that came with the page: the first connection needs no request of its own. */
  firstTicket = "";

  /**
   * @param {string} ticketAddress
   * @param {Outbox} outbox
   * @param {{frame: (frame: Frame, letter: Letter | undefined) => void, status: (status: Status) => void,
   *          position: () => {seq: number, epoch: string} | null}} handlers
   *   `letter`: what this frame acknowledges, or refuses for good; `position`: up to where the page has the room
   */
  constructor(ticketAddress, outbox, handlers) {
    this.ticketAddress = ticketAddress;
    this.outbox = outbox;
    this.handlers = handlers;
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
    if (this.online) this.#mail([letter]);
  }

  /** There is no pause any more: sends again what was refused in it. */
  release() {
    if (!this.#held.size || !this.online) return;
    const letters = this.outbox.letters.filter((letter) => this.#held.has(letter.ref));
    this.#held.clear();
    this.#mail(letters);
  }

  /** Gives up this connection and fetches the present state over a new one. */
  restart() {
    this.#drop();
    this.#later();
  }

  async #connect() {
    clearTimeout(this.#timers.retry);
    if (this.#ws || this.#connecting || this.#status.name === "ended") return;
    this.#connecting = true;
    const ticket = this.#takeFirstTicket() ?? (await fetchTicket(this.ticketAddress));
    this.#connecting = false;
    if (!ticket) return this.#later();
    if ("refused" in ticket) return this.#end(ticket.refused);
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
    const refusal = frame.action === "error" && frame.request === "message_send" ? frame : null;
    const held = refusal?.code === PAUSED && this.#hold(refusal.ref);
    const passing = held || (refusal && PASSING.has(refusal.code));
    // a draft has the ref under which it is sent later: that it is kept says nothing of the letter
    const answer = refusal ?? (frame.action === "message_send" ? frame : null);
    const letter = answer && !passing ? this.outbox.take(answer.ref) : undefined;
    if (letter || held) this.watch();
    this.handlers.frame(frame, letter);
    // the first frame of those who are let in: the token was good
    if (frame.action === "room_info" && !this.online) this.#arrived();
  }

  #arrived() {
    clearTimeout(this.#timers.deadline);
    this.#badTokens = 0;
    this.#arrivedAt = Date.now();
    this.#report({ name: "online" });
    this.#held.clear();
    this.#mail(this.outbox.letters);
  }

  /**
   * @param {string | null | undefined} ref
   * @returns {boolean} false: that was no letter
   */
  #hold(ref) {
    const letter = this.outbox.letters.find((one) => one.ref === ref);
    if (letter) this.#held.add(letter.ref);
    return letter !== undefined;
  }

  /** @param {Letter[]} letters */
  #mail(letters) {
    for (const { ref, text, round_id } of letters) {
      this.#write({ action: "message_send", message: text, ref, ...(round_id && { round_id }) });
    }
    this.watch();
  }

  /** Begins anew if the letters there are stay without an answer. */
  watch() {
    clearTimeout(this.#timers.unanswered);
    if (!this.online || this.outbox.letters.every((letter) => this.#held.has(letter.ref))) return;
    // not all pages of a room at the same moment: the server may only be slow
    const wait = UNACKNOWLEDGED * (1 + Math.random());
    this.#timers.unanswered = setTimeout(() => this.online && this.restart(), wait);
  }

  /** @param {number} code */
  #closed(code) {
    this.#drop();
    const reason = code === BAD_TOKEN && ++this.#badTokens > 1 ? "signed_out" : ENDINGS[code];
    if (reason) this.#end(reason);
    else this.#later();
  }

  #later() {
    if (this.#status.name === "ended") return;
    if (this.online) {
      if (Date.now() - this.#arrivedAt > STABLE) this.#backoff.reset();
      this.#report({ name: "offline", since: Date.now() });
    } else if (this.#status.name === "connecting") {
      this.#report({ name: "offline", since: this.#arrivedAt });
    }
    clearTimeout(this.#timers.retry);
    this.#timers.retry = setTimeout(() => this.#connect(), this.#backoff.next());
  }

  #wake() {
    if (this.#ws) return this.#heart.probe(SHORT_PATIENCE);
    this.#backoff.reset();
    this.#connect();
  }

  /** Lets go of the socket; whatever it still says is not heard. */
  #drop() {
    clearTimeout(this.#timers.deadline);
    clearTimeout(this.#timers.unanswered);
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

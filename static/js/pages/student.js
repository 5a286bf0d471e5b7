// The student's page: joins the room's socket to the elements of the page.

import { ConnectionBanner } from "../elements/connection-banner.js";
import { PhaseViews } from "../elements/phase-views.js";
import { ReadyCheck } from "../elements/ready-check.js";
import { say, sayNow } from "../lib/announce.js";
import { find, oncePerFrame, pageFiller } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { comeBackAfterUndo } from "../lib/kick-undo.js";
import { NewVersion } from "../lib/new-version.js";
import { Session } from "../lib/session.js";
import { load, save } from "../lib/storage.js";
import { endedEarly, isOwn, newsOf } from "../lib/student-news.js";
import { fetchTicket } from "../lib/ticket.js";
import { WakeLock } from "../lib/wake-lock.js";
import { joinAnswering } from "./answering.js";
import { heard, showRoom } from "./phone-views.js";

/** @typedef {import("../lib/types.js").Frame} Frame */
/** @typedef {import("../lib/types.js").Room} Room */

const phone = find(document, "phase-views", PhaseViews);
const banner = find(document, "connection-banner", ConnectionBanner);
const ready = find(document, "ready-check", ReadyCheck);
const fillPage = pageFiller();

/** What no snapshot tells: the rounds in which I have time of my own, and which the trainer ended. */
const EXTRA = `extra:${phone.dataset.key}`;
let extraRound = load(EXTRA, 0);
let endedRound = 0;
/** Own answers that the trainer removed in this round. */
const removed = /** @type {Set<number>} */ (new Set());
/** The server has said why; a phone that was away learns it from the page. */
let isTold = false;

const changed = oncePerFrame(() => phone.keepFocus(() => session.room && show(session.room)));

const session = new Session(
  () => fetchTicket(phone.dataset.ticket ?? ""),
  phone.dataset.key ?? "",
  {
    changed,
    status(status) {
      banner.show(status);
      answering.status(status);
      if (status.name === "ended") ended(status.reason);
      if (status.name === "online") ready.repeat();
      changed(); // what waits says what for
    },
    frame(frame, letter, before) {
      answering.heard(frame, letter, before);
      if (frame.action === "error" && frame.request === "student_ready") ready.settle();
      if (frame.action === "student_kick") kicked(frame.reason ?? "");
      if (session.room && before) remember(frame, session.room, before);
      if (session.room) heard(frame, session.room, (request) => session.send(request));
      awake.wanted = session.room?.phase === "round_open";
      version.heard(frame);
    },
  },
  phone.dataset.first,
);
const answering = joinAnswering(session, changed);
const awake = new WakeLock();
const version = new NewVersion(phone.dataset.version ?? "", () => session.online && isBetweenRounds());

ready.addEventListener("ready", (event) => {
  session.send({ action: "student_ready", is_ready: /** @type {CustomEvent<boolean>} */ (event).detail });
});

session.start();

/** @param {Room} room */
function show(room) {
  if (room.phase === "round_over" && endedEarly(room)) endedRound = room.round?.round_id ?? 0;
  ready.show(room.me.is_ready ?? false);
  answering.show(room, wasEnded(room));
  showRoom(room, {
    letters: session.outbox.letters,
    isOffline: !session.online,
    wasEnded: wasEnded(room),
    hasExtra: room.round?.round_id === extraRound,
    wasRemoved: removed.size > 0,
    hasText: answering.isShown,
  });
}

/**
 * @param {Frame} frame
 * @param {Room} room after it
 * @param {Room} before
 */
function remember(frame, room, before) {
  if (frame.action === "round_close" && before.phase === "round_open") roundOver(room, before);
  if (frame.action === "round_new") removed.clear();
  if (frame.action === "round_time") {
    if (frame.student_id) extraRound = frame.round_id;
    if (frame.student_id) save(EXTRA, extraRound);
  }
  if (frame.action === "message_remove" && isOwn(before, frame.message_id)) removed.add(frame.message_id);
  if (frame.action === "message_send") removed.delete(frame.message.message_id);
  const news = newsOf(frame, room, before);
  if (news) (news.atOnce ? sayNow : say)(news.words);
}

/**
 * @param {Room} room
 * @param {Room} before
 */
function roundOver(room, before) {
  const early = before.paused_at !== null || endedEarly(room);
  endedRound = early ? (room.round?.round_id ?? 0) : 0;
  const unsent = answering.ring(early);
  sayNow(
    early
      ? gettext("The trainer ended the round. {unsent}", { unsent })
      : gettext("The round is over. {unsent}", { unsent }),
  );
}

/** @param {Room} room */
const wasEnded = ({ round }) => round?.round_id === endedRound;

/** Nobody is interrupted who waits for what comes next, and has nothing on the way. */
function isBetweenRounds() {
  const phase = session.room?.phase ?? "closed";
  return ["waiting", "started", "round_over"].includes(phase) && answering.isDone;
}

/** @param {string} reason empty: none was given */
function kicked(reason) {
  isTold = true;
  fillPage({ reason });
  find(document, "#kick-reason").hidden = !reason;
}

/** @param {import("../lib/types.js").Ending} reason */
function ended(reason) {
  if (reason === "kicked" && !isTold) return location.reload();
  awake.wanted = false;
  phone.keepFocus(() => phone.end(reason));
  if (reason === "kicked") comeBackAfterUndo(phone.dataset.ticket ?? "");
}

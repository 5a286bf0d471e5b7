// The student's page: joins the room's socket to the elements of the page.

import { AnswerBox } from "../elements/answer-box.js";
import { ConnectionBanner } from "../elements/connection-banner.js";
import { MessageList } from "../elements/message-list.js";
import { PhaseViews } from "../elements/phase-views.js";
import { QuestionText } from "../elements/question-text.js";
import { ReadyCheck } from "../elements/ready-check.js";
import { ResultsBoard } from "../elements/results-board.js";
import { RoundClock } from "../elements/round-clock.js";
import { say, sayNow } from "../lib/announce.js";
import { find, oncePerFrame, pageFiller } from "../lib/dom.js";
import { gettext, ngettext } from "../lib/i18n.js";
import { comeBackAfterUndo } from "../lib/kick-undo.js";
import { asMessages, byRound, fromStudent, fromTrainer, placeOf } from "../lib/room.js";
import { sentence } from "../lib/sentences.js";
import { Session } from "../lib/session.js";
import { load, save } from "../lib/storage.js";
import { endedEarly, isOwn, newsOf, pauseOf, untilWhen } from "../lib/student-news.js";
import { Writing } from "../lib/writing.js";

/** @typedef {import("../lib/types.js").Frame} Frame */
/** @typedef {import("../lib/types.js").Letter} Letter */
/** @typedef {import("../lib/types.js").Message} Message */
/** @typedef {import("../lib/types.js").Room} Room */

const TOLD = 2; // of the trainer's messages, as many as stand above everything
const UNSENT = gettext("Time ran out before you sent this. Your text is kept.");
const ENDED = gettext("The round ended before you sent this. Your text is kept.");

const phone = find(document, "phase-views", PhaseViews);
const banner = find(document, "connection-banner", ConnectionBanner);
const ready = find(document, "ready-check", ReadyCheck);
const clock = find(document, "round-clock", RoundClock);
const box = find(document, "answer-box", AnswerBox);
const told = find(document, "#told", MessageList);
const mine = find(document, "#mine", MessageList);
const others = find(document, "#others", MessageList);
const before = find(document, "#before", MessageList);
const final = find(document, "#final", MessageList);
const results = find(document, "results-board", ResultsBoard);
const question = find(document, "question-text", QuestionText);
const pauses = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-paused]"));
const fillPage = pageFiller();

/** What no snapshot tells: the rounds in which I have time of my own, and which the trainer ended. */
const EXTRA = `extra:${phone.dataset.key}`;
let extraRound = load(EXTRA, 0);
let endedRound = 0;
/** Own answers that the trainer removed in this round. */
const removed = /** @type {Set<number>} */ (new Set());
/** The server has said why; a phone that was away learns it from the page. */
let isTold = false;

const session = new Session(phone.dataset.ticket ?? "", phone.dataset.key ?? "", {
  changed: oncePerFrame(() => phone.keepFocus(() => session.room && show(session.room))),
  status(status) {
    banner.show(status);
    if (status.name === "ended") ended(status.reason);
    if (status.name === "online") ready.repeat();
  },
  frame(frame, letter, before) {
    if (frame.action === "error" && letter) giveBack([letter], sentence(frame.code));
    if (frame.action === "error" && frame.request === "student_ready") ready.settle();
    if (frame.action === "student_kick") kicked(frame.reason ?? "");
    if (session.room && before) remember(frame, session.room, before);
  },
});

const writing = new Writing((is_writing) => session.send({ action: "student_writing", is_writing }));

ready.addEventListener("ready", (event) => {
  session.send({ action: "student_ready", is_ready: /** @type {CustomEvent<boolean>} */ (event).detail });
});

box.addEventListener("answer", (event) => {
  const round = session.room?.round;
  if (round) session.post(/** @type {CustomEvent<string>} */ (event).detail, round.round_id);
  writing.stops();
});

box.addEventListener("writing", (event) => {
  if (session.room?.phase !== "round_open") return;
  if (/** @type {CustomEvent<boolean>} */ (event).detail) writing.goesOn();
  else writing.stops();
});

session.start();

/** @param {Room} room */
function show(room) {
  const me = room.me.id;
  const isMine = (/** @type {Message} */ one) => one.student_id === me;
  const { present, before: earlier } = byRound(room);
  const isPaused = room.paused_at !== null;
  if (room.phase === "round_over" && endedEarly(room)) endedRound = room.round?.round_id ?? 0;
  const own = [...present.filter(isMine), ...asMessages(session.outbox.letters, isPaused)];
  const rest = present.filter((one) => fromStudent(one) && !isMine(one));
  const isOpen = room.phase === "round_open";

  phone.show(room.phase);
  ready.show(room.me.is_ready ?? false);
  clock.show(room.round, room.paused_at);
  question.show(room.round?.question ?? "");
  box.open = isOpen && !isPaused;
  box.paused = isOpen && isPaused;
  if (room.phase === "round_over" && box.text && !box.noted) box.note(unsent(room));
  told.show(present.filter(fromTrainer).slice(-TOLD), me);
  mine.show(own, me);
  others.show(rest, me);
  before.show(earlier, me);
  results.show(room.result, me);
  if (room.phase === "closed") final.show(present, me);

  find(document, "#box").hidden = !isOpen && !box.text;
  for (const place of pauses) place.hidden = !isPaused;
  find(document, "#extra").hidden = !isOpen || isPaused || extraRound !== room.round?.round_id;
  find(document, "#removed").hidden = removed.size === 0;
  find(document, "#mine-section").hidden = own.length === 0;
  find(document, "#others-section").hidden = rest.length === 0;
  find(document, "#final-section").hidden = present.length === 0;
  find(document, "#before-section").hidden = earlier.length === 0;
  find(document, "#hidden-note").hidden = room.answers === "open" || rest.length > 0;
  const number = room.round?.number ?? 0;
  fillPage({
    here: ngettext("{n} person is in the room", "{n} people are in the room", room.users.length),
    round: gettext("Round {n} of {m}", { n: number, m: room.max_rounds_count }),
    over: gettext("Round {n} is over", { n: number }),
    next: nextOf(room),
    paused: pauseOf(room),
    extra: untilWhen(room),
    given: rest.length,
    ...standing(room),
  });
}

/**
 * How this student came out.
 * @param {Room} room
 * @returns {Record<string, string | number>}
 */
function standing({ result, me }) {
  const score = result?.find((one) => one.student_id === me.id);
  if (!result || !score) return {};
  const n = score.correct_answers_count;
  return {
    "my-place": placeOf(result, score),
    of: gettext("of {n}", { n: result.length }),
    "my-count": ngettext("{n} right answer", "{n} right answers", n),
  };
}

/**
 * Texts that did not arrive go back to where they were written.
 * @param {Letter[]} letters
 * @param {string} why
 */
function giveBack(letters, why) {
  for (const { text } of letters) box.giveBack(text);
  if (!letters.length) return;
  box.note(why);
  sayNow(why);
}

/**
 * @param {Frame} frame
 * @param {Room} room after it
 * @param {Room} before
 */
function remember(frame, room, before) {
  if (frame.action === "round_close" && before.phase === "round_open") roundOver(room, before);
  if (frame.action === "round_new") {
    removed.clear();
    box.note(box.text ? gettext("This text is left from the round before.") : "");
  }
  if (frame.action === "round_time") {
    if (frame.student_id) extraRound = frame.round_id;
    if (frame.student_id) save(EXTRA, extraRound);
    if (before.phase !== "round_open") box.note("");
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
  const left = box.text ? unsent(room) : "";
  sayNow(
    early
      ? gettext("The trainer ended the round. {unsent}", { unsent: left })
      : gettext("The round is over. {unsent}", { unsent: left }),
  );
}

/** @param {Room} room */
const unsent = ({ round }) => (round?.round_id === endedRound ? ENDED : UNSENT);

/** @param {Room} room */
function nextOf({ round, max_rounds_count }) {
  const ended = round?.round_id === endedRound ? gettext("The trainer ended the round.") : "";
  const isLast = round?.number === max_rounds_count;
  return `${ended} ${isLast ? gettext("Wait for the results.") : gettext("Wait for the next one.")}`.trim();
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
  phone.keepFocus(() => phone.end(reason));
  if (reason === "kicked") comeBackAfterUndo(phone.dataset.ticket ?? "");
}

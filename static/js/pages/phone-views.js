// What stands on the student's page besides the answer box: its views, lists and figures, drawn from the room.

import { AnsweredRounds } from "../elements/answered-rounds.js";
import { MessageList } from "../elements/message-list.js";
import { PhaseViews } from "../elements/phase-views.js";
import { QuestionText } from "../elements/question-text.js";
import { ResultsBoard } from "../elements/results-board.js";
import { RoundClock } from "../elements/round-clock.js";
import { others as othersOf, rightOnes, roundBefore } from "../lib/answered.js";
import { find, pageFiller } from "../lib/dom.js";
import { gettext, ngettext } from "../lib/i18n.js";
import { keepInSight } from "../lib/in-sight.js";
import { OwnRecord } from "../lib/own-record.js";
import { asMessages, byRound, fromStudent, fromTrainer, placeOf } from "../lib/room.js";
import { pauseOf, untilWhen } from "../lib/student-news.js";

/** @typedef {import("../lib/types.js").Frame} Frame */
/** @typedef {import("../lib/types.js").Letter} Letter */
/** @typedef {import("../lib/types.js").Message} Message */
/** @typedef {import("../lib/types.js").Room} Room */

/**
 * What no snapshot tells.
 * @typedef {object} Beside
 * @property {Letter[]} letters on their way
 * @property {boolean} isOffline is there no connection?
 * @property {boolean} wasEnded did the trainer end the present round?
 * @property {boolean} hasExtra has this student time of their own for it?
 * @property {boolean} wasRemoved did the trainer remove an answer of theirs in it?
 * @property {boolean} hasText is there a text in the answer box?
 */

const RIGHT = 5; // right texts that somebody else wrote
const TOLD = 2; // of the trainer's messages, as many as stand above everything

const phone = find(document, "phase-views", PhaseViews);
const clock = find(document, "round-clock", RoundClock);
const told = find(document, "#told", MessageList);
const mine = find(document, "#mine", MessageList);
const others = find(document, "#others", MessageList);
const right = find(document, "#right", MessageList);
const beforeMine = find(document, "#before-mine", AnsweredRounds);
const before = find(document, "#before", MessageList);
const final = find(document, "#final", MessageList);
const results = find(document, "results-board", ResultsBoard);
const record = find(document, "#record", AnsweredRounds);
const ownRecord = new OwnRecord();
const question = find(document, "question-text", QuestionText);
const pauses = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-paused]"));
const fillPage = pageFiller();
keepInSight(find(document, "#box"), () => find(document, ".round__head").offsetHeight);

/**
 * @param {Room} room
 * @param {Beside} beside
 */
export function showRoom(room, beside) {
  const me = room.me.id;
  const isMine = (/** @type {Message} */ one) => one.student_id === me;
  const { present, before: earlier } = byRound(room);
  const isPaused = room.paused_at !== null;
  const own = [...present.filter(isMine), ...asMessages(beside.letters, isPaused, beside.isOffline)];
  const rest = present.filter((one) => fromStudent(one) && !isMine(one));
  const isOpen = room.phase === "round_open";
  const mineRight = own.filter((one) => one.is_correct).map((one) => one.text);
  const alsoRight = isOpen ? [] : othersOf(rightOnes(rest), (one) => one.text, mineRight);

  phone.show(room.phase);
  clock.show(room.round, room.paused_at);
  question.show(room.round?.question ?? "");
  told.show(present.filter(fromTrainer).slice(-TOLD), me);
  mine.show(own, me);
  others.show(rest, me);
  right.show(alsoRight.slice(0, RIGHT), me);
  beforeMine.show(earlier.length ? [roundBefore(earlier, room)] : []);
  before.show(
    earlier.filter((one) => !isMine(one)),
    me,
  );
  results.show(room.result, me);
  if (room.phase === "closed") final.show(present, me);

  find(document, "#box").hidden = !isOpen && !beside.hasText;
  for (const place of pauses) place.hidden = !isPaused;
  find(document, "#extra").hidden = !isOpen || isPaused || !beside.hasExtra;
  find(document, "#removed").hidden = !beside.wasRemoved;
  find(document, "#mine-section").hidden = own.length === 0;
  find(document, "#right-section").hidden = alsoRight.length === 0;
  find(document, "#right-more").hidden = alsoRight.length <= RIGHT;
  find(document, "#others-section").hidden = rest.length === 0;
  find(document, "#final-section").hidden = present.length === 0;
  find(document, "#before-section").hidden = earlier.length === 0;
  find(document, "#hidden-note").hidden = room.answers === "open" || rest.length > 0;
  const number = room.round?.number ?? 0;
  fillPage({
    here: ngettext("{n} person is in the room", "{n} people are in the room", room.users.length),
    round: gettext("Round {n} of {m}", { n: number, m: room.max_rounds_count }),
    over: gettext("Round {n} is over", { n: number }),
    next: nextOf(room, beside.wasEnded),
    paused: pauseOf(room),
    extra: untilWhen(room),
    mine: isOpen ? gettext("You sent") : gettext("You wrote"),
    right: mineRight.length ? gettext("Also right") : gettext("Right was"),
    "right-more": gettext("and {n} more", { n: alsoRight.length - RIGHT }),
    hidden: isLast(room)
      ? gettext("Everyone’s answers appear with the results.")
      : gettext("Everyone’s answers appear with the next round."),
    given: rest.length,
    ...standing(room),
  });
}

/**
 * What comes once, and is no part of the room.
 * @param {Frame} frame
 * @param {Room} room after it
 * @param {(request: {action: string}) => boolean} ask
 */
export function heard(frame, room, ask) {
  ownRecord.hear(frame, room, () => ask({ action: "student_record" }));
  if (frame.action === "round_new") window.scrollTo(0, 0); // from wherever the last one's answers were read
  if (frame.action !== "student_record") return;
  record.show(frame.message);
  find(document, "#record-section").hidden = frame.message.length === 0;
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
 * @param {Room} room
 * @param {boolean} wasEnded
 */
function nextOf(room, wasEnded) {
  const ended = wasEnded ? gettext("The trainer ended the round.") : "";
  const next = isLast(room) ? gettext("Wait for the results.") : gettext("Wait for the next one.");
  return `${ended} ${next}`.trim();
}

/** @param {Room} room */
const isLast = ({ round, max_rounds_count }) => round?.number === max_rounds_count;

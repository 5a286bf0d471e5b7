// What stands on the projector's page: its pictures, drawn from the room and from what the server wants shown.

import { FittedQuestion } from "../elements/fitted-question.js";
import { JoinWay } from "../elements/join-way.js";
import { PhaseViews } from "../elements/phase-views.js";
import { RoundClock } from "../elements/round-clock.js";
import { TurningPages } from "../elements/turning-pages.js";
import "../elements/wall-clock.js";
import { find, pageFiller } from "../lib/dom.js";
import { gettext, ngettext } from "../lib/i18n.js";
import { answeredIn, answerRows, nameRows, pictureOf, scoreRows, toldIn } from "../lib/picture.js";

/** @typedef {import("../lib/types.js").Room} Room */
/** @typedef {import("../lib/seen.js").Seen} Seen */

const ROUND = ["round", "marking", "reveal"]; // the pictures of a round

const LONG = 50; // characters of a room's title from which its type is smaller
const LONG_FIGURE = 9; // characters
const HAIR = 1.02; // letters stand on whole pixels: of another size they are a little wider
const STEPS = 20; // of an em
const FEW = 2; // answers, and
const SHORT = 40; // characters of each, which leave room for larger type

const views = find(document, "phase-views", PhaseViews);
const clock = find(document, "round-clock", RoundClock);
const join = find(document, "#join", JoinWay);
const question = find(document, "#question", FittedQuestion);
const names = find(document, "#names", TurningPages);
const answers = find(document, "#answers", TurningPages);
const scores = find(document, "#scores", TurningPages);
const paused = find(document, "[data-paused]");
const fillPage = pageFiller();

document.fonts.addEventListener("loadingdone", fitCode);
window.addEventListener("resize", fitCode);

/**
 * @param {Seen} seen
 * @param {Room | null} room null: it is not known yet, or there is none
 * @param {boolean} isLongOver have its results hung there long enough?
 */
export function showPicture(seen, room, isLongOver) {
  const picture = room ? pictureOf(room, isLongOver) : seen.room ? "connecting" : "waiting";
  showSettings(seen);
  views.show(picture);
  views.toggleAttribute("data-no-rail", seen.screen.hides_code && !ROUND.includes(picture));
  // who comes when the training is over finds the next room
  const isOver = picture === "results" || picture === "closed";
  const way = isOver ? seen.trainer : (seen.room ?? seen.trainer);
  join.show(seen.screen.hides_code ? null : way);
  const name = seen.room?.title ?? seen.trainer.name;
  fillPage({ name, title: name });
  views.toggleAttribute("data-long", name.length > LONG || (seen.next?.title.length ?? 0) > LONG);
  fitCode();
  showWaiting(seen);
  clock.show(picture === "round" ? (room?.round ?? null) : null, room?.paused_at ?? null);
  paused.hidden = !room?.paused_at;
  showLobby(seen, room, picture);
  showRound(room, picture);
  scores.show(room?.result && picture === "results" ? scoreRows(room.result) : []);
}

/** How wide the code's letters are, in parts of their size: CSS makes them fit. */
function fitCode() {
  const code = find(join, '[data-text="code"]');
  const range = document.createRange();
  range.selectNodeContents(code);
  const { width } = range.getBoundingClientRect();
  const ems = (HAIR * width) / parseFloat(getComputedStyle(code).fontSize);
  // in coarse steps: measured again in its new size it must not become another one
  if (width) join.style.setProperty("--code-ems", (Math.ceil(ems * STEPS) / STEPS).toFixed(2));
}

/** Nobody's screen any more: nothing of the room stays on the page. */
export function showRevoked() {
  for (const pages of [names, answers, scores]) pages.show([]);
  question.show("");
  clock.show(null);
  join.show(null);
  fillPage({ name: "", title: "", next: "", told: "" });
  views.show("revoked");
}

/** @param {Seen} seen */
function showSettings({ screen }) {
  const { dataset } = document.documentElement;
  const isAnother = dataset.zoom !== screen.zoom;
  Object.assign(dataset, { theme: screen.theme, zoom: screen.zoom });
  views.toggleAttribute("data-no-code", screen.hides_code);
  if (!isAnother) return;
  question.layout();
  for (const pages of [names, answers, scores]) pages.layout();
}

/** @param {Seen} seen */
function showWaiting({ next, trainer }) {
  find(document, "#next-name").hidden = !next;
  fillPage({
    next: next?.title ?? trainer.name,
    waiting: next
      ? gettext("It begins soon. This screen goes along by itself.")
      : gettext("The next room comes up here by itself."),
  });
}

/**
 * @param {Seen} seen
 * @param {Room | null} room
 * @param {string} picture
 */
function showLobby(seen, room, picture) {
  const isLobby = room !== null && picture === "lobby";
  names.show(isLobby ? nameRows(room) : []);
  if (!isLobby) return;
  const n = room.users.length;
  views.toggleAttribute("data-nobody", n === 0);
  const ready = room.users.filter((user) => user.is_ready).length;
  const isStarted = room.phase === "started";
  fillPage({
    present: isStarted ? gettext("{n} of {m}", { n: ready, m: n }) : n || "",
    "present-words": isStarted ? gettext("are ready") : presentWords(n, seen.screen.hides_code),
  });
}

/**
 * @param {number} n
 * @param {boolean} hidesCode
 */
function presentWords(n, hidesCode) {
  if (n) return ngettext("person is in the room", "people are in the room", n);
  return hidesCode
    ? gettext("Nobody is here yet.")
    : gettext("Nobody is here yet. Scan the code, or type it in, and be the first.");
}

/**
 * @param {Room | null} room
 * @param {string} picture
 */
function showRound(room, picture) {
  if (!room || !ROUND.includes(picture)) {
    question.show("");
    return answers.show([]);
  }
  const { rows, isBefore } = answerRows(room);
  const n = room.round?.number ?? 0;
  const asked = room.round?.question ?? "";
  const told = toldIn(room);
  const answered = gettext("{n} of {m}", { n: answeredIn(room), m: room.users.length });
  find(document, "#answered").toggleAttribute("data-long", answered.length > LONG_FIGURE);
  views.toggleAttribute("data-full", rows.length > 0);
  views.toggleAttribute("data-few", isFew(rows));
  answers.dataset.kind = `${room.settings.is_blind}`;
  find(document, "#aloud").hidden = asked !== "";
  find(document, "#told").hidden = told === "";
  fillPage({
    round: gettext("Round {n} of {m}", { n, m: room.max_rounds_count }),
    aloud: picture === "round" ? gettext("Listen to the question") : gettext("Round {n} is over", { n }),
    told,
    answered,
    hint: hintOf(room, picture, rows.length > 0),
    "answers-name": rows.length ? headingOf(picture, isBefore, n) : "",
  });
  question.show(asked);
  answers.show(rows);
}

/** @param {import("../lib/sizes.js").Row[]} rows */
function isFew(rows) {
  return rows.length > 0 && rows.length <= FEW && rows.every(({ text }) => text.length <= SHORT);
}

/**
 * @param {string} picture
 * @param {boolean} isBefore
 * @param {number} n
 */
function headingOf(picture, isBefore, n) {
  if (isBefore) return gettext("Answers of round {n}", { n: n - 1 });
  return picture === "marking" ? gettext("Time is up. The answers are being marked.") : "";
}

/**
 * What there is to do or to wait for, where there are no answers to see.
 * @param {Room} room
 * @param {string} picture
 * @param {boolean} hasAnswers
 */
function hintOf(room, picture, hasAnswers) {
  if (hasAnswers) return "";
  if (picture === "round") return gettext("Answer on your phone.");
  return answeredIn(room)
    ? gettext("Time is up. The answers are being marked.")
    : gettext("Time is up. Nobody answered this time.");
}

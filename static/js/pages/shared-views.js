// What stands on the shared device's page besides whose turn it is: its pictures by phase, clock, question and figures.

import { JoinWay } from "../elements/join-way.js";
import { PhaseViews } from "../elements/phase-views.js";
import { QuestionText } from "../elements/question-text.js";
import { ResultsBoard } from "../elements/results-board.js";
import { RoundClock } from "../elements/round-clock.js";
import "../elements/wall-clock.js";
import { find, pageFiller } from "../lib/dom.js";
import { gettext, ngettext } from "../lib/i18n.js";

/** @typedef {import("../lib/seen.js").Seen} Seen */
/** @typedef {import("../lib/types.js").Room} Room */
/**
 * @typedef {object} Turn
 * @property {import("./turns.js").Step | null} step
 * @property {string} nickname
 * @property {string} late
 * @property {boolean} hasAnswered
 */

const views = find(document, "phase-views", PhaseViews);
const clock = find(document, "round-clock", RoundClock);
const question = find(document, "question-text", QuestionText);
const results = find(document, "results-board", ResultsBoard);
const ways = ["#way-waiting", "#way-lobby"].map((id) => find(document, id, JoinWay));
const headJoin = find(document, "#head-join");
const pauses = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-paused]"));
const fillPage = pageFiller();
/** Is how to join to be shown? */
let hasWay = false;

/** Pictures with the way in at large. */
const LARGE = ["waiting", "lobby", "connecting"];

/** Nobody knows yet what there is to show. */
export const CONNECTING = "connecting";

/**
 * How the trainer wants this page: at once.
 * @param {Seen} seen
 */
export function showLook({ screen, room, trainer }) {
  const { dataset } = document.documentElement;
  dataset.theme = screen.theme;
  dataset.zoom = screen.zoom;
  const way = screen.hides_code ? null : (room ?? trainer);
  for (const one of ways) one.show(way);
  hasWay = way !== null;
  if (way) fillPage({ place: place(way.join_url), code: spaced(way.code) });
}

/**
 * @param {Seen} seen
 * @param {Room | null} room null: there is none, or its state is not known yet
 * @param {Turn} turn
 * @returns {string} the picture that is shown now
 */
export function show(seen, room, turn) {
  const phase = turn.step ?? pictureOf(seen, room);
  const number = room?.round?.number ?? 0;
  const most = room?.max_rounds_count ?? 0;
  fillPage({
    title: seen.room ? seen.room.title : seen.trainer.name,
    waiting: gettext("The next training comes here by itself"),
    next: seen.next ? gettext("Next: {title}", { title: seen.next.title }) : "",
    lobby:
      room?.phase === "started"
        ? gettext("The first round is about to begin")
        : gettext("Join with your phone"),
    here: room ? ngettext("{n} person is in the room", "{n} people are in the room", room.users.length) : "",
    round: gettext("Round {n} of {m}", { n: number, m: most }),
    over: gettext("Round {n} is over", { n: number }),
    question: room?.round?.question ?? "",
    after: number === most ? gettext("Wait for the results.") : gettext("Wait for the next one."),
    student: turn.nickname,
    still: gettext("Are you still there, {name}?", { name: turn.nickname }),
    sending: gettext("Sending your answer, {name}…", { name: turn.nickname }),
    sent: gettext("Sent. Thank you, {name}", { name: turn.nickname }),
    late: turn.late,
  });
  find(document, "#again").hidden = !turn.hasAnswered;
  find(document, "#over-question").hidden = !room?.round?.question;
  for (const place of pauses) place.hidden = !room?.paused_at;
  headJoin.hidden = !hasWay || LARGE.includes(phase); // there it stands in the middle
  clock.show(room?.round ?? null, room?.paused_at);
  question.show(room?.round?.question ?? "");
  results.show(room?.result ?? null);
  views.keepFocus(() => views.show(phase));
  return phase;
}

/** This tablet is nobody's any more. */
export function end() {
  headJoin.hidden = true;
  views.keepFocus(() => views.end("revoked"));
}

/**
 * @param {Seen} seen
 * @param {Room | null} room
 */
function pictureOf(seen, room) {
  if (!seen.room) return "waiting";
  if (!room) return CONNECTING;
  if (room.phase === "round_over") return "round_over";
  return room.phase === "closed" ? "results" : "lobby";
}

/** @param {string} url */
const place = (url) => (url.split("://")[1] ?? url).replace(/\/[^/]*$/, "");

/** @param {string} code */
const spaced = (code) => `${code.slice(0, 3)}\u00a0${code.slice(3)}`;

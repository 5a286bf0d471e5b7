// The trainer's console: joins the room's socket to the elements of the page.

import { AnswerBox } from "../elements/answer-box.js";
import { ConnectionBanner } from "../elements/connection-banner.js";
import "../elements/copy-button.js";
import { MessageList } from "../elements/message-list.js";
import { NextRound } from "../elements/next-round.js";
import "../elements/pane-tabs.js";
import { PeopleList } from "../elements/people-list.js";
import { PhaseViews } from "../elements/phase-views.js";
import { QuestionText } from "../elements/question-text.js";
import { ResultsBoard } from "../elements/results-board.js";
import { RoundClock } from "../elements/round-clock.js";
import { StepButton } from "../elements/step-button.js";
import { TrainingSteps } from "../elements/training-steps.js";
import { WhileAway } from "../elements/while-away.js";
import { sayNow } from "../lib/announce.js";
import { find, oncePerFrame, pageFiller } from "../lib/dom.js";
import { gettext, ngettext } from "../lib/i18n.js";
import { asMessages, authors, byRound, fromStudent, fromTrainer } from "../lib/room.js";
import { sentence } from "../lib/sentences.js";
import { Session } from "../lib/session.js";

/** @typedef {import("../lib/types.js").ErrorFrame} ErrorFrame */
/** @typedef {import("../lib/types.js").Letter} Letter */
/** @typedef {import("../lib/types.js").Room} Room */

const TOLD = 3; // of the trainer's own messages, as many as are shown

const desk = find(document, "phase-views", PhaseViews);
const banner = find(document, "connection-banner", ConnectionBanner);
const people = find(document, "people-list", PeopleList);
const clock = find(desk, "round-clock", RoundClock);
const away = find(document, "while-away", WhileAway);
const smallClock = find(away, "round-clock", RoundClock);
const next = find(document, "next-round", NextRound);
const answers = find(document, "#answers", MessageList);
const before = find(document, "#before", MessageList);
const told = find(document, "#told", MessageList);
const words = find(document, "answer-box", AnswerBox);
const results = find(document, "results-board", ResultsBoard);
const steps = find(document, "training-steps", TrainingSteps);
const shares = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".share"));
const question = find(document, "question-text", QuestionText);
const fillPage = pageFiller();

const session = new Session(desk.dataset.ticket ?? "", desk.dataset.key ?? "", {
  changed: oncePerFrame(() => desk.keepFocus(() => session.room && show(session.room))),
  status(status) {
    banner.show(status);
    if (status.name === "online") settle(""); // what was asked before may have got lost
    if (status.name === "ended") ended(status.reason);
  },
  frame(frame, letter) {
    if (frame.action === "error") refused(frame, letter);
    else if ("phase" in frame) settle(frame.action);
    if (frame.action === "round_close") sayNow(gettext("Round {n} is over.", { n: frame.message.number }));
  },
});

document.addEventListener("step", (event) => {
  const button = /** @type {CustomEvent<StepButton>} */ (event).detail;
  if (button.action === "round_new" && !next.check()) return button.settle();
  const values = button.action === "round_new" ? next.values : {};
  const row = button.closest("[data-id]");
  const id = row instanceof HTMLElement ? { id: Number(row.dataset.id) } : {};
  if (!session.send({ action: button.action, ...values, ...id })) button.settle(sentence("offline"));
});

document.addEventListener("mark", (event) => {
  const { id, is_correct } = /** @type {CustomEvent<{id: number, is_correct: boolean}>} */ (event).detail;
  if (!session.send({ action: "message_select", message_ids: [id], is_correct })) unmark(sentence("offline"));
});

words.addEventListener("answer", (event) => {
  session.post(/** @type {CustomEvent<string>} */ (event).detail, null);
});

session.start();

/** @param {Room} room */
function show(room) {
  const { present, before: earlier } = byRound(room);
  const given = present.filter(fromStudent);
  const answered = authors(given);
  const number = room.round?.number ?? 0;
  const isLast = number >= room.max_rounds_count;
  const last = earlier.filter(fromStudent);

  desk.show(room.phase);
  people.show(room.users, answered, room.phase);
  steps.show(room);
  clock.show(room.round);
  question.show(room.round?.question ?? "");
  smallClock.show(room.round);
  away.wanted = room.phase === "round_open";
  next.show(number + 1, room.phase === "round_open", room.round?.question ?? "");
  answers.show(given);
  before.show(last);
  told.show([...room.messages.filter(fromTrainer), ...asMessages(session.outbox.letters)].slice(-TOLD));
  results.show(room.result);

  find(document, "#next").hidden = isLast;
  find(document, "#finish").hidden = !isLast;
  find(document, "#close-early").hidden = isLast;
  find(document, "#last-round").hidden = last.length === 0;
  fillPage({
    round: gettext("Round {n} of {m}", { n: number, m: room.max_rounds_count }),
    given: given.length,
    ...countsOf(room, answered),
  });
}

/** @param {import("../lib/types.js").Ending} reason */
function ended(reason) {
  away.wanted = false;
  desk.keepFocus(() => desk.end(reason));
}

/**
 * @param {Room} room
 * @param {Set<number | null>} answered
 */
function countsOf({ users, phase }, answered) {
  const all = users.length;
  const ready = users.filter((user) => user.is_ready).length;
  const have = users.filter((user) => answered.has(user.id)).length;
  const share = (phase === "started" ? ready : have) / Math.max(all, 1);
  // on the bars themselves: an inherited property on the page would restyle a thousand answers each time
  for (const bar of shares) bar.style.setProperty("--share", String(share));
  const standing =
    phase === "started"
      ? gettext("{n} of {m} ready", { n: ready, m: all })
      : gettext("{n} of {m} answered", { n: have, m: all });
  return {
    people: all,
    here: ngettext("{n} student is here", "{n} students are here", all),
    ready: gettext("{n} of {m} ready", { n: ready, m: all }),
    answered: gettext("{n} of {m} answered", { n: have, m: all }),
    standing: phase === "waiting" || phase === "closed" ? "" : standing,
  };
}

/**
 * @param {ErrorFrame} frame
 * @param {Letter | undefined} letter
 */
function refused({ request, code }, letter) {
  const why = sentence(code);
  if (letter) {
    words.giveBack(letter.text);
    words.note(why);
    sayNow(why);
  } else if (request === "message_select") unmark(why);
  else if (request) settle(request, why);
}

/**
 * Lets go of the buttons of one step; of all when it is empty.
 * @param {string} action
 * @param {string} [problem]
 */
function settle(action, problem) {
  for (const button of document.querySelectorAll(
    action ? `step-button[action="${action}"]` : "step-button",
  )) {
    if (button instanceof StepButton && (button.busy || !problem)) button.settle(problem);
  }
}

/** @param {string} problem */
function unmark(problem) {
  answers.settle();
  before.settle();
  const place = find(document, "#mark-problem");
  place.textContent = problem;
  place.hidden = false;
  setTimeout(() => {
    place.hidden = true;
  }, 6_000);
}

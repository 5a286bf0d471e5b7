// The trainer's console: joins the room's socket to the parts of the page.

import { AnswerBox } from "../elements/answer-box.js";
import { ConnectionBanner } from "../elements/connection-banner.js";
import "../elements/copy-button.js";
import "../elements/local-time.js";
import { MessageList } from "../elements/message-list.js";
import { PhaseViews } from "../elements/phase-views.js";
import { ResultsBoard } from "../elements/results-board.js";
import "../elements/room-switch.js";
import "../elements/screen-list.js";
import { TrainingSteps } from "../elements/training-steps.js";
import { sayNow } from "../lib/announce.js";
import { find, oncePerFrame, pageFiller } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { Requests } from "../lib/requests.js";
import { asMessages, authors, byRound, fromStudent, fromTrainer } from "../lib/room.js";
import { Session } from "../lib/session.js";
import { fetchTicket } from "../lib/ticket.js";
import { sentence } from "../lib/trainer-sentences.js";
import { byName } from "../lib/users.js";
import { joinAnswers } from "./answers.js";
import { joinKeys } from "./keys.js";
import { joinPeople } from "./people.js";
import { joinQuestions } from "./questions.js";
import { joinRound } from "./round.js";
import { standingOf } from "./standing.js";

/** @typedef {import("../lib/requests.js").Asker} Asker */
/** @typedef {import("../lib/requests.js").Wish} Wish */
/** @typedef {import("../lib/types.js").Letter} Letter */
/** @typedef {import("../lib/types.js").Room} Room */

const TOLD = 3; // of the trainer's own messages, as many as are shown

const desk = find(document, "phase-views", PhaseViews);
const banner = find(document, "connection-banner", ConnectionBanner);
const told = find(document, "#told", MessageList);
const words = find(document, "answer-box", AnswerBox);
const results = find(document, "results-board", ResultsBoard);
const steps = find(document, "training-steps", TrainingSteps);
const switches = /** @type {NodeListOf<import("../elements/room-switch.js").RoomSwitch>} */ (
  document.querySelectorAll("room-switch")
);
const fillPage = pageFiller();

const session = new Session(() => fetchTicket(desk.dataset.ticket ?? ""), desk.dataset.key ?? "", {
  changed: oncePerFrame(() => desk.keepFocus(() => session.room && show(session.room))),
  status(status) {
    banner.show(status);
    answers.status(status);
    if (status.name === "online") requests.release();
    if (status.name === "ended") ended(status.reason);
  },
  frame(frame, letter) {
    const isKnown = requests.heard(frame);
    people.heard(frame);
    answers.heard(frame);
    if (frame.action === "error" && letter) giveBack(letter, sentence(frame.code));
    else if (frame.action === "error" && !isKnown) answers.refused(frame);
    if (frame.action === "training_pause") sayNow(gettext("The training is paused."));
  },
});
const requests = new Requests(session);
const round = joinRound();
const people = joinPeople();
const questions = joinQuestions();
const answers = joinAnswers(session);
joinKeys(answers.keys);

document.addEventListener("wish", (event) => {
  const { wish, asker } = /** @type {CustomEvent<{wish: Wish, asker: Asker}>} */ (event).detail;
  requests.send(wish, asker);
});

words.addEventListener("answer", (event) => {
  const { text, ref } = /** @type {CustomEvent<{text: string, ref: string}>} */ (event).detail;
  session.post(text, null, ref);
});

session.start();

/** @param {Room} room */
function show(room) {
  const given = byRound(room).present.filter((one) => fromStudent(one) && !one.is_removed);
  const answered = authors(given);
  const missing = room.users.filter((user) => !answered.has(user.id)).sort(byName);

  round.show(room, missing);
  people.show(room, answered);
  questions.show(room);
  answers.show(room);
  steps.show(room);
  results.show(room.result);
  for (const one of switches) one.show(room.settings);
  desk.toggleAttribute("data-locked", room.settings.is_locked);
  desk.toggleAttribute("data-blind", room.settings.is_blind);
  told.show([...room.messages.filter(fromTrainer), ...asMessages(session.outbox.letters)].slice(-TOLD));
  fillPage({
    round: gettext("Round {n} of {m}", { n: room.round?.number ?? 0, m: room.max_rounds_count }),
    ...standingOf(room, missing),
  });
}

/** @param {import("../lib/types.js").Ending} reason */
function ended(reason) {
  round.end();
  desk.keepFocus(() => desk.end(reason));
}

/**
 * What was said to the room, and refused, goes back to where it was written.
 * @param {Letter} letter
 * @param {string} why
 */
function giveBack({ text }, why) {
  words.giveBack(text);
  words.note(why);
  sayNow(why);
}

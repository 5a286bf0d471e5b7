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
import { asMessages, byRound, fromStudent, fromTrainer, placeOf } from "../lib/room.js";
import { sentence } from "../lib/sentences.js";
import { Session } from "../lib/session.js";

/** @typedef {import("../lib/types.js").Letter} Letter */
/** @typedef {import("../lib/types.js").Message} Message */
/** @typedef {import("../lib/types.js").Room} Room */

const TOLD = 2; // of the trainer's messages, as many as stand above everything
const UNSENT = gettext("Time ran out before you sent this. Your text is kept.");

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
const fillPage = pageFiller();

const session = new Session(phone.dataset.ticket ?? "", phone.dataset.key ?? "", {
  changed: oncePerFrame(() => phone.keepFocus(() => session.room && show(session.room))),
  status(status) {
    banner.show(status);
    if (status.name === "ended") phone.keepFocus(() => phone.end(status.reason));
    if (status.name === "online") ready.repeat();
  },
  frame(frame, letter) {
    if (frame.action === "error" && letter) giveBack([letter], sentence(frame.code));
    if (frame.action === "error" && frame.request === "student_ready") ready.settle();
    if (frame.action === "round_close") roundOver();
    if (frame.action === "round_new") {
      box.note(box.text ? gettext("This text is left from the round before.") : "");
      sayNow(
        gettext("Round {n} is open. {question}", {
          n: frame.message.number,
          question: frame.message.question,
        }),
      );
    }
    if (frame.action === "message_send" && frame.message.student_id === null) say(frame.message.text);
  },
});

ready.addEventListener("ready", (event) => {
  session.send({ action: "student_ready", is_ready: /** @type {CustomEvent<boolean>} */ (event).detail });
});

box.addEventListener("answer", (event) => {
  const round = session.room?.round;
  if (round) session.post(/** @type {CustomEvent<string>} */ (event).detail, round.round_id);
});

session.start();

/** @param {Room} room */
function show(room) {
  const me = room.me.id;
  const isMine = (/** @type {Message} */ one) => one.student_id === me;
  const { present, before: earlier } = byRound(room);
  const own = [...present.filter(isMine), ...asMessages(session.outbox.letters)];
  const rest = present.filter((one) => fromStudent(one) && !isMine(one));
  const isOpen = room.phase === "round_open";

  phone.show(room.phase);
  ready.show(room.me.is_ready ?? false);
  clock.show(room.round);
  question.show(room.round?.question ?? "");
  box.open = isOpen;
  if (room.phase === "round_over" && box.text && !box.noted) box.note(UNSENT);
  told.show(present.filter(fromTrainer).slice(-TOLD), me);
  mine.show(own, me);
  others.show(rest, me);
  before.show(earlier, me);
  results.show(room.result, me);
  if (room.phase === "closed") final.show(present, me);

  find(document, "#box").hidden = !isOpen && !box.text;
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

function roundOver() {
  const unsent = box.text ? UNSENT : "";
  sayNow(gettext("The round is over. {unsent}", { unsent }));
}

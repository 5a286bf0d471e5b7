// What happens in a room, in a sentence for the student whose phone this is.

import { remaining } from "./clock.js";
import { gettext, ngettext } from "./i18n.js";

/** @typedef {import("./types.js").Frame} Frame */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Room} Room */
/** @typedef {{words: string, atOnce?: boolean}} News */

const EARLY = 1_500; // ms: a round that ends so long before its deadline was ended by the trainer

const clockTime = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" }); // as the phone itself shows the time

/**
 * @param {Frame} frame
 * @param {Room} room after it
 * @param {Room} before
 * @returns {News | null} null: nothing to say
 */
export function newsOf(frame, room, before) {
  switch (frame.action) {
    case "training_start":
      return { words: gettext("Ready to start?") };
    case "training_close":
      return { words: gettext("The training is over"), atOnce: true };
    case "round_new": {
      const { number: n, question } = frame.message;
      return { words: gettext("Round {n} is open. {question}", { n, question }), atOnce: true };
    }
    case "round_time":
      return { words: moreTime(frame, room, before), atOnce: before.phase !== "round_open" };
    case "round_question":
      return { words: gettext("The question: {question}", { question: frame.question }) };
    case "training_pause":
      return { words: pauseOf(room), atOnce: true };
    case "training_resume":
      return { words: gettext("The trainer goes on."), atOnce: true };
    case "message_select":
      return marked(frame, before);
    case "message_remove":
      return isOwn(before, frame.message_id) ? { words: gettext("The trainer removed your answer.") } : null;
    case "message_send":
      return newMessage(frame.message, room);
    default:
      return null;
  }
}

/** @param {Room} room */
export function pauseOf(room) {
  return room.phase === "round_open"
    ? gettext("The trainer has paused. Your answer waits.")
    : gettext("The trainer has paused.");
}

/**
 * The student's own time, by the clock that this phone shows.
 * @param {Room} room
 */
export function untilWhen({ round }) {
  const moment = Date.now() + (round ? remaining(round.deadline) : 0);
  return gettext("The trainer gave you more time. You have until {time}.", {
    time: clockTime.format(moment),
  });
}

/**
 * A round that is over although its clock has not run out: the trainer ended it.
 * @param {Room} room
 */
export function endedEarly({ round }) {
  return remaining(round?.deadline ?? "") > EARLY;
}

/**
 * @param {Room} room
 * @param {number} message_id
 */
export function isOwn(room, message_id) {
  return room.messages.some((one) => one.message_id === message_id && one.student_id === room.me.id);
}

/**
 * @param {Frame & {action: "round_time"}} frame
 * @param {Room} room
 * @param {Room} before
 */
function moreTime(frame, room, before) {
  if (frame.student_id) return untilWhen(room);
  const more = Date.parse(frame.deadline) - Date.parse(before.round?.deadline ?? frame.deadline);
  return ngettext("{n} second more", "{n} seconds more", Math.round(more / 1000));
}

/**
 * @param {Frame & {action: "message_select"}} frame
 * @param {Room} before
 * @returns {News | null}
 */
function marked({ message_ids, is_correct }, before) {
  const ids = new Set(is_correct ? message_ids : []);
  const now = before.messages.filter((one) => ids.has(one.message_id) && !one.is_correct);
  if (now.some((one) => one.student_id === before.me.id)) {
    return { words: gettext("Your answer was marked right.") };
  }
  const isOver = now.length > 0 && before.phase !== "round_open";
  return isOver ? { words: gettext("Right was: {text}", { text: now[0].text }) } : null;
}

/**
 * @param {Message} message
 * @param {Room} room
 * @returns {News | null}
 */
function newMessage(message, room) {
  if (message.student_id === null) return { words: message.text };
  if (message.student_id === room.me.id && !message.by_trainer) return { words: gettext("Received") };
  const forMe = message.by_trainer && message.student_id === room.me.id;
  return forMe ? { words: gettext("The trainer wrote for you: {text}", { text: message.text }) } : null;
}

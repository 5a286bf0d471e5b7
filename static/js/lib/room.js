// The room as this page knows it: the server's snapshot, kept up to date by the frames that follow it.

import { alter, merge, remove } from "./messages.js";
import { changeUsers, erase, kick, present, withoutReturned, withUsers } from "./users.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./types.js").Frame} Frame */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").User} User */

/** What only trainers are told, and what no snapshot tells. */
const BLANK = { questions: [], kicked: [], extras: [], writing: [] };

/**
 * Something was missed: only a new snapshot helps. (`prev` may well be smaller: a snapshot stands at the room's
 * own number, also where the last frame was not for this audience.)
 * @param {Room | null} room
 * @param {Frame} frame
 */
export function isGap(room, frame) {
  if (room === null || frame.action === "room_state") return false;
  return frame.prev !== undefined && frame.prev > room.seq;
}

/**
 * The room after this frame; the same object when nothing changed. Never changes what it was given.
 * @param {Room | null} room null before the first snapshot
 * @param {Frame} frame
 * @param {User[]} users the list that came before the snapshot
 * @returns {Room | null}
 */
export function apply(room, frame, users) {
  if (frame.action === "room_state") {
    const room = { ...BLANK, ...frame.message, seq: frame.seq ?? 0, epoch: frame.epoch ?? "", users };
    return withoutReturned(room); // the list may be newer
  }
  if (!room) return null;
  // a message sent twice is acknowledged again under its first number
  const old = frame.seq !== undefined && frame.seq <= room.seq && frame.action !== "message_send";
  if (old) return room;
  const next = change(room, frame);
  if (frame.seq === undefined || frame.seq <= room.seq) return next;
  return { ...next, seq: frame.seq, epoch: frame.epoch ?? room.epoch };
}

/**
 * @param {Room} room
 * @param {Frame} frame
 * @returns {Room}
 */
function change(room, frame) {
  switch (frame.action) {
    case "user_list":
    case "users_list":
      return withUsers(room, frame.message);
    case "user_list_change":
      return withUsers(room, changeUsers(room.users, frame.changed, frame.removed));
    case "presence":
      return { ...room, users: present(room.users, frame.online, frame.offline) };
    case "student_kicked":
      return kick(room, frame.message);
    case "student_erase":
      return erase(room, frame.id);
    case "students_writing":
      return { ...room, writing: frame.message };
    case "answered":
      return room.round?.round_id === frame.round_id ? { ...room, answered: frame.count } : room;
    case "training_start":
      return { ...room, phase: frame.phase };
    case "room_change":
      return { ...room, settings: frame.message, messages: frame.messages ?? room.messages };
    case "questions":
      return { ...room, questions: frame.message };
    case "training_close":
      return {
        ...room,
        phase: frame.phase,
        me: withoutDraft(room.me),
        result: frame.result,
        messages: merge(room.messages, frame.message?.messages ?? []),
        round: room.round && { ...room.round, is_open: false },
        paused_at: null,
        extras: [],
      };
    case "message_send": {
      const message = frame.ref ? { ...frame.message, ref: frame.ref } : frame.message;
      // acknowledged once more, after the trainer took it away
      if (message.is_removed && !isTrainers(room)) return room;
      const me = frame.ref && frame.ref === room.me.draft?.ref ? withoutDraft(room.me) : room.me;
      return { ...room, me, messages: merge(room.messages, [message]) };
    }
    case "message_select":
      return {
        ...room,
        messages: alter(room.messages, frame.message_ids, { is_correct: frame.is_correct }),
      };
    case "message_group":
      return { ...room, messages: alter(room.messages, frame.message_ids, { card: frame.card }) };
    case "message_remove":
      return { ...room, messages: remove(room.messages, frame.message_id, isTrainers(room)) };
    default:
      return changeRound(room, frame);
  }
}

/**
 * @param {Room} room
 * @param {Frame} frame
 * @returns {Room}
 */
function changeRound(room, frame) {
  switch (frame.action) {
    case "round_new": {
      const { messages, ...round } = frame.message;
      const ended = room.round?.round_id ?? null; // only the last round stays in sight
      const kept = room.messages.filter((message) => message.round_id === ended);
      return {
        ...room,
        phase: frame.phase,
        me: withoutDraft(room.me),
        round: { ...round, is_open: true },
        answered: 0,
        messages: merge(kept, messages),
        extras: [],
      };
    }
    case "round_close":
      return {
        ...room,
        phase: frame.phase,
        me: frame.phase === "round_open" ? room.me : withoutDraft(room.me),
        round: room.round && { ...room.round, is_open: frame.phase === "round_open" },
        messages: alter(room.messages, frame.correct_ids ?? [], { is_correct: true }),
        extras: frame.extras ?? room.extras,
      };
    case "round_time": {
      const extras = frame.extras ?? room.extras;
      // another one's time: the room's clock is as it was
      if (frame.student_id && frame.student_id !== room.me.id) return { ...room, extras };
      const round = room.round && { ...room.round, deadline: frame.deadline, is_open: true };
      return { ...room, phase: frame.phase, round, extras };
    }
    case "round_question": {
      const { question, accepted, accepted_cards } = frame;
      if (room.round?.round_id !== frame.round_id) return room;
      return { ...room, round: { ...room.round, question, accepted, accepted_cards } };
    }
    case "training_pause":
      return { ...room, paused_at: frame.paused_at };
    case "training_resume": {
      const { deadline } = frame;
      const round = room.round && deadline ? { ...room.round, deadline } : room.round;
      return { ...room, paused_at: null, round, extras: frame.extras ?? room.extras };
    }
    default:
      return room;
  }
}

/**
 * It was sent, or there is no round any more for which it could be.
 * @param {Room["me"]} me
 */
function withoutDraft({ draft: _, ...me }) {
  return me;
}

/** @param {Room} room */
const isTrainers = (room) => room.me.role === "teacher";

/**
 * The messages of the present round (and those from before the first one), and those of the round before it.
 * @param {Room} room
 * @returns {{present: Message[], before: Message[]}}
 */
export function byRound(room) {
  const id = room.round?.round_id ?? null;
  const isPresent = (/** @type {Message} */ one) => one.round_id === null || one.round_id === id;
  return {
    present: room.messages.filter(isPresent),
    before: room.messages.filter((one) => !isPresent(one)),
  };
}

/** @param {Message} message */
export const fromTrainer = (message) => message.student_id === null;

/** @param {Message} message */
export const fromStudent = (message) => message.student_id !== null;

/**
 * The numbers of those who have answered.
 * @param {Message[]} messages
 */
export function authors(messages) {
  return new Set(messages.filter(fromStudent).map((message) => message.student_id));
}

/**
 * Equal counts share a place.
 * @param {import("./types.js").Score[]} result
 * @param {import("./types.js").Score} score
 */
export function placeOf(result, score) {
  return 1 + result.filter((other) => other.correct_answers_count > score.correct_answers_count).length;
}

/**
 * Letters of the outbox, as messages that everyone else can't see yet.
 * @param {import("./types.js").Letter[]} letters
 * @param {boolean} [waiting] there is a pause, in which they are not taken
 * @param {boolean} [offline] there is no connection
 * @returns {Message[]}
 */
export function asMessages(letters, waiting = false, offline = false) {
  return letters.map(({ ref, text, round_id }) => ({
    message_id: 0,
    round_id,
    student_id: null,
    nickname: "",
    text,
    is_correct: false,
    ref,
    pending: true,
    waiting,
    offline,
  }));
}

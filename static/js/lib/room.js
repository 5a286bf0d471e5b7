// The room as this page knows it: the server's snapshot, kept up to date by the frames that follow it.

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./types.js").Frame} Frame */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").User} User */

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
    return { ...frame.message, seq: frame.seq ?? 0, epoch: frame.epoch ?? "", users };
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
      return { ...room, users: frame.message, me: meAmong(room, frame.message) };
    case "user_list_change": {
      const gone = new Set(frame.removed);
      const users = mergeUsers(room.users, frame.changed).filter((user) => !gone.has(user.id));
      return { ...room, users, me: meAmong(room, users) };
    }
    case "presence": {
      const [online, offline] = [new Set(frame.online), new Set(frame.offline)];
      const users = room.users.map((user) =>
        online.has(user.id) || offline.has(user.id) ? { ...user, is_online: online.has(user.id) } : user,
      );
      return { ...room, users };
    }
    case "training_start":
      return { ...room, phase: frame.phase };
    case "round_new": {
      const { messages, ...round } = frame.message;
      const ended = room.round?.round_id ?? null; // only the last round stays in sight
      const kept = room.messages.filter((message) => message.round_id === ended);
      return {
        ...room,
        phase: frame.phase,
        round: { ...round, is_open: true },
        messages: merge(kept, messages),
      };
    }
    case "round_close":
      return {
        ...room,
        phase: frame.phase,
        round: room.round && { ...room.round, is_open: false },
      };
    case "message_send": {
      const message = frame.ref ? { ...frame.message, ref: frame.ref } : frame.message;
      return { ...room, messages: merge(room.messages, [message]) };
    }
    case "message_select": {
      const ids = new Set(frame.message_ids);
      const { is_correct } = frame;
      return {
        ...room,
        messages: room.messages.map((one) => (ids.has(one.message_id) ? { ...one, is_correct } : one)),
      };
    }
    case "training_close":
      return {
        ...room,
        phase: frame.phase,
        result: frame.result,
        messages: merge(room.messages, frame.message?.messages ?? []),
        round: room.round && { ...room.round, is_open: false },
      };
    default:
      return room;
  }
}

/**
 * Oldest first; a message that is known already takes its newer form and keeps its `ref`.
 * @param {Message[]} known
 * @param {Message[]} news
 */
function merge(known, news) {
  const last = known.length ? known[known.length - 1].message_id : 0;
  if (news.length === 1 && news[0].message_id > last) return [...known, news[0]];
  const byId = new Map(known.map((one) => [one.message_id, one]));
  for (const one of news) {
    const before = byId.get(one.message_id);
    byId.set(one.message_id, before?.ref ? { ...one, ref: before.ref } : one);
  }
  return [...byId.values()].sort((a, b) => a.message_id - b.message_id);
}

/**
 * In the order in which they came.
 * @param {User[]} known
 * @param {User[]} changed
 */
function mergeUsers(known, changed) {
  const byId = new Map(known.map((user) => [user.id, user]));
  for (const user of changed) byId.set(user.id, user);
  return [...byId.values()];
}

/**
 * @param {Room} room
 * @param {User[]} users
 */
function meAmong(room, users) {
  const mine = users.find((user) => user.id === room.me.id);
  return mine && room.me.role === "student" ? { ...room.me, is_ready: mine.is_ready } : room.me;
}

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
 * @returns {Message[]}
 */
export function asMessages(letters) {
  return letters.map(({ ref, text, round_id }) => ({
    message_id: 0,
    round_id,
    student_id: null,
    nickname: "",
    text,
    is_correct: false,
    ref,
    pending: true,
  }));
}

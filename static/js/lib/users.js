// The students of a room and what the room's frames do to them.

import { language } from "./i18n.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./types.js").User} User */

const names = new Intl.Collator(language, { numeric: true });

/**
 * The order in which a trainer reads them.
 * @param {{nickname: string, id: number}} one
 * @param {{nickname: string, id: number}} other
 */
export const byName = (one, other) => names.compare(one.nickname, other.nickname) || one.id - other.id;

/**
 * @param {Room} room
 * @param {User[]} users
 * @returns {Room}
 */
export function withUsers(room, users) {
  return withoutReturned({ ...room, users, me: meAmong(room, users) });
}

/**
 * Who has a seat again is not put out any more.
 * @param {Room} room
 * @returns {Room}
 */
export function withoutReturned(room) {
  const here = new Set(room.users.map((user) => user.id));
  return { ...room, kicked: room.kicked.filter((one) => !here.has(one.id)) };
}

/**
 * In the order in which they came.
 * @param {User[]} known
 * @param {User[]} changed
 * @param {number[]} removed
 */
export function changeUsers(known, changed, removed) {
  const byId = new Map(known.map((user) => [user.id, user]));
  for (const user of changed) byId.set(user.id, user);
  for (const id of removed) byId.delete(id);
  return [...byId.values()];
}

/**
 * @param {User[]} known
 * @param {number[]} online
 * @param {number[]} offline
 */
export function present(known, online, offline) {
  const [came, went] = [new Set(online), new Set(offline)];
  return known.map((user) =>
    came.has(user.id) || went.has(user.id) ? { ...user, is_online: came.has(user.id) } : user,
  );
}

/**
 * To be put out is told at once, the list follows.
 * @param {Room} room
 * @param {import("./types.js").Kicked} one
 * @returns {Room}
 */
export function kick(room, one) {
  return {
    ...room,
    users: room.users.filter((user) => user.id !== one.id),
    kicked: [...room.kicked.filter((other) => other.id !== one.id), one],
  };
}

/**
 * A student's data were deleted for good, with all that they wrote.
 * @param {Room} room
 * @param {number} id
 * @returns {Room}
 */
export function erase(room, id) {
  const others = (/** @type {{student_id: number | null}} */ one) => one.student_id !== id;
  return {
    ...room,
    users: room.users.filter((user) => user.id !== id),
    messages: room.messages.filter(others),
    result: room.result?.filter(others) ?? null,
    kicked: room.kicked.filter((one) => one.id !== id),
    extras: room.extras.filter(others),
    writing: room.writing.filter((one) => one !== id),
  };
}

/**
 * @param {Room} room
 * @param {User[]} users
 */
function meAmong(room, users) {
  const mine = users.find((user) => user.id === room.me.id);
  return mine && room.me.role === "student" ? { ...room.me, is_ready: mine.is_ready } : room.me;
}

// A list of messages and what the room's frames do to it: oldest first, each number once, never changed in place.

/** @typedef {import("./types.js").Message} Message */

/**
 * A message that is known already takes its newer form and keeps its `ref`.
 * @param {Message[]} known
 * @param {Message[]} news
 */
export function merge(known, news) {
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
 * Gives these messages these fields; the others stay the same objects.
 * @param {Message[]} known
 * @param {number[]} message_ids
 * @param {Partial<Message>} fields
 */
export function alter(known, message_ids, fields) {
  const ids = new Set(message_ids);
  return known.map((one) => (ids.has(one.message_id) ? { ...one, ...fields } : one));
}

/**
 * Trainers keep what they removed, to put it back.
 * @param {Message[]} known
 * @param {number} id
 * @param {boolean} isTrainers
 */
export function remove(known, id, isTrainers) {
  return isTrainers
    ? alter(known, [id], { is_removed: true, is_correct: false })
    : known.filter((one) => one.message_id !== id);
}

// A round as one student played it: what they wrote, and what was right as far as they can see it.

/** @typedef {import("./types.js").AnsweredRound} AnsweredRound */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Room} Room */

/**
 * The messages that were marked, each text once.
 * @param {Message[]} messages
 */
export function rightOnes(messages) {
  /** @type {Map<string, Message>} */
  const found = new Map();
  for (const one of messages) {
    const text = alike(one.text);
    if (one.is_correct && !found.has(text)) found.set(text, one);
  }
  return [...found.values()];
}

/**
 * Of these the ones that are not among `texts` already.
 * @template T
 * @param {T[]} ones
 * @param {(one: T) => string} textOf
 * @param {string[]} texts
 */
export function others(ones, textOf, texts) {
  const known = new Set(texts.map(alike));
  return ones.filter((one) => !known.has(alike(textOf(one))));
}

/**
 * The round before the present one.
 * @param {Message[]} messages all that can be seen of it
 * @param {Room} room
 * @returns {AnsweredRound}
 */
export function roundBefore(messages, room) {
  return {
    round_id: messages.length ? (messages[0].round_id ?? 0) : 0,
    number: (room.round?.number ?? 1) - 1,
    question: "",
    messages: messages.filter((one) => one.student_id === room.me.id),
    right: rightOnes(messages).map((one) => one.text),
  };
}

/**
 * Whoever reads two texts sees the same in them; which count as one answer the server alone knows.
 * @param {string} text
 */
export const alike = (text) => text.trim().replace(/\s+/g, " ").toLocaleLowerCase();

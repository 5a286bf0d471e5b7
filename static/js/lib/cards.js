// Equal answers are one card: groups a round's answers by the card that the server gave them.

/** @typedef {import("./types.js").Message} Message */
/**
 * @typedef {object} Card
 * @property {string} key
 * @property {string} title how most wrote it
 * @property {string[]} also how others did, the case apart
 * @property {Message[]} answers oldest first, also the removed ones
 * @property {Message[]} shown without those
 * @property {number} right how many of the shown are marked
 * @property {"open" | "part" | "right" | "removed"} state
 * @property {boolean} isProposed it matches an accepted answer
 */

/**
 * The cards by their keys, in the order of their first answers; a card that did not change is the same object.
 * @param {Message[]} answers oldest first
 * @param {Set<string>} accepted cards
 * @param {Map<string, Card>} known
 * @returns {Map<string, Card>}
 */
export function group(answers, accepted, known) {
  /** @type {Map<string, Message[]>} */
  const piles = new Map();
  for (const answer of answers) {
    const pile = piles.get(keyOf(answer));
    if (pile) pile.push(answer);
    else piles.set(keyOf(answer), [answer]);
  }
  /** @type {Map<string, Card>} */
  const cards = new Map();
  for (const [key, pile] of piles) {
    const before = known.get(key);
    const isProposed = accepted.has(key);
    const same = before && before.isProposed === isProposed && isSame(before.answers, pile);
    cards.set(key, same ? before : cardOf(key, pile, isProposed));
  }
  return cards;
}

/** @param {Message} answer */
const keyOf = (answer) => answer.card ?? answer.text;

/**
 * @param {Message[]} before
 * @param {Message[]} now
 */
function isSame(before, now) {
  return before.length === now.length && before.every((answer, index) => answer === now[index]);
}

/**
 * @param {string} key
 * @param {Message[]} answers
 * @param {boolean} isProposed
 * @returns {Card}
 */
function cardOf(key, answers, isProposed) {
  const shown = answers.filter((answer) => !answer.is_removed);
  const right = shown.filter((answer) => answer.is_correct).length;
  const [title, ...also] = spellings(shown.length ? shown : answers);
  return { key, title, also, answers, shown, right, state: stateOf(shown.length, right), isProposed };
}

/**
 * @param {number} shown
 * @param {number} right
 * @returns {Card["state"]}
 */
function stateOf(shown, right) {
  if (shown === 0) return "removed";
  if (right === 0) return "open";
  return right === shown ? "right" : "part";
}

/**
 * The ways in which it was written, the most frequent one first; those that differ only in case are one.
 * @param {Message[]} answers
 */
function spellings(answers) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { text } of answers) counts.set(text, (counts.get(text) ?? 0) + 1);
  const byCount = [...counts].sort(([, one], [, other]) => other - one);
  /** @type {Map<string, string>} */
  const different = new Map();
  for (const [text] of byCount) {
    const plain = text.toLocaleLowerCase();
    if (!different.has(plain)) different.set(plain, text);
  }
  return [...different.values()];
}

/**
 * Who gave these answers, each once.
 * @param {Message[]} answers
 */
export function authorsOf(answers) {
  return [...new Set(answers.map((answer) => answer.nickname))];
}

/**
 * The biggest first, equals as they came.
 * @param {Card} one
 * @param {Card} other
 */
export function bySize(one, other) {
  return other.shown.length - one.shown.length || one.answers[0].message_id - other.answers[0].message_id;
}

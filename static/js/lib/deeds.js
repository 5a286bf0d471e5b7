// What a trainer does to answers: the requests for it, those that take it back, and the words for it.

import { gettext, ngettext } from "./i18n.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {{action: string} & Record<string, unknown>} Request */
/** @typedef {{says: string, requests: Request[], inverse: Request[], splits?: number[]}} Deed `splits`: answers */

const AT_ONCE = 1_400; // ids: more would not fit into one frame of 16 KiB
const SHORT = 40; // characters of an answer that stand for it

/**
 * A part that is marked already stays so, and undo leaves it alone.
 * @param {Card} card
 * @param {boolean} is_correct
 * @returns {Deed}
 */
export function markCard(card, is_correct) {
  return mark(card.shown, is_correct, words(card.title, is_correct));
}

/**
 * @param {Message} answer
 * @param {boolean} is_correct
 * @returns {Deed}
 */
export function markAnswer(answer, is_correct) {
  return mark([answer], is_correct, words(answer.text, is_correct));
}

/**
 * @param {Card[]} cards
 * @returns {Deed}
 */
export function markCards(cards) {
  const says = ngettext("{n} card marked right", "{n} cards marked right", cards.length);
  return mark(
    cards.flatMap((card) => card.shown),
    true,
    says,
  );
}

/**
 * @param {Card} card
 * @param {Card} target
 * @returns {Deed}
 */
export function merge(card, target) {
  const ids = card.answers.map(numberOf);
  return {
    says: gettext("“{text}” merged with “{other}”", { text: short(card.title), other: short(target.title) }),
    requests: groups(ids, target.key),
    inverse: groups(ids, card.key),
  };
}

/**
 * @param {Card} card
 * @param {Message[]} answers some of it
 * @returns {Deed}
 */
export function split(card, answers) {
  const ids = answers.map(numberOf);
  return {
    says: ngettext("{n} answer split off", "{n} answers split off", ids.length),
    requests: groups(ids, null),
    inverse: groups(ids, card.key),
    splits: ids,
  };
}

/**
 * @param {Message[]} answers
 * @returns {Deed}
 */
export function remove(answers) {
  const gone = answers.filter((answer) => !answer.is_removed);
  const marked = gone.filter((answer) => answer.is_correct).map(numberOf);
  const says =
    gone.length === 1
      ? gettext("“{text}” removed", { text: short(gone[0].text) })
      : ngettext("{n} answer removed", "{n} answers removed", gone.length);
  return {
    says,
    requests: removals(gone, true),
    inverse: [...removals(gone, false), ...marks(marked, true)], // what is removed loses its mark
  };
}

/**
 * @param {Message[]} answers
 * @returns {Deed}
 */
export function putBack(answers) {
  const back = answers.filter((answer) => answer.is_removed);
  const says =
    back.length === 1
      ? gettext("“{text}” put back", { text: short(back[0].text) })
      : ngettext("{n} answer put back", "{n} answers put back", back.length);
  return { says, requests: removals(back, false), inverse: removals(back, true) };
}

/**
 * @param {Message[]} answers
 * @param {boolean} is_correct
 * @param {string} says
 * @returns {Deed}
 */
function mark(answers, is_correct, says) {
  const ids = answers.filter((answer) => answer.is_correct !== is_correct).map(numberOf);
  return { says, requests: marks(ids, is_correct), inverse: marks(ids, !is_correct) };
}

/**
 * @param {string} text
 * @param {boolean} is_correct
 */
function words(text, is_correct) {
  return is_correct
    ? gettext("“{text}” marked right", { text: short(text) })
    : gettext("Mark taken from “{text}”", { text: short(text) });
}

/**
 * @param {number[]} message_ids
 * @param {boolean} is_correct
 */
const marks = (message_ids, is_correct) =>
  portions(message_ids).map((ids) => ({ action: "message_select", message_ids: ids, is_correct }));

/**
 * @param {number[]} message_ids
 * @param {string | null} card null: a new one
 */
const groups = (message_ids, card) =>
  portions(message_ids).map((ids) => ({ action: "message_group", message_ids: ids, card }));

/**
 * @param {Message[]} answers
 * @param {boolean} is_removed
 */
const removals = (answers, is_removed) =>
  answers.map((answer) => ({ action: "message_remove", id: answer.message_id, is_removed }));

/** @param {number[]} ids */
function portions(ids) {
  const parts = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) parts.push(ids.slice(at, at + AT_ONCE));
  return parts;
}

/** @param {Message} answer */
const numberOf = (answer) => answer.message_id;

/** @param {string} text */
function short(text) {
  const signs = Array.from(text.replace(/\s+/g, " "));
  return signs.length > SHORT ? `${signs.slice(0, SHORT - 1).join("")}…` : signs.join("");
}

// Questions as a trainer writes them: in the fields of a form, or many at once, a line each.

import { find } from "./dom.js";

/**
 * A question without its number.
 * @typedef {{text: string, accepted: string[], max_time: number | null}} Draft
 */

/** @type {Draft} */
export const BLANK = { text: "", accepted: [], max_time: null };
const LARGEST = 14_000; // bytes of one request's questions: a frame has at most 16 KiB
const MOST = 200; // questions of one request
const HEAD = /^\s*(\d+[.)]|[-•*–])\s+/; // of a line in a list

/**
 * "Paris; Lutetia"
 * @param {string} line
 */
export function split(line) {
  return line
    .split(";")
    .map((one) => one.trim())
    .filter(Boolean);
}

/** @param {string[]} accepted */
export const joined = (accepted) => accepted.join("; ");

/**
 * What stands in the [data-field] of a form; a time that is not asked for, or left empty, is null.
 * @param {ParentNode} form
 * @returns {Draft}
 */
export function read(form) {
  const time = form.querySelector("[data-field=max_time]");
  const seconds = time instanceof HTMLInputElement ? time.valueAsNumber : Number.NaN;
  return {
    text: find(form, "[data-field=text]", HTMLTextAreaElement).value.trim(),
    accepted: split(find(form, "[data-field=accepted]", HTMLInputElement).value),
    max_time: Number.isNaN(seconds) ? null : seconds,
  };
}

/**
 * @param {ParentNode} form
 * @param {Draft} draft
 */
export function write(form, { text, accepted, max_time }) {
  find(form, "[data-field=text]", HTMLTextAreaElement).value = text;
  find(form, "[data-field=accepted]", HTMLInputElement).value = joined(accepted);
  const time = form.querySelector("[data-field=max_time]");
  if (time instanceof HTMLInputElement) time.value = max_time === null ? "" : String(max_time);
}

/**
 * One question a line, its accepted answers after a bar: "The capital of France? | Paris; Lutetia". Of a list, each
 * line without its number or dash.
 * @param {string} text
 * @returns {Draft[]}
 */
export function lines(text) {
  const written = text.split("\n").filter((line) => line.trim());
  const isList = written.every((line) => HEAD.test(line));
  return written
    .map((line) => parts(isList ? line.replace(HEAD, "") : line))
    .map(([question, ...answers]) => ({
      ...BLANK,
      text: question.trim(),
      accepted: split(answers.join("|")),
    }))
    .filter((draft) => draft.text);
}

/**
 * At its bars, if any stands between spaces only at those: another one belongs to the question.
 * @param {string} line
 */
function parts(line) {
  const apart = line.split(/\s\|\s/);
  return apart.length > 1 ? apart : line.split("|");
}

/**
 * As many of the first ones as one frame carries, at least one.
 * @param {Draft[]} drafts
 */
export function portion(drafts) {
  const encoder = new TextEncoder();
  let bytes = 0;
  let count = 0;
  for (const draft of drafts.slice(0, MOST)) {
    bytes += encoder.encode(JSON.stringify(draft)).length + 1;
    if (bytes > LARGEST && count) break;
    count += 1;
  }
  return drafts.slice(0, count);
}

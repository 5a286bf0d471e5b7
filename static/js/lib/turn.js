// What the shared device asks of the server: who there is to choose, a turn for one of them, and that turn's answer.

import { ask } from "./ask.js";
import { Backoff } from "./backoff.js";
import { gettext } from "./i18n.js";

/** @typedef {{student_id: number | null, nickname: string, has_answered: boolean}} Name */
/** @typedef {{turn: string, student: {id: number, nickname: string}, has_answered: boolean}} Begun */
/** @typedef {{code: string, message: string}} Refusal */
/** @typedef {{code: string} | {student_id: number} | {nickname: string}} Who */

const LONGEST = 5_000; // ms between two attempts: somebody stands there and waits

/** @returns {Promise<Name[] | null>} null: not now */
export async function names() {
  try {
    const response = await fetch("/kiosk/names", { cache: "no-store", redirect: "manual" });
    return response.ok ? (await response.json()).names : null;
  } catch {
    return null;
  }
}

/**
 * @param {Who} who
 * @returns {Promise<{begun: Begun} | {refused: Refusal} | null>} null: nothing is known
 */
export async function begin(who) {
  const found = await ask("/kiosk/turn", { body: who });
  if (found?.status === 200 && found.body) return { begun: found.body };
  return found && refusal(found);
}

/**
 * Sends an answer until the server says what became of it, whatever happens to the network meanwhile: under its one
 * `ref` it is one answer.
 * @param {{turn: string, message: string, ref: string, round_id: number}} letter
 * @param {() => boolean} isWanted does somebody still wait for it?
 * @returns {Promise<{sent: number} | {refused: Refusal} | null>} null: nobody does
 */
export async function deliver(letter, isWanted) {
  const backoff = new Backoff({ longest: LONGEST });
  while (isWanted()) {
    const found = await ask("/kiosk/answer", { body: letter });
    if (found?.status === 200 && found.body) return { sent: found.body.message_id };
    const refused = found && refusal(found);
    if (refused) return refused;
    await pause(backoff.next());
  }
  return null;
}

/**
 * @param {number} wait ms, or less: until the network is back
 * @returns {Promise<void>}
 */
function pause(wait) {
  return new Promise((done) => {
    const over = () => {
      clearTimeout(timer);
      window.removeEventListener("online", over);
      done();
    };
    const timer = setTimeout(over, wait);
    window.addEventListener("online", over);
  });
}

/**
 * What passes by itself is none, nor what something between us and the server says.
 * @param {{status: number, body: any}} found
 */
function refusal({ status, body }) {
  const { code, message } = body?.error ?? {};
  if (status < 400 || status >= 500 || !code) return null;
  return { refused: { code, message: message || gettext("That didn’t work. Try again.") } };
}

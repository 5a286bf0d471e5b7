// Fetches the ticket that opens the socket: an address with a token of a minute.

import { ask } from "./ask.js";

/** @typedef {import("./types.js").Ending} Ending */
/** @typedef {import("./types.js").Ticket} Ticket */

/**
 * Close codes that are refusals too.
 * @type {Record<number, Ending>}
 */
export const ENDINGS = { 4403: "kicked", 4404: "no_room", 4409: "full", 4410: "deleted", 4411: "moved" };

/**
 * @param {string} address
 * @returns {Promise<Exclude<Ticket, {idle: true}>>}
 */
export async function fetchTicket(address) {
  const answer = await ask(address);
  if (!answer) return null;
  if (answer.status >= 200 && answer.status < 300) {
    const url = answer.body?.url;
    return typeof url === "string" ? { url } : null;
  }
  const refused = refusal(answer.status, answer.body?.error?.code);
  return refused && { refused };
}

/**
 * @param {number} status
 * @param {unknown} code
 * @returns {Ending | null}
 */
function refusal(status, code) {
  if (status === 0 || status === 401) return "signed_out";
  if (status === 404) return "no_room";
  if (status === 410) return "deleted";
  if (status === 409) return "full";
  if (status !== 403) return null;
  return code === "kicked" || code === "moved" ? code : "signed_out";
}

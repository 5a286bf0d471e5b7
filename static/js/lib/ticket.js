// Fetches the ticket that opens the socket: an address with a token of a minute.

/** @typedef {import("./types.js").Ending} Ending */

/**
 * Close codes that are refusals too.
 * @type {Record<number, Ending>}
 */
export const ENDINGS = { 4403: "kicked", 4404: "no_room", 4409: "full", 4410: "deleted", 4411: "moved" };

const PATIENCE = 10_000; // ms

/**
 * @param {string} address
 * @returns {Promise<{url: string} | {refused: Ending} | null>} null: no answer that means anything, so try again later
 */
export async function fetchTicket(address) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "X-XSRFToken": xsrf() },
      credentials: "same-origin",
      redirect: "manual", // a redirect leads to a sign-in page, not to a ticket
      signal: abort.signal,
    });
    if (response.ok) {
      const url = (await response.json()).url;
      return typeof url === "string" ? { url } : null;
    }
    const refused = await refusal(response);
    return refused && { refused };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {Response} response
 * @returns {Promise<Ending | null>}
 */
async function refusal(response) {
  if (response.type === "opaqueredirect" || response.status === 401) return "signed_out";
  if (response.status === 404) return "no_room";
  if (response.status === 410) return "deleted";
  if (response.status === 409) return "full";
  if (response.status !== 403) return null;
  const body = await response.json().catch(() => null);
  const code = body?.error?.code;
  return code === "kicked" || code === "moved" ? code : "signed_out";
}

function xsrf() {
  const meta = document.querySelector('meta[name="xsrf-token"]');
  return meta instanceof HTMLMetaElement ? meta.content : "";
}

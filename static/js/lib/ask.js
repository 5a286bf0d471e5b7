// Asks this server for something by POST, as the page that it is: with its key, for so long and no longer.

const PATIENCE = 10_000; // ms

/**
 * @param {string} address
 * @param {{body?: unknown, patience?: number, abort?: AbortController}} [how] `abort` ends it at once
 * @returns {Promise<{status: number, body: any} | null>} null: no answer came. `status` 0: it leads elsewhere, to a
 *   page for people; `body`: null if it is no JSON
 */
export async function ask(address, { body, patience = PATIENCE, abort = new AbortController() } = {}) {
  const timer = setTimeout(() => abort.abort(), patience);
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "X-XSRFToken": key(), ...(body !== undefined && { "Content-Type": "application/json" }) },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: "same-origin",
      redirect: "manual",
      signal: abort.signal,
    });
    return { status: response.status, body: parsed(await response.text()) };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function key() {
  const meta = document.querySelector('meta[name="xsrf-token"]');
  return meta instanceof HTMLMetaElement ? meta.content : "";
}

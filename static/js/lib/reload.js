// Loads the page anew, but never into the browser's own error page, where nothing would ever try again.

import { load, save } from "./storage.js";

const PATIENCE = 10_000; // ms
const REST = 15_000; // ms: whatever is wrong, a page that loads in a circle makes it worse
const AGAIN = 5_000; // ms
const AT = "reloaded-at";
/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon;

/** @returns {Promise<boolean>} false: not now */
export async function reload() {
  const rest = Date.now() - load(AT, 0);
  if (rest >= 0 && rest < REST) return false; // less than none: somebody has set the clock
  if (!(await isThere())) return false;
  save(AT, Date.now());
  location.reload();
  return true;
}

/** The same, as soon as it can be: this page is good for nothing any more. */
export async function reloadSoon() {
  clearTimeout(soon);
  if (!(await reload())) soon = setTimeout(reloadSoon, AGAIN);
}

/** Does our server answer just now? Asked is what changes nothing, and what no other server would answer so. */
export async function isThere() {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const how = /** @type {RequestInit} */ ({ cache: "no-store", redirect: "error", signal: abort.signal });
    const response = await fetch("/kiosk/pairing", how);
    return response.ok && typeof (await response.json()).state === "string";
  } catch {
    return false; // also where a network's own sign-in page stands in between
  } finally {
    clearTimeout(timer);
  }
}

// Speaks to screen readers through the page's two live regions: politely, or at once.

/**
 * @param {string} text
 */
export function say(text) {
  put("live-polite", text);
}

/**
 * @param {string} text
 */
export function sayNow(text) {
  put("live-now", text);
}

const BREATH = 50; // ms

/** @type {Map<string, string[]>} what waits to be said, by region: nothing is said over another thing */
const waiting = new Map();

/**
 * @param {string} id
 * @param {string} text
 */
function put(id, text) {
  const region = document.getElementById(id);
  if (!region) return;
  const texts = [...(waiting.get(id) ?? []), text];
  waiting.set(id, texts);
  if (texts.length > 1) return;
  // an identical text twice would not be spoken again: empty it first
  region.textContent = "";
  setTimeout(() => {
    region.textContent = (waiting.get(id) ?? []).join(" ");
    waiting.delete(id);
  }, BREATH);
}

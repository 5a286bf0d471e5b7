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

/**
 * @param {string} id
 * @param {string} text
 */
function put(id, text) {
  const region = document.getElementById(id);
  if (!region) return;
  // an identical text twice would not be spoken again: empty it first
  region.textContent = "";
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}

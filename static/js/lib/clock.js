// Server time on this device: a phone's own clock may be minutes off.

/** Milliseconds to add to Date.now(); frames arrive late, never early, so the largest seen is nearest. */
let offset = Number.NEGATIVE_INFINITY;

/**
 * Learn from a frame that carries the server's time.
 * @param {string | undefined} serverTime ISO 8601
 * @param {boolean} anew forget what was learned before (the device may have slept)
 */
export function synchronise(serverTime, anew) {
  const seen = Date.parse(serverTime ?? "") - Date.now();
  if (Number.isNaN(seen)) return;
  offset = anew ? seen : Math.max(offset, seen);
}

/**
 * Milliseconds until the given moment of the server's clock; never negative.
 * @param {string} moment ISO 8601
 */
export function remaining(moment) {
  const shift = Number.isFinite(offset) ? offset : 0;
  return Math.max(0, Date.parse(moment) - Date.now() - shift) || 0;
}

/**
 * "1:05"
 * @param {number} seconds
 */
export function minutes(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

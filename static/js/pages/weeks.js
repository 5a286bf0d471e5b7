// What keeps a screen's page good for weeks: it stays awake, in its place, and of the server's present version.

import { WakeBanner } from "../elements/wake-banner.js";
import { find } from "../lib/dom.js";
import { NewVersion } from "../lib/new-version.js";
import { Night } from "../lib/night.js";
import { isThere, reload } from "../lib/reload.js";
import { WakeLock } from "../lib/wake-lock.js";
import { wall } from "../lib/wall.js";

/** @typedef {import("../lib/look.js").Look} Look */
/** @typedef {import("../lib/session.js").Session} Session */

const PERIOD = 20_000; // ms
const AGAIN = 30_000; // ms

/**
 * @param {{look: Look, session: Session, isIdle?: () => boolean}} screen `isIdle`: nobody is at it just now
 */
export function keepForWeeks({ look, session, isIdle = () => true }) {
  const night = new Night();
  const isBetween = () => isIdle() && session.room?.phase !== "round_open";
  const version = new NewVersion(look.version, isBetween, isThere);
  setInterval(() => {
    version.see(look.seen.version);
    if (night.isDue && isBetween() && isQuiet(session)) reload();
  }, PERIOD);
  stayInPlace((state) => {
    look.wakeLock = state;
    look.report();
  });
}

/** No training is on that anybody looks at.
 * @param {Session} session
 */
function isQuiet({ room }) {
  return !room || room.phase === "waiting" || room.phase === "closed";
}

/**
 * Also for a screen that is nobody's yet.
 * @param {(state: import("../lib/wake-lock.js").Waking) => void} [waking] is told whether the screen stays awake
 */
export function stayInPlace(waking = () => {}) {
  wall();
  const banner = find(document, "wake-banner", WakeBanner);
  const awake = new WakeLock({
    again: AGAIN,
    changed(state) {
      banner.show(state);
      waking(state);
    },
  });
  banner.addEventListener("wake", () => {
    banner.hidden = true;
    awake.ask();
  });
  awake.wanted = true;
}

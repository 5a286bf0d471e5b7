// How many of the room are ready or have answered, in words and as a bar, and who is missing by name.

import { gettext, ngettext } from "../lib/i18n.js";

/** @typedef {import("../lib/types.js").Room} Room */
/** @typedef {import("../lib/types.js").User} User */

const NAMED = 3; // of the missing, so many by name

/**
 * @param {Room} room
 * @param {User[]} missing who has not answered the present round
 */
export function standingOf({ users, phase }, missing) {
  const all = users.length;
  const ready = users.filter((user) => user.is_ready).length;
  const have = all - missing.length;
  const share = (phase === "started" ? ready : have) / Math.max(all, 1);
  // on the bars themselves: an inherited property on the page would restyle a thousand answers each time
  for (const bar of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".share"))) {
    bar.style.setProperty("--share", String(share));
  }
  const readyWords = gettext("{n} of {m} ready", { n: ready, m: all });
  const answeredWords = gettext("{n} of {m} answered", { n: have, m: all });
  return {
    people: all,
    here: ngettext("{n} student is here", "{n} students are here", all),
    ready: readyWords,
    answered: answeredWords,
    missing: phase === "round_open" && have > 0 ? namesOf(missing) : "",
    standing:
      phase === "waiting" || phase === "closed" ? "" : phase === "started" ? readyWords : answeredWords,
  };
}

/** @param {User[]} missing */
function namesOf(missing) {
  const names = missing
    .slice(0, NAMED)
    .map((user) => user.nickname)
    .join(", ");
  const n = missing.length - NAMED;
  if (!names) return "";
  return n > 0
    ? ngettext("Missing: {names} and {n} more", "Missing: {names} and {n} more", n, { names })
    : gettext("Missing: {names}", { names });
}

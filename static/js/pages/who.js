// "Who are you?" on the shared device: one's own code, a name of the list or a new one, as the trainer has chosen.
// Each time it is asked anew, out of a template: of what somebody typed before nothing is left.

import { CodePad } from "../elements/code-pad.js";
import { NameList } from "../elements/name-list.js";
import { NewName } from "../elements/new-name.js";
import { clone, find, focusOn } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { begin, names as fetchNames } from "../lib/turn.js";

/** @typedef {import("../lib/turn.js").Begun} Begun */
/** @typedef {import("../lib/turn.js").Name} Name */
/** @typedef {CodePad | NameList | NewName} Way */

const IDLE = 45_000; // ms: what was begun so long ago is nobody's
const FRESH = 2_000; // ms: the list is not asked for more often

const place = find(document, "#who");
const note = find(document, "#who-note");

/** @param {(begun: Begun) => void} begun somebody's turn begins */
export function joinWho(begun) {
  /** @type {Way} */
  let way = ask("code");
  let hasList = false;
  /** Counts how often it was asked anew: an answer to what was asked before is nobody's. */
  let times = 0;
  /** @type {Name[]} */
  let names = [];
  let fetchedAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let fetching;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let idle;

  place.addEventListener("who", async (event) => {
    const asked = times;
    const its = way;
    its.busy = true;
    say("");
    const found = await begin(/** @type {CustomEvent} */ (event).detail);
    if (asked !== times) return;
    its.busy = false;
    if (found && "begun" in found) return begun(found.begun);
    if (its instanceof CodePad) its.clear();
    say(found ? found.refused.message : gettext("There is no connection just now. Try again in a moment."));
    its.focus();
    refresh();
  });
  place.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-who]") : null;
    if (!button) return;
    say("");
    choose(button.getAttribute("data-who") ?? "");
    focus();
  });
  for (const sign of ["input", "typed", "click"]) place.addEventListener(sign, touched);

  function touched() {
    clearTimeout(idle);
    say("");
    idle = setTimeout(anew, IDLE);
  }

  /** @param {string} kind */
  function choose(kind) {
    way = ask(kind);
    if (way instanceof NameList) way.show(names);
    const list = place.querySelector('[data-who="list"]');
    if (list instanceof HTMLElement) list.hidden = !hasList;
    refresh();
  }

  function anew() {
    clearTimeout(idle);
    times += 1;
    const held = place.contains(document.activeElement);
    choose(hasList ? "list" : "code");
    say("");
    if (held) focus();
  }

  /** The focus goes where one can type, but where that would bring the device's own keyboard. */
  function focus() {
    if (way instanceof NameList) focusOn(find(document, ".who__title"));
    else way.focus();
  }

  /** The names may be others: asks for them now, or as soon as that may be. */
  function refresh() {
    if (!hasList || fetching || !place.getClientRects().length) return;
    fetching = setTimeout(
      async () => {
        fetching = undefined;
        fetchedAt = Date.now();
        const found = await fetchNames();
        if (!found) return;
        names = found;
        if (way instanceof NameList) way.show(names);
      },
      Math.max(0, fetchedAt + FRESH - Date.now()),
    );
  }

  /** @param {string} words empty: nothing is to be said */
  function say(words) {
    if (note.textContent !== words) note.textContent = words;
    note.hidden = !words;
  }

  return {
    /** @param {"code" | "list"} who as the trainer has chosen */
    set by(who) {
      if (hasList === (who === "list")) return;
      hasList = who === "list";
      anew();
    },

    /**
     * The next one is asked.
     * @param {string} [words] why the one before was sent away
     */
    anew(words = "") {
      anew();
      say(words);
      if (words) idle = setTimeout(anew, IDLE);
    },

    focus,
    refresh,
  };
}

/**
 * @param {string} kind
 * @returns {Way}
 */
function ask(kind) {
  const way =
    kind === "list"
      ? clone("who-list", NameList)
      : kind === "new"
        ? clone("who-new", NewName)
        : clone("who-code", CodePad);
  for (const field of place.querySelectorAll("input")) field.value = "";
  place.replaceChildren(way);
  return way;
}

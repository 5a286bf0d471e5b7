// The console's single keys: a key presses the control that shows it in a [data-key].

import { KeyHelp } from "../elements/key-help.js";
import { PaneTabs } from "../elements/pane-tabs.js";
import { find, focusOn } from "../lib/dom.js";

/**
 * A key of the answers: `shown` stands in the list, `press` says false where it has nothing to do.
 * @typedef {{key: string, shown: string, words: string, press: (event: KeyboardEvent) => boolean | void}} Key
 */

const STEP = 1_000; // ms in which the key of the next step is not taken twice: it is another step by then
/** Two names of one key, and keys that have none in letters. */
const SAME = /** @type {Record<string, string>} */ ({ "=": "+", "№": "#" });

/** @param {Key[]} more */
export function joinKeys(more) {
  const help = find(document, "key-help", KeyHelp);
  const panes = find(document, "pane-tabs", PaneTabs);
  let stepped = 0;

  help.add("answers", more);
  document.addEventListener("keydown", (event) => {
    if (!help.isOn || !isFree(event)) return;
    const key = keyOf(event);
    if (more.some((one) => sameKey(one.key, event, key) && one.press(event) !== false)) {
      return event.preventDefault();
    }
    if (key === "?") help.open();
    else if (/^[1-3]$/.test(key)) goTo(panes, Number(key));
    else if (key === "N" && Date.now() - stepped < STEP) return;
    else if (!press(panes, key)) return;
    if (key === "N") stepped = Date.now();
    event.preventDefault();
  });
  for (const button of document.querySelectorAll("[data-keys]")) {
    button.addEventListener("click", () => help.open());
  }
}

/**
 * A key that is nobody's yet: no shortcut of the browser, not held down, and not typed into anything.
 * @param {KeyboardEvent} event
 */
function isFree(event) {
  const { target } = event;
  const used = event.defaultPrevented || event.repeat || event.isComposing;
  if (used || event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement))
    return false;
  if (target.isContentEditable || target.closest("dialog")) return false;
  if (target instanceof HTMLInputElement) return /^(checkbox|radio|button|submit)$/.test(target.type);
  return !target.matches("textarea, select");
}

/**
 * "E" also where the keyboard writes "у" there.
 * @param {KeyboardEvent} event
 */
function keyOf({ key, code }) {
  const isLatin = /^[\x20-\x7e]$/.test(key);
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return isLatin || !letter ? (SAME[key] ?? key.toUpperCase()) : letter;
}

/**
 * @param {string} wanted
 * @param {KeyboardEvent} event
 * @param {string} key
 */
function sameKey(wanted, event, key) {
  return wanted === event.key || wanted.toUpperCase() === key;
}

/**
 * Presses the control with this key: of several the primary one, else that of an open menu, else the last.
 * @param {PaneTabs} panes
 * @param {string} key
 */
function press(panes, key) {
  const primary = key === "N" ? ", [data-lead].button--primary" : "";
  const all = /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll(`[data-key~="${CSS.escape(key)}"]${primary}`)
  );
  const there = [...all].filter((one) => isShown(one) || isAside(one));
  const control =
    there.find((one) => one.matches(".button--primary")) ??
    there.find((one) => one.closest(".row-menu")) ??
    there[there.length - 1];
  if (!control) return false;
  reveal(panes, control);
  if (control.matches("textarea, input")) control.focus();
  else control.click();
  return true;
}

/** Folded away, which some browsers lay out all the same. */
const FOLDED = "[hidden], details:not([open]) > :not(summary)";

/** @param {Element} control */
const isShown = (control) => control.getClientRects().length > 0 && !control.closest(FOLDED);

/**
 * Is it out of sight only because a narrow screen shows another column?
 * @param {Element} control
 */
function isAside(control) {
  const column = control.closest("[data-column]");
  return column !== null && !isShown(column) && !control.closest(FOLDED);
}

/**
 * @param {PaneTabs} panes
 * @param {Element} control
 */
function reveal(panes, control) {
  const column = control.closest("[data-column]");
  if (column && !isShown(column)) panes.choose(column.getAttribute("data-column") ?? "");
}

/**
 * @param {PaneTabs} panes
 * @param {number} number 1, 2, 3 from the left
 */
function goTo(panes, number) {
  const columns = document.querySelectorAll("[data-column]");
  const column = /** @type {HTMLElement} */ (columns[number - 1]);
  reveal(panes, column);
  const people = column.querySelector(".person [data-more]");
  focusOn(/** @type {HTMLElement} */ (people ?? headingOf(column) ?? column));
  column.scrollIntoView({ block: "nearest" });
}

/** @param {HTMLElement} column */
function headingOf(column) {
  return [...column.querySelectorAll("h2")].find((one) => one.getClientRects().length > 0);
}

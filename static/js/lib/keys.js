// Which key of the help was pressed: letters by their place, so that a Russian layout has the same ones.

/** What typing goes into: there no letter is a command. */
const FIELDS = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";

/**
 * "Z", "Delete", "ArrowUp", "?" …; empty: nothing for us.
 * @param {KeyboardEvent} event
 */
export function keyOf(event) {
  const { target, code, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented)
    return "";
  if (target instanceof Element && target.matches(FIELDS)) return "";
  if (event.shiftKey && key !== "?") return "";
  if (key === "Backspace") return "Delete"; // what a Mac calls delete
  return /^Key[A-Z]$/.test(code) ? code.slice(3) : key;
}

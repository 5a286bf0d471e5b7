// The few things every element does to the page: find, clone a template, fill in text, draw once a frame.

/**
 * The element that must be there; a missing one is a mistake in the template, so it throws.
 * @template {Element} [E=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => E} [kind] what it must be, HTMLElement when not given
 * @returns {E}
 */
export function find(root, selector, kind) {
  const found = root.querySelector(selector);
  if (found instanceof (kind ?? HTMLElement)) return /** @type {E} */ (found);
  throw new Error(`the page has no ${selector}`);
}

/**
 * A fresh copy of the first element of a `<template>`.
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} id
 * @param {new () => E} [kind] what it must be, HTMLElement when not given
 * @returns {E}
 */
export function clone(id, kind) {
  const template = find(document, `template#${id}`, HTMLTemplateElement);
  const first = template.content.firstElementChild;
  if (!first) throw new Error(`template ${id} is empty`);
  const copy = document.importNode(first, true);
  if (copy instanceof (kind ?? HTMLElement)) return /** @type {E} */ (copy);
  throw new Error(`template ${id} holds something else`);
}

/**
 * Puts texts into the `[data-text=name]` places under `root`; touches only what differs.
 * @param {ParentNode} root
 * @param {Record<string, string | number>} texts
 */
export function fill(root, texts) {
  for (const [name, value] of Object.entries(texts)) {
    for (const place of root.querySelectorAll(`[data-text="${name}"]`)) {
      const text = String(value);
      if (place.textContent !== text) place.textContent = text;
    }
  }
}

/**
 * What fills the page's own `[data-text]` places: those there now, not those of rows that lists add later.
 * @returns {(texts: Record<string, string | number>) => void}
 */
export function pageFiller() {
  const places = Array.from(document.querySelectorAll("[data-text]"));
  return (texts) => {
    for (const place of places) {
      const text = texts[place.getAttribute("data-text") ?? ""];
      if (text !== undefined && place.textContent !== String(text)) place.textContent = String(text);
    }
  };
}

/**
 * Calls `draw` once in the next animation frame, however often it is asked.
 * @param {() => void} draw
 */
export function oncePerFrame(draw) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  };
}

/**
 * Tells the page, which alone knows the socket; bubbles.
 * @param {Element} from
 * @param {string} name
 * @param {unknown} [detail]
 */
export function tell(from, name, detail) {
  from.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
}

/**
 * Focus for a heading or another thing that is no control.
 * @param {HTMLElement | null} element
 */
export function focusOn(element) {
  if (!element) return;
  if (!element.matches("a[href], button, input, textarea, select")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

/**
 * Gives the focus back to what had it, where `change` moved that to another place of the page.
 * @param {() => void} change
 */
export function holdFocus(change) {
  const held = document.activeElement;
  change();
  if (!(held instanceof HTMLElement) || held === document.body || held === document.activeElement) return;
  if (held.getClientRects().length) held.focus({ preventScroll: true });
}

// A list that follows an array: rows are made once, changed only when their item is another object,
// and made a batch per animation frame, so that a thousand messages never freeze a phone.

import { focusOn } from "./dom.js";

const BATCH = 80;

/** @template T */
export class KeyedList {
  /** @type {Map<string | number, {row: HTMLElement, item: T}>} */
  #rows = new Map();
  /** @type {T[]} */
  #items = [];
  #scheduled = false;

  /**
   * @param {HTMLElement} parent holds the rows and nothing else
   * @param {{key: (item: T) => string | number, make: (item: T) => HTMLElement,
   *          update: (row: HTMLElement, item: T, fresh: boolean) => void}} how
   */
  constructor(parent, how) {
    this.parent = parent;
    this.how = how;
  }

  /**
   * Items that stay must keep their order: a moved row would lose the focus.
   * @param {T[]} items a new array; an item that changed is a new object
   */
  set(items) {
    this.#items = items;
    this.#remove();
    this.#draw();
  }

  #remove() {
    const kept = new Set(this.#items.map(this.how.key));
    for (const [key, { row }] of this.#rows) {
      if (kept.has(key)) continue;
      const hadFocus = row.contains(document.activeElement);
      const heir = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      this.#rows.delete(key);
      if (hadFocus) focusOn(heir?.querySelector("button") ?? this.parent);
    }
  }

  #draw() {
    let made = 0;
    let place = this.parent.firstElementChild;
    for (const item of this.#items) {
      const key = this.how.key(item);
      const known = this.#rows.get(key);
      if (known) {
        if (known.item !== item) this.how.update(known.row, item, false);
        known.item = item;
        if (known.row === place) place = place.nextElementSibling;
        else this.parent.insertBefore(known.row, place);
        continue;
      }
      if (made === BATCH) return this.#later();
      made += 1;
      const row = this.how.make(item);
      this.how.update(row, item, true);
      this.parent.insertBefore(row, place);
      this.#rows.set(key, { row, item });
    }
  }

  #later() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#draw();
    });
  }
}

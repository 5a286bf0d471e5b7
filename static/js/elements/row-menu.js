// <row-menu>: what can be done with one row of a list: a single panel that unfolds inside the row whose [data-more]
// was pressed. Escape folds it.

import { find, tell } from "../lib/dom.js";

export class RowMenu extends HTMLElement {
  /** @type {HTMLElement | null} */
  #row = null;

  /** @param {HTMLElement} list rows with a [data-more] each, and [data-id] */
  serve(list) {
    list.addEventListener("click", (event) => {
      const row = /** @type {Element} */ (event.target).closest("[data-more]")?.closest("li");
      if (row) this.toggle(row);
    });
    list.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#row) this.close();
    });
    // one at a time on the whole page, so that a key means one thing
    document.addEventListener("menu", (event) => event.target !== this && this.close());
  }

  /** The row it is open in: its number; none: 0. */
  get chosen() {
    return Number(this.#row?.dataset.id ?? 0);
  }

  /** @param {HTMLElement} row */
  toggle(row) {
    const isOther = row !== this.#row;
    this.close();
    if (!isOther) return;
    tell(this, "menu");
    this.#row = row;
    row.append(this);
    row.toggleAttribute("data-unfolded", true);
    this.#opener?.setAttribute("aria-expanded", "true");
    tell(this, "unfold");
    this.scrollIntoView({ block: "nearest" });
  }

  close() {
    if (!this.#row) return;
    const opener = this.#opener;
    const hadFocus = this.contains(document.activeElement);
    opener?.setAttribute("aria-expanded", "false");
    this.#row.toggleAttribute("data-unfolded", false);
    this.#row = null;
    this.remove();
    if (hadFocus) opener?.focus({ preventScroll: true });
  }

  get #opener() {
    return this.#row && find(this.#row, "[data-more]", HTMLButtonElement);
  }
}

customElements.define("row-menu", RowMenu);

// <name-list>: names as large buttons, a page at a time, and a search where there are many. Tells the page "who".

import { clone, fill, find, tell } from "../lib/dom.js";
import { gettext, language } from "../lib/i18n.js";

/** @typedef {import("../lib/turn.js").Name} Name */

const PAGE = 12; // names: what a tablet shows without scrolling

export class NameList extends HTMLElement {
  /** @type {Name[]} */
  #names = [];
  #page = 0;
  #busy = false;

  connectedCallback() {
    this.#search.addEventListener("input", () => this.#turn(0));
    find(this, "[data-before]").onclick = () => this.#turn(this.#page - 1);
    find(this, "[data-after]").onclick = () => this.#turn(this.#page + 1);
  }

  /** @param {Name[]} names in the order in which they are shown */
  show(names) {
    if (JSON.stringify(names) === JSON.stringify(this.#names)) return;
    this.#names = names;
    this.#draw();
  }

  /** @param {boolean} is an answer is waited for */
  set busy(is) {
    this.#busy = is;
    this.toggleAttribute("busy", is);
  }

  get text() {
    return this.#search.value;
  }

  /** @param {number} page */
  #turn(page) {
    this.#page = page;
    this.#draw();
  }

  #draw() {
    const wanted = plain(this.#search.value.trim());
    const found = this.#names.filter((one) => plain(one.nickname).includes(wanted));
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    this.#page = Math.min(Math.max(0, this.#page), pages - 1);
    const shown = found.slice(this.#page * PAGE, (this.#page + 1) * PAGE);
    const held = document.activeElement?.closest(".name")?.getAttribute("data-name");
    const list = find(this, ".name-list__names");
    list.replaceChildren(...shown.map((one) => this.#row(one)));
    for (const row of held ? list.querySelectorAll("button") : []) {
      if (row.getAttribute("data-name") === held) row.focus();
    }
    find(this, "[data-search]").hidden = this.#names.length <= PAGE;
    find(this, "[data-pages]").hidden = pages === 1;
    find(this, "[data-none]").hidden = found.length > 0;
    step(find(this, "[data-before]"), this.#page === 0);
    step(find(this, "[data-after]"), this.#page === pages - 1);
    fill(this, { page: gettext("{n} of {m}", { n: this.#page + 1, m: pages }) });
  }

  /** @param {Name} one */
  #row(one) {
    const row = clone("name-row");
    const button = find(row, "button", HTMLButtonElement);
    fill(row, { nickname: one.nickname });
    button.dataset.name = one.nickname;
    button.toggleAttribute("data-answered", one.has_answered);
    if (one.has_answered) button.setAttribute("aria-disabled", "true");
    find(row, "[data-answered-mark]").hidden = !one.has_answered;
    button.onclick = () => {
      if (this.#busy || one.has_answered) return;
      const { student_id, nickname } = one;
      tell(this, "who", student_id === null ? { nickname } : { student_id });
    };
    return row;
  }

  get #search() {
    return find(this, "input", HTMLInputElement);
  }
}

/**
 * Stays in its place, so that a finger that comes again presses nothing else.
 * @param {HTMLElement} button
 * @param {boolean} isEnd
 */
function step(button, isEnd) {
  button.setAttribute("aria-disabled", String(isEnd));
}

/** @param {string} text */
function plain(text) {
  const lower = text.toLocaleLowerCase(language).replace(/ё/g, "е");
  return lower.normalize("NFD").replace(/[\u0300-\u0305\u0307-\u036f]/g, "");
}

customElements.define("name-list", NameList);

// <kicked-list>: who was put out just now, each for the minute in which it can be undone.

import { say } from "../lib/announce.js";
import { remaining } from "../lib/clock.js";
import { clone, fill, find } from "../lib/dom.js";
import { gettext, ngettext } from "../lib/i18n.js";
import { KeyedList } from "../lib/list.js";
import { StepButton } from "./step-button.js";

/** @typedef {import("../lib/types.js").Kicked} Kicked */

const SECOND = 1000; // ms

export class KickedList extends HTMLElement {
  /** @type {KeyedList<Kicked> | null} */
  #list = null;
  /** @type {Kicked[]} */
  #kicked = [];
  /** @type {Set<number>} those whose line was put away by hand */
  #away = new Set();
  /** @type {Set<number> | null} */
  #told = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Kicked[]} kicked */
  show(kicked) {
    this.#kicked = kicked;
    const ids = new Set(kicked.map((one) => one.id));
    for (const id of this.#away) if (!ids.has(id)) this.#away.delete(id);
    // what was there when the page came is no news
    const news = this.#told ? kicked.filter((one) => !this.#told?.has(one.id)) : [];
    for (const { nickname } of news) say(gettext("{nickname} was removed.", { nickname }));
    this.#told = ids;
    this.#draw();
  }

  #draw() {
    clearTimeout(this.#timer);
    const shown = this.#kicked.filter(({ id, until }) => remaining(until) > 0 && !this.#away.has(id));
    this.#list ??= new KeyedList(find(this, "ul"), {
      key: (one) => one.id,
      make: (one) => this.#make(one),
      update: (row, { nickname }) => fill(row, { gone: gettext("{nickname} was removed.", { nickname }) }),
    });
    this.#list.set(shown);
    for (const { id, until } of shown) {
      const n = Math.ceil(remaining(until) / SECOND);
      const place = this.querySelector(`[data-id="${id}"]`);
      if (place) fill(place, { "undo-left": ngettext("{n} second left", "{n} seconds left", n) });
    }
    if (shown.length) this.#timer = setTimeout(() => this.#draw(), SECOND);
  }

  /** @param {Kicked} one */
  #make({ id }) {
    const row = clone("kicked");
    row.dataset.id = String(id);
    find(row, "step-button", StepButton).values = () => ({ id });
    find(row, "[data-away]").addEventListener("click", () => {
      this.#away.add(id);
      this.#draw();
    });
    return row;
  }
}

customElements.define("kicked-list", KickedList);

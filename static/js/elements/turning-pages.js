// <turning-pages template="…">: as many rows as the screen has room for, and the others after them, page by page, by
// itself. Only the page that is shown is in the document; a text too long for one page goes on on the next.

import { clone, fill, find, tell } from "../lib/dom.js";
import { KeyedList } from "../lib/list.js";
import { Sizes } from "../lib/sizes.js";
import { readingTime, Turner } from "../lib/turner.js";

/** @typedef {import("../lib/sizes.js").Row} Row */
/** @typedef {import("../lib/sizes.js").Part} Part */

const LONG = 160; // characters from which the type is one step smaller
const LONGER = 600; // and from which it is as small as can be read

export class TurningPages extends HTMLElement {
  /** @type {Row[]} */
  #rows = [];
  /** @type {Part[][]} */
  #pages = [];
  #page = 0;
  #turns = 0;
  /** For which box and type the rows were measured. */
  #measured = "";
  #sizes = new Sizes((row) => draw(this.#make(row), row, row.text));
  #turner = new Turner(() => this.#turn());
  /** @type {KeyedList<Part> | null} */
  #list = null;

  connectedCallback() {
    new ResizeObserver(() => this.layout()).observe(this.#place);
    document.fonts.addEventListener("loadingdone", () => {
      this.#measured = "";
      this.layout();
    });
  }

  /** @param {Row[]} rows none: nothing turns any more */
  show(rows) {
    const isAnother = rows[0]?.key !== this.#rows[0]?.key;
    this.#rows = rows;
    if (isAnother) this.#begin();
    this.layout();
  }

  /** The type, or the room for it, may be another. */
  layout() {
    const place = this.#place;
    const isShown = this.#rows.length > 0 && place.clientHeight > 0;
    this.toggleAttribute("data-empty", this.#rows.length === 0);
    if (!isShown) this.#begin();
    this.#pages = isShown ? this.#measure(place) : [];
    this.#page = Math.max(0, Math.min(this.#page, this.#pages.length - 1));
    this.#draw();
  }

  #begin() {
    this.#page = 0;
    this.#turner.stop();
  }

  /** @param {HTMLElement} place */
  #measure(place) {
    const { fontSize, rowGap } = getComputedStyle(place);
    const [width, height, gap] = [place.clientWidth, place.clientHeight, parseFloat(rowGap) || 0];
    const measured = `${width} ${height} ${fontSize} ${this.dataset.kind}`;
    if (measured !== this.#measured) this.#sizes.forget();
    this.#measured = measured;
    const bench = find(this, "[data-bench]");
    const { columns, pages } = this.#sizes.pages(this.#rows, bench, { width, height, gap });
    place.style.setProperty("--columns", String(columns));
    return pages;
  }

  #draw() {
    const page = this.#pages[this.#page] ?? [];
    this.#list ??= new KeyedList(this.#place, {
      key: (part) => part.key,
      make: (part) => this.#make(part.row),
      update: (made, part) => {
        draw(made, part.row, part.text);
        made.style.setProperty("--span", String(part.span));
        made.style.setProperty("--height", `${part.height}px`);
      },
    });
    this.#list.set(page);
    const count = this.#pages.length;
    fill(this, { page: count > 1 ? `${this.#page + 1} / ${count}` : "" });
    if (count > 1) this.#turner.wait(readingTime(this.#place.textContent ?? ""));
    else this.#turner.stop();
  }

  /** To the page with the first row that was not on this one: those before may have become more or fewer meanwhile. */
  #turn() {
    const page = this.#pages[this.#page] ?? [];
    const last = page.length ? page[page.length - 1].key : "";
    const parts = this.#pages.flat();
    const next = parts.findIndex((part) => part.key === last) + 1;
    const isEnd = next === 0 || next === parts.length;
    this.#page = isEnd ? 0 : this.#pages.findIndex((one) => one.includes(parts[next]));
    this.#turns += 1;
    this.#place.dataset.turn = this.#turns % 2 ? "odd" : "even"; // another name: the animation runs again
    this.#draw();
    tell(this, "turned");
  }

  /** @param {Row} row */
  #make(row) {
    return clone(row.template ?? this.getAttribute("template") ?? "");
  }

  get #place() {
    return find(this, "ol, ul");
  }
}

/**
 * @param {HTMLElement} made
 * @param {Row} row
 * @param {string} text
 */
function draw(made, row, text) {
  fill(made, { text, ...row.texts });
  for (const [name, value] of Object.entries(row.marks ?? {})) made.dataset[name] = value;
  const { length } = row.text;
  made.dataset.length = length > LONGER ? "longer" : length > LONG ? "long" : "short";
  row.draw?.(made);
  return made;
}

customElements.define("turning-pages", TurningPages);

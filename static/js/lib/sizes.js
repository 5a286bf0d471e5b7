// How much room rows take on a screen's pages: each is measured once, off the page, and what is too tall for a page is
// cut into parts.

import { find } from "./dom.js";
import { columnsFor, columnWidth, pack, spanFor } from "./packing.js";
import { split } from "./split.js";

/**
 * @typedef {object} Row
 * @property {string} key another text has another key
 * @property {string} text decides on the row's size, alone
 * @property {Record<string, string | number>} [texts] what else stands in it
 * @property {Record<string, string>} [marks] data attributes
 * @property {string} [group] rows of one stand together
 * @property {string} [template] of its own: then it gets a page to itself
 * @property {(made: HTMLElement) => void} [draw] what is to be done besides
 */
/** @typedef {{row: Row, key: string, text: string, span: number, height: number,
 *   group: string, follows: boolean}} Part */
/** @typedef {{width: number, height: number, gap: number}} Place */
/** @typedef {import("./packing.js").Width} Width */
/** @typedef {{width: Width, cut: Map<number, {height: number, text: string}[]>}} Size `cut`: parts by span */

const FEW = 3; // rows that have the whole width
const BATCH = 100; // rows on the bench at once

export class Sizes {
  /** @type {Map<string, Size>} */
  #known = new Map();

  /** @param {(row: Row) => HTMLElement} make the row, filled in */
  constructor(make) {
    this.make = make;
  }

  /** The type or the place is another. */
  forget() {
    this.#known.clear();
  }

  /**
   * @param {Row[]} rows
   * @param {HTMLElement} bench where rows are drawn to be measured: nobody sees it; as wide as the narrowest column
   * @param {Place} place
   * @returns {{columns: number, pages: Part[][]}}
   */
  pages(rows, bench, { width, height, gap }) {
    const kept = new Set(rows.map((row) => row.key));
    for (const key of this.#known.keys()) if (!kept.has(key)) this.#known.delete(key);

    const texts = rows.filter((row) => !row.template);
    const fresh = texts.filter((row) => !this.#known.has(row.key));
    this.#draw(fresh, bench, "max-content", (row, made) => {
      this.#known.set(row.key, { width: { line: made.offsetWidth, word: 0 }, cut: new Map() });
    });
    this.#draw(fresh, bench, "min-content", (row, made) => {
      this.#size(row).width.word = made.offsetWidth;
    });
    const widths = texts.map((row) => this.#size(row).width);
    const most = columnsFor(widths, width, Math.min(width, bench.offsetWidth), gap);
    const columns = Math.min(most, Math.ceil(rows.length / FEW));
    const column = columnWidth(width, columns, gap);
    const spanOf = (/** @type {Row} */ row) =>
      row.template ? columns : spanFor(this.#size(row).width, column, columns);

    for (const span of new Set([1, columns])) {
      const unknown = texts.filter((row) => spanOf(row) === span && !this.#size(row).cut.has(span));
      this.#draw(unknown, bench, `${span === 1 ? column : width}px`, (row, made) => {
        this.#size(row).cut.set(span, cut(row.text, made, height));
      });
    }
    const parts = rows.flatMap((row) => {
      const span = spanOf(row);
      const its = row.template ? [{ height, text: "" }] : (this.#size(row).cut.get(span) ?? []);
      return its.map((part, n) => ({
        ...part,
        row,
        span,
        key: `${row.key} ${n}`,
        group: row.group ?? "",
        follows: n > 0,
      }));
    });
    const pages = pack(parts, columns, height, gap);
    return { columns, pages: pages.map((page) => page.map((at) => parts[at])) };
  }

  /** @param {Row} row */
  #size(row) {
    const size = this.#known.get(row.key);
    if (!size) throw new Error("a row was not measured");
    return size;
  }

  /**
   * @param {Row[]} rows
   * @param {HTMLElement} bench
   * @param {string} width
   * @param {(row: Row, made: HTMLElement) => void} measure
   */
  #draw(rows, bench, width, measure) {
    for (let from = 0; from < rows.length; from += BATCH) {
      const batch = rows.slice(from, from + BATCH);
      const made = batch.map((row) => this.make(row));
      for (const one of made) one.style.setProperty("width", width);
      bench.replaceChildren(...made);
      batch.forEach((row, at) => {
        measure(row, made[at]);
      });
    }
    bench.replaceChildren();
  }
}

/**
 * @param {string} text
 * @param {HTMLElement} made
 * @param {number} most height of a part
 */
function cut(text, made, most) {
  const height = made.offsetHeight;
  if (height <= most) return [{ height, text }];
  const place = find(made, '[data-text="text"]');
  const line = parseFloat(getComputedStyle(place).lineHeight);
  // less a line, as the signs may take one more
  const parts = split(place, Math.max(line, most - (height - place.offsetHeight) - line));
  return parts.map((part) => ({ height: most, text: part }));
}

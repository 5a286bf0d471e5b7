// <results-board>: the results as a picture: a podium for the best three, then everyone with a bar.

import { clone, fill, find } from "../lib/dom.js";
import { gettext, ngettext } from "../lib/i18n.js";
import { KeyedList } from "../lib/list.js";
import { placeOf } from "../lib/room.js";

/** @typedef {import("../lib/types.js").Score} Score */

const STEPS = 3;

export class ResultsBoard extends HTMLElement {
  /** @type {Score[] | null} */
  #shown = null;
  /** @type {KeyedList<Score> | null} */
  #rows = null;
  /** @type {KeyedList<Score> | null} */
  #steps = null;

  /**
   * @param {Score[] | null} result best first
   * @param {number} [me] the student whose page this is
   */
  show(result, me) {
    if (!result || result === this.#shown) return;
    this.#shown = result;
    const best = result.filter((score) => score.correct_answers_count > 0).slice(0, STEPS);
    this.#steps ??= this.#list(".podium", "podium-step", me);
    this.#rows ??= this.#list("tbody", "result-row", me);
    this.#steps.set(best);
    this.#rows.set(result);
    this.toggleAttribute("data-empty", best.length === 0);
  }

  /**
   * @param {string} selector
   * @param {string} template
   * @param {number | undefined} me
   * @returns {KeyedList<Score>}
   */
  #list(selector, template, me) {
    return new KeyedList(find(this, selector), {
      key: (score) => score.student_id,
      make: () => clone(template),
      update: (row, score) => this.#update(row, score, score.student_id === me),
    });
  }

  /**
   * @param {HTMLElement} row
   * @param {Score} score
   * @param {boolean} mine
   */
  #update(row, score, mine) {
    const result = this.#shown ?? [];
    const count = score.correct_answers_count;
    const most = Math.max(1, result[0]?.correct_answers_count ?? 1);
    fill(row, {
      place: placeOf(result, score),
      nickname: score.nickname,
      count,
      words: ngettext("{n} right answer", "{n} right answers", count),
      more: result[STEPS - 1] === score ? this.#more(count) : "",
    });
    row.dataset.place = String(Math.min(placeOf(result, score), STEPS + 1));
    row.toggleAttribute("data-mine", mine);
    row.style.setProperty("--share", String(count / most));
  }

  /**
   * Those who are as good as the last one on the podium and find no room on it.
   * @param {number} count
   */
  #more(count) {
    const rest = (this.#shown ?? []).slice(STEPS);
    const equals = rest.filter((score) => score.correct_answers_count === count).length;
    return equals ? gettext("and {n} more", { n: equals }) : "";
  }
}

customElements.define("results-board", ResultsBoard);

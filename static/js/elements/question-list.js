// <question-list>: the questions prepared for the room; added one by one or many at once, put in order, edited.

import { clone, fill, find, holdFocus, tell } from "../lib/dom.js";
import { gettext, ngettext } from "../lib/i18n.js";
import { KeyedList } from "../lib/list.js";
import { BLANK, joined } from "../lib/prepared.js";
import { dragRows } from "../lib/reorder.js";
import { QuestionForm } from "./question-form.js";
import { QuestionMenu } from "./question-menu.js";
import { QuestionPaste } from "./question-paste.js";

/** @typedef {import("../lib/types.js").Question} Question */

export class QuestionList extends HTMLElement {
  /** @type {Question[]} */
  #questions = [];
  /** @type {KeyedList<Question & {place: number}> | null} */
  #list = null;
  #menu = clone("question-menu", QuestionMenu);

  connectedCallback() {
    if (this.dataset.ready) return; // it moves from the lobby to the side
    this.dataset.ready = "yes";
    this.#menu.serve(this.#rows);
    this.#form.button.values = () => (this.#form.check() ? { questions: [this.#form.draft] } : null);
    this.#form.addEventListener("sent", () => {
      this.#form.fill(BLANK);
      this.#form.focus(); // often there is another one
    });
    this.#form.addEventListener("folded", () => this.#way("add", false));
    this.#paste.addEventListener("sent", () => this.#way("paste", false));
    this.#paste.addEventListener("folded", () => this.#way("paste", false));
    for (const name of ["add", "paste"]) {
      this.#opener(name).addEventListener("click", () => this.#way(name, true));
    }
    if (this.#form.isEdited) this.#way("add", true, false);
    dragRows(this.#rows, (id, target, after) => this.#move(id, target, after));
  }

  /** @param {Question[]} questions */
  show(questions) {
    if (questions === this.#questions && this.#list) return;
    this.#list ??= new KeyedList(this.#rows, {
      key: (question) => question.id,
      make: () => clone("prepared"),
      update: (row, question) => this.#update(row, question),
    });
    const items = questions.map((question, index) => ({ ...question, place: index + 1 }));
    holdFocus(() => this.#list?.set(items));
    this.#questions = questions;
    this.#menu.show(questions);
    const left = questions.filter((question) => !question.round_id).length;
    this.toggleAttribute("data-empty", questions.length === 0);
    fill(this, { left: questions.length ? ngettext("{n} left", "{n} left", left) : "" });
  }

  /**
   * @param {HTMLElement} row
   * @param {Question & {place: number}} question
   */
  #update(row, { id, text, accepted, max_time, round_id, place }) {
    row.dataset.id = String(id);
    row.toggleAttribute("data-used", round_id !== null);
    fill(row, {
      place,
      "prepared-text": text,
      "prepared-accepted": joined(accepted),
      "prepared-time": max_time === null ? "" : ngettext("{n} second", "{n} seconds", max_time),
    });
    const more = find(row, "[data-more]");
    more.hidden = round_id !== null;
    more.setAttribute("aria-label", gettext("Change question {n}", { n: place }));
  }

  /**
   * Unfolds one way to add questions, and folds the other.
   * @param {string} name
   * @param {boolean} open
   * @param {boolean} [focus]
   */
  #way(name, open, focus = true) {
    for (const other of ["add", "paste"]) {
      const isOpen = open && other === name;
      find(this, `[data-form=${other}]`).hidden = !isOpen;
      this.#opener(other).setAttribute("aria-expanded", String(isOpen));
    }
    if (focus) (open ? find(this, `[data-form=${name}]`) : this.#opener(name)).focus();
  }

  /**
   * @param {number} id
   * @param {number} target
   * @param {boolean} after
   */
  #move(id, target, after) {
    const others = this.#questions.map((question) => question.id).filter((other) => other !== id);
    const position = others.indexOf(target) + (after ? 2 : 1);
    const settle = (/** @type {string | undefined} */ problem) => this.#say(problem);
    const asker = { settle, release: () => this.#say() };
    tell(this, "wish", { wish: { action: "question_move", id, position }, asker });
  }

  #say(problem = "") {
    const place = find(this, "[data-problem]");
    place.textContent = problem;
    place.hidden = !problem;
  }

  get #rows() {
    return find(this, "ol");
  }

  get #form() {
    return find(this, "question-form[data-form=add]", QuestionForm);
  }

  get #paste() {
    return find(this, "question-paste", QuestionPaste);
  }

  /** @param {string} name */
  #opener(name) {
    return find(this, `[data-way=${name}]`);
  }
}

customElements.define("question-list", QuestionList);

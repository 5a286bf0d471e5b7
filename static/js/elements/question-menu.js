// <question-menu>: what can be done with one prepared question: up, down, edit, remove.

import { find } from "../lib/dom.js";
import { QuestionForm } from "./question-form.js";
import { RowMenu } from "./row-menu.js";
import { StepButton } from "./step-button.js";

/** @typedef {import("../lib/types.js").Question} Question */

export class QuestionMenu extends RowMenu {
  /** @type {Question[]} */
  #questions = [];

  /** @param {HTMLElement} list */
  serve(list) {
    super.serve(list);
    for (const step of /** @type {Iterable<StepButton>} */ (this.querySelectorAll("step-button"))) {
      if (step.action === "question_remove") step.values = () => ({ id: this.chosen });
      if (step.action === "question_move") {
        step.values = () => ({ id: this.chosen, position: this.#position + Number(step.dataset.by) });
      }
    }
    this.#form.button.values = () => {
      const { text, accepted, max_time } = this.#form.draft;
      return this.#form.check() ? { id: this.chosen, text, accepted, max_time } : null;
    };
    find(this, "[data-edit]").addEventListener("click", () => this.#edit(this.#form.hasAttribute("hidden")));
    this.#form.addEventListener("sent", () => this.#edit(false));
    this.#form.addEventListener("folded", () => this.#edit(false));
    this.addEventListener("unfold", () => {
      this.#form.become(`${this.getAttribute("draft")}:${this.chosen}`, this.#question);
      this.#edit(this.#form.isEdited, false);
      for (const step of this.querySelectorAll("step-button")) {
        if (step instanceof StepButton) step.clear();
      }
      this.#draw();
    });
  }

  /** @param {Question[]} questions */
  show(questions) {
    this.#questions = questions;
    if (!this.chosen) return;
    const question = questions.find((one) => one.id === this.chosen);
    if (!question || question.round_id) return this.close(); // gone, or asked
    if (this.#form.hidden) this.#form.fill(question);
    this.#draw();
  }

  #draw() {
    const [up, down] = this.querySelectorAll("step-button[action=question_move]");
    up.toggleAttribute("hidden", this.#position === 1);
    down.toggleAttribute("hidden", this.#position === this.#questions.length);
  }

  /**
   * @param {boolean} open
   * @param {boolean} [focus]
   */
  #edit(open, focus = true) {
    const button = find(this, "[data-edit]");
    this.#form.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (focus) (open ? this.#form : button).focus();
  }

  /** 1, 2, 3 … */
  get #position() {
    return 1 + this.#questions.findIndex((one) => one.id === this.chosen);
  }

  get #question() {
    return this.#questions[this.#position - 1];
  }

  get #form() {
    return find(this, "question-form", QuestionForm);
  }
}

customElements.define("question-menu", QuestionMenu);

// <round-question draft="…">: the question of the round that is or was, with its accepted answers; it can be given
// afterwards, or mended, also while the round runs.

import { fill, find } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { joined } from "../lib/prepared.js";
import { QuestionForm } from "./question-form.js";
import { QuestionText } from "./question-text.js";

/** @typedef {import("../lib/types.js").Round} Round */

export class RoundQuestion extends HTMLElement {
  #round = 0;

  connectedCallback() {
    this.#form.button.values = () => {
      const { text, accepted } = this.#form.draft;
      return { question: text, accepted };
    };
    find(this, "[data-edit]").addEventListener("click", () => this.#edit(this.#form.hasAttribute("hidden")));
    this.#form.addEventListener("sent", () => this.#edit(false));
    this.#form.addEventListener("folded", () => this.#edit(false));
    this.#form.addEventListener("keydown", (event) => event.key === "Escape" && this.#edit(false));
  }

  /** @param {Round | null} round */
  show(round) {
    if (!round) return;
    const { round_id, question, accepted = [] } = round;
    const base = { text: question, accepted, max_time: null };
    find(this, "question-text", QuestionText).show(question);
    if (round_id !== this.#round) {
      this.#round = round_id;
      this.#form.become(`${this.getAttribute("draft")}:${round_id}`, base);
      this.#edit(this.#form.isEdited, false);
    } else if (this.#form.hidden) this.#form.fill(base);
    this.toggleAttribute("data-asked", question !== "");
    find(this, ".asked__accepted").hidden = accepted.length === 0;
    fill(this, {
      "asked-accepted": joined(accepted),
      "asked-edit": question ? gettext("Edit the question") : gettext("Give it a question"),
    });
  }

  /**
   * @param {boolean} open
   * @param {boolean} [focus]
   */
  #edit(open, focus = true) {
    const button = find(this, "[data-edit]");
    this.#form.hidden = !open;
    button.hidden = open;
    button.setAttribute("aria-expanded", String(open));
    if (focus) (open ? this.#form : button).focus();
  }

  get #form() {
    return find(this, "question-form", QuestionForm);
  }
}

customElements.define("round-question", RoundQuestion);

// <question-paste draft="…">: many questions at once, a line each. They are sent a portion at a time; what has not
// arrived stays in the box.

import { say } from "../lib/announce.js";
import { fill, find, tell } from "../lib/dom.js";
import { ngettext } from "../lib/i18n.js";
import { joined, lines, portion } from "../lib/prepared.js";
import { load, save } from "../lib/storage.js";
import { StepButton } from "./step-button.js";

export class QuestionPaste extends HTMLElement {
  #count = 0;
  /** @type {string[]} the portion on its way */
  #sent = [];

  connectedCallback() {
    if (this.dataset.ready) return;
    this.dataset.ready = "yes";
    this.#box.value = load(this.#key, "");
    this.#box.addEventListener("input", () => this.#changed());
    this.#step.values = () => {
      const questions = portion(lines(this.#box.value));
      if (!questions.length) this.#box.focus();
      this.#sent = questions.map((draft) => JSON.stringify(draft));
      return questions.length ? { questions } : null;
    };
    this.#step.addEventListener("done", () => this.#arrived());
    find(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#count = 0;
      this.#step.press();
    });
    find(this, "[data-close]").addEventListener("click", () => tell(this, "folded"));
    this.#changed();
  }

  focus() {
    this.#box.focus();
  }

  /** A portion is stored: on to the next. */
  #arrived() {
    this.#count += this.#sent.length;
    const left = lines(this.#box.value)
      .filter((draft) => !this.#take(JSON.stringify(draft)))
      .map(({ text, accepted }) => [text, joined(accepted)]);
    this.#box.value = left.map((parts) => parts.filter(Boolean).join(" | ")).join("\n");
    this.#changed();
    if (left.length) return this.#step.press();
    say(ngettext("{n} question was added.", "{n} questions were added.", this.#count));
    tell(this, "sent");
  }

  /** @param {string} draft */
  #take(draft) {
    const index = this.#sent.indexOf(draft);
    if (index >= 0) this.#sent.splice(index, 1);
    return index >= 0;
  }

  #changed() {
    save(this.#key, this.#box.value || null);
    const n = lines(this.#box.value).length;
    fill(this, { paste: ngettext("Add {n} question", "Add {n} questions", n) });
  }

  get #key() {
    return this.getAttribute("draft") ?? "";
  }

  get #box() {
    return find(this, "textarea", HTMLTextAreaElement);
  }

  get #step() {
    return find(this, "step-button", StepButton);
  }
}

customElements.define("question-paste", QuestionPaste);

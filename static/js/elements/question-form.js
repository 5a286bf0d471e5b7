// <question-form draft="…">: one question's fields and the button that sends them; the draft is kept over a reload.

import { find, tell } from "../lib/dom.js";
import { BLANK, read, write } from "../lib/prepared.js";
import { load, save } from "../lib/storage.js";
import { StepButton } from "./step-button.js";

/** @typedef {import("../lib/prepared.js").Draft} Draft */

export class QuestionForm extends HTMLElement {
  /** @type {Draft} what the fields would be without a draft */
  #base = BLANK;
  #key = "";

  connectedCallback() {
    if (this.dataset.ready) return;
    this.dataset.ready = "yes";
    this.#key = this.getAttribute("draft") ?? "";
    write(this, load(this.#key, this.#base));
    this.addEventListener("input", () => this.#keep());
    find(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.button.press();
    });
    this.button.addEventListener("done", () => {
      save(this.#key, null);
      tell(this, "sent");
    });
    this.querySelector("[data-close]")?.addEventListener("click", () => {
      this.fill(this.#base);
      save(this.#key, null);
      tell(this, "folded");
    });
  }

  get button() {
    return find(this, "step-button", StepButton);
  }

  /** What stands in the form. */
  get draft() {
    return read(this);
  }

  /** Is something written here that was not sent? */
  get isEdited() {
    return JSON.stringify(this.draft) !== JSON.stringify(this.#base);
  }

  /** @returns {boolean} is the form in order? If not, the browser says where. */
  check() {
    return find(this, "form", HTMLFormElement).reportValidity();
  }

  /** @param {Draft} base */
  fill({ text, accepted, max_time }) {
    this.#base = { text, accepted, max_time };
    write(this, this.#base);
  }

  /**
   * Another question's form from now on, with what was written there before.
   * @param {string} key
   * @param {Draft} base
   */
  become(key, base) {
    this.button.clear();
    this.fill(base);
    this.#key = key;
    write(this, load(key, this.#base));
  }

  focus() {
    find(this, "[data-field=text]").focus();
  }

  #keep() {
    save(this.#key, this.isEdited ? this.draft : null);
  }
}

customElements.define("question-form", QuestionForm);

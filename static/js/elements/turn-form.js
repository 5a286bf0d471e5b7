// <turn-form>: where one student writes one answer on a device that many use: a new one for each of them, and nothing
// of it is kept anywhere. Tells the page "answer" with the text.

import { find, tell } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";

const NEARLY = 0.9; // of the longest text: from here on the counter is shown

export class TurnForm extends HTMLElement {
  connectedCallback() {
    this.#field.addEventListener("input", () => this.#draw());
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    find(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.#draw();
  }

  get text() {
    return this.#field.value.trim();
  }

  focus() {
    this.#field.focus();
  }

  submit() {
    if (this.#field.readOnly) return;
    if (!this.text) {
      this.note(gettext("Write something first."));
      return this.focus();
    }
    if (this.#left < 0) return this.note(gettext("That is too long. Shorten it to 2,000 characters."));
    this.note("");
    tell(this, "answer", this.text);
  }

  /** @param {boolean} is for a while nothing is taken: what is written stays */
  set paused(is) {
    this.#field.readOnly = is;
    find(this, "[data-waits]").hidden = !is;
    find(this, "[type=submit]").hidden = is;
  }

  /** @param {string} words empty: nothing is to be said */
  note(words) {
    const note = find(this, "[data-note]");
    if (note.textContent !== words) note.textContent = words;
    note.hidden = !words;
  }

  /** Before it goes: whoever holds it holds an empty one. */
  wipe() {
    this.#field.value = this.#field.defaultValue = "";
    this.remove();
  }

  #draw() {
    const left = this.#left;
    const counter = find(this, "[data-counter]");
    counter.textContent = `${this.#longest - left} / ${this.#longest}`;
    counter.hidden = left > this.#longest * (1 - NEARLY);
    counter.toggleAttribute("data-over", left < 0);
  }

  get #left() {
    return this.#longest - Array.from(this.text).length;
  }

  get #longest() {
    return Number(this.getAttribute("longest"));
  }

  get #field() {
    return find(this, "textarea", HTMLTextAreaElement);
  }
}

customElements.define("turn-form", TurnForm);

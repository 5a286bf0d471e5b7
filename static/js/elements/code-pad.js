// <code-pad>: a field for somebody's own code, with a key for each letter that a code can have: no keyboard is needed.
// Tells the page "who" with what was typed.

import { find, tell } from "../lib/dom.js";

const FIRST = 3; // letters before the gap

export class CodePad extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const key = event.target instanceof Element ? event.target.closest("button[value]") : null;
      if (key instanceof HTMLButtonElement) this.#press(key.value);
    });
    find(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#letters) tell(this, "who", { code: this.#letters });
      else this.focus();
    });
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  get text() {
    return this.#field.value;
  }

  /** @param {boolean} is an answer is waited for */
  set busy(is) {
    this.#field.readOnly = is;
    this.toggleAttribute("busy", is);
  }

  /** That was none: the first letter will be another. */
  clear() {
    this.#field.value = "";
  }

  /** @param {string} value a letter, or "back" */
  #press(value) {
    if (this.#field.readOnly) return;
    const letters = value === "back" ? this.#letters.slice(0, -1) : this.#letters + value;
    if (letters.length > Number(this.getAttribute("longest"))) return;
    this.#field.value =
      letters.length > FIRST ? `${letters.slice(0, FIRST)} ${letters.slice(FIRST)}` : letters;
    tell(this, "typed");
  }

  get #letters() {
    return this.#field.value.replace(/\s/g, "");
  }

  get #field() {
    return find(this, "input", HTMLInputElement);
  }
}

customElements.define("code-pad", CodePad);

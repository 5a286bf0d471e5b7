// <new-name>: a field for who is on no list. Tells the page "who" with the name.

import { find, tell } from "../lib/dom.js";

export class NewName extends HTMLElement {
  connectedCallback() {
    find(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.text.trim()) tell(this, "who", { nickname: this.text });
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

  get #field() {
    return find(this, "input", HTMLInputElement);
  }
}

customElements.define("new-name", NewName);

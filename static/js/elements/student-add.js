// <student-add>: a seat for somebody without a phone: a button that unfolds to a field for the name.

import { find } from "../lib/dom.js";
import { StepButton } from "./step-button.js";

/** @typedef {import("../lib/types.js").User} User */

export class StudentAdd extends HTMLElement {
  /** @type {User[]} */
  #users = [];
  /** @type {Set<number>} who was here when it was asked for */
  #before = new Set();

  connectedCallback() {
    this.#step.values = () => {
      const nickname = this.#field.value.trim();
      if (!nickname) this.#field.focus();
      return nickname ? { nickname } : null;
    };
    find(this, "[data-unfold]").addEventListener("click", () =>
      this.#unfold(find(this, "form").hasAttribute("hidden")),
    );
    find(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#before = new Set(this.#users.map((user) => user.id));
      this.#step.press();
    });
    this.#step.addEventListener("done", () => {
      this.#field.value = "";
      this.#field.focus(); // often there is another one
    });
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.#unfold(false));
  }

  /** @param {User[]} users the list tells when it is done */
  show(users) {
    this.#users = users;
    if (!this.#step.busy) return;
    const wanted = plain(this.#field.value);
    const isThere = users.some(({ id, nickname }) => plain(nickname) === wanted && !this.#before.has(id));
    if (isThere) this.#step.settle();
  }

  /** @param {boolean} open */
  #unfold(open) {
    const button = find(this, "[data-unfold]");
    find(this, "form").hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) this.#field.focus();
    else button.focus();
  }

  get #field() {
    return find(this, "input", HTMLInputElement);
  }

  get #step() {
    return find(this, "step-button", StepButton);
  }
}

/** @param {string} name as the server keeps it: spaces and letters' forms made equal */
const plain = (name) => name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();

customElements.define("student-add", StudentAdd);

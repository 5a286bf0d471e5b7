// <kick-dialog>: asks once before a student is put out, and for the reason that they will read.

import { fill, find } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { StepButton } from "./step-button.js";

export class KickDialog extends HTMLElement {
  #id = 0;

  connectedCallback() {
    this.#step.values = () => ({ id: this.#id, reason: this.#reason.value.trim() });
    this.#step.addEventListener("done", () => this.close());
    find(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#step.press();
    });
    find(this, "[data-close]").addEventListener("click", () => this.close());
  }

  /**
   * @param {{id: number, nickname: string}} person
   */
  ask({ id, nickname }) {
    this.#id = id;
    this.#reason.value = "";
    this.#step.clear();
    fill(this, { title: gettext("Remove {nickname}?", { nickname }) });
    this.#dialog.showModal();
  }

  /** Somebody else put them out meanwhile. */
  show(/** @type {import("../lib/types.js").User[]} */ users) {
    if (this.#dialog.open && !users.some((user) => user.id === this.#id)) this.close();
  }

  close() {
    this.#dialog.close();
  }

  get #step() {
    return find(this, "step-button", StepButton);
  }

  get #reason() {
    return find(this, "input", HTMLInputElement);
  }

  get #dialog() {
    return find(this, "dialog", HTMLDialogElement);
  }
}

customElements.define("kick-dialog", KickDialog);

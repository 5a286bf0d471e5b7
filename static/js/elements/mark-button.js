// <mark-button>: marks the answer it stands in as right, or takes the mark back, in one tap.

import { find, tell } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";

/** @typedef {import("../lib/types.js").Message} Message */

export class MarkButton extends HTMLElement {
  /** @type {Message | null} */
  #message = null;

  connectedCallback() {
    this.#button.onclick = () => {
      const message = this.#message;
      if (!message || this.#button.getAttribute("aria-busy")) return;
      this.#button.setAttribute("aria-busy", "true");
      tell(this, "mark", { id: message.message_id, is_correct: !message.is_correct });
    };
  }

  /** @param {Message} message */
  show(message) {
    this.#message = message;
    const button = this.#button;
    button.removeAttribute("aria-busy");
    button.setAttribute("aria-pressed", String(message.is_correct));
    button.setAttribute(
      "aria-label",
      gettext("Right answer: {nickname}, {text}", {
        nickname: message.nickname,
        text: message.text.slice(0, 80),
      }),
    );
  }

  /** It was refused: as it was before the tap. */
  settle() {
    this.#button.removeAttribute("aria-busy");
  }

  get #button() {
    return find(this, "button", HTMLButtonElement);
  }
}

customElements.define("mark-button", MarkButton);

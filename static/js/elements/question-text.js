// <question-text>: a round's question, smaller the longer it is, and folded where it would push the rest off the screen.

import { find } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";

const MEDIUM = 120; // characters from which the type is one step smaller
const LONG = 360; // and from which it is as small as the answers

export class QuestionText extends HTMLElement {
  connectedCallback() {
    this.#more.onclick = () => this.#unfold(!this.hasAttribute("data-unfolded"));
    // what is cut depends on the width, and nothing has a size while its view is hidden
    new ResizeObserver(() => this.#measure()).observe(this.#text);
  }

  /** @param {string} question empty: there is none */
  show(question) {
    this.hidden = !question;
    if (this.#text.textContent === question) return;
    this.#text.textContent = question;
    const { length } = question;
    this.dataset.length = length >= LONG ? "long" : length >= MEDIUM ? "medium" : "short";
    this.#unfold(false);
  }

  /** @param {boolean} open */
  #unfold(open) {
    this.toggleAttribute("data-unfolded", open);
    this.#more.setAttribute("aria-expanded", String(open));
    this.#more.textContent = open ? gettext("Show less") : gettext("Show all");
    this.#measure();
  }

  #measure() {
    const text = this.#text;
    if (this.hasAttribute("data-unfolded") || !text.clientHeight) return;
    const cut = text.scrollHeight > text.clientHeight + 2; // pixels: a line's own rounding is no second line
    if (!cut && document.activeElement === this.#more) return; // would lose the focus
    this.#more.hidden = !cut;
  }

  get #text() {
    return find(this, "p");
  }

  get #more() {
    return find(this, "button", HTMLButtonElement);
  }
}

customElements.define("question-text", QuestionText);

// <fitted-question>: the question in the largest type with which it fits; where none does, it turns its pages by itself.
// CSS says in --most which share of the height around it may be its own, in --first with which step of type it begins.

import { fill, find } from "../lib/dom.js";
import { split } from "../lib/split.js";
import { readingTime, Turner } from "../lib/turner.js";

const STEPS = 6; // sizes of the type, in CSS

export class FittedQuestion extends HTMLElement {
  #question = "";
  /** For which question, type and room it was fitted. */
  #fitted = "";
  /** @type {string[]} */
  #parts = [];
  #part = 0;
  #turner = new Turner(() => this.#turn());

  connectedCallback() {
    if (this.parentElement) new ResizeObserver(() => this.layout()).observe(this.parentElement);
    document.fonts.addEventListener("loadingdone", () => {
      this.#fitted = "";
      this.layout();
    });
  }

  /** @param {string} question empty: there is none */
  show(question) {
    this.hidden = !question;
    this.#question = question;
    this.layout();
  }

  /** The type, or the room for it, may be another. */
  layout() {
    const most = this.#most;
    if (!this.#question || !most) {
      this.#fitted = "";
      return this.#turner.stop();
    }
    const { fontSize } = getComputedStyle(this);
    const first = this.#setting("--first");
    const fitted = [this.#question, most, this.clientWidth, fontSize, first].join(" ");
    if (fitted === this.#fitted) return;
    this.#fitted = fitted;
    this.#fit(most, first);
    this.#part = 0;
    this.#turner.stop();
    this.#draw();
  }

  /**
   * @param {number} most pixels
   * @param {number} first step
   */
  #fit(most, first) {
    const text = this.#text;
    text.textContent = this.#question;
    this.#parts = [this.#question];
    for (let step = first; step <= STEPS; step += 1) {
      this.dataset.step = String(step);
      const isTooWide = step < STEPS && text.scrollWidth > text.clientWidth; // a long word, unbroken
      if (text.offsetHeight <= most && !isTooWide) return;
    }
    const line = parseFloat(getComputedStyle(text).lineHeight);
    this.#parts = split(text, most - 2 * line);
  }

  #draw() {
    const count = this.#parts.length;
    const part = this.#parts[this.#part] ?? "";
    if (this.#text.textContent !== part) this.#text.textContent = part;
    fill(this, { page: count > 1 ? `${this.#part + 1} / ${count}` : "" });
    if (count > 1) this.#turner.wait(readingTime(part));
  }

  #turn() {
    this.#part = (this.#part + 1) % this.#parts.length;
    this.#draw();
  }

  /** Pixels that it may be high. */
  get #most() {
    return Math.floor((this.parentElement?.clientHeight ?? 0) * this.#setting("--most"));
  }

  /** @param {string} name */
  #setting(name) {
    return parseFloat(getComputedStyle(this).getPropertyValue(name)) || 1;
  }

  get #text() {
    return find(this, "h1");
  }
}

customElements.define("fitted-question", FittedQuestion);

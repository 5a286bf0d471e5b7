// <next-round>: the question and the time of the round to come, written at leisure, opened with its step button.

import { fill, find } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { load, save } from "../lib/storage.js";
import { StepButton } from "./step-button.js";

export class NextRound extends HTMLElement {
  #number = 0;
  #key = "";

  connectedCallback() {
    this.#key = this.getAttribute("draft") ?? "";
    this.#question.value = load(this.#key, "");
    this.#question.addEventListener("input", () => save(this.#key, this.#question.value || null));
    this.#fold();
    find(this, "[data-unfold]").addEventListener("click", () => {
      this.#fold(!this.hasAttribute("folded"));
      if (!this.hasAttribute("folded")) this.#question.focus();
    });
    find(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#button.press();
    });
  }

  /** Out of the way while a round runs. */
  #fold(fold = true) {
    this.toggleAttribute("folded", fold);
    find(this, "[data-unfold]").setAttribute("aria-expanded", String(!fold));
  }

  /**
   * @param {number} number of the round that comes next
   * @param {boolean} asks a round is still open: opening the next one ends it
   * @param {string} opened the question of the round before that one
   */
  show(number, asks, opened) {
    if (this.#number && number > this.#number) this.#opened(opened);
    this.#number = number;
    const button = this.#button;
    button.toggleAttribute("asks", asks);
    if (!asks) button.close();
    fill(this, {
      title: gettext("Next: round {n}", { n: number }),
      open: gettext("Open round {n}", { n: number }),
      sure: gettext("Round {n} is still open. End it and open round {m}?", { n: number - 1, m: number }),
    });
  }

  /** What the form says, as the request wants it. */
  get values() {
    const question = this.#question.value.trim();
    const seconds = this.#time.valueAsNumber;
    return { number: this.#number, ...(question && { question }), ...(seconds > 0 && { max_time: seconds }) };
  }

  /** Is the form in order? If not, the browser says where. */
  check() {
    return find(this, "form", HTMLFormElement).reportValidity();
  }

  /** @param {string} question */
  #opened(question) {
    this.#button.settle();
    // opened on another device: what is being written here is not that question
    if (plain(this.#question.value) !== plain(question)) return;
    this.#question.value = "";
    save(this.#key, null);
    const hadFocus = this.contains(document.activeElement);
    this.#fold();
    if (hadFocus) find(this, "[data-unfold]").focus(); // still hidden after the last round: then the page finds a place
  }

  get #question() {
    return find(this, "[name=question]", HTMLTextAreaElement);
  }

  get #time() {
    return find(this, "[name=max_time]", HTMLInputElement);
  }

  get #button() {
    return find(this, "step-button", StepButton);
  }
}

/** @param {string} text */
function plain(text) {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

customElements.define("next-round", NextRound);

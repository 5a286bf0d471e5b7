// <answer-box>: a form for a text. Counts its characters, keeps the draft over a reload, gives it to the page once;
// tells it "writing" with each change by hand.

import { find, tell } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { load, save } from "../lib/storage.js";

const NEARLY = 0.9; // of the longest text: from here on the counter is shown to everyone

export class AnswerBox extends HTMLElement {
  #longest = 2000; // characters, as the server counts them: code points
  #key = "";

  connectedCallback() {
    this.#longest = Number(this.getAttribute("longest") ?? this.#longest);
    this.#key = this.getAttribute("draft") ?? "";
    this.#field.value = load(this.#key, "");
    this.#field.addEventListener("input", () => {
      this.#changed();
      tell(this, "writing", this.text !== "");
    });
    this.#field.addEventListener("keydown", (event) => {
      const wanted = this.hasAttribute("enter") ? !event.shiftKey : event.ctrlKey || event.metaKey;
      if (event.key !== "Enter" || !wanted || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
    find(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.querySelector("[data-clear]")?.addEventListener("click", () => {
      this.#set("");
      this.note("");
      tell(this, "writing", false);
      this.#field.focus();
    });
    this.#changed();
  }

  get text() {
    return this.#field.value.trim();
  }

  /** @param {boolean} open may a text be sent now? */
  set open(open) {
    this.toggleAttribute("closed", !open);
    this.#field.readOnly = !open; // a disabled field would lose the focus and the keyboard
    find(this, "[type=submit]").hidden = !open;
  }

  /** @param {boolean} paused is it closed for a while only? Then the foot stays, and says so. */
  set paused(paused) {
    this.toggleAttribute("paused", paused);
    find(this, "[data-waits]").hidden = !paused;
  }

  /**
   * Gives a text back that could not be sent, without losing what was typed since.
   * @param {string} text
   */
  giveBack(text) {
    this.#set(this.text && this.text !== text ? `${text}\n${this.text}` : text);
  }

  /** @param {string} sentence what there is to say about the text; empty: nothing */
  note(sentence) {
    find(this, "[data-note]").textContent = sentence;
    find(this, ".answer-box__note").hidden = !sentence;
  }

  get noted() {
    return find(this, "[data-note]").textContent !== "";
  }

  #submit() {
    if (this.hasAttribute("closed")) return;
    const { text } = this;
    if (!text) return this.#field.focus();
    if (this.#left < 0) return this.note(gettext("That is too long. Shorten it to 2,000 characters."));
    this.#set(""); // at once: a second tap finds nothing to send
    this.note("");
    tell(this, "answer", text);
  }

  /** @param {string} text */
  #set(text) {
    this.#field.value = text;
    this.#changed();
  }

  #changed() {
    const field = this.#field;
    save(this.#key, field.value || null);
    const counter = find(this, "[data-counter]");
    counter.textContent = `${this.#longest - this.#left} / ${this.#longest}`;
    counter.hidden = this.#left > this.#longest * (1 - NEARLY) && !this.hasAttribute("counts");
    counter.toggleAttribute("data-over", this.#left < 0);
    this.toggleAttribute("empty", !this.text);
    field.style.setProperty("height", "auto");
    if (field.scrollHeight) field.style.setProperty("height", `${field.scrollHeight + 2}px`);
  }

  get #left() {
    return this.#longest - Array.from(this.text).length;
  }

  get #field() {
    return find(this, "textarea", HTMLTextAreaElement);
  }
}

customElements.define("answer-box", AnswerBox);

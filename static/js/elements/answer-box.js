// <answer-box>: a form for a text. Counts its characters, keeps what is written on this device, the same in all tabs,
// with the `ref` under which it will be sent; tells the page "writing" with each change by hand, and "answer".

import { find, tell } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { newRef } from "../lib/outbox.js";
import { forgetOld, recall, remember } from "../lib/storage.js";

/** @typedef {import("../lib/types.js").Draft} Draft */
/** @typedef {{text: string, ref: string, round_id: number, at: number}} Kept */

const NEARLY = 0.9; // of the longest text: from here on the counter is shown to everyone

export class AnswerBox extends HTMLElement {
  #longest = 2000; // characters, as the server counts them: code points
  #key = "";
  #isKept = true; // the browser does keep it
  /** Of the text that is in the box: its name, and the round it was written in. */
  #ref = "";
  #writtenIn = 0;

  /** The round that a text written now answers; 0: none. */
  round = 0;

  connectedCallback() {
    this.#longest = Number(this.getAttribute("longest") ?? this.#longest);
    this.#key = this.getAttribute("draft") ?? "";
    forgetOld(`${this.#key.split(":")[0]}:`); // of other rooms, too
    this.#recall();
    this.#field.addEventListener("input", () => {
      this.#own();
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
      this.clear();
      this.note("");
      tell(this, "writing", false);
      this.#field.focus();
    });
    // two tabs show one text; one that slept missed what the other did meanwhile
    window.addEventListener("storage", ({ key }) => key === this.#key && this.#mirror());
    document.addEventListener("visibilitychange", () => this.#mirror());
    this.#changed();
  }

  get text() {
    return this.#field.value.trim();
  }

  /** @returns {Draft} what is in the box, of the round in which it was written */
  get draft() {
    return { text: this.text, ref: this.#ref, round_id: this.#writtenIn };
  }

  get isTooLong() {
    return this.#left < 0;
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

  /** @param {string} words where the text is kept */
  set saved(words) {
    const place = find(this, "[data-saved]");
    if (place.textContent !== words) place.textContent = words;
  }

  clear() {
    this.#set("");
  }

  /**
   * A text that the server has kept.
   * @param {Draft} draft
   */
  fill({ text, ref, round_id }) {
    this.#ref = ref ?? newRef();
    this.#writtenIn = round_id;
    this.#set(text);
  }

  /**
   * Gives a text back that could not be sent, without losing what was typed since.
   * @param {string} text
   */
  giveBack(text) {
    this.rename();
    this.#set(this.text && this.text !== text ? `${text}\n${this.text}` : text);
  }

  /** Something else has been stored under the name of this text: sent under it, the text would be taken for that. */
  rename() {
    this.#ref = newRef();
    this.#changed();
  }

  /**
   * @param {string} sentence what there is to say about the text; empty: nothing
   * @param {boolean} [isGood] all is well with it
   */
  note(sentence, isGood = false) {
    const note = find(this, ".answer-box__note");
    find(note, "[data-note]").textContent = sentence;
    note.hidden = !sentence;
    note.toggleAttribute("data-good", isGood);
  }

  get noted() {
    return find(this, "[data-note]").textContent ?? "";
  }

  #submit() {
    if (this.hasAttribute("closed")) return;
    if (!this.text) return this.#field.focus();
    if (this.isTooLong) return this.note(gettext("That is too long. Shorten it to 2,000 characters."));
    this.#own();
    const { text, ref } = this.draft;
    this.note("");
    tell(this, "answer", { text, ref }); // the page keeps it before the box forgets it
    this.clear(); // at once: a second tap finds nothing to send
  }

  /** Names a new text, and one that is left from another round. */
  #own() {
    if (this.#ref && this.#writtenIn === this.round) return;
    this.#ref = newRef();
    this.#writtenIn = this.round;
  }

  /** @param {string} text */
  #set(text) {
    this.#field.value = text;
    this.#changed();
  }

  #changed() {
    if (!this.text) this.#ref = "";
    const text = this.#field.value;
    const kept = { text, ref: this.#ref, round_id: this.#writtenIn, at: Date.now() };
    this.#isKept = remember(this.#key, text ? kept : null);
    this.#draw();
  }

  #recall() {
    const kept = recall(this.#key, /** @type {Kept | null} */ (null));
    this.#field.value = kept?.text ?? "";
    this.#ref = kept?.ref ?? "";
    this.#writtenIn = kept?.round_id ?? 0;
  }

  #mirror() {
    const before = this.#field.value;
    if (!this.#isKept) return;
    this.#recall();
    if (this.#field.value === before) return;
    this.#draw();
    tell(this, "mirrored");
  }

  #draw() {
    const field = this.#field;
    const counter = find(this, "[data-counter]");
    counter.textContent = `${this.#longest - this.#left} / ${this.#longest}`;
    counter.hidden = this.#left > this.#longest * (1 - NEARLY) && !this.hasAttribute("counts");
    counter.toggleAttribute("data-over", this.isTooLong);
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

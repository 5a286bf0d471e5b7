// <next-round>: the question and the time of the round to come: the next prepared one, another one, or written here.

import { fill, find } from "../lib/dom.js";
import { gettext, ngettext } from "../lib/i18n.js";
import { BLANK, joined, read, write } from "../lib/prepared.js";
import { load, save } from "../lib/storage.js";
import { StepButton } from "./step-button.js";

/** @typedef {import("../lib/prepared.js").Draft} Draft */
/** @typedef {Draft & {picked: number, held: boolean, base: string}} Kept */
/** @typedef {import("../lib/types.js").Question} Question */
/** @typedef {import("../lib/types.js").Room} Room */

const TITLE = 80; // characters of a question in the list to choose from

export class NextRound extends HTMLElement {
  #number = 0;
  /** @type {import("../lib/types.js").Phase | ""} */
  #phase = "";
  #key = "";
  /** @type {Question[]} prepared, and not asked yet */
  #prepared = [];
  /** The prepared question in the form; 0: it is the trainer's own. */
  #picked = 0;
  /** The trainer has picked: nothing else is put in its place. */
  #held = false;
  /** What the fields were filled with, to know whether somebody wrote in them. */
  #base = "";
  /** Seconds of a round where the question says none. */
  #usual = 0;
  /** @type {Question[] | null} */
  #offered = null;

  connectedCallback() {
    this.#key = this.getAttribute("draft") ?? "";
    this.#usual = Number(this.#time.max);
    this.#restore();
    this.addEventListener("input", () => this.#keep());
    this.#time.addEventListener("input", () => {
      if (!this.#picked) this.#usual = this.#time.valueAsNumber || this.#usual;
    });
    this.#choice.addEventListener("change", () => this.#pick(Number(this.#choice.value), true));
    find(this, "[data-unfold]").addEventListener("click", () => {
      this.#fold(!this.hasAttribute("folded"));
      if (!this.hasAttribute("folded")) find(this, "[name=question]").focus();
    });
    find(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#button.press();
    });
    this.#button.values = () => (find(this, "form", HTMLFormElement).reportValidity() ? this.#values : null);
  }

  /** @param {Room} room */
  show({ round, phase, questions }) {
    const number = (round?.number ?? 0) + 1;
    this.#prepared = questions.filter((question) => question.round_id === null);
    if (this.#number && number > this.#number) this.#opened(round?.question ?? "");
    this.#number = number;
    this.#follow();
    this.#showChoice(questions);
    const asks = phase === "round_open";
    this.#button.toggleAttribute("asks", asks);
    if (!asks) this.#button.close();
    // before the first round there is nothing else to do; later there are answers to look at
    if (phase !== this.#phase && (phase === "started" || /^(started)?$/.test(this.#phase))) {
      this.#fold(phase !== "started");
    }
    this.#phase = phase;
    fill(this, {
      unfold: this.#unfolding,
      title: gettext("Next: round {n}", { n: number }),
      open: gettext("Open round {n}", { n: number }),
      sure: gettext("Round {n} is still open. End it and open round {m}?", { n: number - 1, m: number }),
    });
    this.#describe();
  }

  /** What the form says, as the request wants it. */
  get #values() {
    const { text, accepted, max_time } = read(this);
    return {
      number: this.#number,
      question: text,
      accepted,
      ...(this.#picked && { question_id: this.#picked }),
      ...(max_time && { max_time }),
    };
  }

  /** What the button that unfolds says. */
  get #unfolding() {
    if (this.#phase === "round_open") return gettext("Next round");
    return read(this).text ? gettext("Change") : gettext("Write the question");
  }

  #fold(fold = true) {
    this.toggleAttribute("folded", fold);
    find(this, "[data-unfold]").setAttribute("aria-expanded", String(!fold));
  }

  /** The list of prepared ones has changed: the form follows it where nobody wrote or picked. */
  #follow() {
    const picked = this.#prepared.find((question) => question.id === this.#picked);
    if (picked) {
      if (!this.#isEdited) this.#fill(picked);
    } else if (this.#picked && this.#isEdited) {
      this.#picked = 0; // asked, or taken away: what was written here is the trainer's own now
    } else if (this.#picked || !(this.#held || this.#isEdited)) {
      this.#pick(this.#prepared[0]?.id ?? 0);
    }
  }

  /**
   * @param {number} id
   * @param {boolean} [held]
   */
  #pick(id, held = false) {
    this.#picked = id;
    this.#held = held;
    this.#fill(this.#prepared.find((question) => question.id === id) ?? BLANK);
    this.#keep();
  }

  /** @param {Draft} draft */
  #fill({ text, accepted, max_time }) {
    const seconds = Math.min(max_time ?? this.#usual, Number(this.#time.max));
    write(this, { text, accepted, max_time: seconds });
    this.#base = JSON.stringify(read(this));
  }

  /** @param {Question[]} questions */
  #showChoice(questions) {
    const choice = this.#choice;
    if (questions !== this.#offered) {
      this.#offered = questions; // only then: it may be unfolded under somebody's finger
      const options = this.#prepared.map(({ id, text }) => new Option(text.slice(0, TITLE), String(id)));
      choice.replaceChildren(choice.options[0], ...options);
      find(this, ".next__choice").hidden = options.length === 0;
    }
    choice.value = String(this.#picked || "");
  }

  /**
   * A round has opened, here or on another console.
   * @param {string} question
   */
  #opened(question) {
    this.#button.settle();
    // opened on another device: what is being written here is not that question
    if (plain(read(this).text) !== plain(question)) return;
    this.#pick(0);
    const hadFocus = this.contains(document.activeElement);
    this.#fold();
    if (hadFocus) find(this, "[data-unfold]").focus(); // still hidden after the last round: then the page finds a place
  }

  get #isEdited() {
    return JSON.stringify(read(this)) !== this.#base;
  }

  #keep() {
    const { text, accepted, max_time } = read(this);
    const kept = { text, accepted, max_time, picked: this.#picked, held: this.#held, base: this.#base };
    save(this.#key, this.#isEdited || this.#held ? kept : null);
    this.#describe();
  }

  #restore() {
    this.#fill(BLANK);
    const kept = load(this.#key, /** @type {Kept | null} */ (null));
    if (!kept?.base) return;
    ({ picked: this.#picked, held: this.#held, base: this.#base } = kept);
    write(this, kept);
  }

  /** The form in one line, and its accepted answers. */
  #describe() {
    const { text, accepted, max_time } = read(this);
    const asked = text || gettext("No question: you ask it aloud");
    const time = ngettext("{n} second", "{n} seconds", max_time ?? this.#usual);
    fill(this, {
      "next-accepted": accepted.length ? joined(accepted) : gettext("none"),
      "next-line": `${asked} · ${time}`,
    });
  }

  get #choice() {
    return find(this, "select", HTMLSelectElement);
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

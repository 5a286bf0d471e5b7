// <step-button action="…" [asks]>: one request of the trainer's. Asks once where it must, then says that it is busy
// until the page settles it: when the room has changed, or with the sentence that says why it has not.

import { sayNow } from "../lib/announce.js";
import { find, focusOn, tell } from "../lib/dom.js";

const SETTLING = 400; // ms in which the answer is not taken: a double click must not say yes

export class StepButton extends HTMLElement {
  #busy = false;
  /** Counts what it was about: a late answer to an earlier row's request is not this row's. */
  #turn = 0;

  /**
   * What is asked for, beside the action; null: nothing now, whoever owns the button has said why.
   * @type {() => Record<string, unknown> | null}
   */
  values = () => ({});

  connectedCallback() {
    if (this.dataset.ready) return;
    this.dataset.ready = "yes";
    // of a form, the button submits: the form presses
    const button = this.#part("[data-ask]");
    if (button.getAttribute("type") !== "submit") button.addEventListener("click", () => this.press());
    this.querySelector("[data-yes]")?.addEventListener("click", () => this.#answer());
    this.querySelector("[data-no]")?.addEventListener("click", () => this.close());
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#isOpen) return;
      event.stopPropagation();
      this.close();
    });
  }

  get action() {
    return this.getAttribute("action") ?? "";
  }

  get busy() {
    return this.#busy;
  }

  /** As if it was pressed: a form that holds it may be submitted by Enter. */
  press() {
    if (this.#busy) return;
    this.#error("");
    if (this.values() === null) return;
    if (this.hasAttribute("asks")) this.#open();
    else this.#act();
  }

  /** @param {string} [problem] a sentence for a person; none: it was done */
  settle(problem = "") {
    const wasBusy = this.#busy;
    if (!wasBusy && !problem) return;
    this.#setBusy(false);
    this.#error(problem);
    if (wasBusy && !problem) tell(this, "done");
  }

  /** Nobody knows what became of it, or it was not sent: it may be asked for again. */
  release() {
    this.#setBusy(false);
    this.#error("");
  }

  /** As new: of another row, another day. */
  clear() {
    this.#turn += 1;
    this.#setBusy(false);
    this.#error("");
    this.close();
  }

  /** Back to the button; the question was answered with no, or is no longer asked. */
  close() {
    if (!this.#isOpen) return;
    const sure = this.#part("[data-sure]");
    const hadFocus = sure.contains(document.activeElement);
    sure.hidden = true;
    this.#part("[data-ask]").hidden = false;
    if (hadFocus) focusOn(this.#part("[data-ask]"));
  }

  get #isOpen() {
    return this.querySelector("[data-sure]:not([hidden])") !== null;
  }

  #open() {
    const yes = this.#part("[data-yes]");
    yes.setAttribute("aria-disabled", "true");
    setTimeout(() => yes.removeAttribute("aria-disabled"), SETTLING);
    this.#part("[data-sure]").hidden = false;
    this.#part("[data-ask]").hidden = true;
    focusOn(this.#part("[data-no]"));
    this.#part("[data-sure]").scrollIntoView({ block: "nearest" });
  }

  #answer() {
    if (this.#part("[data-yes]").hasAttribute("aria-disabled")) return;
    this.close();
    this.#act();
  }

  #act() {
    const values = this.values();
    if (values === null) return;
    this.#setBusy(true);
    tell(this, "wish", { wish: { action: this.action, ...values }, asker: this.#asker(this.#turn) });
  }

  /** @param {number} turn */
  #asker(turn) {
    return {
      settle: (/** @type {string | undefined} */ problem) => {
        if (turn === this.#turn) this.settle(problem);
        else if (problem) sayNow(problem);
      },
      release: () => turn === this.#turn && this.release(),
    };
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    const button = this.#part("[data-ask]");
    // not `disabled`: that would throw the focus away
    if (busy) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
    if (!button.querySelector("[data-busy]")) return;
    for (const words of button.querySelectorAll("[data-label], [data-busy]")) {
      words.toggleAttribute("hidden", words.matches("[data-busy]") !== busy);
    }
  }

  /** @param {string} sentence */
  #error(sentence) {
    const place = /** @type {HTMLElement | null} */ (this.querySelector("[data-error]"));
    if (!place) return;
    place.hidden = !sentence;
    place.textContent = sentence;
    if (sentence) sayNow(sentence);
  }

  /** @param {string} selector */
  #part(selector) {
    return find(this, selector);
  }
}

customElements.define("step-button", StepButton);

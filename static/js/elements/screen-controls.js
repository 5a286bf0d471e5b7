// <screen-controls uuid="…">: one classroom screen in the trainer's hand. Its forms work by themselves; here what is
// chosen in a form with [data-live] is done at once, and what the server says of the screen is shown.

import { ask } from "../lib/ask.js";
import { fill, find, tell } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";

/** @typedef {import("../lib/own-screen.js").OwnScreen} OwnScreen */

export class ScreenControls extends HTMLElement {
  /** @type {OwnScreen | null} */
  #seen = null;
  /** @type {Record<string, string>} what is on its way to the server */
  #wishes = {};
  #last = Promise.resolve();

  connectedCallback() {
    if (this.dataset.ready) return;
    this.dataset.ready = "yes";
    this.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("[data-live] button[name]");
      if (!(button instanceof HTMLButtonElement)) return;
      event.preventDefault();
      this.#wish({ [button.name]: button.value });
    });
    this.addEventListener("change", (event) => {
      const select = event.target;
      if (!(select instanceof HTMLSelectElement) || !select.closest("[data-live]")) return;
      this.#wish({ [select.name]: select.value });
    });
    // it sends what stands beside it, which is sent already
    for (const button of this.querySelectorAll("[data-plain]")) button.toggleAttribute("hidden", true);
  }

  get uuid() {
    return this.getAttribute("uuid") ?? "";
  }

  /** @param {OwnScreen} seen */
  show(seen) {
    this.#seen = seen;
    this.setAttribute("uuid", seen.uuid);
    this.dataset.state = seen.state;
    const { name, state_words, shows, seen: last, note } = seen;
    fill(this, { name, state_words, shows, seen: last, note });
    for (const place of this.querySelectorAll("[data-note]")) place.toggleAttribute("hidden", !note);
    const link = find(this, "[data-shown]", HTMLAnchorElement);
    link.textContent = seen.shown_title;
    link.href = `/rooms/${seen.shown_uuid}`;
    link.hidden = !seen.shown_uuid;
    for (const form of this.querySelectorAll("form")) {
      form.setAttribute("action", `/screens/${seen.uuid}/change`);
    }
    this.#press();
  }

  /** Each choice as it is, or is about to be. */
  #press() {
    const now = /** @type {Record<string, string>} */ ({ ...this.#seen, ...this.#wishes });
    for (const button of this.querySelectorAll("button[name]")) {
      const [name, value] = [button.getAttribute("name") ?? "", button.getAttribute("value") ?? ""];
      if (name in now) button.setAttribute("aria-pressed", String(now[name] === value));
    }
    for (const select of this.querySelectorAll("select")) {
      const isThere = Array.from(select.options).some((option) => option.value === now[select.name]);
      if (isThere && select !== document.activeElement) select.value = now[select.name];
    }
  }

  /**
   * One after another: the last one that was pressed is the one that counts.
   * @param {Record<string, string>} wish
   */
  #wish(wish) {
    this.#wishes = { ...this.#wishes, ...wish };
    this.#press();
    this.#last = this.#last.then(() => this.#send(wish));
  }

  /** @param {Record<string, string>} wish */
  async #send(wish) {
    const answer = await ask(`/screens/${this.uuid}/change`, { body: wish });
    for (const [name, value] of Object.entries(wish)) {
      if (this.#wishes[name] === value) delete this.#wishes[name];
    }
    const rows = answer?.status === 200 ? answer.body?.screens : null;
    this.#say(rows ? "" : problem(answer));
    if (rows) tell(this, "screens", rows);
    else this.#press();
  }

  /** @param {string} problem */
  #say(problem) {
    const place = find(this, "[data-error]");
    place.textContent = problem;
    place.hidden = !problem;
  }
}

/** @param {{status: number} | null} answer */
function problem(answer) {
  return answer === null || answer.status >= 500
    ? gettext("That did not get through. Try again.")
    : gettext("That can’t be done any more. Load the page again.");
}

customElements.define("screen-controls", ScreenControls);

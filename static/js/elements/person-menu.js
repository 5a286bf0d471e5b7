// <person-menu>: what the trainer can do for one student: more time, an answer in their place, the code for another
// phone, putting them out.

import { say } from "../lib/announce.js";
import { fill, find, tell } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { newRef } from "../lib/outbox.js";
import { load, save } from "../lib/storage.js";
import { RowMenu } from "./row-menu.js";
import { StepButton } from "./step-button.js";

const EXTRA = 30; // seconds

export class PersonMenu extends RowMenu {
  #nickname = "";
  #round = 0;
  /** The answer's own id: the same text sent again, after a lost connection, is stored once. */
  #ref = newRef();

  /** @param {HTMLElement} list */
  serve(list) {
    super.serve(list);
    const answer = this.#step("message_send");
    this.#step("round_extra").values = () => ({ student_id: this.chosen, seconds: EXTRA });
    this.#step("student_code").values = () => ({ id: this.chosen });
    answer.values = () => {
      const message = this.#field.value.trim();
      if (!message) this.#field.focus();
      const round = this.#round && { round_id: this.#round };
      return message ? { student_id: this.chosen, message, ref: this.#ref, ...round } : null;
    };
    find(this, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      answer.press();
    });
    this.#field.addEventListener("input", () => {
      this.#ref = newRef();
      save(this.#key, this.#field.value || null);
    });
    answer.addEventListener("done", () => {
      save(this.#key, null);
      this.close();
    });
    find(this, "[data-answer]").addEventListener("click", () =>
      this.#write(find(this, "form").hasAttribute("hidden")),
    );
    find(this, "[data-kick]").addEventListener("click", () => {
      tell(this, "kick", { id: this.chosen, nickname: this.#nickname });
    });
    this.addEventListener("unfold", () => {
      find(this, ".row-menu__code").hidden = true;
      this.#write(this.#restored(), false);
    });
  }

  /**
   * The code that was asked for.
   * @param {{id: number, return_code: string}} asked
   */
  showCode({ id, return_code }) {
    if (id !== this.chosen) return;
    const code = `${return_code.slice(0, 3)}\u00a0${return_code.slice(3)}`;
    fill(this, { "return-code": code });
    find(this, ".row-menu__code").hidden = false;
    say(gettext("{nickname}’s return code: {code}", { nickname: this.#nickname, code }));
  }

  /**
   * @param {string} nickname
   * @param {import("../lib/types.js").Room} room
   */
  show(nickname, { phase, round }) {
    this.#nickname = nickname;
    this.#round = round?.round_id ?? 0;
    const inRound = phase === "round_open" || phase === "round_over";
    this.#step("round_extra").hidden = !inRound;
    find(this, "[data-answer]").hidden = !inRound;
    if (!inRound) this.#write(false);
    fill(this, { "answer-for": gettext("The answer of {nickname}", { nickname }) });
  }

  /** A draft that was left here is there again. */
  #restored() {
    this.#field.value = load(this.#key, "");
    this.#ref = newRef();
    for (const step of this.querySelectorAll("step-button")) {
      if (step instanceof StepButton) step.clear();
    }
    return this.#field.value !== "";
  }

  /**
   * @param {boolean} open
   * @param {boolean} [focus]
   */
  #write(open, focus = open) {
    find(this, "form").hidden = !open;
    find(this, "[data-answer]").setAttribute("aria-expanded", String(open));
    if (focus) this.#field.focus();
  }

  get #key() {
    return `${this.getAttribute("draft")}:${this.chosen}`;
  }

  get #field() {
    return find(this, "input", HTMLInputElement);
  }

  /** @param {string} action */
  #step(action) {
    return find(this, `step-button[action="${action}"]`, StepButton);
  }
}

customElements.define("person-menu", PersonMenu);

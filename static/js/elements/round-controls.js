// <round-controls>: the clock in the trainer's hand: end now, more time, stop everything.

import { fill, find } from "../lib/dom.js";
import { gettext, ngettext } from "../lib/i18n.js";
import { StepButton } from "./step-button.js";

const MORE = 15; // seconds

export class RoundControls extends HTMLElement {
  #round = 0;

  connectedCallback() {
    this.#step("round_end").values = () => ({ round_id: this.#round });
    this.#step("round_extend").values = () => ({ seconds: MORE });
  }

  /**
   * @param {import("../lib/types.js").Room} room
   * @param {number} missing how many have not answered
   */
  show({ phase, round, extras, users }, missing) {
    this.#round = round?.round_id ?? 0;
    this.hidden = phase !== "round_open";
    fill(this, {
      end: missing
        ? ngettext("End now, {n} missing", "End now, {n} missing", missing)
        : gettext("End now, nobody is missing"),
      also: alsoEnds(users.filter((user) => extras.some((extra) => extra.student_id === user.id))),
    });
  }

  /** @param {string} action */
  #step(action) {
    return find(this, `step-button[action="${action}"]`, StepButton);
  }
}

/**
 * Who has time of their own that would end, too.
 * @param {import("../lib/types.js").User[]} users
 */
function alsoEnds(users) {
  const names = users.map((user) => user.nickname).join(", ");
  return names && gettext("Also ends the extra time of {names}.", { names });
}

customElements.define("round-controls", RoundControls);

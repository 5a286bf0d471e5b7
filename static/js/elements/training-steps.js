// <training-steps>: where the training stands, as a short list of what was, is and comes.

import { fill } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";

/** @typedef {import("../lib/types.js").Room} Room */

/** @type {Record<import("../lib/types.js").Phase, number>} */
const STEP = { waiting: 0, started: 1, round_open: 2, round_over: 2, closed: 3 };

export class TrainingSteps extends HTMLElement {
  /** @param {Room} room */
  show({ phase, round, max_rounds_count }) {
    const now = STEP[phase];
    this.querySelectorAll("li").forEach((row, index) => {
      row.dataset.state = index < now ? "done" : index === now ? "now" : "next";
      if (index === now) row.setAttribute("aria-current", "step");
      else row.removeAttribute("aria-current");
    });
    fill(this, { rounds: gettext("{n} of {m}", { n: round?.number ?? 0, m: max_rounds_count }) });
  }
}

customElements.define("training-steps", TrainingSteps);

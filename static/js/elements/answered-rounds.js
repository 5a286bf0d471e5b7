// <answered-rounds>: rounds as the student played them: what they wrote, with its mark, and what was right besides.
// `short`: it is one round, whose number and question stand elsewhere.

import { others } from "../lib/answered.js";
import { clone, fill, find } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";

/** @typedef {import("../lib/types.js").AnsweredRound} AnsweredRound */
/** @typedef {import("../lib/types.js").Message} Message */

const SHOWN = 5; // right texts of one round

export class AnsweredRounds extends HTMLElement {
  #shown = "";

  /** @param {AnsweredRound[]} rounds */
  show(rounds) {
    const now = JSON.stringify(rounds);
    if (now === this.#shown) return;
    this.#shown = now;
    find(this, "ol").replaceChildren(...rounds.map((round) => this.#row(round)));
  }

  /** @param {AnsweredRound} round */
  #row(round) {
    const row = clone("answered-round");
    const mine = round.messages.filter((one) => one.is_correct).map((one) => one.text);
    const right = others(round.right, (text) => text, mine);
    fill(row, {
      round: gettext("Round {n}", { n: round.number }),
      question: round.question,
      "right-name": mine.length ? gettext("Also right") : gettext("Right was"),
    });
    find(row, ".answered__name").hidden = this.hasAttribute("short");
    find(row, ".answered__wrote").append(...(round.messages.length ? round.messages.map(written) : [none()]));
    find(row, ".answered__right").append(
      ...right.slice(0, SHOWN).map(rightText),
      ...more(right.length - SHOWN),
    );
    for (const part of row.querySelectorAll(".answered__right-name, .answered__right")) {
      part.toggleAttribute("hidden", right.length === 0);
    }
    return row;
  }
}

/** @param {Message} message */
function written({ text, is_correct, by_trainer }) {
  const line = clone("answered-text");
  fill(line, { text });
  line.toggleAttribute("data-by-trainer", by_trainer ?? false);
  find(line, "[data-tick]").hidden = !is_correct;
  return line;
}

/** @param {string} text */
function rightText(text) {
  const line = clone("answered-text");
  fill(line, { text });
  find(line, "[data-tick]").hidden = true;
  return line;
}

function none() {
  return quiet(gettext("no answer"));
}

/** @param {number} n */
function more(n) {
  return n > 0 ? [quiet(gettext("and {n} more", { n }))] : [];
}

/** @param {string} words */
function quiet(words) {
  const line = document.createElement("p");
  line.className = "quiet";
  line.textContent = words;
  return line;
}

customElements.define("answered-rounds", AnsweredRounds);

// <card-answers>: the answers on an opened card, one by one: who gave them, marks, what is split off or removed.

import { markAnswer, putBack, remove, split } from "../lib/deeds.js";
import { clone, fill, find, tell } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { KeyedList } from "../lib/list.js";

/** @typedef {import("../lib/cards.js").Card} Card */
/** @typedef {import("../lib/types.js").Message} Message */
/** @typedef {{answer: Message, isBlind: boolean, isOne: boolean}} Row */

export class CardAnswers extends HTMLElement {
  /** @type {Card | null} */
  #card = null;
  /** @type {KeyedList<Row> | null} */
  #list = null;
  /** @type {Map<number, Row>} */
  #rows = new Map();
  /** @type {Set<number>} */
  #chosen = new Set();

  connectedCallback() {
    this.#tool("split").onclick = () => this.split();
    this.#tool("remove").onclick = () => this.#do(remove(this.#chosenOrAll));
    this.#tool("back").onclick = () => this.#do(putBack(this.#chosenOrAll));
    this.#tool("pick").onclick = () => tell(this, "card-pick");
    const list = find(this, "ul");
    list.onclick = (event) => this.#tapped(/** @type {Element} */ (event.target));
    list.onchange = (event) => this.#choose(/** @type {HTMLInputElement} */ (event.target));
  }

  /**
   * @param {Card} card
   * @param {boolean} isBlind
   */
  show(card, isBlind) {
    this.#card = card;
    this.#list ??= new KeyedList(find(this, "ul"), {
      key: (row) => row.answer.message_id,
      make: () => clone("card-answer"),
      update: (row, item) => this.#update(row, item),
    });
    const rows = card.answers.map((answer) => this.#row(answer, isBlind, card.answers.length === 1));
    this.#rows = new Map(rows.map((row) => [row.answer.message_id, row]));
    this.#chosen = new Set([...this.#chosen].filter((id) => this.#rows.has(id)));
    this.#list.set(rows);
    this.#drawTools();
  }

  /** Marks that were refused: as they were. */
  settle() {
    for (const button of this.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }

  /**
   * To a card of their own: the chosen ones, else the one that has the focus.
   * @returns {boolean} false: none is chosen
   */
  split() {
    const card = /** @type {Card} */ (this.#card);
    const answers = this.#chosen.size ? this.#chosenOnes : this.#focused;
    if (!answers.length || answers.length === card.answers.length) return false;
    this.#do(split(card, answers));
    return true;
  }

  /** From everybody's view, or back into it: the chosen ones, else the one that has the focus, else all. */
  removeOrPutBack() {
    const some = this.#chosen.size ? this.#chosenOnes : this.#focused;
    const about = some.length ? some : /** @type {Card} */ (this.#card).answers;
    const isBack = about.every((answer) => answer.is_removed);
    this.#do(isBack ? putBack(about) : remove(about));
  }

  /** The answer that has the focus is chosen, or not any more. */
  choose() {
    const box = this.#focusedRow?.querySelector("input");
    box?.click();
  }

  /**
   * The same object while nothing about an answer changed, so that its row is left alone.
   * @param {Message} answer
   * @param {boolean} isBlind
   * @param {boolean} isOne
   * @returns {Row}
   */
  #row(answer, isBlind, isOne) {
    const known = this.#rows.get(answer.message_id);
    const same = known && known.answer === answer && known.isBlind === isBlind && known.isOne === isOne;
    return same ? known : { answer, isBlind, isOne };
  }

  /**
   * @param {HTMLElement} row
   * @param {Row} item
   */
  #update(row, { answer, isBlind, isOne }) {
    const { message_id, text, is_correct, is_removed } = answer;
    const name = isBlind ? "" : answer.nickname;
    row.dataset.id = String(message_id);
    row.dataset.state = is_removed ? "removed" : is_correct ? "right" : "open";
    row.toggleAttribute("data-by-trainer", Boolean(answer.by_trainer));
    row.toggleAttribute("data-one", isOne);
    const mark = find(row, "[data-mark]");
    mark.removeAttribute("aria-busy");
    if (is_removed) mark.removeAttribute("aria-pressed");
    else mark.setAttribute("aria-pressed", String(is_correct));
    const words = [text.slice(0, 80), name].filter(Boolean).join(", ");
    const label = is_removed ? gettext("Put back: {answer}", { answer: words }) : words;
    if (mark.getAttribute("aria-label") === label) return; // then all its texts are as they were
    mark.setAttribute("aria-label", label);
    find(row, "input").setAttribute("aria-label", gettext("Choose: {answer}", { answer: words }));
    fill(row, { text, name });
  }

  /** @param {Element} target */
  #tapped(target) {
    const button = target.closest("[data-mark]");
    const answer = button && this.#answerOf(button);
    if (!answer || button.hasAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    tell(this, "deed", answer.is_removed ? putBack([answer]) : markAnswer(answer, !answer.is_correct));
  }

  /** @param {HTMLInputElement} box */
  #choose(box) {
    const answer = this.#answerOf(box);
    if (!answer) return;
    if (box.checked) this.#chosen.add(answer.message_id);
    else this.#chosen.delete(answer.message_id);
    this.#drawTools();
  }

  /** @param {import("../lib/deeds.js").Deed} deed */
  #do(deed) {
    tell(this, "deed", deed);
    this.#chosen.clear();
    for (const box of this.querySelectorAll("input")) box.checked = false;
    this.#drawTools();
  }

  #drawTools() {
    const { answers } = /** @type {Card} */ (this.#card);
    const chosen = this.#chosenOnes;
    const about = this.#chosenOrAll;
    const here = about.filter((answer) => !answer.is_removed).length;
    const gone = about.length - here;
    const isAll = !chosen.length && answers.length > 1;
    fill(this, {
      split: chosen.length ? gettext("Split off ({n})", { n: chosen.length }) : gettext("Split off"),
      remove: removeWords(here, isAll),
      back: backWords(gone, isAll),
    });
    this.#tool("split").hidden = answers.length === 1;
    setDisabled(this.#tool("split"), !chosen.length || chosen.length === answers.length);
    this.#show("remove", here > 0);
    this.#show("back", gone > 0);
  }

  /**
   * @param {string} name
   * @param {boolean} shown
   */
  #show(name, shown) {
    const tool = this.#tool(name);
    const hadFocus = tool === document.activeElement;
    tool.hidden = !shown;
    if (hadFocus && !shown) this.#tool("pick").focus({ preventScroll: true });
  }

  get #chosenOrAll() {
    return this.#chosen.size ? this.#chosenOnes : /** @type {Card} */ (this.#card).answers;
  }

  get #chosenOnes() {
    return [...this.#rows.values()]
      .map((row) => row.answer)
      .filter((one) => this.#chosen.has(one.message_id));
  }

  get #focused() {
    const answer = this.#focusedRow && this.#answerOf(this.#focusedRow);
    return answer ? [answer] : [];
  }

  get #focusedRow() {
    return this.contains(document.activeElement) ? document.activeElement?.closest("li") : null;
  }

  /** @param {Element} inside */
  #answerOf(inside) {
    const row = inside.closest("li");
    return this.#rows.get(Number(row?.dataset.id))?.answer;
  }

  /** @param {string} name */
  #tool(name) {
    return find(this, `[data-tool=${name}]`, HTMLButtonElement);
  }
}

/**
 * @param {number} n
 * @param {boolean} isAll
 */
function removeWords(n, isAll) {
  if (n === 1) return gettext("Remove answer");
  return isAll ? gettext("Remove all ({n})", { n }) : gettext("Remove ({n})", { n });
}

/**
 * @param {number} n
 * @param {boolean} isAll
 */
function backWords(n, isAll) {
  if (n === 1) return gettext("Put back");
  return isAll ? gettext("Put back all ({n})", { n }) : gettext("Put back ({n})", { n });
}

/**
 * Not `disabled`: that would throw the focus away.
 * @param {HTMLButtonElement} button
 * @param {boolean} disabled
 */
function setDisabled(button, disabled) {
  if (disabled) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}

customElements.define("card-answers", CardAnswers);

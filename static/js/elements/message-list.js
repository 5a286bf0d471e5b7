// <message-list template="…" [speaks] [short]>: messages, oldest first; new ones are added, marks change in place.

import { clone, fill, find } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { KeyedList } from "../lib/list.js";
import { NewAnswers } from "../lib/new-answers.js";

/** @typedef {import("../lib/types.js").Message} Message */

const LONG = 280; // characters or
const LINES = 6; // lines, beyond which a text is folded
const SHORT_LONG = 140; // the same where a list has `short`: what stands above the thing to do
const SHORT_LINES = 3;

export class MessageList extends HTMLElement {
  /** @type {KeyedList<Message> | null} */
  #list = null;
  #settled = false;
  #news = new NewAnswers();

  /**
   * @param {Message[]} messages
   * @param {number} [me] the student whose page this is
   */
  show(messages, me) {
    this.#list ??= this.#make(me);
    this.#list.set(messages);
    this.toggleAttribute("data-empty", messages.length === 0);
    if (this.hasAttribute("speaks")) this.#news.see(messages.length);
    // what was there when the page came needs no entrance
    if (!this.#settled) setTimeout(() => this.setAttribute("data-settled", ""), 400);
    this.#settled = true;
  }

  /** @param {number | undefined} me */
  #make(me) {
    const parent = find(this, "ol, ul");
    parent.addEventListener("click", (event) => {
      const more = /** @type {Element} */ (event.target).closest("[data-more]");
      const row = more?.closest("li");
      if (!row || !more) return;
      const open = row.toggleAttribute("data-unfolded");
      more.setAttribute("aria-expanded", String(open));
      more.textContent = open ? gettext("Show less") : gettext("Show all");
    });
    return new KeyedList(parent, {
      key: (message) => message.ref ?? message.message_id,
      make: () => clone(this.getAttribute("template") ?? ""),
      update: (row, message, fresh) => this.#update(row, message, fresh, me),
    });
  }

  /**
   * @param {HTMLElement} row
   * @param {Message} message
   * @param {boolean} fresh
   * @param {number | undefined} me
   */
  #update(row, message, fresh, me) {
    const mine = me !== undefined && message.student_id === me;
    const state = stateOf(message);
    fill(row, {
      nickname: mine ? gettext("You") : message.nickname,
      text: message.text,
      state: STATES[state](),
    });
    row.dataset.state = state;
    row.toggleAttribute("data-mine", mine);
    row.toggleAttribute("data-trainer", message.student_id === null);
    row.toggleAttribute("data-by-trainer", message.by_trainer ?? false);
    if (fresh) this.#fold(row, message.text);
  }

  /**
   * @param {HTMLElement} row
   * @param {string} text
   */
  #fold(row, text) {
    const more = /** @type {HTMLElement | null} */ (row.querySelector("[data-more]"));
    if (!more) return;
    const short = this.hasAttribute("short");
    const long =
      text.length > (short ? SHORT_LONG : LONG) || text.split("\n").length > (short ? SHORT_LINES : LINES);
    row.toggleAttribute("data-long", long);
    more.hidden = !long;
  }
}

/**
 * @param {Message} message
 * @returns {keyof typeof STATES}
 */
function stateOf(message) {
  if (message.pending) return message.offline ? "offline" : message.waiting ? "waiting" : "sending";
  return message.is_correct ? "right" : "received";
}

const STATES = {
  sending: () => gettext("Sending…"),
  offline: () => gettext("Goes out when the network is back"),
  waiting: () => gettext("Waits until it goes on"),
  received: () => gettext("Received"),
  right: () => gettext("Right"),
};

customElements.define("message-list", MessageList);

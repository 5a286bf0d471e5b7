// <people-list>: who is in the room, and how each of them stands in the present phase.

import { clone, fill, find } from "../lib/dom.js";
import { gettext, language } from "../lib/i18n.js";
import { KeyedList } from "../lib/list.js";

/** @typedef {import("../lib/types.js").Phase} Phase */
/** @typedef {import("../lib/types.js").User} User */
/** @typedef {User & {state: "away" | "ready" | "answered" | "quiet"}} Person */

const order = new Intl.Collator(language, { numeric: true });

export class PeopleList extends HTMLElement {
  /** @type {KeyedList<Person> | null} */
  #list = null;
  /** @type {Map<number, Person>} */
  #people = new Map();

  /**
   * @param {User[]} users
   * @param {Set<number | null>} answered who has answered the present round
   * @param {Phase} phase
   */
  show(users, answered, phase) {
    this.#list ??= new KeyedList(find(this, "ul"), {
      key: (person) => person.id,
      make: () => clone("person"),
      update: (row, person) => this.#update(row, person),
    });
    const people = users.map((user) => this.#person(user, stateOf(user, answered, phase)));
    people.sort((a, b) => order.compare(a.nickname, b.nickname) || a.id - b.id);
    this.#people = new Map(people.map((person) => [person.id, person]));
    this.#list.set(people);
    this.toggleAttribute("data-empty", people.length === 0);
  }

  /**
   * The same object while nothing about a person changed, so that its row is left alone.
   * @param {User} user
   * @param {Person["state"]} state
   */
  #person(user, state) {
    const known = this.#people.get(user.id);
    const same = known && known.state === state && known.nickname === user.nickname;
    return same ? known : { ...user, state };
  }

  /**
   * @param {HTMLElement} row
   * @param {Person} person
   */
  #update(row, person) {
    row.dataset.state = person.state;
    row.dataset.id = String(person.id);
    fill(row, {
      nickname: person.nickname,
      initial: (Array.from(person.nickname)[0] ?? "").toUpperCase(),
      state: WORDS[person.state](),
      sure: gettext("Remove {nickname}? They can’t come back.", { nickname: person.nickname }),
    });
    row
      .querySelector("[data-ask]")
      ?.setAttribute("aria-label", gettext("Remove {nickname}", { nickname: person.nickname }));
  }
}

/**
 * @param {User} user
 * @param {Set<number | null>} answered
 * @param {Phase} phase
 * @returns {Person["state"]}
 */
function stateOf(user, answered, phase) {
  const inRound = phase === "round_open" || phase === "round_over";
  if (inRound && answered.has(user.id)) return "answered";
  if (!user.is_online) return "away";
  return phase === "started" && user.is_ready ? "ready" : "quiet";
}

const WORDS = {
  away: () => gettext("away"),
  ready: () => gettext("ready"),
  answered: () => gettext("answered"),
  quiet: () => "",
};

customElements.define("people-list", PeopleList);

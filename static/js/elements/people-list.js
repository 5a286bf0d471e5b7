// <people-list>: who is in the room, in two groups: whom the training waits for, and who is done; a menu for each.

import { minutes, remaining } from "../lib/clock.js";
import { clone, fill, find, holdFocus } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { KeyedList } from "../lib/list.js";
import { byName } from "../lib/users.js";
import { PersonMenu } from "./person-menu.js";

/** @typedef {import("../lib/types.js").Room} Room */
/** @typedef {import("../lib/types.js").User} User */
/** @typedef {"away" | "writing" | "ready" | "answered" | "quiet"} State */
/** @typedef {{id: number, nickname: string, state: State, deadline: string | null}} Person */

const SECOND = 1000; // ms

export class PeopleList extends HTMLElement {
  /** @type {Map<number, Person>} */
  #people = new Map();
  /** @type {Map<number, HTMLElement>} a row goes from group to group as it is, its menu open or not */
  #rows = new Map();
  /** @type {{place: HTMLElement, list: KeyedList<Person>}[]} */
  #groups = [];
  /** @type {Set<number>} */
  #done = new Set();
  /** @type {Room | null} */
  #room = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;
  #menu = clone("person-menu", PersonMenu);

  connectedCallback() {
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".people__group"))) {
      this.#groups.push({ place, list: this.#list(find(place, "ul")) });
    }
    this.#menu.serve(this);
    this.addEventListener("unfold", () => this.#showMenu());
  }

  /**
   * @param {Room} room
   * @param {Set<number | null>} answered who has answered the present round
   */
  show(room, answered) {
    const { users, phase } = room;
    this.#room = room;
    const people = users.map((user) => this.#person(user, room, answered));
    people.sort(byName);
    this.#people = new Map(people.map((person) => [person.id, person]));
    const heads = HEADS[phase]?.() ?? ["", ""];
    const isDone = (/** @type {Person} */ person) => heads[1] !== "" && this.#isDone(person);
    const groups = [people.filter((person) => !isDone(person)), people.filter(isDone)];
    holdFocus(() => {
      // first out of the old group, then into the new one: a row is one element
      groups.forEach((group, index) => {
        this.#groups[index].list.set(group.filter(({ id }) => this.#done.has(id) === (index === 1)));
      });
      groups.forEach((group, index) => {
        this.#showGroup(index, heads[index], group);
      });
    });
    this.#done = new Set(groups[1].map((person) => person.id));
    for (const id of this.#rows.keys()) if (!this.#people.has(id)) this.#rows.delete(id);
    this.toggleAttribute("data-empty", people.length === 0);
    this.#showMenu();
    this.#tick();
  }

  /** @param {{id: number, return_code: string}} asked what the open menu asked for */
  showCode(asked) {
    this.#menu.showCode(asked);
  }

  #showMenu() {
    const chosen = this.#people.get(this.#menu.chosen);
    if (chosen && this.#room) this.#menu.show(chosen.nickname, this.#room);
    else this.#menu.close();
  }

  /**
   * A person whose menu is open stays where they are: nothing jumps away under the finger.
   * @param {Person} person
   */
  #isDone({ id, state }) {
    return id === this.#menu.chosen ? this.#done.has(id) : state === "answered" || state === "ready";
  }

  /**
   * @param {number} index
   * @param {string} head
   * @param {Person[]} people
   */
  #showGroup(index, head, people) {
    const { place, list } = this.#groups[index];
    place.hidden = people.length === 0;
    find(place, ".people__name").hidden = !head;
    fill(place, { group: head, "group-count": people.length });
    list.set(people);
  }

  /**
   * @param {HTMLElement} parent
   * @returns {KeyedList<Person>}
   */
  #list(parent) {
    return new KeyedList(parent, {
      key: (person) => person.id,
      make: ({ id }) => {
        const row = this.#rows.get(id) ?? clone("person");
        this.#rows.set(id, row);
        return row;
      },
      update: (row, person) => this.#update(row, person),
    });
  }

  /**
   * The same object while nothing about a person changed, so that its row is left alone.
   * @param {User} user
   * @param {Room} room
   * @param {Set<number | null>} answered
   * @returns {Person}
   */
  #person({ id, nickname, is_online, is_ready }, { phase, writing, extras }, answered) {
    const inRound = phase === "round_open" || phase === "round_over";
    const deadline = (inRound && extras.find((extra) => extra.student_id === id)?.deadline) || null;
    const state = inRound
      ? stateInRound(answered.has(id), writing.includes(id), is_online)
      : stateBefore(phase === "started" && is_ready, is_online);
    const known = this.#people.get(id);
    const same = known && known.state === state && known.nickname === nickname && known.deadline === deadline;
    return same ? known : { id, nickname, state, deadline };
  }

  /**
   * @param {HTMLElement} row
   * @param {Person} person
   */
  #update(row, { id, nickname, state, deadline }) {
    row.dataset.state = state;
    row.dataset.id = String(id);
    fill(row, {
      nickname,
      initial: (Array.from(nickname)[0] ?? "").toUpperCase(),
      state: WORDS[state](),
    });
    find(row, "[data-more]").setAttribute("aria-label", gettext("What to do for {nickname}", { nickname }));
    find(row, ".person__clock").hidden = !deadline;
  }

  /** The little clocks of those who have time of their own. */
  #tick() {
    const pausedAt = this.#room?.paused_at;
    const timed = [...this.#people.values()].filter((person) => person.deadline);
    for (const { id, deadline } of timed) {
      const row = this.querySelector(`.person[data-id="${id}"]`);
      if (!row || !deadline) continue;
      const left = pausedAt ? Date.parse(deadline) - Date.parse(pausedAt) : remaining(deadline);
      fill(row, { left: minutes(Math.max(0, Math.ceil(left / SECOND))) });
    }
    clearInterval(this.#ticking);
    if (timed.length && !pausedAt) this.#ticking = setInterval(() => this.#tick(), SECOND);
  }
}

/**
 * @param {boolean} answered
 * @param {boolean} writing
 * @param {boolean} online
 * @returns {State}
 */
function stateInRound(answered, writing, online) {
  if (answered) return "answered";
  if (!online) return "away";
  return writing ? "writing" : "quiet";
}

/**
 * @param {boolean} ready
 * @param {boolean} online
 * @returns {State}
 */
function stateBefore(ready, online) {
  if (!online) return "away";
  return ready ? "ready" : "quiet";
}

/**
 * The two groups' names; without them there is one group.
 * @type {Partial<Record<import("../lib/types.js").Phase, () => [string, string]>>}
 */
const HEADS = {
  started: () => [gettext("Not ready yet"), gettext("Ready")],
  round_open: () => [gettext("Missing"), gettext("Answered")],
  round_over: () => [gettext("No answer"), gettext("Answered")],
};

/** @type {Record<State, () => string>} */
const WORDS = {
  away: () => gettext("away"),
  writing: () => gettext("writing…"),
  ready: () => gettext("ready"),
  answered: () => gettext("answered"),
  quiet: () => "",
};

customElements.define("people-list", PeopleList);

// <room-switch name="is_locked">: how the room is run, as a switch or a plain button. It shows what the room says,
// not what was pressed.

import { find, tell } from "../lib/dom.js";

export class RoomSwitch extends HTMLElement {
  #isOn = false;

  connectedCallback() {
    find(this, "button").addEventListener("click", () => this.press());
  }

  get name() {
    return /** @type {keyof import("../lib/types.js").Settings} */ (this.getAttribute("name"));
  }

  press() {
    const settle = (/** @type {string | undefined} */ problem) => this.#say(problem);
    const asker = { settle, release: () => this.#say() };
    tell(this, "wish", { wish: { action: "room_change", [this.name]: !this.#isOn }, asker });
  }

  /** @param {import("../lib/types.js").Settings} settings */
  show(settings) {
    this.#isOn = settings[this.name];
    const button = find(this, "button");
    if (button.getAttribute("role") === "switch") button.setAttribute("aria-checked", String(this.#isOn));
  }

  #say(problem = "") {
    const place = find(this, "[data-error]");
    place.textContent = problem;
    place.hidden = !problem;
  }
}

customElements.define("room-switch", RoomSwitch);

// <screen-list src="…" [template="…"]>: the trainer's screens as they fare now. Asks while somebody looks at the page.
// A new screen gets a row of the template; without one the page says that it is to be loaded again.

import { clone, find } from "../lib/dom.js";
import { ScreenControls } from "./screen-controls.js";

/** @typedef {import("../lib/own-screen.js").OwnScreen} OwnScreen */

const PAUSE = 5_000; // ms

export class ScreenList extends HTMLElement {
  /** Counts what was shown: an answer that was overtaken tells of the past. */
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  connectedCallback() {
    this.addEventListener("screens", (event) => {
      this.show(/** @type {CustomEvent<OwnScreen[]>} */ (event).detail);
    });
    document.addEventListener("visibilitychange", this.#look);
    this.#timer = setTimeout(this.#look, PAUSE);
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#look);
    clearTimeout(this.#timer);
  }

  /** @param {OwnScreen[]} rows */
  show(rows) {
    this.#turn += 1;
    const known = new Map(this.#controls.map((one) => [one.uuid, one]));
    for (const row of rows) (known.get(row.uuid) ?? this.#add())?.show(row);
    const gone = this.#controls.filter((one) => !rows.some((row) => row.uuid === one.uuid));
    const template = this.getAttribute("template");
    if (template) for (const one of gone) one.closest("li")?.remove();
    const isSame = gone.length === 0 && this.#controls.length === rows.length;
    for (const place of this.querySelectorAll("[data-others]")) place.toggleAttribute("hidden", isSame);
    for (const place of this.querySelectorAll("[data-none]")) {
      place.toggleAttribute("hidden", rows.length > 0);
    }
  }

  get #controls() {
    return Array.from(this.querySelectorAll("screen-controls")).filter(
      (one) => one instanceof ScreenControls,
    );
  }

  /** @returns {ScreenControls | null} */
  #add() {
    const template = this.getAttribute("template");
    if (!template) return null;
    const row = clone(template);
    find(this, "ul").append(row);
    return find(row, "screen-controls", ScreenControls);
  }

  #look = async () => {
    clearTimeout(this.#timer);
    if (document.visibilityState === "hidden") return;
    const turn = this.#turn;
    const rows = await asked(this.getAttribute("src") ?? "");
    if (rows === "over" || !this.isConnected) return;
    if (rows && turn === this.#turn) this.show(rows);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#look, PAUSE);
  };
}

/**
 * @param {string} address
 * @returns {Promise<OwnScreen[] | "over" | null>} "over": nobody is signed in here any more; null: no answer
 */
async function asked(address) {
  try {
    const response = await fetch(address, { credentials: "same-origin", redirect: "manual" });
    if (response.type === "opaqueredirect") return "over";
    return response.ok ? (await response.json()).screens : null;
  } catch {
    return null;
  }
}

customElements.define("screen-list", ScreenList);

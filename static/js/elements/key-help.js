// <key-help>: the dialog that lists every key, and the switch that turns the single ones off on this device.

import { find } from "../lib/dom.js";
import { recall, remember } from "../lib/storage.js";

const KEY = "keys"; // in this device's storage

export class KeyHelp extends HTMLElement {
  connectedCallback() {
    this.#switch.checked = recall(KEY, true);
    this.#switch.addEventListener("change", () => {
      remember(KEY, this.#switch.checked);
      this.#mark();
    });
    for (const button of this.querySelectorAll("[data-close]")) {
      button.addEventListener("click", () => this.#dialog.close());
    }
    this.#mark();
  }

  /** May single keys do something? WCAG 2.1.4 wants a way to say no: who dictates types them all the time. */
  get isOn() {
    return this.#switch.checked;
  }

  /**
   * Adds rows to one of the lists.
   * @param {string} group
   * @param {{shown: string, words: string}[]} keys
   */
  add(group, keys) {
    const place = find(this, `[data-group="${group}"]`);
    for (const { shown, words } of keys) {
      const [row, key, what] = ["div", "dt", "dd"].map((name) => document.createElement(name));
      const kbd = document.createElement("kbd");
      row.className = "keys__row";
      kbd.className = "key";
      kbd.textContent = shown;
      what.textContent = words;
      key.append(kbd);
      row.append(key, what);
      place.append(row);
    }
  }

  open() {
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  #mark() {
    document.documentElement.toggleAttribute("data-keyless", !this.isOn);
  }

  get #switch() {
    return find(this, "input", HTMLInputElement);
  }

  get #dialog() {
    return find(this, "dialog", HTMLDialogElement);
  }
}

customElements.define("key-help", KeyHelp);

// <copy-button for="…">: copies the text of that element; where the browser keeps the clipboard, selects it instead.

import { say } from "../lib/announce.js";
import { find } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";

const SHOWN = 2_000; // ms

export class CopyButton extends HTMLElement {
  connectedCallback() {
    find(this, "button").onclick = () => this.#copy();
  }

  async #copy() {
    const source = find(document, `#${this.getAttribute("for")}`);
    const copied = await this.#write(source);
    this.#answer(copied ? gettext("Copied") : gettext("Selected: now copy it"));
  }

  /** @param {HTMLElement} source */
  async #write(source) {
    try {
      await navigator.clipboard.writeText(source.textContent?.trim() ?? "");
      return true;
    } catch {
      // plain http has no clipboard: the older way needs the text selected
      getSelection()?.selectAllChildren(source);
      return document.execCommand("copy");
    }
  }

  /** @param {string} words */
  #answer(words) {
    const label = find(this, "[data-label]");
    this.dataset.label ??= label.textContent ?? "";
    label.textContent = words;
    say(words);
    setTimeout(() => {
      label.textContent = this.dataset.label ?? "";
    }, SHOWN);
  }
}

customElements.define("copy-button", CopyButton);

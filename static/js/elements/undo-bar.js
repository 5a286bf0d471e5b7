// <undo-bar>: the last thing done, in words, with the button that takes it back; or what is being done just now.

import { fill, find, tell } from "../lib/dom.js";

export class UndoBar extends HTMLElement {
  connectedCallback() {
    this.#part("undo").onclick = () => tell(this, "undo");
    this.#part("drop").onclick = () => tell(this, "drop");
  }

  /**
   * @param {string} done what can be taken back; empty: nothing
   * @param {string} doing what is begun and can be left off; empty: nothing
   */
  show(done, doing) {
    const hadFocus = this.contains(document.activeElement);
    fill(this, { done, doing });
    this.#part("doing").hidden = !doing;
    this.#part("done").hidden = !done || Boolean(doing);
    this.toggleAttribute("data-doing", Boolean(doing));
    this.toggleAttribute("data-empty", !done && !doing);
    if (hadFocus && !this.contains(document.activeElement)) tell(this, "left");
  }

  /** @param {string} name */
  #part(name) {
    return find(this, `[data-part=${name}]`);
  }
}

customElements.define("undo-bar", UndoBar);

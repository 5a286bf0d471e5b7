// <join-way>: how a phone gets in: the picture to scan, the place to go to and the code to type there.

import { fill, find } from "../lib/dom.js";

/** @typedef {{code: string, join_url: string, qr: string}} Way */

export class JoinWay extends HTMLElement {
  #drawn = "";

  /** @param {Way | null} way null: it is not to be shown */
  show(way) {
    this.hidden = !way;
    const { code, join_url, qr } = way ?? { code: "", join_url: "", qr: "" };
    fill(this, {
      code: `${code.slice(0, 3)}\u00a0${code.slice(3)}`.trim(),
      place: (join_url.split("://")[1] ?? join_url).replace(/\/[^/]*$/, ""),
    });
    if (this.#drawn === qr) return;
    this.#drawn = qr;
    // the server drew it; parsed as a document of its own, of which only the picture is taken
    const picture = new DOMParser().parseFromString(qr, "text/html").querySelector("svg");
    find(this, "[data-qr]").replaceChildren(...(picture ? [document.importNode(picture, true)] : []));
  }
}

customElements.define("join-way", JoinWay);

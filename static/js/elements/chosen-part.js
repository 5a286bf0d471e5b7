// <chosen-part name="names" value="ready">: a part of a form that is there while that radio button is chosen.

class ChosenPart extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form");
    form?.addEventListener("change", () => this.#fit(form));
    if (form) this.#fit(form);
  }

  /** @param {HTMLFormElement} form */
  #fit(form) {
    const name = this.getAttribute("name") ?? "";
    this.hidden = new FormData(form).get(name) !== this.getAttribute("value");
  }
}

customElements.define("chosen-part", ChosenPart);

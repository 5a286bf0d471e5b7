// <pane-tabs for="…">: on a narrow screen shows one column of that element at a time; the chosen one is data-pane.

export class PaneTabs extends HTMLElement {
  connectedCallback() {
    for (const button of this.querySelectorAll("button")) {
      button.onclick = () => this.choose(button.value);
    }
  }

  /** @param {string} pane */
  choose(pane) {
    const target = document.getElementById(this.getAttribute("for") ?? "");
    if (!target || target.dataset.pane === pane) return;
    target.dataset.pane = pane;
    for (const button of this.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === pane));
    }
    window.scrollTo(0, 0);
  }
}

customElements.define("pane-tabs", PaneTabs);

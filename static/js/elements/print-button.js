// <print-button>: prints the page. Hidden until it can: without scripts people print from the browser's menu.

export class PrintButton extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.querySelector("button")?.addEventListener("click", () => window.print());
  }
}

customElements.define("print-button", PrintButton);

// <while-away for="…">: while it is wanted, shows what is in it when that element is scrolled out of sight.

export class WhileAway extends HTMLElement {
  #wanted = false;
  #above = false;

  connectedCallback() {
    const target = document.getElementById(this.getAttribute("for") ?? "");
    if (!target) return;
    new IntersectionObserver(([entry]) => {
      const { top, bottom, height } = entry.boundingClientRect;
      // an element that is hidden has no height, and is nowhere
      this.#above = height > 0 && !entry.isIntersecting && (bottom <= 0 || top < 0);
      this.#show();
    }).observe(target);
  }

  /** @param {boolean} wanted is there anything to show? */
  set wanted(wanted) {
    this.#wanted = wanted;
    this.#show();
  }

  #show() {
    this.toggleAttribute("hidden", !(this.#wanted && this.#above));
  }
}

customElements.define("while-away", WhileAway);

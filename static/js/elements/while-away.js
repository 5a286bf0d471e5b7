// <while-away for="…">: shows what is in it while that element is scrolled out of sight.

export class WhileAway extends HTMLElement {
  connectedCallback() {
    const target = document.getElementById(this.getAttribute("for") ?? "");
    if (!target) return;
    new IntersectionObserver(([entry]) => {
      const above = entry.boundingClientRect.bottom <= 0 || entry.boundingClientRect.top < 0;
      this.toggleAttribute("hidden", entry.isIntersecting || !above);
    }).observe(target);
  }
}

customElements.define("while-away", WhileAway);

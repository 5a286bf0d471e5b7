// <while-away for="…" [anywhere]>: while it is wanted, shows what is in it when that element is scrolled up out of
// sight; with `anywhere`, also when another pane of the page or what is above hides it.

const COVERED = 64; // px at the top: under the page's head nothing is in sight

export class WhileAway extends HTMLElement {
  #wanted = false;
  #away = false;
  /** @type {(() => void) | null} looks where it is now */
  #look = null;

  connectedCallback() {
    const target = document.getElementById(this.getAttribute("for") ?? "");
    if (!target) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const { boundingClientRect: box, isIntersecting } = entries[entries.length - 1];
        // an element that is hidden has no height, and is nowhere
        const above = box.height > 0 && (box.bottom <= COVERED || box.top < 0);
        this.#away = !isIntersecting && (above || this.hasAttribute("anywhere"));
        this.#show();
      },
      { rootMargin: `-${COVERED}px 0px 0px` },
    );
    // one that was hidden, and appears out of sight, is no news to the observer: it starts anew
    this.#look = () => {
      observer.disconnect();
      observer.observe(target);
    };
    this.#look();
  }

  /** @param {boolean} wanted is there anything to show? */
  set wanted(wanted) {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#away = this.#away && !wanted;
    this.#look?.();
    this.#show();
  }

  #show() {
    this.toggleAttribute("hidden", !(this.#wanted && this.#away));
  }
}

customElements.define("while-away", WhileAway);

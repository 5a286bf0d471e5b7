// Keeps what is written in, and its button, above the keyboard: browsers bring only the line with the caret into sight.

const GAP = 8; // px

/**
 * @param {HTMLElement} element
 * @param {() => number} top what covers the page's top: so far it may be pushed up, px
 */
export function keepInSight(element, top) {
  const seen = window.visualViewport;
  seen?.addEventListener("resize", () => {
    if (!element.contains(document.activeElement)) return;
    const place = element.getBoundingClientRect();
    const below = place.bottom + GAP - (seen.offsetTop + seen.height);
    const room = place.top - seen.offsetTop - top();
    if (below > 0 && room > 0) window.scrollBy(0, Math.min(below, room));
  });
}

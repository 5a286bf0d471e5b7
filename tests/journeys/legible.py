"""What can be said of a wall's picture without eyes: how large and how dark its letters are, and what is cut."""

from __future__ import annotations

SMALLEST = 3.3  # vmin
CONTRAST = 7
MARGIN = 0.05  # of the picture's width and height


def faults(page):
    """A line for each text that cannot be read from the last row."""
    return page.evaluate(MEASURE, [SMALLEST, CONTRAST, MARGIN])


# A line's box is higher than its letters by what the font keeps free above and below: TOLERANCE is of their size.
MEASURE = r"""async ([smallest, contrast, margin]) => {
  for (const one of document.getAnimations()) one.finish();
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const TOLERANCE = 0.14;
  const unit = Math.min(innerWidth, innerHeight) / 100;
  const paint = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
    .getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92
      : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = rgb(getComputedStyle(one).backgroundColor);
      if (colour[3] > 250) return colour;
    }
    return [255, 255, 255, 255];
  };
  const hasSign = (style) => style.webkitLineClamp !== "none" || style.textOverflow === "ellipsis";
  const found = [];
  for (const one of document.querySelectorAll("main *, connection-banner *")) {
    const isText = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!isText || !one.getClientRects().length || one.closest("[data-bench], .visually-hidden")) continue;
    const style = getComputedStyle(one);
    const words = document.createRange();
    words.selectNodeContents(one); // they may be wider than their box
    const box = (hasSign(style) ? one : words).getBoundingClientRect();
    const size = parseFloat(style.fontSize);
    const say = (what) => found.push(`${what}: ${one.className} ${one.textContent.trim().slice(0, 40)}`);
    if (size < smallest * unit - 0.1) say(`${(size / unit).toFixed(2)} vmin`);
    const [a, b] = [light(rgb(style.color)), light(ground(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < contrast) say(`contrast ${ratio.toFixed(2)}`);
    const slack = TOLERANCE * size + 1;
    const isWithin = box.left >= innerWidth * margin - 1 && box.right <= innerWidth * (1 - margin) + 1
      && box.top >= innerHeight * margin - slack && box.bottom <= innerHeight * (1 - margin) + slack;
    if (!isWithin) say(`in the margin, ${[box.left, box.right, box.top, box.bottom].map(Math.round)}`);
    for (let outer = one; outer && !outer.matches(".screen, main"); outer = outer.parentElement) {
      const its = getComputedStyle(outer);
      if (its.overflowY !== "hidden" || hasSign(its)) continue;
      const edge = outer.getBoundingClientRect();
      if (box.bottom > edge.bottom + slack || box.top < edge.top - slack || box.right > edge.right + 2) say("cut");
    }
  }
  for (const part of document.querySelectorAll(".screen__main, .screen__rail")) {
    const over = part.scrollHeight - part.clientHeight;
    if (over > 0.015 * innerHeight + 2) found.push(`${part.className}: ${over} px too high`);
  }
  return found;
}"""

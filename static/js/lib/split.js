// A text that is too tall for its page, cut into parts that are not, each with a sign where it was cut.

const SIGN = "…";
const WORD = 24; // characters: so far back a part ends after a whole word

/**
 * @param {Element} place shows the whole text, and nothing else
 * @param {number} height pixels of a part
 * @returns {string[]}
 */
export function split(place, height) {
  const node = place.firstChild;
  const text = node?.textContent ?? "";
  if (!node || place.getBoundingClientRect().height <= height) return [text];
  const range = document.createRange();
  const box = (/** @type {number} */ at) => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  // a space at a line's end has no box: the character before it has
  const bottom = (/** @type {number} */ at, /** @type {number} */ from) => {
    let near = at;
    while (near > from && box(near).height === 0) near -= 1;
    return box(near).bottom;
  };
  const parts = [];
  let from = 0;
  while (from < text.length) {
    const limit = bottom(from, from) - box(from).height + height;
    let [low, high] = [from + 1, text.length]; // text[low - 1] is in the part for sure
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (bottom(middle - 1, from) <= limit) low = middle;
      else high = middle - 1;
    }
    const end = low < text.length ? whole(text, from, low) : low;
    parts.push(text.slice(from, end));
    from = end;
  }
  return parts.map((part, at) => {
    const isLast = at === parts.length - 1;
    return `${at ? SIGN : ""}${part.trim()}${isLast ? "" : SIGN}`;
  });
}

/**
 * The beginning of a text that is longer than that, with the sign.
 * @param {string} text
 * @param {number} longest characters
 */
export function shorten(text, longest) {
  return text.length > longest ? `${text.slice(0, whole(text, 0, longest)).trim()}${SIGN}` : text;
}

/**
 * Where to cut: after a word, never within a character.
 * @param {string} text
 * @param {number} from
 * @param {number} end
 */
function whole(text, from, end) {
  for (let at = end; at > Math.max(from + 1, end - WORD); at -= 1) {
    if (/\s/.test(text[at])) return at;
  }
  let at = end;
  while (at > from + 1 && /[\uDC00-\uDFFF]|\p{M}|\u200D/u.test(text[at])) at -= 1;
  return at;
}

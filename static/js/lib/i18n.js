// The page's language: texts from its #messages block, plural forms by the catalogue's own rule.

/** @typedef {Record<string, string | number>} Values */

/** @type {Record<string, string | string[]>} */
const texts = read();
export const language = document.documentElement.lang || "en";
/** Which plural form each of 0 … 199 takes, a digit each; larger numbers repeat the second hundred. */
const rule = String(texts[""] ?? "");

/**
 * The text in the page's language; `{name}` in it is replaced by `values.name`.
 * @param {string} msgid
 * @param {Values} [values]
 */
export function gettext(msgid, values) {
  const text = texts[msgid];
  return format(typeof text === "string" && text ? text : msgid, values);
}

/**
 * The form that fits `n`; `{n}` in it is replaced by the number.
 * @param {string} one
 * @param {string} many
 * @param {number} n
 * @param {Values} [values]
 */
export function ngettext(one, many, n, values) {
  const forms = texts[one];
  const fitting = Array.isArray(forms) ? forms[Number(rule[n < 200 ? n : 100 + (n % 100)])] : undefined;
  return format(fitting || (n === 1 ? one : many), { n, ...values });
}

/**
 * @param {string} text
 * @param {Values} [values]
 */
function format(text, values) {
  return values
    ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole))
    : text;
}

function read() {
  const block = document.getElementById("messages");
  try {
    return JSON.parse(block?.textContent || "{}");
  } catch {
    return {}; // the page still works, in English
  }
}

// The page's language: texts from its #messages block, plural forms as the language counts.

/** @typedef {Record<string, string | number>} Values */

/** @type {Record<string, string | string[]>} */
const texts = read();
export const language = document.documentElement.lang || "en";
const rules = new Intl.PluralRules(language);

/** gettext lists a language's plural forms in this order; languages skip those they lack. */
const ORDER = ["zero", "one", "two", "few", "many", "other"];
// Russian's "other" is for fractions only, and gettext has no form for it
const categories = ORDER.filter(
  (name) =>
    rules.resolvedOptions().pluralCategories.includes(/** @type {Intl.LDMLPluralRule} */ (name)) &&
    !(language.startsWith("ru") && name === "other"),
);

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
  const fitting = Array.isArray(forms) ? forms[form(n, forms.length)] : undefined;
  return format(fitting || (n === 1 ? one : many), { n, ...values });
}

/**
 * @param {number} n
 * @param {number} count how many forms there are
 */
function form(n, count) {
  const index = categories.indexOf(rules.select(n));
  return index < 0 || index >= count ? count - 1 : index;
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

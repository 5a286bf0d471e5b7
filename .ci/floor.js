// The oldest browsers that Rounds is for: CSS that they do not know is named, unless it may be missing.

const { readFileSync } = require("node:fs");
const path = require("node:path");

const [modules, ...files] = process.argv.slice(2);
const load = (name) => require(path.join(modules, name));
const postcss = load("postcss");
const doiuse = load("doiuse");

const BROWSERS = ["ios_saf 15.0-15.1", "chrome 100"];
/** Each with what is seen where it is missing. */
const MAY_BE_MISSING = {
  "css-cascade-layers": "the made stylesheets have none (handlers/sheets.py)",
  "css-lch-lab": "stands behind a plain colour, inside of @supports",
  "viewport-unit-variants": "stands behind a plain vh",
  "css-focus-visible": "the browser's own ring",
  "css-content-visibility": "only slower",
  "css-overscroll-behavior": "the page behind scrolls along",
  "css-scroll-behavior": "jumps instead of gliding",
  "css-resize": "the field keeps its size",
  "css-selection": "the system's colours",
  "css-color-adjust": "print without grounds",
  "css-text-wrap-balance": "lines of unequal length",
  "css3-cursors": "no mouse on a phone",
  "css3-cursors-grab": "no mouse on a phone",
  "extended-system-fonts": "the next font of the list",
  "text-decoration": "the thickness is the browser's",
  multicolumn: "only `break-inside`, for print",
  // known, with a prefix that stands beside it or in the form that we use
  "css-appearance": "-webkit-appearance stands beside it",
  "css-masks": "-webkit-mask stands beside it",
  "css-clip-path": "inset() on HTML is known",
  "css-overflow": "one value, and hidden, are known",
  "css-display-contents": "on elements without a role",
  "intrinsic-width": "fit-content is known",
};

let found = 0;
for (const file of files) {
  const check = doiuse({
    browsers: BROWSERS,
    ignore: Object.keys(MAY_BE_MISSING),
    onFeatureUsage({ feature, usage }) {
      found += 1;
      console.log(`${file}:${usage.source.start.line}: ${feature} is newer than ${BROWSERS.join(" and ")}`);
    },
  });
  postcss([check]).process(readFileSync(file, "utf8"), { from: file }).sync();
}
process.exitCode = found ? 1 : 0;

// Rows of boxes on pages of one height: which box goes on which page. Measures nothing itself.

/**
 * @typedef {object} Box
 * @property {number} span of how many columns
 * @property {number} height
 * @property {string} group boxes of one stand together
 * @property {boolean} follows it goes on where the box before it ended
 */
/** @typedef {{line: number, word: number}} Width of a box, were it on one line, and with each word on its own */

const AHEAD = 40; // boxes among which one is looked for that fills a row
const BACK = 8; // pages on which room is looked for

const SNUG = 0.7; // so many of the boxes must look well in a column of that width
const LINES = 1.9; // where a text takes hardly more than this many lines

/**
 * As many columns as there is room for, fewer where most texts are too long for that.
 * @param {Width[]} widths of the boxes
 * @param {number} width of all columns
 * @param {number} least width of a column
 * @param {number} gap
 */
export function columnsFor(widths, width, least, gap) {
  const most = Math.max(1, Math.floor((width + gap) / (least + gap)));
  for (let columns = most; columns > 1; columns -= 1) {
    const column = columnWidth(width, columns, gap);
    const snug = widths.filter((one) => spanFor(one, column, columns) === 1).length;
    if (snug >= SNUG * widths.length) return columns;
  }
  return 1;
}

/**
 * @param {number} width
 * @param {number} columns
 * @param {number} gap
 */
export function columnWidth(width, columns, gap) {
  return (width - gap * (columns - 1)) / columns;
}

/**
 * One column, or all of them.
 * @param {Width} width
 * @param {number} column
 * @param {number} columns
 */
export function spanFor({ line, word }, column, columns) {
  return line <= LINES * column && word <= column ? 1 : columns;
}

/**
 * In their order, but that a short row goes where a long one has left room.
 * @param {Box[]} boxes
 * @param {number} columns
 * @param {number} height of a page
 * @param {number} gap
 * @returns {number[][]} of each page, the numbers of its boxes
 */
export function pack(boxes, columns, height, gap) {
  /** @type {{row: number[], free: number}[]} */
  const pages = [];
  /** @type {Map<number, number>} of each box */
  const pageOf = new Map();
  for (const row of rowsOf(boxes, columns)) {
    const tall = Math.max(...row.map((at) => boxes[at].height)) + gap;
    const first = Math.max(
      pages.length - BACK,
      ...row.map((at) => (boxes[at].follows ? (pageOf.get(at - 1) ?? -1) + 1 : 0)),
    );
    let page = pages.findIndex(({ free }, at) => at >= first && tall <= free + 0.5);
    if (page < 0) page = pages.push({ row: [], free: height + gap }) - 1;
    pages[page].free -= tall;
    pages[page].row.push(...row);
    for (const at of row) pageOf.set(at, page);
  }
  return pages.map(({ row }) => row);
}

/**
 * In their order, but that a place beside the last of a row is given to the next one of its group that fits there.
 * @param {Box[]} boxes
 * @param {number} columns
 */
function rowsOf(boxes, columns) {
  /** @type {number[][]} */
  const rows = [];
  const waiting = boxes.map((_, at) => at);
  while (waiting.length) {
    const row = waiting.splice(0, 1);
    const { group } = boxes[row[0]];
    let free = columns - boxes[row[0]].span;
    for (let n = 0; free > 0 && n < Math.min(waiting.length, AHEAD); ) {
      const box = boxes[waiting[n]];
      if (box.span > free || box.group !== group) n += 1;
      else {
        free -= box.span;
        row.push(...waiting.splice(n, 1));
      }
    }
    rows.push(row);
  }
  return rows;
}

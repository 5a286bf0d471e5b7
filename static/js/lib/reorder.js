// Rows of a list put in another order with a mouse: dragged by whatever in them is draggable.

/**
 * @param {HTMLElement} list its rows are `li` with [data-id]; [data-drop] says where the dragged one would stand
 * @param {(id: number, target: number, after: boolean) => void} drop one row was let go before or after another
 */
export function dragRows(list, drop) {
  let dragged = 0;
  list.addEventListener("dragstart", (event) => {
    const row = rowOf(event);
    if (!row || !event.dataTransfer) return;
    dragged = Number(row.dataset.id);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", ""); // without data Firefox drags nothing
    event.dataTransfer.setDragImage(row, 0, 0);
  });
  list.addEventListener("dragover", (event) => {
    const row = rowOf(event);
    if (!row || !dragged) return;
    event.preventDefault();
    point(list, row, isLower(event, row) ? "after" : "before");
  });
  list.addEventListener("drop", (event) => {
    const row = rowOf(event);
    if (!row || !dragged) return;
    event.preventDefault();
    const target = Number(row.dataset.id);
    if (target !== dragged) drop(dragged, target, isLower(event, row));
  });
  list.addEventListener("dragend", () => {
    dragged = 0;
    point(list, null, "");
  });
}

/**
 * @param {HTMLElement} list
 * @param {HTMLElement | null} row
 * @param {string} side
 */
function point(list, row, side) {
  for (const other of list.querySelectorAll("[data-drop]")) {
    if (other !== row) other.removeAttribute("data-drop");
  }
  if (row) row.dataset.drop = side;
}

/** @param {Event} event */
function rowOf(event) {
  return /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("li"));
}

/**
 * @param {DragEvent} event
 * @param {HTMLElement} row
 */
function isLower(event, row) {
  const { top, height } = row.getBoundingClientRect();
  return event.clientY > top + height / 2;
}

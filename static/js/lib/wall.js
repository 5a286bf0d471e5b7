// What a page on a wall needs, and no other: nobody's hand or mouse gets it out of its place, and nothing burns in.

const STILL = 4_000; // ms without a move until the mouse's arrow is hidden
const PERIOD = 120_000; // ms from one place of the picture to the next, a pixel further
const REACH = 2; // px around the middle
const FIELDS = "input, textarea, select";

/** For the whole life of the page. */
export function wall() {
  document.documentElement.classList.add("wall");
  const never = (/** @type {Event} */ event) => event.preventDefault();
  const hard = { passive: false };
  for (const name of ["contextmenu", "dragstart", "dragover", "drop", "gesturestart", "gesturechange"])
    document.addEventListener(name, never, hard);
  document.addEventListener("selectstart", (event) => isIn(event, FIELDS) || event.preventDefault());
  document.addEventListener("touchmove", (event) => event.touches.length > 1 && event.preventDefault(), hard);
  document.addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), hard);
  document.addEventListener("keydown", (event) => isZoom(event) && event.preventDefault());
  document.addEventListener("click", stay, true);
  document.addEventListener("auxclick", stay, true);
  hideMouse();
  holdBack();
  move();
}

/** @param {Event} event */
function stay(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (link instanceof HTMLAnchorElement && link.href.split("#")[0] !== location.href.split("#")[0])
    event.preventDefault();
}

/** @param {KeyboardEvent} event */
function isZoom({ ctrlKey, metaKey, key }) {
  return (ctrlKey || metaKey) && ["+", "-", "=", "0"].includes(key);
}

function hideMouse() {
  const { classList } = document.documentElement;
  const hide = () => classList.add("wall--still");
  let timer = setTimeout(hide, STILL);
  document.addEventListener("mousemove", () => {
    classList.remove("wall--still");
    clearTimeout(timer);
    timer = setTimeout(hide, STILL);
  });
}

/** A swipe to what was before this page ends here. */
function holdBack() {
  const here = "wall";
  if (history.state !== here) history.pushState(here, "");
  window.addEventListener("popstate", () => history.pushState(here, ""));
}

/** Never to the right or down: there the page would become longer, and could be scrolled. */
function move() {
  const { style } = document.documentElement;
  let n = 0;
  setInterval(() => {
    n += 1;
    style.setProperty("--wall-x", `${Math.round(REACH * Math.sin(n * 0.43)) - REACH}px`);
    style.setProperty("--wall-y", `${Math.round(REACH * Math.sin(n * 0.31)) - REACH}px`);
  }, PERIOD);
}

/**
 * @param {Event} event
 * @param {string} selector
 */
function isIn(event, selector) {
  return event.target instanceof Element && event.target.closest(selector) !== null;
}

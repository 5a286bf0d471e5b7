// The page that asks for a nickname: while it is typed, the script of the page after it comes in.

const next = document.querySelector('meta[name="next-script"]')?.getAttribute("content");

// Only once this page has all of its own: on a slow network they would share the little that there is.
// (`rel=prefetch` starts at once, and Safari has none.)
if (next) addEventListener("load", () => fetch(next).catch(() => {}));

// A projector's page: joins what is to be shown, and the room's socket, to the pictures.

import { ConnectionBanner } from "../elements/connection-banner.js";
import { find, oncePerFrame } from "../lib/dom.js";
import { FOR_EVER, Look } from "../lib/look.js";
import { Session } from "../lib/session.js";
import { showPicture, showRevoked } from "./screen-views.js";
import { keepForWeeks } from "./weeks.js";

const RESULTS = 10 * 60_000; // ms for which the results hang there

const banner = find(document, "connection-banner", ConnectionBanner);
let isRefused = false;
/** Since when the results are here. */
let shownAt = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let ending;

const changed = oncePerFrame(show);
const look = new Look(JSON.parse(find(document, "#seen", HTMLScriptElement).textContent ?? ""), {
  changed(seen, before) {
    if (seen.room?.uuid !== before.room?.uuid) session.forget();
    changed();
  },
  refused() {
    isRefused = true;
    showRevoked();
  },
});
const session = new Session(
  () => look.ticket(),
  "screen",
  {
    changed,
    frame() {},
    status(status) {
      if (status.name !== "ended") banner.show(status);
    },
  },
  look.seen.url,
  FOR_EVER,
);

show();
session.start();
keepForWeeks({ look, session });

function show() {
  if (isRefused) return;
  const { room } = session;
  waitForTheEnd(room?.phase === "closed");
  showPicture(look.seen, room, shownAt > 0 && Date.now() - shownAt >= RESULTS);
}

/**
 * The results of a room that is over make way for a quiet picture.
 * @param {boolean} isClosed
 */
function waitForTheEnd(isClosed) {
  if (isClosed === shownAt > 0) return;
  shownAt = isClosed ? Date.now() : 0;
  clearTimeout(ending);
  if (isClosed) ending = setTimeout(changed, RESULTS);
}

// The shared device's page: joins what the screen is to show, the room's socket, and the turns that students take at it.

import { ConnectionBanner } from "../elements/connection-banner.js";
import { find, oncePerFrame } from "../lib/dom.js";
import { FOR_EVER, Look } from "../lib/look.js";
import { Session } from "../lib/session.js";
import { end, show, showLook } from "./shared-views.js";
import { joinTurns } from "./turns.js";
import { keepForWeeks } from "./weeks.js";

/** @typedef {import("../lib/types.js").Frame} Frame */
/** @typedef {import("../lib/seen.js").Seen} Seen */

/** After these the list of names, or who of them has answered, may be another. */
const NAMED = [
  "user_list",
  "user_list_change",
  "users_list",
  "answered",
  "round_new",
  "student_erase",
  "room_change",
];

const banner = find(document, "connection-banner", ConnectionBanner);
let shown = "";
let isRefused = false;

/** @type {Seen} */
const first = JSON.parse(find(document, "#seen", HTMLScriptElement).textContent ?? "");
const look = new Look(first, {
  changed(seen, before) {
    if (seen.room?.uuid !== before.room?.uuid) {
      session.forget();
      turns.end();
    }
    adopt(seen);
  },
  refused() {
    isRefused = true;
    turns.end();
    end();
  },
});
const turns = joinTurns(draw);
const session = new Session(
  () => look.ticket(),
  "screen",
  {
    changed: oncePerFrame(draw),
    status(status) {
      if (status.name !== "ended") banner.show(status);
      draw();
    },
    frame(frame) {
      forgetTexts();
      turns.follow(session.room);
      if (NAMED.includes(frame.action)) turns.refresh();
    },
  },
  first.url,
  FOR_EVER,
);

adopt(first);
session.start();
keepForWeeks({ look, session, isIdle: () => !turns.isBusy });

/** @param {Seen} seen */
function adopt(seen) {
  showLook(seen);
  turns.by = seen.screen.who;
  draw();
}

function draw() {
  if (isRefused) return;
  const before = shown;
  shown = show(look.seen, session.room, {
    step: turns.step(session.room),
    nickname: turns.nickname,
    late: turns.late,
    hasAnswered: turns.hasAnswered,
  });
  if (shown !== "who" || before === "who") return;
  turns.refresh();
  if (document.activeElement === document.body) turns.focus();
}

/** A device that goes from hand to hand keeps nobody's answer, also none that everybody may read elsewhere. */
function forgetTexts() {
  if (session.room?.messages.length) session.room = { ...session.room, messages: [] };
}

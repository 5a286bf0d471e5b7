// The console's desk: the round with its clock, question and controls, and the step that comes next.

import { NextRound } from "../elements/next-round.js";
import { PhaseViews } from "../elements/phase-views.js";
import { RoundClock } from "../elements/round-clock.js";
import { RoundControls } from "../elements/round-controls.js";
import { RoundQuestion } from "../elements/round-question.js";
import { WhileAway } from "../elements/while-away.js";
import { sayNow } from "../lib/announce.js";
import { find } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";

/** @typedef {import("../lib/types.js").Room} Room */
/** @typedef {import("../lib/types.js").User} User */

export function joinRound() {
  const desk = find(document, "phase-views", PhaseViews);
  const clock = find(desk, "round-clock", RoundClock);
  const away = find(document, "while-away[for=desk-now]", WhileAway);
  const pausedAway = find(document, "while-away[for=desk-paused]", WhileAway);
  const smallClock = find(away, "round-clock", RoundClock);
  const controls = find(document, "round-controls", RoundControls);
  const question = find(document, "round-question", RoundQuestion);
  const next = find(document, "next-round", NextRound);
  let open = 0; // the number of the round that was open when it was last looked at
  const leads = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-lead]"));

  return {
    /**
     * @param {Room} room
     * @param {User[]} missing who has not answered the present round
     */
    show(room, missing) {
      const isLast = (room.round?.number ?? 0) >= room.max_rounds_count;
      const isPaused = room.paused_at !== null;
      desk.show(room.phase);
      desk.toggleAttribute("data-paused", isPaused);
      for (const view of desk.querySelectorAll("[data-paused-view]"))
        view.toggleAttribute("hidden", !isPaused);
      clock.show(room.round, room.paused_at);
      smallClock.show(room.round, room.paused_at);
      away.wanted = room.phase === "round_open" && !isPaused;
      pausedAway.wanted = isPaused;
      controls.show(room, missing.length);
      question.show(room.round);
      next.show(room);
      find(document, "#next").hidden = isLast;
      find(document, "#finish").hidden = !isLast;
      find(document, "#close-early").hidden = isLast;
      const step = leading(room, missing.length, isLast);
      const number = room.round?.number ?? 0;
      if (open === number && room.phase === "round_over")
        sayNow(gettext("Round {n} is over.", { n: number }));
      open = room.phase === "round_open" ? number : 0;
      for (const button of leads) button.classList.toggle("button--primary", button.dataset.lead === step);
    },
    end() {
      away.wanted = false;
      pausedAway.wanted = false;
    },
  };
}

/**
 * The one next step: what the primary button does. While somebody still writes there is none: the clock comes first.
 * @param {Room} room
 * @param {number} missing
 * @param {boolean} isLast
 */
function leading({ phase, paused_at }, missing, isLast) {
  if (paused_at) return "resume";
  if (phase === "waiting") return "start";
  if (phase === "round_open") return missing ? "" : "end";
  if (phase === "closed") return "results";
  return isLast ? "close" : "open";
}

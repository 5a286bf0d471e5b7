// Turns at the shared device: one student writes and sends, then nothing of them is left and the next one is asked.

import { StillThere } from "../elements/still-there.js";
import { TurnForm } from "../elements/turn-form.js";
import { sayNow } from "../lib/announce.js";
import { remaining } from "../lib/clock.js";
import { clone, find } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { newRef } from "../lib/outbox.js";
import { deliver } from "../lib/turn.js";
import { joinWho } from "./who.js";

/** @typedef {import("../lib/turn.js").Begun} Begun */
/** @typedef {import("../lib/types.js").Room} Room */
/** @typedef {"who" | "writing" | "still" | "sending" | "sent" | "late"} Step */
/**
 * @typedef {object} Turn
 * @property {string} token with which this student may answer, and nobody else
 * @property {{id: number, nickname: string}} student
 * @property {boolean} hasAnswered
 * @property {number} roundId
 * @property {string} ref one for the whole turn: whatever is sent again is one answer
 * @property {boolean} wasListed is in the room's list, as far as we know it
 * @property {TurnForm} form
 */

const BELL = 1_500; // ms before time is up: what counts then has to arrive by then
const SENT = 4_000; // ms for which "sent" stands
const LATE = 8_000; // ms
const STUCK = 2_500; // ms without an answer until the page says why it waits

const still = find(document, "still-there", StillThere);
const place = find(document, "#turn");
const stuck = find(document, "#stuck");

/** @param {() => void} changed the page is to be drawn again, at once */
export function joinTurns(changed) {
  /** @type {Step} */
  let step = "who";
  /** @type {Turn | null} */
  let turn = null;
  /** @type {Room | null} */
  let room = null;
  /** Of the student of the turn that is just over, as long as the page says so. */
  let nickname = "";
  let late = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let bell;

  const who = joinWho(({ turn: token, student, has_answered: hasAnswered }) => {
    const form = clone("turn-form", TurnForm);
    const wasListed = isListed(student.id);
    turn = { token, student, hasAnswered, roundId: openRound(), ref: newRef(), wasListed, form };
    nickname = student.nickname;
    place.replaceChildren(form);
    become("writing");
    form.focus();
    still.start();
    listen();
  });

  place.addEventListener("answer", (event) => send(/** @type {CustomEvent<string>} */ (event).detail));
  find(document, "#leave").onclick = () => next();
  still.addEventListener("asked", () => become("still"));
  still.addEventListener("here", () => {
    become("writing");
    turn?.form.focus();
  });
  still.addEventListener("gone", () => next());
  for (const button of document.querySelectorAll("[data-next]")) {
    if (button instanceof HTMLElement) button.onclick = () => next();
  }
  // the browser may keep the page for "back"
  window.addEventListener("pagehide", () => next());

  /** The number of the round that answers are taken for; 0: none. */
  function openRound() {
    return room?.phase === "round_open" ? (room.round?.round_id ?? 0) : 0;
  }

  /** Where what is written counts when time is up, it is sent just before. */
  function listen() {
    clearTimeout(bell);
    if (!turn || !openRound() || !room?.settings.takes_drafts || room.paused_at) return;
    bell = setTimeout(
      () => {
        if (turn?.form.text && (step === "writing" || step === "still")) turn.form.submit();
      },
      Math.max(0, remaining(room.round?.deadline ?? "") - BELL),
    );
  }

  /** @param {number} id of a student */
  function isListed(id) {
    return room?.users.some((one) => one.id === id) ?? false;
  }

  /** @param {string} message */
  async function send(message) {
    const its = turn;
    if (!its) return;
    still.stop();
    stuck.hidden = true;
    become("sending");
    timer = setTimeout(() => {
      stuck.hidden = false;
      sayNow(stuck.textContent ?? "");
    }, STUCK);
    const letter = { turn: its.token, message, ref: its.ref, round_id: its.roundId };
    const found = await deliver(letter, () => its === turn);
    if (!found || its !== turn) return;
    clearTimeout(timer);
    if ("sent" in found) return over("sent", SENT);
    refused(found.refused, its);
  }

  /**
   * @param {import("../lib/turn.js").Refusal} refusal
   * @param {Turn} its
   */
  function refused({ code, message }, its) {
    if (code === "no_open_round" || code === "training_finished") {
      return isLate(gettext("Your answer came too late: it was not sent."));
    }
    const mayMend = ["training_paused", "empty_text", "too_long", "too_much_written", "flooding"].includes(
      code,
    );
    if (!mayMend) return next(message);
    its.form.note(message);
    become("writing");
    its.form.focus();
    still.start();
  }

  /** @param {string} words */
  function isLate(words) {
    late = words;
    const why = gettext("The round is over");
    sayNow(`${why}. ${words}`);
    over("late", LATE);
  }

  /**
   * Nothing of the turn is left but a name, for so long.
   * @param {Step} how
   * @param {number} stay ms
   */
  function over(how, stay) {
    wipe();
    become(how);
    timer = setTimeout(() => next(), stay);
  }

  /** @param {string} [words] why the turn is over, if it is not clear */
  function next(words = "") {
    wipe();
    nickname = late = "";
    who.anew(words);
    become("who");
    who.focus();
    who.refresh();
  }

  function wipe() {
    clearTimeout(timer);
    clearTimeout(bell);
    still.stop();
    turn?.form.wipe();
    turn = null;
    place.replaceChildren();
  }

  /** @param {Step} now */
  function become(now) {
    step = now;
    changed();
  }

  return {
    /** @param {"code" | "list"} by */
    set by(by) {
      who.by = by;
    },

    /** @returns {string} whose turn it is, or was just now; empty: nobody's */
    get nickname() {
      return nickname;
    },

    /** @returns {string} what became of what they wrote when the round was over */
    get late() {
      return late;
    },

    get hasAnswered() {
      return turn?.hasAnswered ?? false;
    },

    /** @returns {boolean} is there somebody whom a new page would interrupt? */
    get isBusy() {
      return turn !== null;
    },

    /**
     * What is to be seen: a step of a turn, or null where the room's own picture is.
     * @param {Room | null} room
     * @returns {Step | null}
     */
    step(room) {
      const stands = step === "sending" || step === "sent" || step === "late";
      return room?.phase === "round_open" || stands ? step : null;
    },

    /**
     * The room is another. Ends the turn that it ends.
     * @param {Room | null} now
     */
    follow(now) {
      room = now;
      if (!turn) return;
      turn.form.paused = room?.paused_at != null;
      if (step === "sending") return; // the server's answer says what became of it
      if (turn.roundId !== openRound()) {
        return isLate(
          turn.form.text
            ? gettext("What you had written was not sent.")
            : gettext("You had not written anything."),
        );
      }
      const { wasListed, student } = turn;
      if (wasListed && !isListed(student.id))
        return next(gettext("That person isn’t in this room any more."));
      turn.wasListed = isListed(student.id);
      listen();
    },

    /** Somebody has come, gone or answered. */
    refresh: () => who.refresh(),

    focus: () => who.focus(),

    /** The room is another one, or none. What is on its way stays on it: the server says what became of it. */
    end() {
      if (turn && step !== "sending") next(gettext("Another room is shown here now."));
    },
  };
}

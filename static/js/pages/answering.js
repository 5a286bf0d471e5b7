// Answering on the phone: joins the answer box to the room. What is written goes out as a draft, what is sent as an
// answer; when the round is over the student learns what became of it.

import { AnswerBox } from "../elements/answer-box.js";
import { sayNow } from "../lib/announce.js";
import { remaining } from "../lib/clock.js";
import { find } from "../lib/dom.js";
import { Draft } from "../lib/draft.js";
import { gettext } from "../lib/i18n.js";
import { sentence } from "../lib/sentences.js";
import { Writing } from "../lib/writing.js";

/** @typedef {import("../lib/types.js").Frame} Frame */
/** @typedef {import("../lib/types.js").Letter} Letter */
/** @typedef {import("../lib/types.js").Message} Message */
/** @typedef {import("../lib/types.js").Room} Room */

const BELL = 10_000; // ms: so soon after a draft was made an answer, a round's end is what made it one
const LEFT = gettext("This text is left from the round before.");
const PARTLY = gettext("Time was up before all of it had arrived: only a part was sent. Your text is kept.");
const REPLACED = gettext(
  "Another text was sent from another phone or tab. This one is kept: you can send it, too.",
);

const box = find(document, "answer-box", AnswerBox);

/**
 * @param {import("../lib/session.js").Session} session
 * @param {() => void} changed the page is to be drawn again
 */
export function joinAnswering(session, changed) {
  /** The server made an answer of the draft: when. */
  let countedAt = 0;
  /** Something else has been stored than what is in the box: when. */
  let replacedAt = 0;

  const draft = new Draft(
    ({ text, ref, round_id, number }) =>
      session.room?.phase === "round_open" &&
      !session.room.paused_at &&
      session.room.round?.round_id === round_id &&
      session.send({ action: "message_draft", message: text, round_id, number, ...(ref && { ref }) }),
    showSaved,
  );
  const writing = new Writing((is_writing) => session.send({ action: "student_writing", is_writing }));

  box.addEventListener("answer", (event) => {
    const { text, ref } = /** @type {CustomEvent<{text: string, ref: string}>} */ (event).detail;
    const round = session.room?.round;
    if (round) session.post(text, round.round_id, ref);
    draft.drop();
    writing.stops();
  });
  box.addEventListener("writing", (event) => {
    const { room } = session;
    if (room?.phase !== "round_open") return;
    if (/** @type {CustomEvent<boolean>} */ (event).detail) writing.goesOn();
    else writing.stops();
    if (!box.isTooLong) draft.write(box.draft, remaining(room.round?.deadline ?? ""));
    showSaved();
  });
  box.addEventListener("mirrored", () => {
    if (!box.text) box.note("");
    draft.drop(); // the other tab sends it
    changed();
  });
  // before the session lets go of its socket
  box.addEventListener("focusout", () => draft.flush());
  window.addEventListener("pagehide", () => draft.flush());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && draft.flush());

  function showSaved() {
    const { room } = session;
    box.saved = room?.phase === "round_open" && !box.isTooLong ? saved(room) : "";
  }

  /** @param {Room} room */
  function saved({ settings }) {
    if (draft.state === "none") return "";
    if (draft.state === "unsaved") return session.online ? gettext("Saving…") : gettext("Kept on this phone");
    return settings.takes_drafts ? gettext("Saved. It counts when time is up.") : gettext("Saved");
  }

  /**
   * A text that did not arrive goes back to where it was written.
   * @param {string} text
   * @param {string} why
   */
  function giveBack(text, why) {
    box.giveBack(text);
    box.note(why);
    sayNow(why);
  }

  /**
   * An own message, as the server has it.
   * @param {Message} message
   * @param {string} ref
   * @param {Letter | undefined} letter it acknowledges
   */
  function stored(message, ref, letter) {
    const isInBox = box.draft.ref === ref;
    // at the bell drafts become answers before the round is over: ring() knows better
    const why = session.room?.phase === "round_open" ? REPLACED : PARTLY;
    if (isInBox) draft.drop();
    replacedAt = Date.now();
    if (isInBox && isSame(box.text, message.text)) {
      box.clear();
      if (!letter) countedAt = Date.now();
    } else if (isInBox) {
      box.rename();
      box.note(why);
    }
    // sent too late, when the draft had been taken for it
    if (letter && !isSame(letter.text, message.text)) giveBack(letter.text, why);
  }

  /**
   * The present state came: what is in the box may be newer than what the server has, or long sent.
   * @param {Room} room
   * @param {boolean} isFirst
   */
  function settle(room, isFirst) {
    const kept = room.me.draft ?? null;
    const isSent = session.outbox.letters.some((letter) => letter.ref === kept?.ref);
    draft.keep(kept);
    if (isFirst && kept && !box.text && !isSent) box.fill(kept);
    if (!box.text) return;
    const mine = box.draft;
    const isOpen = room.phase === "round_open";
    if (isOpen && mine.round_id === room.round?.round_id) {
      return draft.write(mine, remaining(room.round.deadline));
    }
    const answers = room.messages.filter(
      (one) => one.student_id === room.me.id && one.round_id === mine.round_id,
    );
    if (answers.some((one) => isSame(one.text, mine.text))) {
      box.clear();
      box.note(countedWords(false), true);
    } else if (isOpen) box.note(LEFT);
  }

  return {
    /**
     * @param {Frame} frame
     * @param {Letter | undefined} letter
     * @param {Room | null} before
     */
    heard(frame, letter, before) {
      if (frame.action === "error" && letter) giveBack(letter.text, sentence(frame.code));
      draft.heard(frame);
      const { room } = session;
      if (!room) return;
      if (room.phase === "round_open") box.round = room.round?.round_id ?? 0;
      if (frame.action === "message_send" && frame.ref) stored(frame.message, frame.ref, letter);
      if (frame.action === "room_state") settle(room, before === null);
      if (frame.action === "round_new") {
        const isCounted = Date.now() - countedAt < BELL;
        box.note(box.text ? LEFT : isCounted ? countedWords(true) : "", isCounted && !box.text);
        countedAt = 0;
      }
      if (frame.action === "round_time" && before?.phase !== "round_open") box.note("");
      if (frame.action === "round_time" || frame.action === "training_resume") draft.flush();
      showSaved();
    },

    /** @param {import("../lib/types.js").Status} status */
    status({ name }) {
      draft.disconnected();
      if (name === "online") draft.flush();
    },

    /**
     * The round is over for this student: gives what there is to say about what they had written.
     * @param {boolean} early the trainer ended it
     */
    ring(early) {
      const isCounted = Date.now() - countedAt < BELL;
      countedAt = 0;
      if (isCounted) box.note(countedWords(early), true);
      else if (box.noted === REPLACED && Date.now() - replacedAt < BELL) box.note(PARTLY);
      else noteUnsent(early);
      return box.noted;
    },

    /**
     * @param {Room} room
     * @param {boolean} early the trainer ended its round
     */
    show(room, early) {
      const isOpen = room.phase === "round_open";
      const isPaused = room.paused_at !== null;
      box.open = isOpen && !isPaused;
      box.paused = isOpen && isPaused;
      if (room.phase === "round_over") noteUnsent(early);
      showSaved();
    },

    /** Is there a text in the box, or something to say about one? */
    get isShown() {
      return box.text !== "" || box.noted !== "";
    },

    /** Is everything sent that was written? */
    get isDone() {
      return box.text === "" && session.outbox.letters.length === 0;
    },
  };
}

/** @param {boolean} early */
function noteUnsent(early) {
  if (!box.text || (box.noted && box.noted !== LEFT)) return;
  box.note(
    early
      ? gettext("The round ended before you sent this. Your text is kept.")
      : gettext("Time ran out before you sent this. Your text is kept."),
  );
}

/** @param {boolean} early */
function countedWords(early) {
  return early
    ? gettext("The round ended: what you had written was sent.")
    : gettext("Time was up: what you had written was sent.");
}

/**
 * The server takes spaces at the ends and invisible characters out.
 * @param {string} one
 * @param {string} other
 */
function isSame(one, other) {
  return plain(one) === plain(other);
}

/** @param {string} text */
const plain = (text) => text.replace(/[\s\p{Cc}\p{Cs}]/gu, "").normalize("NFC");

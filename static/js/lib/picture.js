// What a classroom's screen shows of a room: which of its pictures, and the rows on them.

import { alike } from "./answered.js";
import { gettext, ngettext } from "./i18n.js";
import { authors, byRound, placeOf } from "./room.js";
import { shorten } from "./split.js";

/** @typedef {import("./sizes.js").Row} Row */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./types.js").Score} Score */

const NAMES = 3; // of those who gave the same answer, or stand on the same step
const LONG_NAME = 12; // characters from which it is smaller there
const STEPS = 3; // of the podium
const BEST = 3; // names on a step
/**
 * Characters that all answers have together, before the first one comes again, and what each has in any case: who wrote
 * a short one must not wait for an hour.
 */
const WALL = 6_000;
const ANSWER = 300;

/**
 * @param {Room} room
 * @param {boolean} isLongOver have the results hung there long enough?
 * @returns {"lobby" | "round" | "marking" | "reveal" | "results" | "closed"}
 */
export function pictureOf(room, isLongOver) {
  switch (room.phase) {
    case "round_open":
      return "round";
    case "round_over":
      return answersOf(room).some((one) => isRight(room, one)) ? "reveal" : "marking";
    case "closed":
      return bestOf(room.result ?? []).length && !isLongOver ? "results" : "closed";
    default:
      return "lobby";
  }
}

/**
 * Students' answers of the present round. (While names are hidden those have no author, but the trainer's texts do.)
 * @param {Room} room
 */
export function answersOf(room) {
  return standing(room, byRound(room).present);
}

/**
 * The last thing that the trainer has written to the room in the present round.
 * @param {Room} room
 */
export function toldIn(room) {
  const told = byRound(room).present.filter((one) => !isAnswer(one));
  return told.length ? told[told.length - 1].text : "";
}

/**
 * How many have answered: a hidden room's screen is told the number alone.
 * @param {Room} room
 */
export function answeredIn(room) {
  return room.answered ?? authors(answersOf(room)).size;
}

/**
 * What stands on the wall in a round and after it: its answers, the right ones first as soon as it is over; where
 * there are none to be seen, those of the round before.
 * @param {Room} room
 * @returns {{rows: Row[], isBefore: boolean}}
 */
export function answerRows(room) {
  const present = answersOf(room);
  const isOver = room.phase === "round_over";
  if (present.length || isOver) return { rows: cards(room, present, isOver), isBefore: false };
  return { rows: cards(room, standing(room, byRound(room).before), true), isBefore: true };
}

/**
 * Answers, but not of those who were put out: what somebody lost their seat for must not stay on the wall.
 * @param {Room} room
 * @param {Message[]} messages
 */
function standing({ users }, messages) {
  const seated = new Set(users.map((user) => user.id));
  return messages.filter((one) => isAnswer(one) && (one.student_id === null || seated.has(one.student_id)));
}

/**
 * Equal answers are one card: a thousand students are not a thousand cards.
 * @param {Room} room
 * @param {Message[]} messages
 * @param {boolean} isMarked do marks count already?
 * @returns {Row[]}
 */
function cards(room, messages, isMarked) {
  /** @type {Map<string, Message[]>} */
  const found = new Map();
  for (const one of messages) {
    const key = `${isMarked && isRight(room, one) ? "right" : "given"} ${alike(one.text)}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  const longest = Math.max(ANSWER, Math.floor(WALL / found.size));
  const rows = [...found].map(([key, ones]) => cardOf(key, ones, room.settings.is_blind, longest));
  const right = rows.filter((row) => row.marks?.state === "right");
  return [...right, ...rows.filter((row) => !right.includes(row))];
}

/**
 * @param {string} key
 * @param {Message[]} ones
 * @param {boolean} isBlind
 * @param {number} longest characters
 * @returns {Row}
 */
function cardOf(key, ones, isBlind, longest) {
  const text = shorten(ones[0].text, longest);
  const names = isBlind ? [] : [...new Set(ones.map((one) => one.nickname))];
  return {
    key: `${names.length ? "named" : ""} ${text.length} ${key}`,
    text,
    texts: { names: listed(names, NAMES), times: ones.length > 1 ? `× ${ones.length}` : "" },
    group: key.split(" ")[0],
    marks: { state: key.split(" ")[0], names: names.length ? "yes" : "no" },
  };
}

/**
 * Who is here; once the training has started, who is ready, too.
 * @param {Room} room
 * @returns {Row[]}
 */
export function nameRows({ users, phase, settings }) {
  if (settings.is_blind) return [];
  const state = (/** @type {boolean} */ is_ready) => (phase === "started" && is_ready ? "ready" : "here");
  return users.map(({ id, nickname, is_ready }) => ({
    key: `${id}`,
    text: nickname,
    marks: { state: state(is_ready) },
  }));
}

/**
 * The podium, which has a page to itself, then everyone.
 * @param {Score[]} result best first
 * @returns {Row[]}
 */
export function scoreRows(result) {
  const most = Math.max(1, result[0]?.correct_answers_count ?? 1);
  return [
    { key: "podium", text: "", template: "screen-podium", draw: (made) => drawPodium(made, result) },
    ...result.map((score) => ({
      key: `${score.student_id}`,
      text: score.nickname,
      texts: { place: placeOf(result, score), count: score.correct_answers_count },
      marks: { place: String(Math.min(placeOf(result, score), STEPS + 1)) },
      draw: (/** @type {HTMLElement} */ made) => {
        made.style.setProperty("--share", String(score.correct_answers_count / most));
      },
    })),
  ];
}

/**
 * @param {HTMLElement} made
 * @param {Score[]} result
 */
function drawPodium(made, result) {
  const steps = stepsOf(result);
  made.toggleAttribute("data-single", steps.length === 1);
  made.toggleAttribute(
    "data-lean",
    steps.every(({ length }) => length === 1),
  );
  made.querySelectorAll("[data-step]").forEach((step, at) => {
    const its = steps[at];
    step.toggleAttribute("hidden", !its);
    if (!its) return;
    const [{ correct_answers_count: n }] = its;
    step.setAttribute("data-place", String(placeOf(result, its[0])));
    const texts = {
      place: placeOf(result, its[0]),
      count: ngettext("{n} right answer", "{n} right answers", n),
      more: its.length > BEST ? gettext("and {n} more", { n: its.length - BEST + 1 }) : "",
    };
    for (const [name, text] of Object.entries(texts)) {
      const place = step.querySelector(`[data-text="${name}"]`);
      if (place) place.textContent = String(text);
    }
    const shown = its.length > BEST ? its.slice(0, BEST - 1) : its;
    const names = shown.map((score) => {
      const name = document.createElement("li");
      name.className = "screen-podium__name";
      name.dir = "auto";
      name.textContent = score.nickname;
      name.toggleAttribute("data-long", score.nickname.length > LONG_NAME);
      return name;
    });
    step.querySelector("[data-names]")?.replaceChildren(...names);
  });
}

/**
 * Those of the first three places, equals together: the first, second and third step.
 * @param {Score[]} result
 */
export function stepsOf(result) {
  /** @type {Score[][]} */
  const steps = [];
  for (const score of bestOf(result)) {
    const last = steps[steps.length - 1];
    if (last?.[0].correct_answers_count === score.correct_answers_count) last.push(score);
    else if (placeOf(result, score) <= STEPS) steps.push([score]);
    else break;
  }
  return steps;
}

/** @param {Score[]} result */
const bestOf = (result) => result.filter((score) => score.correct_answers_count > 0);

/** @param {Message} one */
const isAnswer = (one) => one.student_id !== null || one.nickname === "";

/**
 * @param {Room} room
 * @param {Message} one
 */
const isRight = ({ settings }, one) => one.is_correct && !settings.is_blind;

/**
 * @param {string[]} names
 * @param {number} most
 */
function listed(names, most) {
  const rest = names.length - most;
  const shown = names.slice(0, most).join(", ");
  return rest > 0 ? gettext("{names} and {n} more", { names: shown, n: rest }) : shown;
}

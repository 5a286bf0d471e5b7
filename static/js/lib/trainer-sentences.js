// Refusals in words, of all that a trainer may ask for.

import { gettext } from "./i18n.js";
import { sentence as toAll } from "./sentences.js";

/**
 * @param {string} code
 * @param {string} [request] the action that was refused
 * @returns {string}
 */
export function sentence(code, request = "message_send") {
  switch (code) {
    case "no_open_round":
      return request === "message_send" ? toAll(code) : gettext("That round is over already.");
    case "training_paused":
      return request === "training_pause" ? gettext("It is paused already.") : toAll(code);
    case "training_not_paused":
      return gettext("It goes on already.");
    case "training_started":
      return gettext("The training has already started.");
    case "not_the_next_round":
      return gettext("That round is open already.");
    case "no_rounds_left":
      return gettext("All rounds have been played. Close the training to see the results.");
    case "no_such_message":
      return gettext("That answer is no longer here.");
    case "no_such_card":
      return gettext("That card is no longer here.");
    case "no_such_question":
      return gettext("That question is no longer in the list.");
    case "question_used":
      return gettext("That question was asked already, so it stays as it is.");
    case "too_many_questions":
      return gettext("There is no room for so many questions. Remove some first.");
    case "too_late":
      return gettext("The minute is over: this can’t be undone any more.");
    case "nickname_taken":
      return gettext("Somebody here has that name already. Take another one.");
    case "bad_nickname":
      return gettext("A name has 2 to 24 characters.");
    case "room_locked":
      return gettext("The room is locked: nobody new can join.");
    case "no_such_student":
      return gettext("That student has already left the room.");
    case "room_full":
      return gettext("The room is full: remove somebody, or make a room with more seats.");
    case "offline":
      return gettext("There is no connection right now. Try again in a moment.");
    default:
      return toAll(code);
  }
}

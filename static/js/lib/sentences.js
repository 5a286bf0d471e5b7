// Refusals in words: the server sends a code, a person reads a sentence.

import { gettext } from "./i18n.js";

/**
 * @param {string} code
 * @returns {string}
 */
export function sentence(code) {
  switch (code) {
    case "no_open_round":
      return gettext("The round is over, so this was not sent. Your text is still here.");
    case "too_much_written":
      return gettext("You’ve written enough in this round. Wait for the next one.");
    case "training_not_started":
      return gettext("The training hasn’t started yet.");
    case "training_started":
      return gettext("The training has already started.");
    case "training_finished":
      return gettext("The training is already closed.");
    case "not_the_next_round":
      return gettext("That round is open already.");
    case "no_rounds_left":
      return gettext("All rounds have been played. Close the training to see the results.");
    case "too_long":
      return gettext("That is too long. Shorten it to 2,000 characters.");
    case "empty_text":
      return gettext("Write something first.");
    case "no_such_message":
      return gettext("That answer is no longer here.");
    case "no_such_student":
      return gettext("That student has already left the room.");
    case "not_allowed":
      return gettext("Only the trainer can do that.");
    case "flooding":
      return gettext("That was very fast. Wait a moment, then try again.");
    case "bad_value":
      return gettext("Something in the form doesn’t fit. Check it and try again.");
    case "room_full":
      return gettext("The room is full.");
    case "offline":
      return gettext("There is no connection right now. Try again in a moment.");
    default:
      return gettext("That didn’t work. Try again.");
  }
}

// Refusals in words: the server sends a code, a person reads a sentence. Here is what may be said to who sends a text.

import { gettext } from "./i18n.js";

/**
 * @param {string} code
 * @returns {string}
 */
export function sentence(code) {
  switch (code) {
    case "no_open_round":
      return gettext("The round is over, so this was not sent. Your text is still here.");
    case "training_paused":
      return gettext("The training is paused. That can be done when it goes on.");
    case "too_much_written":
      return gettext("You’ve written enough in this round. Wait for the next one.");
    case "training_not_started":
      return gettext("The training hasn’t started yet.");
    case "training_finished":
      return gettext("The training is already closed.");
    case "too_long":
      return gettext("That is too long. Shorten it to 2,000 characters.");
    case "empty_text":
      return gettext("Write something first.");
    case "not_allowed":
      return gettext("Only the trainer can do that.");
    case "flooding":
      return gettext("That was very fast. Wait a moment, then try again.");
    case "bad_value":
      return gettext("Something in the form doesn’t fit. Check it and try again.");
    default:
      return gettext("That didn’t work. Try again.");
  }
}

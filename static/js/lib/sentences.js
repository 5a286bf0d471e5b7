// Refusals in words: the server sends a code, a person reads a sentence.

import { gettext } from "./i18n.js";

/**
 * @param {string} code
 * @param {string} [request] the action that was refused
 * @returns {string}
 */
export function sentence(code, request = "message_send") {
  switch (code) {
    case "no_open_round":
      return request === "message_send"
        ? gettext("The round is over, so this was not sent. Your text is still here.")
        : gettext("That round is over already.");
    case "training_paused":
      return request === "training_pause"
        ? gettext("It is paused already.")
        : gettext("The training is paused. That can be done when it goes on.");
    case "training_not_paused":
      return gettext("It goes on already.");
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
    case "not_allowed":
      return gettext("Only the trainer can do that.");
    case "flooding":
      return gettext("That was very fast. Wait a moment, then try again.");
    case "bad_value":
      return gettext("Something in the form doesn’t fit. Check it and try again.");
    case "room_full":
      return gettext("The room is full: remove somebody, or make a room with more seats.");
    case "offline":
      return gettext("There is no connection right now. Try again in a moment.");
    default:
      return gettext("That didn’t work. Try again.");
  }
}

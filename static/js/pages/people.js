// The console's people: who is missing, what to do for one of them, and who was put out just now.

import { KickDialog } from "../elements/kick-dialog.js";
import { KickedList } from "../elements/kicked-list.js";
import { PeopleList } from "../elements/people-list.js";
import { StudentAdd } from "../elements/student-add.js";
import { find } from "../lib/dom.js";

export function joinPeople() {
  const people = find(document, "people-list", PeopleList);
  const add = find(document, "student-add", StudentAdd);
  const kick = find(document, "kick-dialog", KickDialog);
  const kicked = find(document, "kicked-list", KickedList);

  people.addEventListener("kick", (event) => {
    kick.ask(/** @type {CustomEvent<{id: number, nickname: string}>} */ (event).detail);
  });

  return {
    /** @param {import("../lib/types.js").Frame} frame */
    heard(frame) {
      if (frame.action === "student_code") people.showCode(frame);
    },

    /**
     * @param {import("../lib/types.js").Room} room
     * @param {Set<number | null>} answered who has answered the present round
     */
    show(room, answered) {
      people.show(room, answered);
      add.show(room.users);
      kick.show(room.users);
      kicked.show(room.kicked);
    },
  };
}

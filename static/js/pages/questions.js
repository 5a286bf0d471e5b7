// The console's prepared questions: in the lobby they stand in the middle, later in the room's column.

import { QuestionList } from "../elements/question-list.js";
import { find } from "../lib/dom.js";

export function joinQuestions() {
  const list = find(document, "question-list", QuestionList);
  const fold = find(list, "details", HTMLDetailsElement);
  let place = "";

  return {
    /** @param {import("../lib/types.js").Room} room */
    show({ phase, questions }) {
      const wanted = phase === "waiting" ? "lobby" : "side";
      if (place !== wanted) {
        place = wanted;
        find(document, `[data-questions=${wanted}]`).append(list);
        fold.open = wanted === "lobby";
      }
      find(document, "[data-questions=side]").hidden = wanted !== "side" || phase === "closed";
      list.show(questions);
    },
  };
}

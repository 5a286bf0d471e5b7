// The page of a student who is out of the room: the way back opens by itself if the trainer undoes the kick.

import { find } from "../lib/dom.js";
import { comeBackAfterUndo } from "../lib/kick-undo.js";

comeBackAfterUndo(find(document, "[data-ticket]").dataset.ticket ?? "");

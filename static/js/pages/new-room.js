// The form for a new room: the list of names is there while it is chosen.

import "../elements/chosen-part.js";

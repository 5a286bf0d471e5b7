// The trainer's screens: how they fare, and what is done to them at once.

import "../elements/chosen-part.js";
import "../elements/screen-list.js";

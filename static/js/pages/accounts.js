// The pages with invitations: their links are copied by a tap.

import "../elements/copy-button.js";
import "../elements/local-time.js";

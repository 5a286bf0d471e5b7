// The dashboard: the class code's link is copied by a tap, times are the viewer's.

import "../elements/copy-button.js";
import "../elements/local-time.js";

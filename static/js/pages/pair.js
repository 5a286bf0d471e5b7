// A new screen's form: how students say who they are is asked of a shared device only.

import "../elements/chosen-part.js";

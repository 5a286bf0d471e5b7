// The results' page: plain HTML, with a button to print it.

import "../elements/print-button.js";

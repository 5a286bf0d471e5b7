// What a screen shows when the server could not answer it: nobody stands there to load it again.

import { reloadSoon } from "../lib/reload.js";

const PERIOD = 15_000; // ms

setTimeout(reloadSoon, PERIOD);

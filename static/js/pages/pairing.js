// The page of a screen that is nobody's yet: goes on by itself once a trainer has approved it, or its code is over.

import { ConnectionBanner } from "../elements/connection-banner.js";
import { PhaseViews } from "../elements/phase-views.js";
import { Backoff } from "../lib/backoff.js";
import { find } from "../lib/dom.js";
import { reloadSoon } from "../lib/reload.js";
import { stayInPlace } from "./weeks.js";

const PERIOD = 4_000; // ms
const PATIENCE = 10_000; // ms

const views = find(document, "phase-views", PhaseViews);
const banner = find(document, "connection-banner", ConnectionBanner);
const backoff = new Backoff({ longest: 30_000 });
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let lostAt = 0;

views.show("code");
later(PERIOD);
// what nobody could approve any more is not shown any longer; with a connection a new one comes
setTimeout(() => views.show("gone"), Number(views.dataset.lifetime) * 1000);
window.addEventListener("online", () => later(0));
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && later(0));
stayInPlace();

/** @param {number} wait ms */
function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(look, wait);
}

async function look() {
  const state = await ask();
  if (state === "approved") {
    views.show("approved");
    return location.reload(); // the server has just answered
  }
  if (state === "over") return reloadSoon();
  if (state === "waiting") {
    lostAt = 0;
    backoff.reset();
    banner.show({ name: "online" });
    return later(PERIOD);
  }
  if (!lostAt) {
    lostAt = Date.now();
    banner.show({ name: "offline", since: lostAt });
  }
  later(1_000 + backoff.next());
}

/** @returns {Promise<string>} empty: no answer that means anything */
async function ask() {
  const abort = new AbortController();
  const patience = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const response = await fetch("/kiosk/pairing", { cache: "no-store", signal: abort.signal });
    return response.ok ? String((await response.json()).state) : "";
  } catch {
    return "";
  } finally {
    clearTimeout(patience);
  }
}

// After a kick: asks whether the trainer has undone it, and comes back in when that is so.

import { fetchTicket } from "./ticket.js";

const PERIOD = 4_000; // ms
const LONGEST = 60_000; // ms: later nobody can undo it

/** @param {string} ticketAddress */
export async function comeBackAfterUndo(ticketAddress) {
  const until = Date.now() + LONGEST;
  do {
    await new Promise((resolve) => setTimeout(resolve, PERIOD));
    const ticket = await fetchTicket(ticketAddress);
    if (ticket && "url" in ticket) return location.reload();
    if (ticket && ticket.refused !== "kicked") return;
  } while (Date.now() < until); // checked after asking: a phone that slept asks once more
}

/**
 * The entry of pages that a rehearsal has to itself, beside near.js: larger text for
 * who was sent one step, and that step to be sent on.
 */
import { all, part } from "./part.js";

if (location.search === "?large") document.documentElement.dataset.size = "larger";

const send = part(document, "send");

/**
 * Offers the step of a screen to be sent on, if it is one.
 * @param {string} screen
 */
function offer(screen) {
  if (!send) return; // a site that does not know its address
  send.hidden = true;
  for (const step of all(send, "[data-for]")) {
    step.hidden = step.dataset.for !== screen;
    if (!step.hidden) send.hidden = false;
  }
}

document.addEventListener("rehearsal:screen", (event) => offer(/** @type {CustomEvent} */ (event).detail.screen));
document.addEventListener("rehearsal:close", () => offer(""));

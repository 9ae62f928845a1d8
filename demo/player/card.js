/**
 * A rehearsal in an article is a card. Its screens, and all that the player plays with,
 * are on the rehearsal's own page. near.js loads this when the article is there.
 */
import { all, find, part } from "./part.js";

const { trustedTypes } = /** @type {any} */ (window);

/** A page of the same site may be taken for HTML, whatever the policy. */
const trusted = trustedTypes && trustedTypes.createPolicy("card", { createHTML: (/** @type {string} */ html) => html });

/**
 * Gives a card the screens of a page that was fetched.
 * @param {HTMLElement} card
 * @param {Response} response
 */
export async function deal(card, response) {
  lay(card, await response.text());
}

/**
 * Puts the screens that a page has into a card of the same rehearsal. Their titles
 * are two levels lower there.
 * @param {HTMLElement} card
 * @param {string} html
 */
function lay(card, html) {
  const lower = html.replace(/(<\/?h)2/g, "$14");
  const page = new DOMParser().parseFromString(trusted ? trusted.createHTML(lower) : lower, "text/html");
  const own = find(page, "[data-module]");
  // A site that was published meanwhile may have another flow.
  if (own.dataset.module !== card.dataset.module) throw new Error("another flow");
  part(card, "board").replaceWith(part(own, "board"));
}

// On paper all screens are to be seen. Printing does not wait for promises.
addEventListener("beforeprint", () => {
  for (const card of all(document, "[data-board]")) {
    if (find(card, ".rh-screens")) continue;
    const request = new XMLHttpRequest();
    try {
      request.open("GET", card.dataset.board || "", false);
      request.send();
      lay(card, request.responseText);
    } catch {
      // The card says where they are.
    }
  }
});

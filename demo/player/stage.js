/** What is shown around the screen that the rehearsal is at. */
import { all, attribute, find, part } from "./part.js";
/** @import { Screen } from "./screen.js" */
/** @import { Simulation } from "./simulation.js" */

/**
 * Shows, below a dialog, the screen that it covers.
 * @param {Screen[]} screens
 * @param {Screen} screen
 * @param {Simulation} simulation
 */
export function showUnder(screens, screen, simulation) {
  for (const s of screens) {
    const isUnder = s.number === screen.over;
    cover(s, isUnder);
    if (isUnder) s.show(simulation);
  }
}

/**
 * Shows whether a dialog lies over a screen.
 * @param {Screen} screen
 * @param {boolean} isUnder
 */
function cover({ figure }, isUnder) {
  figure.classList.toggle("rh-under", isUnder);
  attribute(figure, "aria-hidden", isUnder);
}

/**
 * Shows the bar and the tools, and how far along the screen is.
 * @param {HTMLElement} root
 * @param {Screen} screen
 * @param {boolean} hasPast whether there is a screen to go back to
 * @param {number} at the leg of the route
 */
export function showBar(root, screen, hasPast, at) {
  for (const name of ["bar", "tools"]) part(root, name).hidden = false;
  const visit = screen.visit(at);
  for (const name of ["place", "stopped"]) part(root, name).textContent = part(visit, "position").textContent;
  if (visit.dataset.step)
    /** @type {HTMLProgressElement} */ (part(root, "progress")).value = Number(visit.dataset.step);
  /** @type {HTMLButtonElement} */ (find(root, "[data-do=back]")).disabled = !hasPast;
}

/**
 * Offers the button that fills in all samples, where there are any.
 * @param {HTMLElement} root
 * @param {Screen} screen
 */
export function showFill(root, screen) {
  for (const fill of all(root, "[data-do=fill]")) fill.hidden = !screen.fields.some((f) => f.hasSample);
}

/**
 * Puts the storyboard back as it was.
 * @param {HTMLElement} root
 * @param {Screen[]} screens
 */
export function clear(root, screens) {
  for (const s of screens) {
    s.leave();
    s.clear();
    cover(s, false);
  }
  for (const name of ["bar", "tools", "end"]) part(root, name).hidden = true;
}

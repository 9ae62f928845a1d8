import { find, part } from "./part.js";
/** @import { Screen } from "./screen.js" */

/**
 * Moves the focus to a new screen, and the screen into sight.
 * @param {HTMLElement} root
 * @param {Screen} screen
 * @param {boolean} isDocked whether the rehearsal stands beside the text
 */
export function focusScreen(root, { heading }, isDocked) {
  if (isDocked) root.scrollTop = 0;
  else heading.scrollIntoView({ block: "nearest" });
  heading.focus({ preventScroll: true });
  showHere(root);
}

/**
 * Brings the control to use now into sight, below the line that says what to do.
 * @param {HTMLElement} root
 */
export function showHere(root) {
  const here = root.querySelector(".rh-here");
  if (here) here.scrollIntoView({ block: "nearest" });
}

/**
 * Moves the focus to what controls a film, unless the reader has gone
 * elsewhere meanwhile.
 * @param {HTMLElement} root
 * @param {Screen} screen
 */
export function focusFilm(root, { waiting }) {
  const { activeElement, body } = document;
  const isNowhere = activeElement === body;
  const isElsewhere = !isNowhere && !root.contains(activeElement);
  if (isElsewhere || (waiting && part(root, "bar").contains(activeElement))) return;
  find(root, `[data-do=${waiting ? "pause" : "takeover"}]`).focus({ preventScroll: isNowhere });
}

import { part, replace, textOf } from "./part.js";
/** @import { Control, Screen } from "./screen.js" */

/**
 * Marks the control to use now and says in words what to do with it, or at an
 * outcome what it means to be there; null takes the mark and the words away.
 * @param {HTMLElement} root
 * @param {Screen | null} screen
 * @param {Control | null} [control]
 */
export function coach(root, screen, control) {
  const old = root.querySelector(".rh-here");
  if (old) old.classList.remove("rh-here");
  if (control) control.element.classList.add("rh-here");
  const meaning = screen && screen.outcome ? part(screen.figure, "way") : null;
  const words = control ? control.say : meaning;
  replace(part(root, "coach"), words ? [...words.cloneNode(true).childNodes] : []);
}

/**
 * Has a screen reader say where the rehearsal is and what the coach says.
 * @param {HTMLElement} root
 */
export function announce(root) {
  const words = ["place", "coach"].map((name) => textOf(part(root, name)));
  part(root, "live").textContent = words.join(" ");
}

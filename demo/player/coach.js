import { part, replace, textOf } from "./part.js";
/** @import { Control, Screen } from "./screen.js" */

/**
 * Marks the control to use now and says in words what to do with it, or at an
 * outcome what it means to be there; null takes the mark and the words away.
 * @param {HTMLElement} root
 * @param {Screen | null} screen
 * @param {Control | null} [control]
 * @param {number} [at] the leg of the route, -1 beside it
 */
export function coach(root, screen, control, at = -1) {
  const old = root.querySelector(".rh-here");
  if (old) old.classList.remove("rh-here");
  if (control) control.element.classList.add("rh-here");
  const visit = screen && screen.visit(at);
  const meaning = screen && screen.outcome ? "way" : "none";
  const words = visit ? [control ? control.say : part(visit, meaning), part(visit, "beside")] : [];
  replace(
    part(root, "coach"),
    words.flatMap((w) => (w ? [...w.cloneNode(true).childNodes] : [])),
  );
}

/**
 * Has a screen reader say where the rehearsal is and what the coach says.
 * @param {HTMLElement} root
 */
export function announce(root) {
  const words = ["place", "coach"].map((name) => textOf(part(root, name)));
  part(root, "live").textContent = words.join(" ");
}

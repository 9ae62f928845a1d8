import { make } from "./part.js";
/** @import { Control } from "./screen.js" */

/**
 * Moves the finger of a film to a control; undefined takes it away.
 * @param {HTMLElement} root
 * @param {Control | null | undefined} control
 */
export function point(root, control) {
  let finger = /** @type {HTMLElement | null} */ (root.querySelector(".rh-finger"));
  if (!control) {
    if (finger) finger.remove();
    return;
  }
  if (!finger) {
    finger = make("span", "");
    finger.className = "rh-finger";
    root.append(finger);
  }
  const box = root.getBoundingClientRect();
  const { left, top, width, height } = (
    "control" in control ? control.target : control.element
  ).getBoundingClientRect();
  const x = left + width / 2 - box.left;
  const y = top + height / 2 - box.top + root.scrollTop;
  finger.style.transform = `translate(${x}px, ${y}px)`;
}

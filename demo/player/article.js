/**
 * The steps of the article that a rehearsal goes with. The page's attributes say
 * what belongs together; steps without them are just text. They are looked up
 * whenever they are needed, because live preview may change them.
 */
import { all, attribute, find } from "./part.js";

/** @import { Control, Screen } from "./screen.js" */

/** @param {HTMLElement} root */
const steps = (root) => all(document, `li[data-rehearsal="${root.id}"]`);

/**
 * The names of controls in the steps.
 * @param {HTMLElement} root
 */
const names = (root) => steps(root).flatMap((step) => all(step, "[data-control]"));

/**
 * Whether there are steps, and room for a rehearsal beside them.
 * @param {HTMLElement} root
 */
export function isBeside(root) {
  return matchMedia("(min-width: 75rem)").matches && steps(root).length > 0;
}

/**
 * The first button in the steps that begins the rehearsal there.
 * @param {HTMLElement} root
 */
export const firstOpener = (root) => all(document, `li[data-rehearsal="${root.id}"] [data-do=from]`)[0];

/**
 * Makes the names buttons that lead to their controls, or just text again.
 * @param {HTMLElement} root
 * @param {boolean} isUsed
 */
export function useNames(root, isUsed) {
  for (const name of names(root)) {
    attribute(name, "tabindex", isUsed && "0");
    attribute(name, "role", isUsed && "button");
  }
}

/**
 * The name of a control of the rehearsal that a node of the page is in.
 * @param {HTMLElement} root
 * @param {Node} node
 */
export const nameAt = (root, node) => names(root).find((name) => name.contains(node));

/**
 * The element of the rehearsal that a name in the text names.
 * @param {HTMLElement} root
 * @param {HTMLElement} name
 * @returns {HTMLElement | null}
 */
export function named(root, name) {
  const { control = "" } = name.dataset;
  return root.querySelector(`[data-${control[0] === "f" ? "field" : "button"}="${control.slice(1)}"]`);
}

/**
 * Lights up the control that a name names; null puts the light out.
 * @param {HTMLElement} root
 * @param {HTMLElement | null} name
 */
export function light(root, name) {
  for (const lit of all(root, ".rh-lit")) lit.classList.remove("rh-lit");
  const control = name && named(root, name);
  if (control) control.classList.add("rh-lit");
}

/**
 * Marks the step for a screen, and the name of the control to use now. Returns
 * the step, if there is one.
 * @param {HTMLElement} root
 * @param {Screen | null} screen
 * @param {Control | null} [control]
 */
export function markStep(root, screen, control) {
  const name = screen && nameOf(root, screen, control);
  const step = screen && !screen.outcome ? stepOf(root, screen, name) : null;
  for (const s of steps(root)) {
    s.classList.toggle("rh-current", s === step);
    attribute(s, "aria-current", s === step && "step");
  }
  for (const n of names(root)) n.classList.toggle("rh-next", n === name);
  return step;
}

/**
 * The name in the text of a control on a screen.
 * @param {HTMLElement} root
 * @param {Screen} screen
 * @param {Control | null} [control]
 */
function nameOf(root, screen, control) {
  if (!control || !("number" in control)) return undefined;
  const key = ("kind" in control ? "f" : "b") + control.number;
  return firstShown(names(root).filter((n) => n.dataset.on === screen.id && n.dataset.control === key));
}

/**
 * @param {HTMLElement} root
 * @param {Screen} screen
 * @param {HTMLElement | null | undefined} name
 * @returns {HTMLElement | null | undefined}
 */
function stepOf(root, screen, name) {
  const list = steps(root);
  return (
    (name && /** @type {HTMLElement} */ (name.closest("[data-rehearsal]"))) ||
    firstShown(list.filter((s) => find(s, `[data-on="${screen.id}"]`))) ||
    firstShown(list.filter((s) => s.dataset.screen === screen.id))
  );
}

/**
 * The first of some elements that is not in a hidden tab or folded away; if all
 * are, the first.
 * @param {HTMLElement[]} elements
 */
const firstShown = (elements) => elements.find((e) => e.getClientRects().length) || elements[0];

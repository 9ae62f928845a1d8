/**
 * Where a rehearsal stands while the text is read along: a sheet at the bottom
 * of a phone, a panel to the right of the text where there is room. The
 * element stays where it is in the document, only its style changes: so the
 * page's order, the focus and live preview are not disturbed. It is a dialog
 * that is not modal: the text remains readable.
 */
import { attribute, find, part } from "./part.js";

/**
 * The one rehearsal that stands beside the text.
 * @type {{root: HTMLElement, leave: () => void, opener: HTMLElement | null} | null}
 */
let docked = null;

/** Whether the handle was just pulled; the click that follows is not a press. */
let isPulled = false;

/** How far the handle has to be pulled to mean something, in pixels. */
const threshold = 40;

/** @param {HTMLElement} root */
export const isDocked = (root) => docked !== null && docked.root === root;

/** @param {HTMLElement} root */
export const isFolded = (root) => root.classList.contains("rh-folded");

/** @param {HTMLElement} root */
const isTall = (root) => root.classList.contains("rh-tall");

/** @param {HTMLElement} root */
const handleOf = (root) => find(root, "[data-do=stretch]");

/**
 * Ends the rehearsal that stands beside the text, if it is another one.
 * @param {HTMLElement} root
 */
export function relieve(root) {
  if (docked && docked.root !== root) docked.leave();
}

/**
 * Puts a rehearsal beside the text.
 * @param {HTMLElement} root
 * @param {() => void} leave ends it, when another one takes its place
 * @param {HTMLElement | null} opener what the focus returns to
 */
export function dock(root, leave, opener = null) {
  relieve(root);
  const isNew = !docked;
  docked = { root, leave, opener };
  if (isNew) place(root);
}

/**
 * Puts a rehearsal back to its place in the text.
 * @param {HTMLElement} root
 */
export function undock(root) {
  let target = find(root, "[data-do=practise]");
  if (docked && docked.root === root) {
    const { opener } = docked;
    if (opener && opener.isConnected) target = opener;
    docked = null;
    place(root);
  }
  target.focus();
}

/** @param {HTMLElement} root */
function place(root) {
  const isBeside = isDocked(root);
  root.classList.toggle("rh-docked", isBeside);
  makeRoom(isBeside);
  attribute(root, "role", isBeside && "dialog");
  part(root, "grip").hidden = !isBeside;
  root.classList.remove("rh-folded");
  stretch(root, false);
}

/**
 * Makes room in the page for the rehearsal beside the text.
 * @param {boolean} isNeeded
 */
function makeRoom(isNeeded) {
  document.documentElement.classList.toggle("rh-beside", isNeeded);
}

/**
 * Makes a sheet as high as the window, or half of it.
 * @param {HTMLElement} root
 * @param {boolean} isTall
 */
function stretch(root, isTall) {
  root.classList.toggle("rh-tall", isTall);
  nameHandle(root);
}

/**
 * Folds all but the handle of a docked rehearsal away, or unfolds it.
 * @param {HTMLElement} root
 * @param {boolean} isFolded
 */
export function fold(root, isFolded) {
  root.classList.toggle("rh-folded", isDocked(root) && isFolded);
  nameHandle(root);
}

/**
 * Folds a rehearsal by its handle, which keeps the focus.
 * @param {HTMLElement} root
 */
export function foldAway(root) {
  fold(root, true);
  handleOf(root).focus({ preventScroll: true });
}

/**
 * Says whether there is more to see. What a press on the handle does, its style
 * shows of three words.
 * @param {HTMLElement} root
 */
function nameHandle(root) {
  handleOf(root).setAttribute("aria-expanded", String(!isFolded(root)));
}

/**
 * Answers a press on the handle. Says whether that unfolded the rehearsal.
 * @param {HTMLElement} root
 */
export const press = (root) => !isPulled && pull(root, isFolded(root) || !isTall(root));

/**
 * Keeps what stands beside the text fitting to the window, and lets its handle
 * be pulled, until signal.
 * @param {HTMLElement} root
 * @param {() => void} unfolded called when a pull has unfolded it
 * @param {AbortSignal} signal
 */
export function attend(root, unfolded, signal) {
  handleOf(root).addEventListener("pointerdown", (event) => grab(root, event, unfolded), { signal });
  // In a hidden tab it is not seen, and the page needs no room for it.
  new ResizeObserver(() => isDocked(root) && makeRoom(root.getClientRects().length > 0)).observe(root);
  const view = window.visualViewport;
  if (!view) return;
  const liftAboveKeyboard = () => {
    root.style.setProperty("--rh-below", `${Math.max(0, innerHeight - view.height - view.offsetTop)}px`);
  };
  view.addEventListener("resize", liftAboveKeyboard, { signal });
}

/**
 * Lets the handle be pulled: up for more, down for less. That loses nothing of
 * what was typed: only the cross ends the rehearsal.
 * @param {HTMLElement} root
 * @param {PointerEvent} start
 * @param {() => void} unfolded
 */
function grab(root, { clientY, pointerId }, unfolded) {
  const handle = handleOf(root);
  let distance = 0;
  /** @param {PointerEvent} event */
  const move = (event) => {
    distance = event.clientY - clientY;
    root.style.setProperty("--rh-pull", `${Math.max(0, distance)}px`);
  };
  const drop = () => {
    handle.removeEventListener("pointermove", move);
    root.style.removeProperty("--rh-pull");
    if (Math.abs(distance) < threshold) return;
    isPulled = true;
    setTimeout(() => {
      isPulled = false;
    });
    if (pull(root, distance < 0)) unfolded();
  };
  handle.setPointerCapture(pointerId);
  handle.addEventListener("pointermove", move);
  handle.addEventListener("pointerup", drop, { once: true });
  handle.addEventListener("pointercancel", drop, { once: true });
}

/**
 * Answers a pull at the handle. Says whether that unfolded the rehearsal.
 * @param {HTMLElement} root
 * @param {boolean} isUp
 */
function pull(root, isUp) {
  const isUnfolding = isUp && isFolded(root);
  if (isUnfolding) fold(root, false);
  else if (isUp || isTall(root)) stretch(root, isUp);
  else foldAway(root);
  return isUnfolding;
}

import { answers, fillAgain } from "./answers.js";

/** @import { Answer } from "./answers.js" */

/**
 * A rehearsal in use: its element's id, the version of its flow, what the player
 * calls its place, and what has been filled in there.
 * @typedef {object} Rehearsal
 * @property {string} id
 * @property {string | undefined} version
 * @property {{screen?: string}} place
 * @property {Answer[]} answers
 */

/**
 * By the ids of the rehearsals in use: what returns their places.
 * @type {Map<string, () => {screen?: string}>}
 */
const used = new Map();

/**
 * The rehearsals that are about to begin anew, with where they were.
 * @type {Map<string, Rehearsal>}
 */
const leaving = new Map();

document.addEventListener("rehearsal:screen", (event) => {
  const { target, detail } = /** @type {CustomEvent} */ (event);
  used.set(/** @type {Element} */ (target).id, detail.save);
});
document.addEventListener("rehearsal:close", ({ target }) => used.delete(/** @type {Element} */ (target).id));

/**
 * The screen of a rehearsal that has a name.
 * @param {Element} root
 * @param {string} [name]
 */
const screenOf = (root, name = "") => root.querySelector(`[data-screen][data-id="${CSS.escape(name)}"]`);

/** The rehearsals in use, as plain objects. */
export function rehearsals() {
  const list = [...leaving.values()];
  for (const [id, save] of used) {
    const root = document.getElementById(id);
    if (root && !leaving.has(id)) {
      const place = save();
      const screen = screenOf(root, place.screen);
      list.push({ id, version: root.dataset.version, place, answers: screen ? answers(screen) : [] });
    }
  }
  return list;
}

/**
 * Tells the rehearsals that the page was changed in place. One whose flow has
 * changed begins anew by that; it is then taken to where it was before. Resolves
 * when all are there.
 * @param {Rehearsal[]} before
 * @returns {Promise<unknown>}
 */
export function patched(before) {
  const changed = before.filter(({ id, version }) => {
    const root = document.getElementById(id);
    return root && root.dataset.version !== version;
  });
  const patch = () => document.dispatchEvent(new Event("rehearse:patched"));
  if (!changed.length) {
    patch();
    return Promise.resolve();
  }
  const isInside = changed.some((rehearsal) => rehearsal.answers.some(({ hasFocus }) => hasFocus));
  return still(isInside, () => {
    patch();
    return Promise.all(changed.map(resume));
  });
}

/** How long to wait for a rehearsal that cannot be loaded, in ms. */
const patience = 3000;

/**
 * Takes a rehearsal to where it was. Resolves when it is there, or never will be.
 * @param {Rehearsal} to
 * @returns {Promise<void>}
 */
export function resume(to) {
  const root = document.getElementById(to.id);
  if (!root) return Promise.resolve();
  const going = { ...to, version: root.dataset.version };
  leaving.set(to.id, going);
  return new Promise((resolve) => {
    const end = () => {
      if (leaving.get(to.id) === going) leaving.delete(to.id);
      resolve();
    };
    /** @param {string} name of the screen that is shown */
    const fill = (name) => {
      const screen = screenOf(root, name);
      if (screen && name === to.place.screen) fillAgain(screen, to.answers);
      end();
    };
    // The player is done with the screen when it has told of it.
    /** @param {any} event */
    const shown = ({ detail }) => setTimeout(fill, 0, detail.screen);
    root.addEventListener("rehearsal:screen", shown, { once: true });
    setTimeout(end, patience);
    root.dispatchEvent(new CustomEvent("rehearsal:goto", { detail: to.place }));
  });
}

/**
 * Does something that moves the page and the focus, and puts both back.
 * @param {boolean} isInside whether the focus belongs to a rehearsal, which takes it back itself
 * @param {() => Promise<unknown>} action
 */
async function still(isInside, action) {
  const focused = document.activeElement;
  const isOutside = !isInside && !(focused && focused.closest("[data-module]"));
  const blocks = [...document.querySelectorAll("main [data-line]:not([data-module])")];
  const mark = blocks.find((e) => e.getBoundingClientRect().top > 0);
  const top = mark ? mark.getBoundingClientRect().top : 0;
  const { style } = document.documentElement;
  style.scrollBehavior = "auto"; // or else it would still be gliding
  await action();
  if (isOutside) focus(focused);
  if (mark && mark.isConnected) scrollBy(0, mark.getBoundingClientRect().top - top);
  style.scrollBehavior = "";
}

/**
 * Gives the focus back to an element; if it is gone, nothing has the focus.
 * @param {Element | null} element
 */
function focus(element) {
  const { activeElement, body } = document;
  if (element instanceof HTMLElement && element !== body && element.isConnected) element.focus({ preventScroll: true });
  else if (activeElement instanceof HTMLElement) activeElement.blur();
}

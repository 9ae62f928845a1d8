import { mark } from "./mark.js";
import { resume as goTo } from "./rehearsals.js";

/** @import { Rehearsal } from "./rehearsals.js" */

const key = "preview";

/**
 * What is remembered while the page is loaded anew.
 * @typedef {object} State
 * @property {string} path of the page
 * @property {number} top
 * @property {(string | undefined)[]} lines of the blocks that have changed
 * @property {Rehearsal[]} rehearsals
 * @property {boolean[]} open of the folds
 * @property {(string | null | false)[]} tabs the labels of those that are chosen
 */

/** @returns {NodeListOf<HTMLDetailsElement>} */
const folds = () => document.querySelectorAll("main details");

/** @returns {NodeListOf<HTMLElement>} */
const tabsOf = () => document.querySelectorAll("main [role=tab]");

/**
 * What this page is still to go back to.
 * @type {State | undefined}
 */
let pending;

/**
 * Loads the page anew, perhaps from another address, and remembers where the
 * author was.
 * @param {HTMLElement[]} blocks
 * @param {Rehearsal[]} rehearsals
 * @param {string} [address] where the page is now
 */
export function reload(blocks, rehearsals, address = location.href) {
  const path = new URL(address).pathname;
  /** @type {State} */
  const state = pending || {
    path,
    top: scrollY,
    lines: blocks.map((block) => block.dataset.line),
    rehearsals,
    open: [...folds()].map((d) => d.open),
    tabs: [...tabsOf()].map((t) => t.getAttribute("aria-selected") === "true" && t.textContent),
  };
  sessionStorage.setItem(key, JSON.stringify({ ...state, path }));
  if (path === location.pathname) {
    location.reload();
    return;
  }
  moveKept(location.pathname, path);
  location.replace(address + location.hash);
}

/**
 * Takes what the site keeps for the visit, such as the steps that are ticked off, to
 * the page's new path. Its keys are a word, the path and an anchor.
 * @param {string} from
 * @param {string} to
 */
function moveKept(from, to) {
  for (const name of Object.keys(sessionStorage)) {
    const [word, anchor] = name.split(` ${from}#`);
    if (anchor !== undefined) sessionStorage.setItem(`${word} ${to}#${anchor}`, sessionStorage.getItem(name) || "");
  }
}

/** Goes back to where the author was before a reload. */
export function resume() {
  const text = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  const state = text && JSON.parse(text);
  if (!state || state.path !== location.pathname) return;
  pending = state;
  // Other scripts of the page run after this one.
  if (document.readyState === "complete") restore(state);
  else addEventListener("load", () => restore(state), { once: true });
}

/** @param {State} state */
async function restore({ top, lines, rehearsals, open, tabs }) {
  pending = undefined;
  folds().forEach((d, i) => {
    if (i in open) d.open = open[i];
  });
  for (const t of tabsOf()) if (tabs.includes(t.textContent)) t.click();
  await Promise.all(rehearsals.map(goTo));
  scrollTo({ top, behavior: "instant" });
  /** @type {(line: string | undefined) => HTMLElement | null} */
  const block = (line) => document.querySelector(`[data-line="${CSS.escape(line || "")}"]`);
  mark(lines.flatMap((line) => block(line) || []));
}

/**
 * The entry of every page with a rehearsal. It waits until the reader comes
 * near one, or asks for it, and only then loads the player, its style sheet,
 * and the module.
 */
import { load } from "./load.js";

/** @typedef {Awaited<ReturnType<typeof import("./player.js").take>>} Player */

/**
 * Of roots.
 * @type {WeakMap<HTMLElement, Promise<Player>>}
 */
const players = new WeakMap();

/**
 * Of the roots that are known.
 * @type {WeakMap<HTMLElement, string | undefined>}
 */
const versions = new WeakMap();

/** The style sheet of players at work, in the page once it was asked for. */
const style = Object.assign(document.createElement("link"), { rel: "stylesheet" });

/** @type {Promise<unknown>} */
let dressed;

/** @returns {NodeListOf<HTMLElement>} */
const roots = () => document.querySelectorAll("[data-module]");

/**
 * Loads the style sheet of players at work.
 * @param {string} href
 */
function dress(href) {
  if (!style.isConnected) {
    dressed = new Promise((resolve, reject) => Object.assign(style, { href, onload: resolve, onerror: reject }));
    dressed.catch(() => style.remove()); // to be tried again when asked
    document.head.append(style);
  }
  return dressed;
}

/**
 * The promise of a root's player. A failed load is tried again when asked.
 * @param {HTMLElement} root
 */
function player(root) {
  let promise = players.get(root);
  if (!promise) {
    const {
      board,
      card,
      module,
      script,
      style: href,
      help,
      values,
    } = /** @type {{[name: string]: string}} */ (root.dataset);
    promise = Promise.all([
      load(script),
      fetch(module),
      href && dress(href),
      values && load(values),
      card && Promise.all([load(card), fetch(board)]).then(([{ deal }, page]) => deal(root, page)),
    ]).then(async ([{ take }, response, , shown]) => {
      const taken = await take(root, response, () => load(help));
      if (shown) shown.follow(root, taken.rehearsal.simulation);
      return taken;
    });
    promise.catch(() => players.delete(root));
    players.set(root, promise);
  }
  return promise;
}

/**
 * Passes a request on to the player, or says kindly that there is none.
 * @param {HTMLElement} root
 * @param {string} what
 * @param {unknown} [detail]
 */
async function ask(root, what, detail) {
  const trouble = /** @type {HTMLElement} */ (root.querySelector("[data-part=trouble]"));
  let loaded;
  try {
    loaded = await player(root);
    await loaded.prepare(what, detail);
  } catch {
    /** @type {HTMLInputElement | null} */
    const all = root.querySelector(".rh-all");
    if (all) all.checked = true;
    trouble.hidden = false;
    trouble.focus();
    return;
  }
  trouble.hidden = true; // of a try before
  loaded.request(what, detail);
}

const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) {
        observer.unobserve(target);
        player(/** @type {HTMLElement} */ (target)).catch(() => {}); // reported when the reader asks for it
      }
    }
  },
  { rootMargin: "600px" },
);

/**
 * Readies a rehearsal that is at rest.
 * @param {HTMLElement} root
 */
function ready(root) {
  versions.set(root, root.dataset.version);
  root.classList.add("rh-ready");
  observer.observe(root);
}

/**
 * Looks for rehearsals, also after the page was changed in place: one that is
 * still the same goes on, another begins anew.
 */
function look() {
  for (const root of roots()) {
    const known = players.get(root);
    if (versions.get(root) === root.dataset.version) {
      if (known) ask(root, "patched");
      continue;
    }
    if (known) known.then((old) => old.leave());
    players.delete(root);
    ready(root);
  }
  /** @type {NodeListOf<HTMLButtonElement>} */
  const buttons = document.querySelectorAll(".rh-start button, .from-here");
  for (const button of buttons) button.disabled = false;
}

document.addEventListener("click", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  /** @type {HTMLElement | null} */
  const button = target.closest("[data-do]");
  /** @type {HTMLElement | null} */
  const root = target.closest("[data-module]");
  /** @type {HTMLElement | null} */
  const step = button && button.closest("li[data-rehearsal]");
  if (root && button) ask(root, /** @type {string} */ (button.dataset.do));
  else if (root && !root.dataset.mode && target.matches(".rh-screen")) ask(root, "goto", { screen: target.dataset.id });
  else if (step) {
    const other = document.getElementById(/** @type {string} */ (step.dataset.rehearsal));
    if (other) ask(other, "from", button);
  }
});
document.addEventListener(
  "rehearsal:goto",
  (event) => {
    const { target, detail } = /** @type {CustomEvent} */ (event);
    ask(/** @type {HTMLElement} */ (target), "goto", detail);
  },
  true,
);
document.addEventListener("rehearse:patched", look);
look();

// So that paper can be given the screens of all cards, if it comes to that.
addEventListener("load", () => {
  for (const { dataset } of roots()) if (dataset.card) load(dataset.card).catch(() => {});
});

// Where a rehearsal was before a reload, as address.js writes it.
for (const root of roots())
  if (location.hash.startsWith(`#${encodeURIComponent(root.id)}/`)) ask(root, "resume", location.hash);

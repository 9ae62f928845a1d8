import { mark } from "./mark.js";

const key = "preview";

// The screen that each rehearsal is at, by the id of its element.
const screens = new Map();
document.addEventListener("rehearsal:screen", ({ target, detail }) => screens.set(target.id, detail.screen));
document.addEventListener("rehearsal:close", ({ target }) => screens.delete(target.id));

/** Loads the page anew, and remembers where the author was. */
export function reload(blocks) {
  const state = {
    path: location.pathname,
    top: scrollY,
    lines: blocks.map((block) => block.dataset.line),
    screens: [...screens],
    open: [...document.querySelectorAll("main details")].map((d) => d.open),
  };
  sessionStorage.setItem(key, JSON.stringify(state));
  location.reload();
}

/** Goes back to where the author was before a reload. */
export function resume() {
  const text = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  const state = text && JSON.parse(text);
  if (!state || state.path !== location.pathname) return;
  // Other scripts of the page run after this one.
  if (document.readyState === "complete") restore(state);
  else addEventListener("load", () => restore(state), { once: true });
}

function restore({ top, lines, screens, open }) {
  document.querySelectorAll("main details").forEach((d, i) => {
    if (i in open) d.open = open[i];
  });
  scrollTo({ top, behavior: "instant" });
  for (const [id, screen] of screens) start(document.getElementById(id), screen);
  mark(lines.map((line) => document.querySelector(`[data-line="${CSS.escape(line)}"]`)).filter(Boolean));
}

/** Starts a rehearsal at the screen that it was at, or at its first. */
function start(root, screen) {
  if (!root) return;
  const figures = [...root.querySelectorAll("[data-screen]")];
  const figure = figures.find((f) => f.dataset.id === screen) || figures[0];
  if (figure) root.dispatchEvent(new CustomEvent("rehearsal:goto", { detail: { screen: figure.dataset.id } }));
}

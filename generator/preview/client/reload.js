import { mark } from "./mark.js";
import { places, start } from "./rehearsals.js";

const key = "preview";

/** Loads the page anew, and remembers where the author was. */
export function reload(blocks) {
  const state = {
    path: location.pathname,
    top: scrollY,
    lines: blocks.map((block) => block.dataset.line),
    screens: places(),
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

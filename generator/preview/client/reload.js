import { mark } from "./mark.js";
import { resume as goTo } from "./rehearsals.js";

const key = "preview";

/** Loads the page anew, and remembers where the author was. */
export function reload(blocks, rehearsals) {
  const state = {
    path: location.pathname,
    top: scrollY,
    lines: blocks.map((block) => block.dataset.line),
    rehearsals,
    open: [...document.querySelectorAll("main details")].map((d) => d.open),
    tabs: [...document.querySelectorAll("main [role=tab]")].map((t) => t.getAttribute("aria-selected") === "true" && t.textContent),
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

async function restore({ top, lines, rehearsals, open, tabs }) {
  document.querySelectorAll("main details").forEach((d, i) => {
    if (i in open) d.open = open[i];
  });
  document.querySelectorAll("main [role=tab]").forEach((t) => {
    if (tabs.includes(t.textContent)) t.click();
  });
  await Promise.all(rehearsals.map(goTo));
  scrollTo({ top, behavior: "instant" });
  mark(lines.map((line) => document.querySelector(`[data-line="${CSS.escape(line)}"]`)).filter(Boolean));
}

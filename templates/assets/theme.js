import { all, around, find } from "./dom.js";
import { keep, kept } from "./visit.js";

/** Lets the reader choose light or dark, whatever the system says. */
export function theme() {
  const group = find(document, "[data-theme-switch]");
  if (!group) return;
  /** @param {string} value */
  const show = (value) => {
    if (value === "light" || value === "dark") document.documentElement.dataset.theme = value;
    else delete document.documentElement.dataset.theme;
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (all(group, "button"))) {
      button.setAttribute("aria-pressed", String(button.value === value));
    }
  };
  show(kept("theme") || "auto");
  group.addEventListener("click", (event) => {
    /** @type {HTMLButtonElement | null} */
    const button = around(event, "button");
    if (!button) return;
    show(button.value);
    keep("theme", button.value);
  });
  group.hidden = false;
}

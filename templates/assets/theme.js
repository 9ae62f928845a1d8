import { keep, kept } from "./visit.js";

// theme lets the reader choose light or dark over what the system says.
export function theme() {
  const group = document.querySelector("[data-theme-switch]");
  if (!group) return;
  const show = (value) => {
    if (value === "light" || value === "dark") document.documentElement.dataset.theme = value;
    else delete document.documentElement.dataset.theme;
    for (const button of group.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === value));
    }
  };
  show(kept("theme") || "auto");
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    show(button.value);
    keep("theme", button.value);
  });
  group.hidden = false;
}

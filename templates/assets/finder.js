import { around, find } from "./dom.js";
import { load } from "./load.js";

/** Fetches the search, which is not small, when the reader first asks for it. */
export function finder() {
  const button = find(document, "[data-search]");
  if (!button || !window.HTMLDialogElement) return; // the search is a dialog
  const open = () => start(button);
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (asksForSearch(event)) {
      event.preventDefault();
      open();
    }
  });
  button.hidden = false;
}

/** @param {HTMLElement} button */
async function start(button) {
  const { script = "", style = "", failed = "" } = button.dataset;
  const label = find(button, "span");
  const name = button.dataset.name || label.textContent || "";
  button.dataset.name = name; // the label may say something else meanwhile
  try {
    const search = await load(script, style);
    label.textContent = name;
    label.removeAttribute("role");
    button.classList.remove("failed");
    await search.open(button);
  } catch {
    label.setAttribute("role", "status");
    label.textContent = failed;
    button.classList.add("failed");
  }
}

/**
 * Whether a key asks for the search: Ctrl+K or, where nothing is typed into, a slash.
 * @param {KeyboardEvent} event
 */
function asksForSearch(event) {
  if (event.isComposing || event.defaultPrevented || event.altKey) return false;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === "k";
  return event.key === "/" && !around(event, "input, textarea, select, [contenteditable], dialog");
}

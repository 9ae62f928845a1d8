import { load } from "./load.js";

// finder fetches the search, which is not small, when the reader first asks
// for it.
export function finder() {
  const button = document.querySelector("[data-search]");
  if (!button) return;
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

async function start(button) {
  const data = button.dataset;
  const label = button.querySelector("span");
  const name = (data.name = data.name || label.textContent);
  try {
    const search = await load(data.script, data.style);
    label.textContent = name;
    label.removeAttribute("role");
    button.classList.remove("failed");
    await search.open(button);
  } catch {
    label.setAttribute("role", "status");
    label.textContent = data.failed;
    button.classList.add("failed");
  }
}

function asksForSearch(event) {
  if (event.isComposing || event.defaultPrevented || event.altKey) return false;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === "k";
  return event.key === "/" && !event.target.closest("input, textarea, select, [contenteditable], dialog");
}

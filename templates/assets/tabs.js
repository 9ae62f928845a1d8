import { all, around, find } from "./dom.js";

/** Shows one panel of each group at a time, after the ARIA Authoring Practices'
 * tabs pattern: one stop for the Tab key, arrows between the tabs. In the HTML
 * the panels stand one below the other, each under its label. */
export function tabs() {
  for (const group of all(document, ".tabs")) enhance(group);
  delete document.documentElement.dataset.coming;
}

/** @param {HTMLElement} group */
function enhance(group) {
  const panels = /** @type {HTMLElement[]} */ ([...group.children]);
  const list = document.createElement("div");
  list.setAttribute("role", "tablist");
  const buttons = panels.map(tab);
  list.append(...buttons);
  group.prepend(list);
  /** @param {number} chosen */
  const select = (chosen) => {
    panels.forEach((panel, i) => {
      panel.hidden = i !== chosen;
      buttons[i].setAttribute("aria-selected", String(i === chosen));
      buttons[i].tabIndex = i === chosen ? 0 : -1;
    });
  };
  list.addEventListener("click", (event) => {
    const button = /** @type {HTMLButtonElement | null} */ (around(event, "button"));
    if (button) select(buttons.indexOf(button));
  });
  list.addEventListener("keydown", (event) => {
    const focused = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const next = neighbour(event.key, focused, buttons.length);
    if (next === undefined) return;
    event.preventDefault();
    select(next);
    buttons[next].focus();
  });
  // A link into a hidden panel must find its target shown.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const chosen = target ? panels.findIndex((panel) => panel.contains(target)) : -1;
    if (target && chosen >= 0 && panels[chosen].hidden) {
      select(chosen);
      target.scrollIntoView();
    }
  };
  select(0);
  group.classList.add("ready");
  window.addEventListener("hashchange", reveal);
  reveal();
}

/**
 * Makes the button for a panel; it takes over the label's id, by which the panel
 * is named.
 * @param {HTMLElement} panel
 */
function tab(panel) {
  const label = find(panel, ".tab-label");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label.textContent;
  button.setAttribute("role", "tab");
  button.setAttribute("aria-controls", panel.id);
  panel.setAttribute("role", "tabpanel");
  button.id = label.id;
  label.removeAttribute("id");
  label.hidden = true;
  return button;
}

/**
 * The tab that a key leads to.
 * @param {string} key
 * @param {number} from
 * @param {number} count
 */
function neighbour(key, from, count) {
  switch (key) {
    case "ArrowRight":
      return (from + 1) % count;
    case "ArrowLeft":
      return (from + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
  }
}

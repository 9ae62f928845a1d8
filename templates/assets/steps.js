import { all, find } from "./dom.js";
import { keep, kept } from "./visit.js";

/** Lets the reader tick off the steps that are done, for the visit, and copy the
 * link to a step: the page's template has what goes into each. */
export function steps() {
  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("site:step"));
  if (!template) return;
  for (const step of all(document, ".prose .steps > li[id]")) add(step, template);
}

/**
 * @param {HTMLElement} step
 * @param {HTMLTemplateElement} template
 */
function add(step, template) {
  const tools = /** @type {HTMLElement} */ (find(template.content, "*").cloneNode(true));
  mark(step, find(tools, "input"));
  /** @type {HTMLAnchorElement} */
  const link = find(tools, "a");
  link.href = `#${encodeURIComponent(step.id)}`;
  link.addEventListener("click", (event) => copy(event, link.href, find(tools, "[role=status]")));
  place(step, tools);
}

/**
 * Puts the tools at the end of a step, in one line with the button that begins a
 * rehearsal there.
 * @param {HTMLElement} step
 * @param {HTMLElement} tools
 */
function place(step, tools) {
  const begin = step.querySelector(":scope > .from-here");
  if (!begin) {
    step.append(tools);
    return;
  }
  const line = document.createElement("div");
  line.className = "step-line";
  begin.replaceWith(line);
  line.append(begin, tools);
}

/**
 * Marks a step as done while its box is ticked.
 * @param {HTMLElement} step
 * @param {HTMLInputElement} box
 */
function mark(step, box) {
  const key = `done ${location.pathname}#${step.id}`;
  const show = () => step.classList.toggle("done", box.checked);
  box.checked = kept(key) === "yes";
  box.addEventListener("change", () => {
    keep(key, box.checked ? "yes" : "");
    show();
  });
  show();
}

/**
 * Copies a link, if the browser allows it; otherwise the link is followed, and
 * the address bar has it.
 * @param {Event} event
 * @param {string} href
 * @param {HTMLElement} status
 */
async function copy(event, href, status) {
  if (!navigator.clipboard) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(href);
  } catch {
    location.href = href;
    return;
  }
  status.textContent = /** @type {HTMLElement} */ (status.closest("[data-copied]")).dataset.copied || "";
  setTimeout(() => {
    status.textContent = "";
  }, 2000);
}

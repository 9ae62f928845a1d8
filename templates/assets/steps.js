import { keep, kept } from "./visit.js";

// steps lets the reader tick off the steps that are done, for the visit, and
// copy the link to a step: the page's template has what goes into each.
export function steps() {
  const template = document.getElementById("site:step");
  if (!template) return;
  for (const step of document.querySelectorAll(".prose .steps > li[id]")) add(step, template);
}

function add(step, template) {
  const tools = template.content.firstElementChild.cloneNode(true);
  mark(step, tools.querySelector("input"));
  const link = tools.querySelector("a");
  link.href = "#" + encodeURIComponent(step.id);
  link.addEventListener("click", (event) => copy(event, link.href, tools.querySelector("[role=status]")));
  place(step, tools);
}

// place puts the tools at the end of a step, in one line with the button that
// begins a rehearsal there.
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

function mark(step, box) {
  const key = "done " + location.pathname + "#" + step.id;
  const show = () => step.classList.toggle("done", box.checked);
  box.checked = kept(key) === "yes";
  box.addEventListener("change", () => {
    keep(key, box.checked ? "yes" : "");
    show();
  });
  show();
}

// copy copies a link where the browser lets it; elsewhere the link is followed,
// and the address bar has it.
async function copy(event, href, status) {
  if (!navigator.clipboard) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(href);
  } catch {
    location.href = href;
    return;
  }
  status.textContent = status.closest("[data-copied]").dataset.copied;
  setTimeout(() => (status.textContent = ""), 2000);
}

import { find } from "./dom.js";
import { keep, kept } from "./visit.js";

/** The sizes after the usual one, as base.css has them. */
const sizes = ["large", "larger"];

/** Lets the reader have larger text: each press is one size more, and after the
 * largest comes the usual one again. */
export function size() {
  const button = find(document, "[data-text-size]");
  if (!button) return;
  const dataset = document.documentElement.dataset;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => {
    const next = sizes[sizes.indexOf(dataset.size || kept("size") || "") + 1] || "";
    if (next) dataset.size = next;
    else delete dataset.size;
    keep("size", next);
    button.scrollIntoView({ block: "nearest", behavior: "instant" }); // to be pressed again
  });
  button.hidden = false;
}

import { keep, kept } from "./visit.js";

// The sizes after the usual one, as base.css has them.
const sizes = ["large", "larger"];

// size lets the reader have larger text: each press is a size more, and the
// last leads back to the first.
export function size() {
  const button = document.querySelector("[data-text-size]");
  if (!button) return;
  const dataset = document.documentElement.dataset;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => {
    const next = sizes[sizes.indexOf(dataset.size || kept("size")) + 1] || "";
    // What is being read stays where it is.
    const anchor = [...document.querySelectorAll("main :is(h1, h2, h3, p, li)")].find((e) => e.getBoundingClientRect().top >= 0);
    const top = anchor && anchor.getBoundingClientRect().top;
    if (next) dataset.size = next;
    else delete dataset.size;
    keep("size", next);
    if (anchor) scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: "instant" });
  });
  button.hidden = false;
}

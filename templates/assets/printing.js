import { all } from "./dom.js";

/** Opens what is folded while the page is printed, because nobody can unfold it
 * on paper. */
export function printing() {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (all(document, "details:not([open])"))];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

import { all, find } from "./dom.js";

/** Lets the reader copy pieces of code. What a button says afterwards stands on
 * the element around it that has data-copied. */
export function copyButtons() {
  if (!navigator.clipboard) return; // as on pages served without TLS
  for (const button of all(document, "button.copy")) {
    const before = button.textContent;
    const { copied = "" } = /** @type {HTMLElement} */ (button.closest("[data-copied]")).dataset;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(
        find(/** @type {Element} */ (button.parentElement), "code").textContent || "",
      );
      button.textContent = copied;
      setTimeout(() => {
        button.textContent = before;
      }, 2000);
    });
    button.hidden = false;
  }
}

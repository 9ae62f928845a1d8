// copyButtons lets a reader take a piece of code along. What a button says
// afterwards stands on the element around it that has data-copied.
export function copyButtons() {
  if (!navigator.clipboard) return; // Not on pages served without TLS.
  for (const button of document.querySelectorAll("button.copy")) {
    const before = button.textContent;
    const after = button.closest("[data-copied]").dataset.copied;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent);
      button.textContent = after;
      setTimeout(() => (button.textContent = before), 2000);
    });
    button.hidden = false;
  }
}

// copyButtons lets a reader take a piece of code along. The words of a button
// are its own text and its data-copied.
export function copyButtons() {
  if (!navigator.clipboard) return; // Not on pages served without TLS.
  for (const button of document.querySelectorAll("button.copy")) {
    button.addEventListener("click", () => copy(button));
    button.setAttribute("aria-live", "polite");
    button.hidden = false;
  }
}

async function copy(button) {
  const label = button.dataset.label || button.textContent;
  const code = button.closest(".code").querySelector("pre code");
  await navigator.clipboard.writeText(code.textContent);
  button.dataset.label = label;
  button.textContent = button.dataset.copied || label;
  setTimeout(() => (button.textContent = label), 2000);
}

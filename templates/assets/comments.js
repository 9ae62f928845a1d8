import { find } from "./dom.js";

/** Fetches what other people have written, from another site, but only when the
 * reader asks for it. */
export function comments() {
  const section = find(document, "[data-comments]");
  if (!section) return;
  /** @type {HTMLButtonElement} */
  const button = find(section, "button");
  const status = find(section, "[role=status]");
  /** @type {HTMLTemplateElement} */
  const template = find(section, "template");
  button.disabled = false;
  button.addEventListener("click", () => {
    const script = document.createElement("script");
    for (const attribute of find(template.content, "*").attributes) {
      script.setAttribute(attribute.name, attribute.value);
    }
    script.async = true;
    script.onload = () => /** @type {Element} */ (button.parentElement).remove();
    script.onerror = () => {
      script.remove();
      button.disabled = false;
      status.textContent = status.dataset.failed || "";
    };
    button.disabled = true;
    status.textContent = "";
    script.src = section.dataset.comments || "";
    section.append(script);
  });
}

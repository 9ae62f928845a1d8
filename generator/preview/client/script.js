/**
 * The element that has loaded the preview's client; its data say what the
 * client must know of the page.
 * @returns {HTMLScriptElement}
 */
export function script() {
  const element = document.querySelector("script[data-preview]");
  if (element instanceof HTMLScriptElement) return element;
  throw new Error("the page has no script of the preview");
}

/**
 * The first element within scope that a selector matches. It is the caller's
 * promise that there is one, or that null will do.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} scope
 * @param {string} selector
 * @returns {T}
 */
export const find = (scope, selector) => /** @type {T} */ (scope.querySelector(selector));

/**
 * The element within scope that the storyboard marked with a name.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} scope
 * @param {string} name
 * @returns {T}
 */
export const part = (scope, name) => find(scope, `[data-part="${name}"]`);

/**
 * All elements within scope that a selector matches.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} scope
 * @param {string} selector
 * @returns {T[]}
 */
export const all = (scope, selector) => [.../** @type {NodeListOf<T>} */ (scope.querySelectorAll(selector))];

/**
 * The text of an element, without the space around it.
 * @param {Element | null} element
 */
export const textOf = (element) => ((element && element.textContent) || "").trim();

/**
 * Reads a number from an attribute.
 * @param {string | undefined} text
 */
export const number = (text) => (text ? Number(text) : undefined);

/**
 * Reads a list from an attribute.
 * @param {string | undefined} text
 */
export const list = (text) => (text || "").split(" ").filter(Boolean);

/**
 * Sets an attribute, to "true" for true, or removes it if the value is empty or false.
 * @param {Element} element
 * @param {string} name
 * @param {string | boolean} value
 */
export function attribute(element, name, value) {
  if (value) element.setAttribute(name, String(value));
  else element.removeAttribute(name);
}

/**
 * Replaces all that an element holds.
 * @param {Element} element
 * @param {(Node | string)[]} children
 */
export function replace(element, children) {
  element.textContent = "";
  element.append(...children);
}

/**
 * Makes an element that holds a text.
 * @param {string} name
 * @param {string} text
 */
export function make(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

/** Whether the reader's system asks for less motion. */
export const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

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
 * All elements within scope that a selector matches.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} scope
 * @param {string} selector
 * @returns {NodeListOf<T>}
 */
export const all = (scope, selector) => scope.querySelectorAll(selector);

/**
 * The innermost element around an event that a selector matches.
 * @template {Element} [T=HTMLElement]
 * @param {Event} event
 * @param {string} selector
 * @returns {T | null}
 */
export const around = (event, selector) => /** @type {Element} */ (event.target).closest(selector);

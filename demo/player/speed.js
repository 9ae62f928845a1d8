import { part } from "./part.js";

/** What the choice is kept under, for the visit. It is one of three numbers, and the only thing that a rehearsal keeps. */
const key = "speed";

/**
 * How much faster than usual films play, as the reader has chosen.
 * @param {HTMLElement} root
 */
export function speed(root) {
  /** @type {HTMLSelectElement} */
  const choice = part(root, "speed");
  if (!choice.onchange) {
    choice.value = kept() || choice.value;
    choice.onchange = () => keep(choice.value);
  }
  return Number(choice.value);
}

function kept() {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null; // storage is blocked: the choice lasts for the page
  }
}

/** @param {string} value */
function keep(value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // As above.
  }
}

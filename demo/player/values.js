/** The values of the record that texts name. Only flows with such texts load this. */
/** @import { Simulation } from "./simulation.js" */

/**
 * Keeps the texts of a storyboard in step with its simulation. At rest they are as
 * they were.
 * @param {HTMLElement} root
 * @param {Simulation} simulation
 */
export function follow(root, simulation) {
  /** @type {NodeListOf<HTMLElement>} */
  const found = root.querySelectorAll("[data-value]");
  const values = [...found];
  /** @param {(value: HTMLElement, i: number) => string} words */
  const show = (words) => {
    for (const [i, e] of values.entries()) {
      const now = words(e, i);
      if (e.textContent !== now) e.textContent = now;
    }
  };
  const atRest = values.map((e) => e.textContent || "");
  root.addEventListener("rehearsal:close", () => show((_, i) => atRest[i]));
  // Nothing else changes the record.
  const { press, restart, restore } = simulation;
  /**
   * @template {unknown[]} A
   * @template R
   * @param {(...args: A) => R} change
   */
  const showing =
    (change) =>
    (/** @type {A} */ ...args) => {
      const result = change(...args);
      show((e) => words(e, simulation));
      return result;
    };
  Object.assign(simulation, { press: showing(press), restart: showing(restart), restore: showing(restore) });
}

/**
 * What readers read of a value.
 * @param {HTMLElement} element
 * @param {Simulation} simulation
 */
function words({ dataset }, { memory, recorded, text }) {
  const known = JSON.parse(dataset.words || "[]");
  const n = recorded(Number(dataset.value));
  if (!n || known[1]) return known[n];
  const units = new DataView(memory.buffer, text.value);
  let value = "";
  for (let i = 0; i < n; i++) value += String.fromCharCode(units.getUint16(2 * i, true));
  return dataset.mask ? masked(value, dataset.mask) : value;
}

/**
 * Hides all of a text but some characters, as flow.Mask of the Go package does.
 * @param {string} text
 * @param {string} mask
 */
function masked(text, mask) {
  const characters = [...text];
  const n = characters.length;
  let [first, last] = mask.split(" ").map(Number);
  if (first < 0) [first, last] = n < 8 ? [1, 0] : [3, 4];
  if (first + last >= n) first = last = 0;
  return characters.map((c, i) => (i < first || i >= n - last ? c : "*")).join("");
}

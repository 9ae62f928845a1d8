import { part } from "./part.js";
/** @import { Field } from "./field.js" */

/**
 * Warns the reader of a field that holds what may be somebody's number; null
 * takes any warning away.
 * @param {HTMLElement} root
 * @param {Field | null} field
 * @param {Set<string>} samples the numbers that are nobody's
 */
export function warn(root, field, samples) {
  const warning = part(root, "warning");
  const isReal = Boolean(field && !field.isChoice && numbersIn(String(field.value)).some((n) => !samples.has(n)));
  if (isReal && field) field.element.append(warning);
  if (isReal || !field || field.element.contains(warning)) warning.hidden = !isReal;
}

/**
 * A text as number forms take it: ASCII, upper case, and without what only
 * groups digits (spaces, hyphens, dashes) or is invisible.
 * @param {string} text
 */
export function plain(text) {
  return text
    .normalize("NFKC")
    .replace(/[\s\-\u200B-\u200F\u2010-\u2015\u2212]/g, "")
    .toUpperCase();
}

/**
 * The valid resident IDs and mobile numbers, without their country code, that
 * stand anywhere in a text.
 * @param {string} text
 */
function numbersIn(text) {
  const runs = plain(text).match(/\d+X?/g) || [];
  const local = runs.map((run) => run.replace(/^(00)?86(?=1\d{10}$)/, ""));
  return local.filter((n) => isResidentID(n) || /^1[3-9]\d{9}$/.test(n));
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * GB 11643-1999: area, date of birth, sequence and a check character.
 * @param {string} text
 */
function isResidentID(text) {
  if (!/^[1-9]\d{5}(18|19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]$/.test(text)) return false;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return "10X98765432"[sum % 11] === text[17];
}

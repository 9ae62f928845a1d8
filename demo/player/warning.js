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
  const isReal = Boolean(field && !field.isChoice && numbersIn(String(field.value)).some((n) => !isSample(n, samples)));
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
 * What looks like somebody's number: a mobile number; a resident ID of 18
 * characters or, as before 1999, of 15 digits; a bank card (ISO/IEC 7812-1). Check
 * digits are not looked at: with a slip it is somebody's all the same.
 */
const personal = /^(1[3-9]\d{9}|[1-9]\d{13,16}[\dX]|[3-6]\d{18})$/;

/**
 * The personal numbers, telephones without their country code, that stand
 * anywhere in a text.
 * @param {string} text
 */
function numbersIn(text) {
  const runs = plain(text).match(/\d+X?/g) || [];
  return runs.map((run) => run.replace(/^(00)?86(?=1\d{10}$)/, "")).filter((n) => personal.test(n));
}

/**
 * Whether a number is a sample, or one with a slip.
 * @param {string} number
 * @param {Set<string>} samples
 */
function isSample(number, samples) {
  const differs = (/** @type {string} */ s) => [...s].filter((c, i) => c !== number[i]).length;
  return [...samples].some((s) => s.length === number.length && differs(s) < 2);
}

/** What has been filled in on a screen, in a form that outlives a change of the flow. */
import { all, textOf } from "./part.js";

/** @import { Field } from "./field.js" */
/** @import { Screen } from "./screen.js" */

/**
 * @typedef {object} Answer
 * @property {string} label the field's, which stays when other fields come and go
 * @property {string | number} value a text, the words of an option, 1 for a face check passed, or 0 for none
 * @property {boolean} hasFocus
 */

/**
 * The fields that can be filled in again. Captchas and codes are different each time.
 * @param {Screen} screen
 */
const kept = (screen) => screen.fields.filter((f) => !f.isDrawn);

/** @param {Field} field */
const labelOf = (field) => textOf(field.element.querySelector(".rh-name"));

/**
 * The words of a field's options, by the option's number; 0 is none.
 * @param {Field} field
 */
const words = (field) => ["", ...all(field.element, "option + option, .rh-option").map(textOf)];

/**
 * What has been filled in on a screen.
 * @param {Screen} screen
 * @returns {Answer[]}
 */
export function answers(screen) {
  return kept(screen).map((f) => ({
    label: labelOf(f),
    value: (f.isChoice && words(f)[Number(f.value)]) || f.value,
    hasFocus: f.element.contains(document.activeElement),
  }));
}

/**
 * Fills in a screen again, and calls changed for each field that this changes.
 * A field whose label is new is taken for a renamed one, if a label has gone
 * from its position.
 * @param {Screen} screen
 * @param {Answer[]} before
 * @param {(field: Field) => void} changed
 */
export function fillAgain(screen, before, changed) {
  const fields = kept(screen);
  const labels = fields.map(labelOf);
  fields.forEach((f, i) => {
    const renamed = before.length === fields.length && !labels.includes(before[i].label) && before[i];
    const answer = before.find(({ label }) => label === labels[i]) || renamed;
    if (!answer) return;
    const { hasFocus, value } = answer;
    const wanted = f.isChoice && typeof value === "string" ? Math.max(0, words(f).indexOf(value)) : value;
    if (wanted && wanted !== f.value) {
      f.value = wanted;
      changed(f);
    }
    if (hasFocus) f.target.focus({ preventScroll: true });
  });
}

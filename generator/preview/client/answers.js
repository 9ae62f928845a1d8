/** What has been filled in on a screen of a rehearsal, in a form that outlives a change of its flow. */

/**
 * @typedef {object} Answer
 * @property {string} label the field's, which stays when other fields come and go
 * @property {string} value a text, or the words of an option; "1" for what is ticked or performed
 * @property {boolean} hasFocus
 */

/**
 * The fields of a screen that can be filled in again. Captchas and codes are
 * different each time.
 * @param {Element} screen
 * @returns {HTMLElement[]}
 */
const fields = (screen) => [
  .../** @type {NodeListOf<HTMLElement>} */ (
    screen.querySelectorAll("[data-field]:not([data-kind=captcha], [data-kind=sms-code])")
  ),
];

/** @param {Element | null} element */
const textOf = (element) => ((element && element.textContent) || "").trim();

/**
 * The words beside a control.
 * @param {Element | null} control
 */
function wordsOf(control) {
  const { labels } = /** @type {HTMLInputElement} */ (control || {});
  return textOf(labels ? labels[0] : null);
}

/** @param {HTMLElement} field */
function labelOf(field) {
  const group = field.querySelector("[role=radiogroup]");
  return group
    ? textOf(document.getElementById(group.getAttribute("aria-labelledby") || ""))
    : wordsOf(controlOf(field));
}

/**
 * @param {HTMLElement} field
 * @returns {HTMLInputElement}
 */
const controlOf = (field) => /** @type {HTMLInputElement} */ (field.querySelector("input, select, [data-face]"));

/**
 * The radio buttons of a field, and the options of a select but for the one that
 * stands for none.
 * @param {HTMLElement} field
 * @returns {Element[]}
 */
const options = (field) => [...field.querySelectorAll("[type=radio], option + option")];

/**
 * @param {HTMLElement} field
 * @returns {string}
 */
function given(field) {
  const control = controlOf(field);
  switch (field.dataset.kind) {
    case "radio":
      return wordsOf(field.querySelector("[type=radio]:checked"));
    case "select":
      return textOf(field.querySelector("option + option:checked"));
    case "checkbox":
      return control.checked ? "1" : "";
    case "face":
      return control.getAttribute("aria-pressed") === "true" ? "1" : "";
  }
  return control.value;
}

/**
 * Fills in a field as a reader would.
 * @param {HTMLElement} field
 * @param {string} value
 */
function fill(field, value) {
  const control = controlOf(field);
  switch (field.dataset.kind) {
    case "radio": {
      const radio = options(field).find((o) => wordsOf(o) === value);
      if (radio) /** @type {HTMLElement} */ (radio).click();
      return;
    }
    case "checkbox":
    case "face":
      control.click();
      return;
    case "select": {
      const option = options(field).find((o) => textOf(o) === value);
      if (!option) return;
      control.value = /** @type {HTMLOptionElement} */ (option).value;
      break;
    }
    default:
      control.value = value;
  }
  control.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * What has been filled in on a screen of a rehearsal.
 * @param {Element} screen
 * @returns {Answer[]}
 */
export const answers = (screen) =>
  fields(screen).map((field) => ({
    label: labelOf(field),
    value: given(field),
    hasFocus: field.contains(document.activeElement),
  }));

/**
 * Fills in a screen of a rehearsal again. A field whose label is new is taken for a
 * renamed one, if a label has gone from its position.
 * @param {Element} screen
 * @param {Answer[]} before
 */
export function fillAgain(screen, before) {
  const now = fields(screen);
  const labels = now.map(labelOf);
  now.forEach((field, i) => {
    const renamed = before.length === now.length && !labels.includes(before[i].label) && before[i];
    const answer = before.find(({ label }) => label === labels[i]) || renamed;
    if (!answer) return;
    if (answer.value && answer.value !== given(field)) fill(field, answer.value);
    if (answer.hasFocus) controlOf(field).focus({ preventScroll: true });
  });
}

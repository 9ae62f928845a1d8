import { all, attribute, find, make, number, part, replace } from "./part.js";
import { optionOf } from "./route.js";
/** @import { Leg } from "./route.js" */
/** @import { Simulation } from "./simulation.js" */

/** One field of a screen: its control, its messages, its sample. */
export class Field {
  /** @param {HTMLElement} element */
  constructor(element) {
    const { field, kind = "", sample, choice, sender } = element.dataset;
    this.element = element;
    this.number = Number(field);
    this.kind = kind;
    this.isChoice = choice !== undefined;
    /** Whether what is to be typed is drawn at random, so that there is no sample. */
    this.isDrawn = !this.isChoice && sample === undefined;
    this.sample = sample || "";
    this.choice = Number(choice);
    /** The button of the same screen that sends the code to be typed. */
    this.sender = number(sender);
    /** @type {HTMLInputElement[]} */
    this.radios = all(element, "[type=radio]");
    /**
     * What has the label, the description and the focus ring: an input in
     * most kinds of fields.
     * @type {HTMLInputElement}
     */
    this.control = find(element, "[role=radiogroup], input, select, [data-face]");
    this.description = this.control.getAttribute("aria-describedby") || "";
    /**
     * The message that is shown.
     * @type {HTMLElement | null}
     */
    this.complaint = null;
    /** Whether the reader has done something about the complaint. */
    this.touched = true;
    /**
     * What a captcha or the phone shows; null before anything was drawn.
     * @type {string | null}
     */
    this.shown = null;
  }

  /** What the coach says of it: a choice of another way is no mistake. */
  get say() {
    const isStray = this.isChoice && this.touched && this.value;
    return (isStray && part(this.element, "strayed")) || part(this.element, "say");
  }

  /** Where the focus goes. */
  get target() {
    return this.radios.find((r) => r.checked) || this.radios[0] || this.control;
  }

  /**
   * What the control holds: a text, or the number of an option.
   * @returns {string | number}
   */
  get value() {
    const { control, kind, radios } = this;
    if (kind === "radio") return radios.findIndex((r) => r.checked) + 1;
    if (kind === "checkbox") return Number(control.checked);
    if (kind === "face") return Number(control.getAttribute("aria-pressed") === "true");
    return this.isChoice ? Number(control.value) : control.value;
  }

  set value(value) {
    const { control, kind, radios } = this;
    if (kind === "radio") for (const r of radios) r.checked = Number(r.value) === value;
    else if (kind === "checkbox") control.checked = value === 1;
    else if (kind === "face") this.pass(value === 1);
    else control.value = String(value);
  }

  /** Whether there is anything to type or choose for the persona. */
  get hasSample() {
    return Boolean(this.sample || this.choice || this.shown);
  }

  /** Whether a code has to be sent before one can be typed: none was sent, or
   * the reader was told that the last one is void. */
  get isUnsent() {
    const isVoid = this.complaint && "void" in this.complaint.dataset;
    return this.sender !== undefined && (!this.shown || Boolean(isVoid));
  }

  /**
   * Whether the reader may go on to the next control.
   * @param {Leg} [leg] what is to be done on the screen
   */
  isDone(leg) {
    const option = optionOf(leg, this.number);
    return this.touched && !this.isUnsent && (option ? this.value === option : Boolean(this.value || !this.hasSample));
  }

  /**
   * Gives the module what the control holds.
   * @param {Simulation} simulation
   */
  send(simulation) {
    simulation.input(this.number, this.value);
  }

  /**
   * Gives the module an answer, or else the persona's.
   * @param {Simulation} simulation
   * @param {string | number} [answer]
   */
  supply(
    simulation,
    answer = this.isChoice ? this.choice : this.isDrawn ? simulation.shown(this.number) : this.sample,
  ) {
    simulation.input(this.number, this.isChoice ? Number(answer) : answer);
  }

  /**
   * Shows what the module holds.
   * @param {Simulation} simulation
   */
  show(simulation) {
    this.value = this.isChoice ? simulation.value(this.number) : simulation.typed(this.number);
    if (this.isDrawn) this.draw(simulation.shown(this.number));
  }

  /**
   * Shows what has to be typed, unless it is there already: a screen reader
   * would read it out again.
   * @param {string} text
   */
  draw(text) {
    if (this.shown === text) return;
    this.shown = text;
    const sms = part(this.element, "sms");
    if (sms) sms.hidden = !text;
    else
      replace(
        part(this.element, "captcha"),
        [...text].map((character) => make("i", character)),
      );
    part(this.element, "shown").textContent = [...text].join(" ");
    find(this.element, "[data-fill]").hidden = !text;
  }

  /**
   * Shows whether a face check was passed.
   * @param {boolean} isDone
   */
  pass(isDone) {
    this.control.setAttribute("aria-pressed", String(isDone));
    part(this.element, "face-start").hidden = isDone;
    part(this.element, "face-done").hidden = !isDone;
  }

  /**
   * Shows the message for an error code; 0 takes it away.
   * @param {number} code
   */
  complain(code) {
    if (this.complaint) this.complaint.hidden = true;
    this.complaint = this.element.querySelector(`[data-error="${code}"]`);
    this.touched = !code;
    this.element.classList.toggle("rh-wrong", code > 0);
    attribute(this.control, "aria-invalid", code > 0);
    const { description, complaint } = this;
    const ids = [description, complaint && complaint.id].filter(Boolean);
    attribute(this.control, "aria-describedby", ids.join(" "));
    if (complaint) complaint.hidden = false;
  }

  /**
   * Shows or masks a secret.
   * @param {HTMLElement} button
   */
  reveal(button) {
    const masked = this.control.classList.toggle("rh-masked");
    button.setAttribute("aria-pressed", String(!masked));
    part(button, "reveal").hidden = !masked;
    part(button, "conceal").hidden = masked;
  }
}

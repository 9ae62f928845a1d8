import { attribute, part } from './part.js';

/** One field of a screen: its control, its messages, its sample. */
export class Field {
  constructor(element) {
    const { field, kind, sample, choice, sender } = element.dataset;
    this.element = element;
    this.number = +field;
    this.kind = kind;
    this.sample = sample;
    this.choice = +choice;
    /** The button of the same screen that sends the code to be typed. */
    this.sender = sender && +sender;
    this.isChoice = /^(select|radio|checkbox|face)$/.test(kind);
    this.isDrawn = /^(captcha|sms-code)$/.test(kind);
    this.radios = [...element.querySelectorAll('[type=radio]')];
    /** What has the label, the description and the focus ring. */
    this.control = element.querySelector('[role=radiogroup], input, select, [data-face]');
    this.description = this.control.getAttribute('aria-describedby') || '';
    this.say = part(element, 'say');
    this.complaint = null;
    /** Whether the reader has done something about the complaint. */
    this.touched = true;
    /** What a captcha or the phone shows. */
    this.shown = null;
  }

  /** Where the focus goes. */
  get target() {
    return this.radios.find((r) => r.checked) || this.radios[0] || this.control;
  }

  /** What the control holds: a text, or the number of an option. */
  get value() {
    const { control, kind, radios } = this;
    if (kind === 'radio') return radios.findIndex((r) => r.checked) + 1;
    if (kind === 'checkbox') return +control.checked;
    if (kind === 'face') return +(control.getAttribute('aria-pressed') === 'true');
    return this.isChoice ? +control.value : control.value;
  }

  set value(value) {
    const { control, kind, radios } = this;
    if (kind === 'radio') radios.forEach((r, i) => { r.checked = i + 1 === value; });
    else if (kind === 'checkbox') control.checked = value === 1;
    else if (kind === 'face') this.pass(value === 1);
    else control.value = value;
  }

  /** Whether there is anything to type or choose for the persona. */
  get hasSample() {
    return Boolean(this.sample || this.choice || this.shown);
  }

  /** Whether a code has to be sent before one can be typed: none was sent, or
   * the reader was told that the last one is void. */
  get isUnsent() {
    const isVoid = this.complaint && 'void' in this.complaint.dataset;
    return this.sender !== undefined && (!this.shown || Boolean(isVoid));
  }

  /** Whether the reader may go on to the next control. */
  get isDone() {
    return this.touched && !this.isUnsent && Boolean(this.value || !this.hasSample);
  }

  /** Gives the module what the control holds. */
  send(simulation) {
    this.put(simulation, this.value);
  }

  /** Gives the module the persona's answer, or the option asked for. */
  supply(simulation, option = this.choice) {
    if (this.isChoice) this.put(simulation, option);
    else this.put(simulation, this.isDrawn ? simulation.shown(this.number) : this.sample);
  }

  put(simulation, value) {
    if (this.isChoice) simulation.choose(this.number, value);
    else simulation.type(this.number, value);
  }

  /** Shows what the module holds. */
  show(simulation) {
    this.value = this.isChoice ? simulation.chosen(this.number) : simulation.typed(this.number);
    if (this.isDrawn) this.draw(simulation.shown(this.number));
  }

  /** Shows what has to be typed, unless it is there already: saying it twice
   * would have it read out twice. */
  draw(text) {
    if (this.shown === text) return;
    this.shown = text;
    const sms = part(this.element, 'sms');
    if (sms) sms.hidden = !text;
    else part(this.element, 'captcha').replaceChildren(...[...text].map(glyph));
    part(this.element, 'shown').textContent = [...text].join(' ');
    this.element.querySelector('[data-fill]').hidden = !text;
  }

  /** Shows whether a face check was passed. */
  pass(isDone) {
    this.control.setAttribute('aria-pressed', String(isDone));
    part(this.element, 'face-start').hidden = isDone;
    part(this.element, 'face-done').hidden = !isDone;
  }

  /** Shows the message for an error code; 0 takes it away. */
  complain(code) {
    if (this.complaint) this.complaint.hidden = true;
    this.complaint = code ? this.element.querySelector(`[data-error="${code}"]`) : null;
    this.touched = !code;
    this.element.classList.toggle('rh-wrong', code > 0);
    attribute(this.control, 'aria-invalid', code ? 'true' : '');
    attribute(this.control, 'aria-describedby', [this.description, this.complaint && this.complaint.id].filter(Boolean).join(' '));
    if (this.complaint) this.complaint.hidden = false;
  }

  /** Shows or masks a secret. */
  reveal(button) {
    const masked = this.control.classList.toggle('rh-masked');
    button.setAttribute('aria-pressed', String(!masked));
    part(button, 'reveal').hidden = !masked;
    part(button, 'conceal').hidden = masked;
  }

  act(player) {
    player.fill(this);
  }
}

function glyph(character) {
  const element = document.createElement('i');
  element.textContent = character;
  return element;
}

import { part } from './part.js';

/** One field of a screen: its control, its messages, its sample. */
export class Field {
  constructor(element) {
    const { field, kind, sample, choice } = element.dataset;
    this.element = element;
    this.number = +field;
    this.kind = kind;
    this.sample = sample;
    this.choice = +choice;
    this.isChoice = /^(select|radio|checkbox)$/.test(kind);
    this.radios = [...element.querySelectorAll('[type=radio]')];
    /** What has the label, the description and the focus ring. */
    this.control = element.querySelector('[role=radiogroup], input, select');
    this.description = this.control.getAttribute('aria-describedby') ?? '';
    this.say = part(element, 'say');
    this.complaint = null;
    /** Whether the reader has done something about the complaint. */
    this.touched = true;
  }

  /** Where the focus goes. */
  get target() {
    return this.radios.find((r) => r.checked) ?? this.radios[0] ?? this.control;
  }

  /** What the control holds: a text, or the number of an option. */
  get value() {
    if (this.radios.length) return +(this.radios.find((r) => r.checked)?.value ?? 0);
    if (this.kind === 'checkbox') return +this.control.checked;
    return this.isChoice ? +this.control.value : this.control.value;
  }

  set value(value) {
    if (this.radios.length) for (const r of this.radios) r.checked = +r.value === value;
    else if (this.kind === 'checkbox') this.control.checked = value === 1;
    else this.control.value = value;
  }

  /** Whether there is anything to type or choose for the persona. */
  get hasSample() {
    return Boolean(this.sample || this.choice || this.kind === 'captcha');
  }

  /** Whether the reader may go on to the next control. */
  get isDone() {
    return this.touched && Boolean(this.value || !this.hasSample);
  }

  /** Gives the module what the control holds. */
  send(simulation) {
    this.put(simulation, this.value);
  }

  /** Gives the module the persona's answer, or the option asked for. */
  supply(simulation, option = this.choice) {
    if (this.isChoice) this.put(simulation, option);
    else this.put(simulation, this.kind === 'captcha' ? simulation.shown(this.number) : this.sample);
  }

  put(simulation, value) {
    if (this.isChoice) simulation.choose(this.number, value);
    else simulation.type(this.number, value);
  }

  /** Shows what the module holds. */
  show(simulation) {
    this.value = this.isChoice ? simulation.chosen(this.number) : simulation.typed(this.number);
    if (this.kind === 'captcha') this.draw(simulation.shown(this.number));
  }

  draw(text) {
    const glyphs = [...text].map((character) => {
      const glyph = document.createElement('i');
      glyph.textContent = character;
      return glyph;
    });
    part(this.element, 'captcha').replaceChildren(...glyphs);
    part(this.element, 'shown').textContent = [...text].join(' ');
  }

  /** Shows the message for an error code; 0 takes it away. */
  complain(code) {
    if (this.complaint) this.complaint.hidden = true;
    this.complaint = code ? this.element.querySelector(`[data-error="${code}"]`) : null;
    this.touched = !code;
    this.element.classList.toggle('rh-wrong', code > 0);
    this.attribute('aria-invalid', code ? 'true' : '');
    this.attribute('aria-describedby', [this.description, this.complaint?.id].filter(Boolean).join(' '));
    if (this.complaint) this.complaint.hidden = false;
  }

  /** Sets an attribute of the control, or removes it where it is empty. */
  attribute(name, value) {
    if (value) this.control.setAttribute(name, value);
    else this.control.removeAttribute(name);
  }

  /** Shows or masks a secret. */
  reveal(button) {
    const masked = this.control.classList.toggle('rh-masked');
    button.setAttribute('aria-pressed', String(!masked));
    part(button, 'reveal').hidden = !masked;
    part(button, 'conceal').hidden = masked;
  }
}

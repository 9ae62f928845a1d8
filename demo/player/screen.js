import { Button, Menu } from './button.js';
import { Field } from './field.js';
import { attribute, part } from './part.js';

/** One screen of the storyboard. */
export class Screen {
  constructor(figure) {
    const { screen, id, step, via, choices, refused, over, outcome } = figure.dataset;
    this.figure = figure;
    this.frame = figure.querySelector('fieldset');
    this.number = +screen;
    this.id = id;
    this.step = +(step || 0);
    this.outcome = outcome;
    /** The screen that this one, a dialog, is shown over. */
    this.over = over && +over;
    /** The button that leads here from the start; undefined for the start. */
    this.via = via && +via;
    /** Whether that button leads here by being refused. */
    this.isRefused = refused !== undefined;
    this.choices = new Map((choices || '').split(' ').filter(Boolean).map((pair) => pair.split(':').map(Number)));
    this.fields = [...figure.querySelectorAll('[data-field]')].map((e) => new Field(e));
    this.buttons = [...figure.querySelectorAll('[data-button]:not([data-menu])')].map((e) => new Button(e));
    this.menus = [...figure.querySelectorAll('[data-submenu]')].map((e) => new Menu(e));
    for (const m of this.menus) for (const e of m.items) this.buttons.find((b) => b.element === e).menu = m;
    this.next = this.buttons.find((b) => 'next' in b.element.dataset);
    this.heading = figure.querySelector('.rh-screen-title');
    this.summary = part(figure, 'summary');
    this.persona = part(figure, 'persona');
  }

  button(number) {
    return this.buttons.find((b) => b.number === number);
  }

  field(number) {
    return this.fields.find((f) => f.number === number);
  }

  /** What the Enter key presses. */
  get submit() {
    return this.next && this.next.needs.length ? this.next : this.buttons.find((b) => b.needs.length);
  }

  /** The control that the reader should use now; undefined at an outcome. */
  get waiting() {
    return this.next && this.before(this.next);
  }

  /** The first control to be used in order to press a button. */
  before(button) {
    for (const number of button.needs) {
      const f = this.field(number);
      if (!f || f.isDone) continue;
      const sender = f.isUnsent && this.button(f.sender);
      return sender && sender !== button ? this.before(sender) : f;
    }
    if (button.isWaiting) return button.wait;
    return button.menu && !button.menu.isOpen ? button.menu : button;
  }

  enter(simulation, isUsable) {
    this.figure.classList.add('rh-on');
    this.frame.disabled = !isUsable;
    attribute(this.frame, 'role', this.over === undefined ? '' : 'dialog');
    this.explain(() => 0);
    this.show(simulation);
  }

  /** Shows what the module holds. */
  show(simulation) {
    for (const f of this.fields) f.show(simulation);
    this.showTime(simulation);
  }

  /** Shows which buttons can be pressed by now. */
  showTime(simulation) {
    for (const b of this.buttons) b.show(simulation);
  }

  leave() {
    this.figure.classList.remove('rh-on');
    this.frame.disabled = true;
    this.frame.removeAttribute('role');
    this.tell(false);
    for (const m of this.menus) m.open(false);
    this.explain(() => 0);
  }

  /** Shows, or hides, the list of what the persona knows, folded. */
  tell(isTold) {
    if (this.persona) Object.assign(this.persona, { hidden: !isTold, open: false });
  }

  /** Empties the controls. */
  clear() {
    for (const f of this.fields) f.value = f.isChoice ? 0 : '';
  }

  /** Gives the module all that the controls hold. */
  send(simulation) {
    for (const f of this.fields) f.send(simulation);
  }

  /** Shows each field's error, and all of them in the summary. */
  explain(error) {
    const items = [];
    for (const f of this.fields) {
      f.complain(error(f));
      if (f.complaint) items.push(this.item(f));
    }
    this.summary.querySelector('ul').replaceChildren(...items);
    this.summary.hidden = !items.length;
    if (!items.length) return;
    this.summary.focus();
    this.summary.firstElementChild.scrollIntoView({ block: 'nearest' }); // it may be higher than the sheet
  }

  item(field) {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = '#' + field.target.id;
    link.textContent = part(field.complaint, 'message').textContent;
    link.addEventListener('click', (event) => {
      event.preventDefault(); // the address of the page is not ours to change
      field.target.focus();
    });
    item.append(link);
    return item;
  }
}

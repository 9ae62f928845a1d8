import { Field } from './field.js';
import { part } from './part.js';

/** A button of a screen. */
class Button {
  constructor(element) {
    this.element = element;
    this.number = +element.dataset.button;
    this.needsFields = 'needs' in element.dataset;
    this.say = part(element, 'say');
  }
}

/** One screen of the storyboard. */
export class Screen {
  constructor(figure) {
    const { screen, id, step, via, choices, outcome } = figure.dataset;
    this.figure = figure;
    this.number = +screen;
    this.id = id;
    this.step = +(step ?? 0);
    this.outcome = outcome;
    /** The button that leads here from the start; undefined for the start. */
    this.via = via && +via;
    this.choices = new Map((choices || '').split(' ').filter(Boolean).map((pair) => pair.split(':').map(Number)));
    this.fields = [...figure.querySelectorAll('[data-field]')].map((e) => new Field(e));
    this.buttons = [...figure.querySelectorAll('[data-button]')].map((e) => new Button(e));
    this.next = this.buttons.find((b) => 'next' in b.element.dataset);
    this.heading = figure.querySelector('.rh-screen-title');
    this.summary = part(figure, 'summary');
  }

  /** What the Enter key presses. */
  get submit() {
    return this.next?.needsFields ? this.next : this.buttons.find((b) => b.needsFields);
  }

  /** The control that the reader should use now; undefined at an outcome. */
  get waiting() {
    const field = this.next?.needsFields && this.fields.find((f) => !f.isDone);
    return field || this.next;
  }

  enter(simulation, isUsable) {
    this.figure.classList.add('rh-on');
    this.figure.querySelector('fieldset').disabled = !isUsable;
    this.explain(() => 0);
    for (const f of this.fields) f.show(simulation);
  }

  leave() {
    this.figure.classList.remove('rh-on');
    this.figure.querySelector('fieldset').disabled = true;
    this.explain(() => 0);
  }

  /** Empties the controls. */
  clear() {
    for (const f of this.fields) f.value = f.isChoice ? 0 : '';
  }

  /** Gives the module all that the controls hold. */
  send(simulation) {
    for (const f of this.fields) f.send(simulation);
  }

  /** Gives the module all of the persona's answers. */
  supply(simulation, choices = new Map()) {
    for (const f of this.fields) if (f.hasSample || choices.has(f.number)) f.supply(simulation, choices.get(f.number));
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
    if (items.length) this.summary.focus();
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

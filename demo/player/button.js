import { attribute, part } from './part.js';

const numbers = (list) => (list || '').split(' ').filter(Boolean).map(Number);

/** A button of a screen. */
export class Button {
  constructor(element) {
    const { button, needs, wait, guarded } = element.dataset;
    this.element = element;
    this.number = +button;
    /** The fields to fill in first, by number. */
    this.needs = numbers(needs);
    this.isGuarded = guarded !== undefined;
    this.say = part(element, 'say');
    /** The menu that has to be open first. */
    this.menu = null;
    /** What stands beside the button while it cannot be pressed. */
    this.wait = this.isGuarded ? new Wait(element.nextElementSibling) : null;
  }

  /** Shows whether the button can be pressed, and how long it will be. */
  show(simulation) {
    if (!this.isGuarded) return;
    const isEnabled = simulation.enabled(this.number);
    attribute(this.element, 'aria-disabled', isEnabled ? '' : 'true');
    this.wait.show(isEnabled ? 0 : this.wait.left(simulation));
    // What is hidden would be read, too, where it describes something.
    attribute(this.element, 'aria-describedby', this.isWaiting ? this.wait.id : '');
  }

  get isWaiting() {
    return this.isGuarded && !this.wait.element.hidden;
  }

  act(player) {
    player.press(this.number);
  }
}

/** The time that must pass before a button can be pressed, with a way round. */
class Wait {
  constructor(element) {
    this.element = element.querySelector('[data-skip]');
    this.box = element;
    this.say = part(element, 'say');
    /** Of what says how long it will be. */
    this.id = part(element, 'countdown').id;
    this.timers = numbers(element.dataset.wait);
    this.show(0);
  }

  /** How many seconds are left. */
  left(simulation) {
    return Math.max(0, ...this.timers.map((t) => simulation.left(t)));
  }

  show(seconds) {
    this.box.hidden = this.element.hidden = !seconds;
    part(this.box, 'left').textContent = seconds;
  }

  act(player) {
    player.pass(this.left(player.simulation));
  }
}

/** A menu of a screen: whether it is open is the page's business. */
export class Menu {
  constructor(element) {
    this.box = element;
    this.element = element.querySelector('[data-menu]');
    this.number = +this.element.dataset.menu;
    this.say = part(this.element, 'say');
    this.items = [...element.querySelectorAll('.rh-items > [data-button]')];
  }

  get isOpen() {
    return this.element.getAttribute('aria-expanded') === 'true';
  }

  open(isOpen) {
    this.element.setAttribute('aria-expanded', String(isOpen));
    this.box.classList.toggle('rh-open', isOpen);
  }

  act(player) {
    this.open(!this.isOpen);
    player.guide();
  }
}

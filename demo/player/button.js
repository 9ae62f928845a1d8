import { all, attribute, find, list, part } from "./part.js";
/** @import { Simulation } from "./simulation.js" */

/** A button of a screen. */
export class Button {
  /** @param {HTMLElement} element */
  constructor(element) {
    const { button, needs, guarded } = element.dataset;
    this.element = element;
    this.number = Number(button);
    /** The fields to fill in first, by number. */
    this.needs = list(needs).map(Number);
    this.say = part(element, "say");
    /**
     * The menu that has to be open first.
     * @type {Menu | null}
     */
    this.menu = null;
    /** What stands beside the button while it cannot be pressed. */
    this.wait = guarded === undefined ? null : new Wait(/** @type {HTMLElement} */ (element.nextElementSibling), this);
  }

  /**
   * Shows whether the button can be pressed, or else for how long it cannot.
   * @param {Simulation} simulation
   */
  show(simulation) {
    if (!this.wait) return;
    const isEnabled = simulation.enabled(this.number) === 1;
    attribute(this.element, "aria-disabled", !isEnabled);
    this.wait.show(isEnabled ? 0 : this.wait.left(simulation));
    // A hidden description would be read out all the same.
    attribute(this.element, "aria-describedby", !this.wait.isOver && this.wait.id);
  }
}

/** The time that must pass before a button can be pressed, and the button that skips it. */
export class Wait {
  /**
   * @param {HTMLElement} box
   * @param {Button} button
   */
  constructor(box, button) {
    this.box = box;
    this.button = button;
    this.element = find(box, "[data-skip]");
    this.say = part(this.element, "say");
    /** Of the element that says how long it will be. */
    this.id = part(box, "countdown").id;
    this.timers = list(box.dataset.wait).map(Number);
    this.show(0);
  }

  get isOver() {
    return this.box.hidden;
  }

  /**
   * How many seconds are left.
   * @param {Simulation} simulation
   */
  left(simulation) {
    return Math.max(0, ...this.timers.map((t) => simulation.left(t)));
  }

  /** @param {number} seconds */
  show(seconds) {
    this.box.hidden = this.element.hidden = !seconds;
    part(this.box, "left").textContent = String(seconds);
  }
}

/** A menu of a screen. The module does not know whether it is open. */
export class Menu {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    this.element = find(box, "[data-menu]");
    this.number = Number(this.element.dataset.menu);
    this.say = part(this.element, "say");
    this.items = all(box, ".rh-items > [data-button]");
  }

  get isOpen() {
    return this.element.getAttribute("aria-expanded") === "true";
  }

  /** @param {boolean} isOpen */
  open(isOpen) {
    this.element.setAttribute("aria-expanded", String(isOpen));
    this.box.classList.toggle("rh-open", isOpen);
  }
}

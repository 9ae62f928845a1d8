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
   * Shows whether the button can be pressed, or else why not, and for how long.
   * @param {Simulation} simulation
   */
  show(simulation) {
    const { wait } = this;
    if (!wait) return;
    const isEnabled = simulation.enabled(this.number) === 1;
    attribute(this.element, "aria-disabled", !isEnabled);
    wait.show(isEnabled ? 0 : wait.left(simulation));
    wait.why.hidden = isEnabled || !wait.isOver;
    // A hidden description would be read out all the same.
    attribute(this.element, "aria-describedby", !isEnabled && wait.description.id);
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
    /** Why the button cannot be pressed, where it is not for the time. */
    this.why = /** @type {HTMLElement} */ (box.nextElementSibling);
    this.countdown = part(box, "countdown");
    this.timers = list(box.dataset.wait).map(Number);
    this.show(0);
  }

  /** The element that says for how long the button cannot be pressed, or why. */
  get description() {
    return this.isOver ? this.why : this.countdown;
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
  }
}

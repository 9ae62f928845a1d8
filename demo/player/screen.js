import { Button, Menu } from "./button.js";
import { Field } from "./field.js";
import { all, attribute, find, list, make, number, part, replace, textOf } from "./part.js";
import { legs } from "./route.js";
/** @import { Leg } from "./route.js" */
/** @import { Simulation } from "./simulation.js" */
/** @import { Wait } from "./button.js" */

/** @typedef {Field | Button | Menu | Wait} Control What a screen has to be used. */

/** One screen of the storyboard. */
export class Screen {
  /** @param {HTMLElement} figure */
  constructor(figure) {
    const { screen, id = "", way, onward, over, outcome = "" } = figure.dataset;
    this.figure = figure;
    /** @type {HTMLFieldSetElement} */
    this.frame = find(figure, "fieldset");
    this.number = Number(screen);
    this.id = id;
    /** success, dead-end or link; "" where the screen leads on. */
    this.outcome = outcome;
    /** The screen that this one, a dialog, is shown over. */
    this.over = number(over);
    /** What is done to get here. */
    this.way = list(way);
    /** What leads on from here, beside the route. */
    this.onward = legs(onward)[0];
    /** What is said of the times that the route passes here. */
    this.visits = all(figure, "[data-visit]");
    this.fields = all(figure, "[data-field]").map((e) => new Field(e));
    this.buttons = all(figure, "[data-button]:not([data-menu])").map((e) => new Button(e));
    this.menus = all(figure, "[data-submenu]").map((e) => new Menu(e));
    for (const m of this.menus) for (const b of this.buttons) if (m.items.includes(b.element)) b.menu = m;
    /**
     * What is to be done here now.
     * @type {Leg | undefined}
     */
    this.leg = undefined;
    this.heading = find(figure, ".rh-screen-title");
    this.summary = part(figure, "summary");
    /** @type {HTMLDetailsElement | null} */
    this.persona = figure.querySelector('[data-part="persona"]');
  }

  /** @param {number | undefined} number */
  button(number) {
    return this.buttons.find((b) => b.number === number);
  }

  /** @param {number} number */
  field(number) {
    return this.fields.find((f) => f.number === number);
  }

  /**
   * The field that an element belongs to.
   * @param {Element} element
   */
  fieldOf(element) {
    return this.fields.find((f) => f.element.contains(element));
  }

  /**
   * The menu, button or wait that is used by pressing an element.
   * @param {Element} element
   */
  controlOf(element) {
    const waits = this.buttons.flatMap((b) => b.wait || []);
    return [...this.menus, ...this.buttons, ...waits].find((c) => c.element === element);
  }

  /** The button that leads on. */
  get next() {
    return this.leg && this.button(this.leg.button);
  }

  /**
   * What is said of the screen when the route is at a leg.
   * @param {number} at
   */
  visit(at) {
    return this.visits.filter((v) => Number(v.dataset.visit) <= at).pop() || this.visits[0];
  }

  /** What the Enter key presses. */
  get submit() {
    return [this.next, ...this.buttons].find((b) => b && b.needs.length);
  }

  /**
   * The next field below another that is empty and belongs to what Enter presses.
   * @param {Field} field
   */
  after(field) {
    const { fields, submit } = this;
    return fields.slice(fields.indexOf(field) + 1).find((f) => !f.value && submit && submit.needs.includes(f.number));
  }

  /** Writes on the Enter key of a phone what it does in each field. */
  nameEnter() {
    for (const f of this.fields) f.control.enterKeyHint = this.after(f) ? "next" : "go";
  }

  /** The control that the reader should use now; undefined at an outcome. */
  get waiting() {
    return this.next && this.before(this.next);
  }

  /**
   * The first control to be used in order to press a button.
   * @param {Button} button
   * @returns {Control}
   */
  before(button) {
    for (const number of this.leg && this.leg.isRefused ? [] : button.needs) {
      const f = this.field(number);
      if (!f || f.isDone(this.leg)) continue;
      const sender = f.isUnsent && this.button(f.sender);
      return sender && sender !== button ? this.before(sender) : f;
    }
    if (button.wait && !button.wait.isOver) return button.wait;
    return button.menu && !button.menu.isOpen ? button.menu : button;
  }

  /**
   * Shows the screen as the one that the rehearsal is at.
   * @param {Simulation} simulation
   * @param {boolean} isUsable
   */
  enter(simulation, isUsable) {
    this.figure.classList.add("rh-on");
    this.frame.disabled = !isUsable;
    attribute(this.frame, "role", this.over !== undefined && "dialog");
    this.show(simulation);
  }

  /**
   * Shows what the module holds.
   * @param {Simulation} simulation
   */
  show(simulation) {
    for (const f of this.fields) f.show(simulation);
    this.showTime(simulation);
  }

  /**
   * Shows which buttons can be pressed by now.
   * @param {Simulation} simulation
   */
  showTime(simulation) {
    for (const b of this.buttons) b.show(simulation);
  }

  leave() {
    this.figure.classList.remove("rh-on");
    this.frame.disabled = true;
    attribute(this.frame, "role", "");
    this.tell(false);
    for (const m of this.menus) m.open(false);
    this.explain(() => 0);
  }

  /**
   * Shows, or hides, the list of what the persona knows, folded.
   * @param {boolean} isTold
   */
  tell(isTold) {
    if (this.persona) Object.assign(this.persona, { hidden: !isTold, open: false });
  }

  /** Empties the controls. */
  clear() {
    for (const f of this.fields) f.value = f.isChoice ? 0 : "";
  }

  /**
   * Gives the module all that the controls hold.
   * @param {Simulation} simulation
   */
  send(simulation) {
    for (const f of this.fields) f.send(simulation);
  }

  /**
   * Shows each field's error, and all of them in the summary.
   * @param {(field: Field) => number} error
   */
  explain(error) {
    const items = [];
    for (const f of this.fields) {
      f.complain(error(f));
      if (f.complaint) items.push(summaryItem(f, f.complaint));
    }
    replace(find(this.summary, "ul"), items);
    this.summary.hidden = !items.length;
    if (!items.length) return;
    this.summary.focus();
    find(this.summary, "p").scrollIntoView({ block: "nearest" }); // the summary may be taller than the sheet
  }
}

/**
 * A link to a field, with the message that the field shows.
 * @param {Field} field
 * @param {HTMLElement} complaint
 */
function summaryItem(field, complaint) {
  const item = make("li", "");
  const link = /** @type {HTMLAnchorElement} */ (make("a", textOf(part(complaint, "message"))));
  link.href = `#${field.target.id}`;
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the page's address must stay
    field.target.focus();
  });
  item.append(link);
  return item;
}

import { Effort } from "./effort.js";
import { travel } from "./journey.js";
import { all } from "./part.js";
import { Screen } from "./screen.js";
import { showUnder } from "./stage.js";
/** @import { Field } from "./field.js" */
/** @import { Simulation } from "./simulation.js" */

/** A flow that is rehearsed: its simulation, and the screen that shows what that holds. */
export class Rehearsal {
  /**
   * @param {HTMLElement} root
   * @param {Simulation} simulation
   */
  constructor(root, simulation) {
    this.simulation = simulation;
    this.screens = all(root, "[data-screen]").map((figure) => new Screen(figure));
    /** The screen that is shown. */
    this.screen = this.screens[0];
    /**
     * The states to go back to.
     * @type {Uint8Array[]}
     */
    this.past = [];
    this.effort = new Effort();
  }

  /**
   * Begins anew; effort is what counting goes on from.
   * @param {Partial<Effort>} [effort]
   */
  restart(effort) {
    this.simulation.restart();
    this.past = [];
    this.effort = new Effort(effort);
  }

  /**
   * The screen of a name, or else the first one.
   * @param {string} id
   */
  named(id) {
    return this.screens.find((s) => s.id === id) || this.screens[0];
  }

  /** The screen that the simulation is at. */
  get current() {
    const number = this.simulation.screen();
    return this.screens.find((s) => s.number === number) || this.screen;
  }

  /**
   * Goes from the start to a screen, doing what comes before it with the samples.
   * @param {Screen} target
   */
  skipTo(target) {
    this.past = travel(this.simulation, this.screens, this.current, target);
  }

  /**
   * Shows the screen that the simulation is at.
   * @param {boolean} isUsable whether the reader can use its controls
   */
  show(isUsable) {
    this.screen.leave();
    this.screen = this.current;
    this.screen.enter(this.simulation, isUsable);
    showUnder(this.screens, this.screen, this.simulation);
  }

  /**
   * Presses a button of the screen. Returns what the module does; if it leads
   * on, the next screen has yet to be shown.
   * @param {number} number
   */
  press(number) {
    const { effort, past, screen, simulation } = this;
    screen.send(simulation);
    const before = simulation.save();
    const result = simulation.press(number);
    if (result >= 0) effort.presses++;
    if (result === 2) effort.mistakes++; // and mistakes lead elsewhere
    if (result === 0) this.refuse();
    else if (this.current !== screen) past.push(before);
    else if (result > 0) {
      screen.explain(() => 0);
      screen.show(simulation);
    }
    return result;
  }

  /** Shows why a press was refused. */
  refuse() {
    const { effort, screen, simulation } = this;
    for (const f of screen.fields) if (f.isDrawn) f.show(simulation);
    screen.explain((f) => simulation.error(f.number));
    screen.showTime(simulation);
    effort.mistake(screen);
  }

  /**
   * Fills in what the persona would.
   * @param {Field} field
   */
  fill(field) {
    field.supply(this.simulation);
    field.show(this.simulation);
  }

  /**
   * Draws another captcha.
   * @param {Field} field
   */
  refresh(field) {
    this.simulation.refresh(field.number);
    field.show(this.simulation);
  }

  /**
   * Takes in what the reader typed or chose.
   * @param {Field} field
   */
  changed(field) {
    field.touched = true;
    // Which buttons can be pressed may depend on what is chosen.
    if (field.isChoice) field.send(this.simulation);
    this.screen.showTime(this.simulation);
  }

  /**
   * Lets time pass. Says whether another control is to be used now.
   * @param {number} seconds
   */
  pass(seconds) {
    const { screen, simulation } = this;
    simulation.tick(seconds);
    const { waiting } = screen;
    screen.showTime(simulation);
    return screen.waiting !== waiting;
  }

  /** Goes back to before the last press that led on. Says whether there was one. */
  back() {
    const before = this.past.pop();
    if (before) this.simulation.restore(before);
    return Boolean(before);
  }
}

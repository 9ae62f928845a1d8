import { Effort } from "./effort.js";
import { all } from "./part.js";
import { legs, optionOf } from "./route.js";
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
    this.legs = legs(root.dataset.route);
    /** The leg that the rehearsal is at, -1 beside the route. */
    this.at = 0;
    /**
     * The states to go back to, and the legs there.
     * @type {{state: Uint8Array, at: number}[]}
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
    this.at = 0;
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
   * Goes from the start to a screen, doing what comes before it.
   * @param {Screen} target
   * @param {number} [leg] at which leg of the route, where that passes the screen more than once
   */
  skipTo(target, leg) {
    const { legs, screens, simulation } = this;
    const way = leg ? legs.slice(0, leg).flatMap(({ events }) => events) : target.way;
    for (const event of way) {
      const [name, answer] = event.split(/[:=]/);
      const number = Number(name.slice(1));
      if (name[0] === "f") {
        const field = screens.map((s) => s.field(number)).find(Boolean);
        if (field) field.supply(simulation, answer && decodeURIComponent(answer));
      } else if (name[0] === "w") simulation.tick(number);
      else this.go(number);
    }
  }

  /**
   * Presses a button, goes on along the route or leaves it by that, and remembers
   * where that was if it leads on.
   * @param {number} button
   */
  go(button) {
    const { at, legs, simulation } = this;
    const before = simulation.screen();
    const state = simulation.save();
    const result = simulation.press(button);
    const here = simulation.screen();
    const leg = legs[at];
    /** @param {number} from */
    const legAfter = (from) => legs.findIndex((l, i) => i > from && l.screen === here);
    if (leg && leg.button === button && legs[at + 1].screen === here && (result > 0 || leg.isRefused)) this.at++;
    else if (here !== before) {
      this.at = legAfter(at);
      if (this.at < 0) this.at = legAfter(-1);
    }
    if (here !== before) this.past.push({ state, at });
    return result;
  }

  /**
   * Shows the screen that the simulation is at.
   * @param {boolean} isUsable whether the reader can use its controls
   */
  show(isUsable) {
    this.screen.leave();
    this.screen = this.current;
    this.lead();
    this.screen.enter(this.simulation, isUsable);
    showUnder(this.screens, this.screen, this.simulation);
  }

  /** Says to the screen what is to be done on it now. */
  lead() {
    this.screen.leg = this.legs[this.at] || this.screen.onward;
  }

  /**
   * Presses a button of the screen. Returns what the module does; if it leads
   * on, the next screen has yet to be shown.
   * @param {number} number
   */
  press(number) {
    const { at, effort, screen, simulation } = this;
    screen.send(simulation);
    const result = this.go(number);
    if (result >= 0) effort.presses++;
    if (result === 2) effort.mistakes++; // and mistakes lead elsewhere
    if (at >= 0 && this.at < 0) effort.detours++;
    this.lead();
    if (result === 0) this.refuse();
    else if (result > 0 && this.current === screen) {
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
    effort.mistakes++;
  }

  /**
   * Fills in what the persona would.
   * @param {Field} field
   */
  fill(field) {
    field.supply(this.simulation, optionOf(this.screen.leg, field.number));
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
    if (!before) return false;
    this.simulation.restore(before.state);
    this.at = before.at;
    return true;
  }
}

/** @import { Button } from "./button.js" */
/** @import { Screen } from "./screen.js" */
/** @import { Simulation } from "./simulation.js" */

/** How often a button is pressed in vain to reach the screen that mistakes lead to. */
const patience = 100;

/**
 * Goes from the start to a screen, doing with the samples all that comes
 * before it, and returns the states on the way. It ends early if the samples do
 * not lead on.
 * @param {Simulation} simulation
 * @param {Screen[]} screens
 * @param {Screen} start
 * @param {Screen} target
 */
export function travel(simulation, screens, start, target) {
  const past = [];
  let here = start;
  for (const screen of routeTo(screens, target)) {
    const before = reach(simulation, here, screen);
    if (simulation.screen() !== screen.number) break;
    past.push(before);
    here = screen;
  }
  return past;
}

/**
 * The screens from the one after the start up to the target.
 * @param {Screen[]} screens
 * @param {Screen} target
 */
function routeTo(screens, target) {
  const route = [];
  /** @type {Screen | undefined} */
  let s = target;
  while (s && s.via !== undefined && route.length < screens.length) {
    route.unshift(s);
    s = before(screens, s);
  }
  return route;
}

/**
 * The screen with the button that leads to another one.
 * @param {Screen[]} screens
 * @param {Screen} screen
 */
const before = (screens, { via }) => screens.find((s) => s.button(via));

/**
 * Goes from a screen to one that it leads to, and returns the state before the
 * last press.
 * @param {Simulation} simulation
 * @param {Screen} here
 * @param {Screen} screen
 */
function reach(simulation, here, screen) {
  const via = here.button(screen.via);
  let before = simulation.save();
  if (!via) return before;
  if (!screen.isRefused) return manage(simulation, here, via, screen.choices);
  for (let i = 0; i < patience && simulation.screen() === here.number; i++) {
    before = simulation.save();
    simulation.press(via.number);
  }
  return before;
}

/**
 * Presses a button after all that comes before it; returns the state between.
 * @param {Simulation} simulation
 * @param {Screen} screen
 * @param {Button} button
 * @param {Map<number, number>} choices
 */
function manage(simulation, screen, button, choices) {
  for (const number of button.needs) {
    const f = screen.field(number);
    if (!f) continue;
    const isUnsent = f.sender !== undefined && !simulation.shown(number);
    const sender = isUnsent && screen.button(f.sender);
    if (sender && sender !== button) manage(simulation, screen, sender, new Map());
    if (f.isDrawn || f.hasSample || choices.has(number)) f.supply(simulation, choices.get(number));
  }
  if (button.wait && !simulation.enabled(button.number)) simulation.tick(button.wait.left(simulation));
  const before = simulation.save();
  simulation.press(button.number);
  return before;
}

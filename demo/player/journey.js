/** How often a button is pressed in vain to come to where mistakes lead. */
const patience = 100;

/**
 * Goes from the start to a screen, doing with the samples all that comes
 * before it, and returns the states on the way. It ends early where the
 * samples do not lead on.
 */
export function travel(player, target) {
  const past = [];
  for (const screen of wayTo(player.screens, target)) {
    const before = reach(player, screen);
    if (player.current() !== screen) break;
    past.push(before);
  }
  return past;
}

/** The screens from the one after the start up to the target. */
function wayTo(screens, target) {
  const way = [];
  for (let s = target; s && s.via !== undefined && way.length < screens.length; s = screens.find((o) => o.button(s.via))) way.unshift(s);
  return way;
}

/** Goes from the current screen to one that it leads to, and returns the state
 * before the last press. */
function reach(player, screen) {
  const { simulation } = player;
  const here = player.current();
  const via = here.button(screen.via);
  let before = simulation.save();
  if (!via) return before;
  if (!screen.isRefused) return manage(simulation, here, via, screen.choices);
  for (let i = 0; i < patience && player.current() === here; i++) {
    before = simulation.save();
    simulation.press(via.number);
  }
  return before;
}

/** Presses a button after all that comes before it; returns the state between. */
function manage(simulation, screen, button, choices) {
  for (const number of button.needs) {
    const f = screen.field(number);
    const sender = f.sender !== undefined && !simulation.shown(number) && screen.button(f.sender);
    if (sender && sender !== button) manage(simulation, screen, sender, new Map());
    if (f.isDrawn || f.hasSample || choices.has(number)) f.supply(simulation, choices.get(number));
  }
  if (button.isGuarded && !simulation.enabled(button.number)) simulation.tick(button.wait.left(simulation));
  const before = simulation.save();
  simulation.press(button.number);
  return before;
}

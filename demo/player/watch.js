/** How long the reader has to read before each action, in milliseconds. */
const pace = 2000;

/** The actions from where a player is to the outcome, with the samples. */
function* actions(player) {
  for (;;) {
    const { screen, simulation } = player;
    if (!screen.next) return;
    if (screen.next.needsFields) {
      for (const field of screen.fields) {
        if (field.isDone || !field.hasSample) continue;
        yield { control: field, act: () => { field.supply(simulation); field.show(simulation); } };
      }
    }
    yield { control: screen.next, act: () => player.press(screen.next.number) };
    if (player.screen === screen) return; // refused: to repeat it would not help
  }
}

/** Plays a rehearsal by itself. */
export class Watch {
  constructor(player) {
    this.player = player;
    this.actions = actions(player);
  }

  get isPaused() {
    return !this.timer;
  }

  /** Points at what comes next. */
  prepare() {
    this.ahead = this.actions.next().value;
    this.player.point(this.ahead?.control);
    if (this.ahead) return;
    this.pause();
    this.player.showPlaying();
  }

  /** Does what was announced. */
  step() {
    this.ahead?.act();
    this.prepare();
  }

  run() {
    this.timer = setTimeout(() => {
      this.run();
      this.step();
    }, pace);
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = 0;
  }
}
